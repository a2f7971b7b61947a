"""From typed text to a checked tree. Nothing of the text is ever evaluated."""

from __future__ import annotations

import ast
import math

from surfaces.formula.error import FormulaError
from surfaces.formula.nodes import CONSTANTS, FUNCTIONS, VARIABLES, Constant, Node, Operation, Variable
from surfaces.formula.tokens import check_tokens
from surfaces.message import Message

MOST_NODES = 250
MOST_DEPTH = 80

# Signs that people paste, one character each, so that columns stay right.
_PASTED = str.maketrans(
    {
        "\u2212": "-",  # minus
        "\u2013": "-",  # en dash
        "\u00d7": "*",  # times
        "\u00b7": "*",  # middle dot
        "\u22c5": "*",  # dot operator
        "\u00f7": "/",  # division
        "\u00a0": " ",  # no-break space
        "\t": " ",
    }
)
_BINARY: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}


def parse(text: str) -> Node:
    """The tree of a formula in x and y, as typed. Raises `FormulaError`."""
    typed = text.translate(_PASTED)
    check_tokens(typed)
    source, columns = _python(typed)
    try:
        body = ast.parse(source, mode="eval").body
    except SyntaxError as error:
        column = columns[min(max((error.offset or 1) - 1, 0), len(columns) - 1)]
        raise FormulaError(Message("The formula cannot be read from here on."), column) from None
    except (MemoryError, RecursionError):  # how Python's parser refuses deep nesting
        raise FormulaError(Message("The formula is nested too deeply.")) from None
    return _Reader(columns).read(body, 0)


def _python(typed: str) -> tuple[str, list[int]]:
    """The text with `^` as `**`, and the typed column of each of its characters."""
    lead = len(typed) - len(typed.lstrip())
    pieces = [("**" if character == "^" else character, lead + at) for at, character in enumerate(typed.strip())]
    return "".join(piece for piece, _ in pieces), [column for piece, column in pieces for _ in piece]


class _Reader:
    """Copies Python's tree into ours, refusing whatever is not on the list."""

    def __init__(self, columns: list[int]) -> None:
        self._columns = columns
        self._count = 0

    def read(self, node: ast.expr, depth: int) -> Node:
        """One node and those below it."""
        self._count += 1
        column = self._columns[node.col_offset]
        if self._count > MOST_NODES:
            raise FormulaError(Message("The formula has too many parts."), column)
        if depth > MOST_DEPTH:
            raise FormulaError(Message("The formula is nested too deeply."), column)
        match node:
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _BINARY:
                arguments = self.read(left, depth + 1), self.read(right, depth + 1)
                return Operation(_BINARY[type(operator)], arguments, column)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.read(operand, depth + 1)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Operation("neg", (self.read(operand, depth + 1),), column)
            case ast.Constant(value=int() | float() as value) if type(value) is not bool:
                return self._constant(value, column)
            case ast.Name(id=name) if name in VARIABLES:
                return Variable(name)
            case ast.Name(id=name) if name in CONSTANTS:
                return Constant(CONSTANTS[name], name)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in FUNCTIONS:
                return self._call(name, arguments, depth, column)
        raise FormulaError(Message("This cannot stand in a formula."), column)

    def _constant(self, value: float, column: int) -> Constant:
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise FormulaError(Message("This number is too large."), column)
        return Constant(number)

    def _call(self, name: str, arguments: list[ast.expr], depth: int, column: int) -> Operation:
        wanted = FUNCTIONS[name]
        if len(arguments) != wanted:
            sentence = Message("{name} takes {count} values.", name=name, count=wanted)
            raise FormulaError(Message("{name} takes one value.", name=name) if wanted == 1 else sentence, column)
        return Operation(name, tuple(self.read(argument, depth + 1) for argument in arguments), column)
