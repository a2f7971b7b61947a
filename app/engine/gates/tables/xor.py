"""XOR: one of them, but not both."""

from __future__ import annotations

from app.engine.gates.gate import Gate

XOR = Gate(
    key="xor",
    name="XOR",
    targets=(0, 1, 1, 0),
    sentence="One, but not both.",
)
