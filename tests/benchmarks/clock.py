"""Time in turns: whatever else the machine does meanwhile slows all that is compared alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median, quantiles
from time import perf_counter, sleep

# Qt puts off a repaint of OpenGL that follows the last one of its window sooner than a screen shows it.
FRAME_REST = 0.02


def times_in_turns(rounds: int, *actions: Callable[[int], object], rest: float = 0.0) -> list[list[float]]:
    """The seconds of every call of each action, with a rest before each; they are given the number of the round."""
    times: list[list[float]] = [[] for _ in actions]
    for turn in range(rounds):
        for action, found in zip(actions, times, strict=True):
            sleep(rest)
            begun = perf_counter()
            action(turn)
            found.append(perf_counter() - begun)
    return times


def medians_in_turns(rounds: int, *actions: Callable[[int], object], rest: float = 0.0) -> list[float]:
    """The median seconds of each action."""
    return [median(each) for each in times_in_turns(rounds, *actions, rest=rest)]


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that so many percent of all do not exceed."""
    return quantiles(values, n=100, method="inclusive")[percent - 1]
