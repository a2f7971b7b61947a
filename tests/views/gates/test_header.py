"""The row over the pages: what its choices wish for."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.engine.gates.problem import task_problem
from app.engine.gates.tables import gate_named
from app.engine.gates.task import Cloud, GateTask
from app.engine.seed import MAX_SEED
from app.views.gates.header import GatesHeader


def test_points_are_drawn_anew_from_the_last_seed_too(qtbot: QtBot) -> None:
    header = GatesHeader()
    qtbot.addWidget(header)
    header.cloud_chosen.connect(lambda cloud: header.show_task(GateTask(rows, cloud)))
    rows, seeds = gate_named("xor").rows, []
    header.show_task(GateTask(rows, Cloud(10, 0.2, MAX_SEED - 1)))
    for _ in range(3):
        header.cloud.chosen.emit("again")
        assert header._cloud is not None and task_problem(GateTask(rows, header._cloud)) is None
        seeds.append(header._cloud.seed)
    assert seeds == [MAX_SEED, 0, 1]
