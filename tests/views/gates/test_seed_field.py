"""Seeds go from 0 to the largest, are written out, and the one after the last is the first."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.engine.seed import MAX_SEED
from app.theme import DARK
from app.views.gates.network_choices import NetworkChoices
from app.views.gates.runs_drawer import RunsDrawer
from app.views.gates.seed_field import SeedField
from tests.qtest import QTest
from tests.views.heard import heard


def typed(field: SeedField, text: str) -> None:
    field.edit.setFocus()
    field.edit.selectAll()
    QTest.keyClicks(field.edit, text)
    QTest.keyClick(field.edit, Qt.Key.Key_Return)


@pytest.fixture
def field(qtbot: QtBot) -> SeedField:
    field = SeedField()
    qtbot.addWidget(field)
    field.show_theme(DARK)
    field.show_value(420)
    field.show()
    return field


@pytest.mark.parametrize("seed", [0, 1, MAX_SEED])
def test_every_seed_is_taken_and_shown_with_all_digits(field: SeedField, seed: int) -> None:
    entered = heard(field.entered)
    typed(field, str(seed))
    assert entered == [(seed,)]
    assert field.edit.text() == str(seed)


@pytest.mark.parametrize("text", ["-1", str(MAX_SEED + 1), "0.5", "nan"])
def test_what_is_no_seed_is_refused(field: SeedField, text: str) -> None:
    entered, refused = heard(field.entered), heard(field.refused)
    typed(field, text)
    assert entered == []
    assert "Kept 420." in refused[-1][0]


@pytest.mark.parametrize("kind", [RunsDrawer, NetworkChoices])
def test_the_seed_after_the_last_is_the_first(qtbot: QtBot, kind: type[RunsDrawer] | type[NetworkChoices]) -> None:
    part = kind()
    qtbot.addWidget(part)
    part.show_theme(DARK)
    wishes = heard(part.seed_edited if isinstance(part, RunsDrawer) else part.seed_chosen)
    for seed in (0, 420, MAX_SEED):
        part.seed.show_value(seed)
        part.next_seed.click()
    assert wishes == [(1,), (421,), (0,)]
