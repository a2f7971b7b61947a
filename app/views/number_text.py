"""A number as text in a field: what is shown there, and what may be typed."""

from __future__ import annotations

import math
import re

from app.views.numbers import MINUS
from surfaces.message import Message

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?", re.IGNORECASE | re.ASCII)
_LONGEST = 7
_LARGE = 1e6  # seven digits side by side are wider than the fields
_NONE = "none"


def shown_number(value: float) -> str:
    """As short as it can be typed: 0.0003, 1e-8, 2.809; `%g` where the whole number would not fit its field."""
    text = f"{value:.12g}"
    if len(text) > _LONGEST or abs(value) >= _LARGE:
        text = f"{value:.4g}"
    mantissa, _, exponent = text.partition("e")
    text = f"{mantissa}e{int(exponent)}" if exponent else mantissa
    return MINUS + text[1:] if text.startswith("-") else text


def parsed_number(text: str) -> float | Message:
    """The number typed, or why it is none."""
    plain = text.strip().replace(MINUS, "-")
    if not plain:
        return Message("Type a number.")
    if plain.lower().lstrip("+-") in {"nan", "inf", "infinity", "∞"}:
        return Message("Must be a finite number.")
    if re.fullmatch(r"[-+]?\d+,\d+", plain):
        return Message("Write {number} with a point.", number=plain.replace(",", "."))
    if not _NUMBER.fullmatch(plain):
        return Message("“{text}” is not a number.", text=plain if len(plain) <= 20 else plain[:19] + "…")
    value = float(plain)
    return value if math.isfinite(value) else Message("Must be a finite number.")


def parsed_count(text: str, most: int, least: int = 1) -> int | Message:
    """The whole number from `least` to `most` typed, or why it is none."""
    value = parsed_number(text.replace("\u2009", ""))
    if isinstance(value, Message):
        return value
    if value != int(value) or not least <= value <= most:
        return Message("Must be a whole number from {least} to {most}.", least=least, most=most)
    return int(value)


def stepped(value: float, direction: int, step: float | None = None) -> float:
    """The next multiple of `step` up (1) or down (-1); without one, a unit of the first significant digit."""
    if step is None:
        step = _unit(value, direction)
    steps = value / step
    nearest = round(steps)
    on_grid = abs(steps - nearest) < 1e-9
    whole = nearest + direction if on_grid else (math.floor(steps) + (direction > 0))
    return float(f"{whole * step:.12g}")


def _unit(value: float, direction: int) -> float:
    if value == 0:
        return 0.1
    size = abs(value)
    unit = 10.0 ** math.floor(math.log10(size) + 1e-12)
    shrinks = (direction > 0) != (value > 0)
    return unit / 10 if shrinks and abs(size / unit - 1) < 1e-9 else unit


def shown_or_none(value: float) -> str:
    """A number, or "none" where there is none: not a number stands for that in a field."""
    return _NONE if math.isnan(value) else shown_number(value)


def parsed_or_none(text: str) -> float | Message:
    """The number typed, or not a number for "none"."""
    return math.nan if text.strip().lower() == _NONE else parsed_number(text)
