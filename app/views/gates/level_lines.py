"""The losses on which trainings of a table get stuck, as lines for the curves."""

from __future__ import annotations

from app.engine.gates.impossible import contradiction
from app.engine.gates.levels import NAMES, floor_of
from app.engine.gates.task import GateTask
from app.i18n import tr

Level = tuple[float, str]


def level_lines(task: GateTask) -> tuple[Level, ...]:
    """The best single answer to all rows; where no line separates four rows of both classes, also those on which one
    row, or two, are sure.
    """
    if task.cloud is not None or not task.rows:
        return ()
    ones = sum(row.target for row in task.rows) / len(task.rows)
    one_answer = floor_of(task, ones)
    if one_answer == 0:
        return ()
    if len(task.rows) != 4 or ones != 0.5 or contradiction(task.rows) is None:
        return ((one_answer, _named(task, "all", one_answer) if ones == 0.5 else tr("one answer for all")),)
    values = {"all": one_answer, "three": 0.75 * floor_of(task, 1 / 3), "two": 0.5 * floor_of(task, 0.5)}
    # With the hinge loss two of them are one, and written by one number.
    names = {_named(task, key, value): value for key, value in values.items()}
    return tuple((value, name) for name, value in names.items())


def _named(task: GateTask, key: str, value: float) -> str:
    return NAMES.get((task.loss, key), f"{value:.3g}")
