"""The sentence of a term, with this step's own numbers where they show what the term is good for."""

from __future__ import annotations

import numpy as np

from app.i18n import tr
from app.views.numbers import axis_name, number
from app.views.worked.shown import Shown

_UNLIKE, _NEAR = 1.5, (0.5, 1.5)


def sentence_of(shown: Shown, index: int) -> str:
    """What the term is for; of a divided step also what dividing did to two unlike slopes."""
    term, divisor = shown.terms[index], shown.divisor
    plain = tr(term.sentence)
    if term.latex != r"\Delta" or divisor is None or not divisor.of_rate or not np.isfinite(divisor.size).all():
        return plain
    large, small = int(np.argmax(divisor.size)), int(np.argmin(divisor.size))
    ratio = float(divisor.size[large] / divisor.size[small]) if divisor.size[small] > 0 else np.inf
    near = ((divisor.share >= _NEAR[0]) & (divisor.share <= _NEAR[1])).all()
    if not near or not _UNLIKE <= ratio < np.inf:
        return plain
    return tr(
        "The usual slope along {large} is {ratio} times that along {small}. "
        "Divided by it, both steps come out near lr.",
        large=axis_name(shown.surface.axes[large]), small=axis_name(shown.surface.axes[small]), ratio=number(ratio, 1),
    )  # fmt: skip
