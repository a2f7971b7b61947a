"""A formula at its own size."""

from __future__ import annotations

import numpy as np
import pytest
from PyQt6.QtGui import QImage

from app.theme import DARK
from app.views.typeset import Typeset


def ink(widget: Typeset) -> np.ndarray:
    """The height and the width that is inked, in pixels."""
    widget.show_theme(DARK)
    picture = QImage(widget.size(), QImage.Format.Format_ARGB32)
    picture.fill(0)
    widget.render(picture, flags=Typeset.RenderFlag.DrawChildren)
    alpha = np.frombuffer(picture.constBits().asstring(picture.sizeInBytes()), np.uint8)
    shown = alpha.reshape(picture.height(), -1, 4)[:, :, 3] > 60
    return np.array([np.ptp(np.nonzero(shown.any(axis=1 - axis))[0]) + 1 for axis in (0, 1)])


@pytest.mark.parametrize("latex", ["a", "\\eta_-", "\\epsilon_1", "\\Gamma_{max}"])
def test_a_narrow_symbol_is_as_large_at_its_own_size_as_with_room(qtbot, latex: str) -> None:
    narrow, roomy = Typeset(latex), Typeset(latex)
    for widget in (narrow, roomy):
        qtbot.addWidget(widget)
        widget.show_theme(DARK)
    narrow.resize(narrow.sizeHint())
    roomy.resize(narrow.sizeHint().width() + 100, narrow.sizeHint().height())

    assert ink(narrow) == pytest.approx(ink(roomy), abs=1)
