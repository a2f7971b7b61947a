"""What is wrong with a typed formula, and where."""

from __future__ import annotations

from surfaces.message import Message


class FormulaError(ValueError):
    """`message` says in a sentence what is wrong; `column` counts characters from 0, None where it is the whole."""

    def __init__(self, message: Message, column: int | None = None) -> None:
        super().__init__(message.text())
        self.message = message
        self.column = column

    def __reduce__(self) -> tuple[object, ...]:
        return FormulaError, (self.message, self.column)
