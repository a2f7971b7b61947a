"""How typed words are read and shown back: numbers, short quotations, the nearest known name."""

from __future__ import annotations

import re
from collections.abc import Iterable

QUOTED_CHARACTERS = 60
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


def read_number(text: str) -> float | None:
    """A decimal number as a float (infinite where it is too large for one); None for anything else."""
    return float(text) if len(text) <= 400 and _NUMBER.fullmatch(text) else None


def quoted(text: str) -> str:
    """The text between quotation marks, on one line, cut to 60 characters, what cannot be printed as "?"."""
    cut = text if len(text) <= QUOTED_CHARACTERS else text[: QUOTED_CHARACTERS - 1] + "…"
    return '"' + "".join(character if character.isprintable() else "?" for character in cut) + '"'


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The name most like the word, letter case aside; None where nothing is close."""
    from difflib import get_close_matches

    by_lower = {name.lower(): name for name in names}
    typed = word[:QUOTED_CHARACTERS].lower()
    # Letters in the wrong order are the nearest miss: "adma" is adam, although difflib finds adamax closer.
    found = [name for name in by_lower if sorted(name) == sorted(typed)]
    found = found or get_close_matches(typed, by_lower, n=1, cutoff=0.5)
    return by_lower[found[0]] if found else None
