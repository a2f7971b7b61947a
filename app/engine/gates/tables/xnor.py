"""XNOR: both alike."""

from __future__ import annotations

from app.engine.gates.gate import Gate

XNOR = Gate(
    key="xnor",
    name="XNOR",
    targets=(1, 0, 0, 1),
    sentence="Both alike.",
)
