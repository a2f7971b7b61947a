from __future__ import annotations

import pytest
from PyQt6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from app.theme import DARK, PROJECTOR, Theme
from app.views.fitting_label import FittingLabel

FORMS = ("each dashed line is a hidden unit", "dashed: hidden units", "dashed")


@pytest.mark.parametrize("theme", [DARK, PROJECTOR], ids=lambda theme: theme.name)
def test_it_says_as_much_as_has_room_and_never_half_of_it(qtbot: QtBot, theme: Theme) -> None:
    label = FittingLabel()
    qtbot.addWidget(label)
    label.show_theme(theme)
    label.show_forms(*FORMS)
    widths = [QFontMetrics(label.font()).horizontalAdvance(form) for form in FORMS]
    for width, wanted in zip((*widths, widths[0] - 1, widths[2] - 1), (*FORMS, FORMS[1], ""), strict=True):
        label.resize(width, 20)
        assert label.shown() == wanted
    assert label.toolTip() == FORMS[0] == label.accessibleName()
