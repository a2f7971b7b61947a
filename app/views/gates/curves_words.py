"""The one sentence above the curves."""

from __future__ import annotations

from app.engine.gates.diagnosis import still_falls
from app.i18n import tr
from app.views.gates.curves_axes import SHORTER
from app.views.gates.curves_picture import Curve
from app.views.gates.curves_scale import beyond
from app.views.loss_scale import Linear
from app.views.numbers import number


def caption_of(curve: Curve, scale: Linear, step: int, of: int) -> str:
    """What leaves the picture; or that right is not sure, where all `of` rows are right at a step and the loss still
    falls.
    """
    out = beyond(curve.losses, scale)
    if out is not None:
        return tr("out of sight: loss {loss}", loss=number(out[1], 1))
    row = min(step, len(curve.losses) - 1)
    if curve.counts is None or curve.counts[row] != of or not still_falls(curve.losses, row):
        return ""
    return SHORTER.join((tr("right is not sure: loss still falls"), tr("loss still falls")))
