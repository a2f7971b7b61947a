"""The words of a typed formula, checked one by one: what Python's own messages explain badly is said here."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from surfaces.formula.error import FormulaError
from surfaces.formula.nodes import CONSTANTS, FUNCTIONS, VARIABLES
from surfaces.message import Message

MOST_CHARACTERS = 400
MOST_PARENTHESES = 40
QUOTED = 60
QUOTED_FACTOR = 15

_KNOWN = (*VARIABLES, *CONSTANTS, *FUNCTIONS)
# What other languages call them.
_OTHER_NAMES = {"ln": "log", "fabs": "abs", "logistic": "sigmoid"}
_ALLOWED = re.compile(r"[A-Za-z0-9_.+\-*/^(), ]")
_TOKEN = re.compile(
    r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<sign>\*\*|[-+*/^(),])"
)

Kind = Literal["begin", "value", "function", "sign", "end"]


@dataclass(frozen=True)
class _Token:
    kind: Kind
    text: str
    column: int

    @property
    def begins_value(self) -> bool:
        return self.kind in ("value", "function") or self.text == "("

    @property
    def ends_value(self) -> bool:
        return self.kind == "value" or self.text == ")"


@dataclass(frozen=True)
class _Opened:
    column: int
    is_call: bool


def check_tokens(typed: str) -> None:
    """Raises `FormulaError` for foreign characters and names, missing signs and values, and parentheses."""
    _check_characters(typed)
    opened: list[_Opened] = []
    before = _Token("begin", "", 0)
    for token in _tokens(typed):
        _check_parentheses(before, token, opened)
        _check_neighbors(before, token)
        before = token


def _check_characters(typed: str) -> None:
    if len(typed) > MOST_CHARACTERS:
        raise FormulaError(Message("A formula has at most {most} characters.", most=MOST_CHARACTERS), MOST_CHARACTERS)
    if not typed.strip():
        raise FormulaError(Message("Type a formula of x and y, such as x**2 + y**2."))
    for column, character in enumerate(typed):
        if not _ALLOWED.match(character):
            shown = character if character.isprintable() else repr(character)
            raise FormulaError(Message("The character {character} cannot stand in a formula.", character=shown), column)


def _tokens(typed: str) -> Iterator[_Token]:
    """All words of the text, and one for its end."""
    at, end = 0, len(typed.rstrip())
    while at < end:
        if typed[at] == " ":
            at += 1
            continue
        match = _TOKEN.match(typed, at)
        if match is None:
            raise FormulaError(Message("The formula cannot be read from here on."), at)
        yield _Token(_kind(match), match[0], at)
        at = match.end()
    yield _Token("end", "", end)


def _kind(match: re.Match[str]) -> Kind:
    name = match["name"]
    if name is None:
        return "sign" if match["sign"] else "value"
    if name in FUNCTIONS:
        return "function"
    if name in VARIABLES or name in CONSTANTS:
        return "value"
    raise FormulaError(_unknown(name), match.start())


def _unknown(name: str) -> Message:
    if set(name) <= set(VARIABLES) and len(name) <= QUOTED_FACTOR:
        return Message("Write {product}: every product needs its sign.", product="*".join(name))
    near = _OTHER_NAMES.get(name.lower()) or next(iter(difflib.get_close_matches(name.lower(), _KNOWN, 1, 0.8)), None)
    if near:
        return Message("There is no {name}; did you mean {near}?", name=name[:QUOTED], near=near)
    return Message("There is no {name}: a formula knows x, y, pi, e and functions.", name=name[:QUOTED])


def _check_parentheses(before: _Token, token: _Token, opened: list[_Opened]) -> None:
    if token.text == "(":
        opened.append(_Opened(token.column, before.kind == "function"))
        if len(opened) > MOST_PARENTHESES:
            raise FormulaError(Message("The formula is nested too deeply."), token.column)
    elif token.text == ")":
        if not opened:
            raise FormulaError(Message("This parenthesis was never opened."), token.column)
        opened.pop()
    elif token.text == "," and not (opened and opened[-1].is_call):
        sentence = Message("A comma stands only between the arguments of a function; decimals take a point.")
        raise FormulaError(sentence, token.column)
    elif token.kind == "end" and opened:
        raise FormulaError(Message("This parenthesis is never closed."), opened[-1].column)


def _check_neighbors(before: _Token, token: _Token) -> None:
    """Two values need a sign between them, every sign but a leading + or - a value on both sides."""
    if before.kind == "function":
        if token.text != "(":
            raise FormulaError(Message("{name} needs its arguments in parentheses.", name=before.text), token.column)
    elif before.ends_value and token.begins_value:
        left = "(…)" if before.text == ")" else before.text[-QUOTED_FACTOR:]
        right = "(…)" if token.text == "(" else token.text[:QUOTED_FACTOR]
        sentence = Message("Write {left}*{right}: every product needs its sign.", left=left, right=right)
        raise FormulaError(sentence, token.column)
    elif not before.ends_value and not token.begins_value and token.text not in ("+", "-"):
        raise FormulaError(Message("A value is missing here."), token.column)
