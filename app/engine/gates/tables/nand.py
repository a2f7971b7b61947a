"""NAND: anything but both."""

from __future__ import annotations

from app.engine.gates.gate import Gate

NAND = Gate(
    key="nand",
    name="NAND",
    targets=(1, 1, 1, 0),
    sentence="Anything but both.",
    notes=(0.23, -0.15, -0.15),
)
