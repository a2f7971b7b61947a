"""Slips of the notes, to be found: weights, a question, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from app.engine.gates.tables.and_ import AND
from app.engine.gates.tables.or_ import OR
from surfaces.message import Message

Weights = tuple[float, float, float]


@dataclass(frozen=True)
class Slip:
    """`weights` (b, w1, w2) are set for the gate; `drawn` is a line that is drawn beside their own."""

    key: str
    gate: str
    name: str
    weights: Weights
    question: Message
    answer: Message
    drawn: Weights | None = None


_AND: Weights = (-0.2, 0.15, 0.15)
_DRAWN: Weights = (-0.23, 0.15, 0.15)

SLIPS = (
    Slip(
        key="line",
        gate=AND.key,
        name="Spot the mistake: the line of AND",
        weights=_AND,
        question=Message("The notes draw the dashed line for b = −0.2, w = (0.15, 0.15). What is wrong with it?"),
        answer=Message(
            "It is drawn with 0.23 instead of 0.2: it meets the axes at 0.23 / 0.15 = {drawn}, where z is not 0. "
            "The unit's own line meets them at 0.2 / 0.15 = {own}.",
            drawn=f"{-_DRAWN[0] / _DRAWN[1]:.2f}",
            own=f"{-_AND[0] / _AND[1]:.2f}",
        ),
        drawn=_DRAWN,
    ),
    Slip(
        key="labels",
        gate=OR.key,
        name="Spot the mistake: the answers of OR",
        weights=_AND,
        question=Message("With these weights the notes' program prints 0 1 1 1 for OR, all right. Can that be?"),
        answer=Message(
            "No: it returns the targets, not what the unit says. z of (0, 1) is −0.2 + 0.15 = −0.05, below 0: "
            "these weights say 0 0 0 1. OR needs b = −0.08."
        ),
    ),
)


def slips_of(gate: str) -> tuple[Slip, ...]:
    """Those of a gate."""
    return tuple(slip for slip in SLIPS if slip.gate == gate)
