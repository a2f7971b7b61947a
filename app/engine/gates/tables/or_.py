"""OR: one is enough."""

from __future__ import annotations

from app.engine.gates.gate import Gate

OR = Gate(
    key="or",
    name="OR",
    targets=(0, 1, 1, 1),
    sentence="One is enough.",
    notes=(-0.08, 0.15, 0.15),
)
