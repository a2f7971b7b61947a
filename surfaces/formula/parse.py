"""From typed text to a checked tree. Nothing of the text is ever evaluated."""

from __future__ import annotations

import ast
import difflib
import math
import re

from surfaces.formula.error import FormulaError
from surfaces.formula.nodes import FUNCTIONS, VARIABLES, Constant, Node, Operation, Variable
from surfaces.message import Message

MOST_CHARACTERS = 400
MOST_NODES = 250
MOST_PARENTHESES = 40
MOST_DEPTH = 120
QUOTED = 60

CONSTANTS = {"pi": math.pi, "e": math.e}
# Signs that people paste, one character each, so that columns stay right.
_PASTED = str.maketrans({"\u2212": "-", "\u00d7": "*", "\u00b7": "*", "\u22c5": "*", "\u00a0": " ", "\t": " "})
_ALLOWED = re.compile(r"[A-Za-z0-9_.+\-*/^(), ]")
_TOKEN = re.compile(r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<sign>\*\*|[-+*/^(),])")
_BINARY: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}


def parse(text: str) -> Node:
    """The tree of a formula in x and y, as typed. Raises `FormulaError`."""
    typed = text.translate(_PASTED)
    _check_characters(typed)
    _check_tokens(typed)
    source, columns = _python(typed)
    try:
        body = ast.parse(source, mode="eval").body
    except SyntaxError as error:
        column = columns[min(max((error.offset or 1) - 1, 0), len(columns) - 1)]
        raise FormulaError(Message("The formula cannot be read from here on."), column) from None
    except (ValueError, MemoryError, RecursionError):
        raise FormulaError(Message("The formula is nested too deeply.")) from None
    return _Reader(columns).read(body, 0)


def _check_characters(typed: str) -> None:
    if not typed.strip():
        raise FormulaError(Message("Type a formula of x and y, such as x**2 + y**2."))
    if len(typed) > MOST_CHARACTERS:
        raise FormulaError(Message("A formula has at most {most} characters.", most=MOST_CHARACTERS), MOST_CHARACTERS)
    for column, character in enumerate(typed):
        if not _ALLOWED.match(character):
            shown = character if character.isprintable() else repr(character)
            raise FormulaError(Message("The character {character} cannot stand in a formula.", character=shown), column)


def _check_tokens(typed: str) -> None:
    """Names that nobody knows, products without a sign, parentheses: what Python's own messages explain badly."""
    before: re.Match[str] | None = None
    opened: list[int] = []
    at = 0
    while at < len(typed):
        if typed[at] == " ":
            at += 1
            continue
        token = _TOKEN.match(typed, at)
        if token is None:
            raise FormulaError(Message("The formula cannot be read from here on."), at)
        _check_name(token)
        _check_product(before, token)
        _check_parenthesis(token, opened)
        before, at = token, token.end()
    if opened:
        raise FormulaError(Message("This parenthesis is never closed."), opened[-1])


def _check_name(token: re.Match[str]) -> None:
    name = token["name"]
    known = (*VARIABLES, *CONSTANTS, *FUNCTIONS)
    if name is None or name in known:
        return
    if set(name) <= set(VARIABLES) and len(name) <= 8:
        raise FormulaError(Message("Write {product}: every product needs its sign.", product="*".join(name)), token.start())
    near = difflib.get_close_matches(name.lower(), known, 1)
    if near:
        raise FormulaError(Message("There is no {name}; did you mean {near}?", name=name[:QUOTED], near=near[0]), token.start())
    raise FormulaError(Message("There is no {name}: a formula knows x, y, pi, e and functions.", name=name[:QUOTED]), token.start())


def _check_product(before: re.Match[str] | None, token: re.Match[str]) -> None:
    if before is None:
        return
    is_function = before["name"] in FUNCTIONS
    ends_value = before["number"] or (before["name"] and not is_function) or before[0] == ")"
    begins_value = token["number"] or token["name"] or token[0] == "("
    if ends_value and begins_value:
        left, right = before[0][-QUOTED // 4 :], token[0][: QUOTED // 4]
        sentence = Message("Write {left}*{right}: every product needs its sign.", left=left, right=right)
        raise FormulaError(sentence, token.start())
    if is_function and token[0] != "(":
        raise FormulaError(Message("{name} needs its arguments in parentheses.", name=before[0]), token.start())


def _check_parenthesis(token: re.Match[str], opened: list[int]) -> None:
    if token[0] == "(":
        opened.append(token.start())
        if len(opened) > MOST_PARENTHESES:
            raise FormulaError(Message("The formula is nested too deeply."), token.start())
    elif token[0] == ")":
        if not opened:
            raise FormulaError(Message("This parenthesis was never opened."), token.start())
        opened.pop()


def _python(typed: str) -> tuple[str, list[int]]:
    """The text with `^` as `**`, and the typed column of each of its characters (and of its end)."""
    lead = len(typed) - len(typed.lstrip())
    pieces = [("**" if character == "^" else character, lead + at) for at, character in enumerate(typed.strip())]
    columns = [column for piece, column in pieces for _ in piece]
    return "".join(piece for piece, _ in pieces), [*columns, len(typed.rstrip())]


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
                return Operation(_BINARY[type(operator)], arguments)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.read(operand, depth + 1)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Operation("neg", (self.read(operand, depth + 1),))
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
        return Operation(name, tuple(self.read(argument, depth + 1) for argument in arguments))
