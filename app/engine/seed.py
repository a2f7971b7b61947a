"""Which seeds there are: one range for everything that is drawn by lot."""

from __future__ import annotations

from surfaces.message import Message

MAX_SEED = 2**31 - 1
"""The largest that torch, numpy, and a signal or a field of a whole number in Qt can all hold."""
SEEDS = Message("A seed is a whole number from 0 to {most}.", most=MAX_SEED)


def seed_problem(seed: int) -> Message | None:
    """Why nothing is drawn from it."""
    return None if 0 <= seed <= MAX_SEED else SEEDS


def following_seed(seed: int) -> int:
    """The next one; after the last comes the first."""
    return (seed + 1) % (MAX_SEED + 1)
