r"""LaTeX that fits a line of text: fractions with a slash, cases side by side."""

from __future__ import annotations

import re

_FRACTION = r"\frac"
_CASES = re.compile(r"\\begin\{cases\}(.*?)\\end\{cases\}", re.DOTALL)


def inline(latex: str) -> str:
    """The same formula, no higher than its letters, powers and roots."""
    flat = _without_fractions(_CASES.sub(lambda found: _side_by_side(found[1]), latex))
    return flat.replace(r"\left(", "(").replace(r"\right)", ")")


def _side_by_side(cases: str) -> str:
    """`a & c \\\\ b & d` as a (c), b (d)."""
    pairs = [case.split("&") for case in cases.split(r"\\")]
    return r",\; ".join(rf"{result.strip()}\;({condition.strip()})" for result, condition in pairs)


def _without_fractions(latex: str) -> str:
    while (at := latex.rfind(_FRACTION)) >= 0:  # the innermost of a nest comes last
        over_end = _closing(latex, at + len(_FRACTION))
        under_end = _closing(latex, over_end + 1)
        over, under = latex[at + len(_FRACTION) + 1 : over_end], latex[over_end + 2 : under_end]
        before, after = latex[:at], latex[under_end + 1 :]
        written = rf"{_held(over, sums=True)} / {_held(under, sums=False)}"
        if _is_factor(before, after):
            written = rf"\left({written}\right)"
        latex = before + written + after
    return latex


def _closing(latex: str, opening: int) -> int:
    """Where the brace that opens at a place closes."""
    depth = 0
    for at in range(opening, len(latex)):
        depth += {"{": 1, "}": -1}.get(latex[at], 0)
        if depth == 0:
            return at
    raise ValueError(latex)


def _held(part: str, sums: bool) -> str:
    """In parentheses where a slash would tear it apart: only `sums` above it, products, too, below."""
    outside = _outside(part)
    torn = re.search(r"\s[+-]\s", outside) is not None
    torn = torn or (not sums and re.search(r"\\,|\\cdot|/", outside) is not None)
    return rf"\left({part}\right)" if torn else part


def _outside(part: str) -> str:
    """What stands outside of all braces and brackets."""
    kept, depth = [], 0
    for token in re.findall(r"\\left.|\\right.|\\[a-zA-Z]+|\\.|.", part):
        depth -= token == "}" or token.startswith(r"\right")
        if depth == 0:
            kept.append(token)
        depth += token == "{" or (token.startswith(r"\left") and not token[5:].isalpha())
    return "".join(kept)


def _is_factor(before: str, after: str) -> bool:
    before, after = before.rstrip(), after.lstrip()
    return before.endswith((r"\,", r"\cdot")) or after.startswith((r"\,", r"\cdot", "^"))
