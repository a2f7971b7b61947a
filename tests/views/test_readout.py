from __future__ import annotations

import math

import pytest
from pytestqt.qtbot import QtBot

from app.theme import DARK, THEMES, Theme
from app.views.map_panel import MapPanel
from app.views.numbers import number
from app.views.pointer_panel import PointerPanel
from app.views.readout import Line, Readout
from app.views.run_look import RunLook
from tests.views.recorded import LOOKS, SURFACE, experiment, spiral, trajectory


def shown_readout(qtbot: QtBot, theme: Theme = DARK) -> Readout:
    view = Readout()
    qtbot.addWidget(view)
    view.show_theme(theme)
    view.show_experiment(SURFACE, experiment(), LOOKS[:2])
    view.show_trajectories((spiral(200), trajectory([(0, 0), (1, 1), (math.inf, 0)], failure="parameter")))
    return view


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_numbers_are_the_record_at_the_playhead(qtbot: QtBot, theme: Theme) -> None:
    view, run = shown_readout(qtbot, theme), spiral(200)
    for step in (0, 17, 200, 900):
        view.show_step(step)
        row = min(step, 200)
        x, y = run.parameters[row]
        loss = float(run.losses[row])
        assert view.lines[0].cells[0] == number(loss, 2 if loss >= 1 else 4)
        assert view.lines[0].cells[1:3] == (number(x, 3), number(y, 3))
        assert view.lines[0].cells[3] == number(math.sqrt(2), 2)
        view.grab()


def test_a_failed_run_says_so_once_the_playhead_is_there(qtbot: QtBot) -> None:
    view = shown_readout(qtbot)
    view.show_step(1)
    assert view.lines[1].cells and not view.lines[1].failure
    for step in (2, 150):
        view.show_step(step)
        assert view.lines[1] == Line(LOOKS[1], "SGD, lr 0.002", (), "ended at step 2")


def test_hidden_runs_are_not_listed_and_compact_leaves_out_the_point(qtbot: QtBot) -> None:
    view = shown_readout(qtbot)
    wide = view.sizeHint().width()
    view.set_compact(True)
    assert len(view.lines[0].cells) == 2 and view.sizeHint().width() < wide
    view.show_experiment(SURFACE, experiment(), (RunLook(0, 0, visible=False), LOOKS[1]))
    assert [line.look for line in view.lines] == [LOOKS[1]]
    view.show_experiment(SURFACE, experiment(0), ())
    assert view.lines == ()


def test_columns_do_not_jump_while_it_plays(qtbot: QtBot) -> None:
    view = shown_readout(qtbot)
    widths = []
    for step in range(200):
        view.show_step(step)
        widths.append(view.width())
    assert widths == sorted(widths)


def test_the_pointer_panel_reads_the_surface(qtbot: QtBot) -> None:
    panel = PointerPanel()
    qtbot.addWidget(panel)
    panel.show_theme(DARK)
    panel.show_surface(SURFACE)
    panel.show_point(1.6, -3.2)
    loss, across, up = SURFACE.loss_and_gradient(1.6, -3.2)
    assert panel.values() == (number(1.6, 2), number(-3.2, 2), number(loss, 1), number(math.hypot(across, up), 1))
    panel.grab()
    panel.show_nothing()
    assert set(panel.values()) == {"–"}


def test_the_readout_of_the_map_is_beside_it_where_there_is_room(qtbot: QtBot) -> None:
    panel = MapPanel()
    qtbot.addWidget(panel)
    panel.show_theme(DARK)
    panel.show_experiment(SURFACE, experiment(), LOOKS[:2])
    panel.resize(340, 196)
    panel.show()
    qtbot.waitExposed(panel)
    assert panel.pointer.isVisible() and panel.pointer.x() >= panel.map.width()
    panel.resize(300, 290)
    qtbot.waitUntil(lambda: not panel.pointer.isVisible())
    assert panel.map.width() == 300
