"""AND: only both together."""

from __future__ import annotations

from app.engine.gates.gate import Gate

AND = Gate(
    key="and",
    name="AND",
    targets=(0, 0, 0, 1),
    sentence="Only both together.",
    notes=(-0.2, 0.15, 0.15),
)
