"""Which runs shown before are which runs now: a card stays with its run when runs are moved, changed or removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.engine.experiment import Run
from app.views.run_look import RunLook

Shown = tuple[Run, RunLook]
_Likeness = Callable[[Shown, Shown], bool]


def same_runs(before: Sequence[Shown], now: Sequence[Shown]) -> tuple[int | None, ...]:
    """The index in `before` of each run of `now`; None for a new one.

    One edit changes a run or its look, never both: so first those are found that did not change at all, then those
    that kept their look, then those that kept what they do. Among equal ones the place decides.
    """
    found: dict[int, int] = {}
    for alike in _LIKENESSES:
        for index in range(len(now)):
            if index not in found:
                free = [old for old in range(len(before)) if old not in found.values()]
                fitting = [old for old in free if alike(before[old], now[index])]
                if fitting:
                    found[index] = index if index in fitting else fitting[0]
    return tuple(found.get(index) for index in range(len(now)))


def _signature(shown: Shown) -> tuple[int, int]:
    return shown[1].color, shown[1].marker


_LIKENESSES: tuple[_Likeness, ...] = (
    lambda old, new: old == new,
    lambda old, new: _signature(old) == _signature(new),
    lambda old, new: old[0] == new[0],
)
