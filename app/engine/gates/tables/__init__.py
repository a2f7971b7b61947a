"""The gates, in menu order: one file each."""

from __future__ import annotations

from app.engine.gates.gate import Gate
from app.engine.gates.tables.and_ import AND
from app.engine.gates.tables.nand import NAND
from app.engine.gates.tables.nor import NOR
from app.engine.gates.tables.or_ import OR
from app.engine.gates.tables.xnor import XNOR
from app.engine.gates.tables.xor import XOR
from app.engine.gates.task import Row

GATES: tuple[Gate, ...] = (AND, OR, NAND, NOR, XOR, XNOR)


def gate_named(key: str) -> Gate:
    """By key; raises `KeyError`."""
    return {gate.key: gate for gate in GATES}[key]


def gate_of(rows: tuple[Row, ...]) -> Gate | None:
    """The gate that has these rows, in any order; None for a table of one's own."""
    return next((gate for gate in GATES if set(gate.rows) == set(rows) and len(rows) == len(gate.rows)), None)
