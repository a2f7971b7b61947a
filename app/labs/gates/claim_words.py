"""What the three ways say, each sentence only where its numbers say so."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.engine.gates.compositions import Composition, common_size, landed
from app.engine.gates.data import data_of
from app.engine.gates.forward import logits, row_losses
from app.engine.gates.impossible import contradiction, most_right
from app.engine.gates.levels import NAMES, floor_of, level_of
from app.engine.gates.task import GateTask
from app.engine.gates.verdict import verdict
from app.engine.trajectory import Array
from app.i18n import tr
from app.views.gates.claim_head import Claim
from app.views.gates.curves_axes import SHORTER
from app.views.numbers import number

Level = tuple[float, str]
_CLOSE = 1e-9


def coin_of(task: GateTask) -> Level | None:
    """The loss of a coin for every row, and its name; None where a coin costs nothing, or the classes are uneven."""
    targets = [row.target for row in task.rows]
    floor = floor_of(task, 0.5)
    if floor == 0 or 2 * sum(targets) != len(targets):
        return None
    named = NAMES.get((task.loss, "all"))
    return floor, f"{floor:.3f}" if named is None else f"{named} = {floor:.3f}"


def coin_line(coin: Level | None) -> tuple[Level, ...]:
    """The coin's loss as a line for the curve, its name in as many words as there is room for."""
    if coin is None:
        return ()
    loss, name = coin
    return ((loss, SHORTER.join((tr("{loss}: a coin", loss=name), name, name.partition(" = ")[0]))),)


def loss_at(task: GateTask, values: Array) -> float:
    """The mean loss."""
    points, targets = data_of(task)
    return float(row_losses(task, logits(task, np.asarray(values, np.float64), points), targets).mean())


def one_line_claim(task: GateTask) -> Claim:
    """No line does more than the best one; where the corners are fuzzy this is said of the corners themselves."""
    best, count = most_right(task.rows), len(task.rows)
    said = "at most {right} of {of}" if task.cloud is None else "at most {right} of {of} corners"
    return Claim(tr("One line"), tr(said, right=best, of=count), best == count)


def line_sentences(task: GateTask) -> tuple[str, str]:
    """Why no line does more, of a table whose 0s and 1s have one middle; points that are drawn have it only nearly."""
    if task.cloud is None:
        return tr("Both 0s and both 1s have the same middle."), tr("A line cannot have it on both its sides.")
    return tr("Both kinds of corner have the same middle."), tr("A line cannot have it on both its sides.")


def live_claim(title: str, task: GateTask, values: Array, threshold: float, fuzzy: bool = False) -> Claim:
    """How present weights fare; where corners are `fuzzy`, with what is counted: the corners, or the points around."""
    if len(values) != task.size:
        return Claim(title)
    found = verdict(task, values, threshold)
    if found.undecided == found.of:
        return Claim(title, tr("undecided"))
    counted = "{right} of {of} corners" if task.cloud is None else "{right} of {of} points"
    return Claim(title, tr(counted if fuzzy else "{right} of {of}", right=found.right, of=found.of), found.all_right)


def line_note(task: GateTask, start: Array, values: Array, end: Array, threshold: float) -> str:
    """Why training gives the best lines up. `start` are weights set by hand, `end` those of the last step of a whole
    record; either is empty where there are none.
    """
    coin = coin_of(task)
    if coin is None or len(values) != task.size:
        return ""
    right = most_right(task.rows)
    best = tr("{right} right" if task.cloud is None else "{right} corners right", right=right)
    if _is_best(task, values, threshold) and loss_at(task, values) > coin[0] + _CLOSE:
        return tr("{best}, and still worse than a coin.", best=best)
    level = level_of(task, end) if len(end) == task.size else None
    ends = level is not None and level.key == "all"
    if len(start) == task.size and _is_best(task, start, threshold) and loss_at(task, start) > coin[0] + _CLOSE:
        if ends:
            return tr("{best} was worse than a coin: training gives it up.", best=best)
        return tr("{best} was worse than a coin.", best=best)
    if level is None or not ends:
        return ""
    sure = level.how in ("told", "same")
    return tr("Training ends at a coin for every row.") if sure else tr("Training ends near a coin for every row.")


def _is_best(task: GateTask, values: Array, threshold: float) -> bool:
    """Whether they have as many corners right as a line can."""
    found = verdict(replace(task, cloud=None), values, threshold)
    return found.right == most_right(task.rows)


def mark_of(task: GateTask, start: Array) -> tuple[float, str] | None:
    """The loss of the line that was set by hand, and its name."""
    if len(start) != task.size:
        return None
    loss = loss_at(task, start)
    return (loss, tr("your line, {loss}", loss=number(loss, 3))) if np.isfinite(loss) else None


def network_sentences(task: GateTask) -> tuple[str, str]:
    """What hidden lines are, and what comes of them."""
    if task.hidden == 1:
        return tr("One hidden unit is one line, dashed."), tr("Its border is a line again.")
    return tr("Each hidden unit is one line, dashed."), tr("Together they bend one border.")


def layers_caption(task: GateTask, values: Array) -> str:
    """The size of all weights, where it is one."""
    size = common_size(task, values)
    return tr("two layers") if size is None else tr("every w = ±{size}", size=f"{size:g}")


def network_caption(task: GateTask) -> str:
    """2-4-1, tanh."""
    return f"2-{task.hidden}-1, {task.activation}"


def seen_sentence(composition: Composition, task: GateTask, values: Array) -> str:
    """What the hidden units make of the table, and whether one line is enough for that."""
    rows = landed(task, values, task.rows)
    places = {(row.x1, row.x2) for row in rows}
    if contradiction(rows) is not None:
        return tr("The first layer puts 0s and 1s so that no line parts them.")
    if not verdict(task, values).all_right:
        return tr("One line could part them, but {unit} does not.", unit=composition.output)
    at = {(given.x1, given.x2): (row.x1, row.x2) for given, row in zip(task.rows, rows, strict=True)}
    if len(places) == 3 and at[0.0, 1.0] == at[1.0, 0.0]:
        return tr("(0, 1) and (1, 0) land on one point: now one line is enough.")
    return tr("The four rows land on {count} points: one line parts them.", count=len(places))
