"""NOR: neither of them."""

from __future__ import annotations

from app.engine.gates.gate import Gate

NOR = Gate(
    key="nor",
    name="NOR",
    targets=(1, 0, 0, 0),
    sentence="Neither of them.",
)
