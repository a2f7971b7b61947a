"""How a run looks: its color, its marker with its dash, its own name, and whether it is shown.

The view's, not the experiment's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

COLORS = MARKERS = 8
MOST_CHARACTERS = 40


@dataclass(frozen=True)
class RunLook:
    """`color` 0 to 7 is a color of the theme; `marker` 0 to 7 is a shape and a dash, which stay together.

    An empty `name` leaves the run to the name that is made of what it does.
    """

    color: int
    marker: int
    visible: bool = True
    name: str = ""


def look_of(index: int) -> RunLook:
    """How a run looks by its place, before anything was chosen."""
    return RunLook(index % COLORS, index % MARKERS)


def free_look(looks: tuple[RunLook, ...], first: int = 0) -> RunLook:
    """The first color from `first` on and the first marker that no run has."""
    return RunLook(
        first + _first_free((look.color - first for look in looks if look.color >= first), COLORS - first),
        _first_free((look.marker for look in looks), MARKERS),
    )


def own_names(looks: tuple[RunLook, ...]) -> tuple[str, ...]:
    """The names that were given by hand, empty where none was."""
    return tuple(look.name for look in looks)


def look_fits(look: RunLook) -> bool:
    """Whether a look that was read from somewhere can be shown."""
    return 0 <= look.color < COLORS and 0 <= look.marker < MARKERS and len(look.name) <= MOST_CHARACTERS


def _first_free(taken: Iterable[int], count: int) -> int:
    """The first of `count` numbers that is not taken; where all are, the one that is taken least."""
    times = [0] * count
    for each in taken:
        times[each] += 1
    return times.index(min(times))
