r"""The LaTeX that terms are written in, as a tree: to lay out lines of numbers fast, and to copy them as text.

Only what `app.engine.worked` writes: numbers, names, signs, \frac, \sqrt, powers, indices, brackets, cases and roles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from app.engine.worked.expression import Role
from app.views.numbers import MINUS

_TOKEN = re.compile(r"\\left\\?.|\\right\\?.|\\\\|\\[a-zA-Z]+|\\.|\d[\d.]*(?:\\,\d{3})*(?:\.\d+)?|\s+|.")
_NAMES = {
    r"\cdot": "·", r"\infty": "∞", r"\nabla": "∇", r"\Delta": "Δ", r"\delta": "δ", r"\beta": "β", r"\lambda": "λ",
    r"\Lambda": "Λ", r"\varepsilon": "ε", r"\epsilon": "ε", r"\mu": "μ", r"\tau": "τ", r"\rho": "ρ", r"\eta": "η",
    r"\alpha": "α", r"\gamma": "γ", r"\psi": "ψ", r"\Pi": "Π", r"\geq": "≥", r"\leq": "≤", r"\max": "max",
    r"\min": "min", r"\top": "T", r"\,": " ", r"\;": " ", r"\quad": " ", r"\{": "{", r"\}": "}", "&": " ", r"\\": "; ",
    r"\dots": "…", r"\theta": "θ", r"\approx": "≈",
}  # fmt: skip
_ACCENTS = {r"\hat": "\u0302", r"\bar": "\u0304", r"\tilde": "\u0303"}
_OPENERS = "([|{"


@dataclass(frozen=True)
class Text:
    """Letters or a number; `role` gives the color."""

    text: str
    role: Role = "plain"


@dataclass(frozen=True)
class Sign:
    """An operator with space on both sides, where a line may break before it."""

    text: str


@dataclass(frozen=True)
class Fence:
    """A bracket that is as high as what it holds; `opens` or closes."""

    text: str
    opens: bool


@dataclass(frozen=True)
class Fraction:
    """One over the other."""

    over: Row
    under: Row


@dataclass(frozen=True)
class Root:
    """A square root."""

    inner: Row


@dataclass(frozen=True)
class Script:
    """A power, or an index below the line."""

    inner: Row
    raised: bool


Node = Text | Sign | Fence | Fraction | Root | Script
Row = tuple[Node, ...]


@lru_cache(maxsize=1024)
def parsed(latex: str) -> Row:
    """The tree of a line."""
    return _Parser(latex).row()


class _Parser:
    """Reads tokens from left to right; one role holds at a time."""

    def __init__(self, latex: str) -> None:
        self._tokens = [token for token in _TOKEN.findall(latex) if not token.isspace()]
        self._at = 0
        self._role: Role = "plain"

    def row(self) -> Row:
        """Until a brace closes, or the end."""
        made: list[Node] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token == "}":
                break
            made.extend(self._node(token, made))
        return tuple(made)

    def _node(self, token: str, before: list[Node]) -> Row:
        if token in ("{", r"\mathrm", r"\text"):
            return self.row() if token == "{" else (Text(self._word(), self._role),)
        if token == r"\role":
            return self._of_role()
        if token == r"\frac":
            return (Fraction(self._group(), self._group()),)
        if token == r"\sqrt":
            return (Root(self._group()),)
        if token in ("^", "_"):
            return (Script(self._group(), token == "^"),)
        if token in _ACCENTS:
            return (Text(_plain(self._group()) + _ACCENTS[token], self._role),)
        if token in (r"\begin", r"\end"):
            self._word()
            return (Fence("{", True),) if token == r"\begin" else ()
        if token.startswith((r"\left", r"\right")):
            bracket = "‖" if token.endswith(r"\|") else token[-1]
            return (Fence(bracket, token.startswith(r"\left")),)
        return self._sign_or_text(token, before)

    def _sign_or_text(self, token: str, before: list[Node]) -> Row:
        if token in ("+", "-", "=", "<", ">", r"\cdot", r"\geq", r"\leq", r"\approx"):
            text = MINUS if token == "-" else _NAMES.get(token, token)
            first = not before or isinstance(before[-1], Sign) or (isinstance(before[-1], Fence) and before[-1].opens)
            return (Text(text, self._role),) if first and token in "+-" else (Sign(text),)
        text = token.replace(r"\,", "\u2009") if token[0].isdigit() else _NAMES.get(token, token.lstrip("\\"))
        return (Text(text, self._role),) if text else ()

    def _group(self) -> Row:
        token = self._tokens[self._at]
        self._at += 1
        return self.row() if token == "{" else self._node(token, [])

    def _word(self) -> str:
        end = self._tokens.index("}", self._at)
        word = "".join(self._tokens[self._at + 1 : end])
        self._at = end + 1
        return word

    def _of_role(self) -> Row:
        before, named = self._role, self._word()
        self._role = next(role for role in _ROLES if role == named)
        made = self._group()
        self._role = before
        return made


_ROLES: tuple[Role, ...] = ("plain", "gradient", "momentum", "square", "step", "point", "one", "zero")


def text_of(latex: str) -> str:
    """The line as plain text: 0.9·18.72 + (1 − 0.9)·38.5, √v̂ + ε, ‖u‖ / (√(2)·d)."""
    return _plain(parsed(latex)).strip()


def is_compound(row: Row) -> bool:
    """Whether a row needs brackets beside a slash: it has several parts, outside of brackets of its own."""
    depth, parts = 0, 0
    for place, node in enumerate(row):
        if isinstance(node, Fence):
            applied = place > 0 and isinstance(row[place - 1], Text | Script)
            parts += node.opens and depth == 0 and not applied
            depth += 1 if node.opens else -1
        elif depth == 0:
            parts += 2 * isinstance(node, Sign) + isinstance(node, Fraction | Root)
            parts += isinstance(node, Text) and node.text not in (MINUS, " ")
    return parts > 1


def stands_alone(row: Row, place: int) -> bool:
    """Whether a fraction can be written with a slash and without brackets: it is no factor of anything."""
    before, after = row[place - 1] if place else None, row[place + 1] if place + 1 < len(row) else None
    return _keeps_off(before, opens=True) and _keeps_off(after, opens=False)


def _keeps_off(node: Node | None, opens: bool) -> bool:
    if isinstance(node, Sign):
        return node.text != "·"
    if isinstance(node, Fence):
        return node.opens == opens
    return node is None or (opens and isinstance(node, Text) and node.text == MINUS)


def _plain(row: Row) -> str:
    return "".join(_written(row, place) for place in range(len(row)))


def _written(row: Row, place: int) -> str:
    node = row[place]
    if isinstance(node, Text | Fence):
        return node.text
    if isinstance(node, Sign):
        return node.text if node.text == "·" else f" {node.text} "
    if isinstance(node, Fraction):
        written = f"{_enclosed(node.over)} / {_enclosed(node.under)}"
        return written if stands_alone(row, place) else f"({written})"
    if isinstance(node, Root):
        return f"√{_enclosed(node.inner)}"
    return ("^" if node.raised else "_") + (_plain(node.inner) if len(node.inner) == 1 else f"({_plain(node.inner)})")


def _enclosed(row: Row) -> str:
    return f"({_plain(row)})" if is_compound(row) else _plain(row)
