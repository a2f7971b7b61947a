"""How the columns of the truth table share its width."""

from __future__ import annotations

from app.views.gates.table_model import Column, TableModel

_SHARES: dict[Column, float] = {
    "x1": 0.08, "x2": 0.08, "h1": 0.12, "h2": 0.12, "target": 0.15, "z": 0.165, "output": 0.2, "says": 0.18,
    "loss": 0.145,
}  # fmt: skip
_CLOUD_SHARES: dict[Column, float] = {
    **_SHARES, "x1": 0.07, "x2": 0.07, "target": 0.145, "z": 0.16, "output": 0.155, "says": 0.25, "loss": 0.13,
}  # fmt: skip
"""Of clouds the count of the right ones is the widest text: 100/100."""
_LONG_INPUT = 0.14  # where inputs are not just 0 and 1


def column_share(model: TableModel, column: Column) -> float:
    """How much of the width a column gets; all of them need not make 1."""
    texts = (model.text(row, column) for row in range(model.rowCount()))
    if column in ("x1", "x2") and any(len(text) > 2 for text in texts):
        return _LONG_INPUT
    counted = model.task.cloud is not None and "output" in model.columns  # a small table has them in two lines
    return (_CLOUD_SHARES if counted else _SHARES)[column]
