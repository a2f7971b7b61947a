"""Numbers as people read them: a true minus, thin thousands, powers of ten."""

from __future__ import annotations

import math

MINUS = "\u2212"
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def axis_name(axis: str) -> str:
    """w₁ for w1."""
    return axis.translate(_SUBSCRIPTS)


def power_of_ten(exponent: int) -> str:
    """10⁻⁸ for −8; 1 for 0."""
    return "1" if exponent == 0 else "10" + str(exponent).translate(_SUPERSCRIPTS)


def number(value: float, digits: int = 4) -> str:
    """A readout: `digits` after the point, or m.m·10ⁿ where that would show nothing; ∞ and nan by name."""
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return MINUS + "∞" if value < 0 else "∞"
    size = abs(value)
    if size != 0 and (size < 10.0**-digits or size >= 1e6):
        mantissa, exponent = f"{value:.1e}".split("e")
        return f"{mantissa}·{power_of_ten(int(exponent))}".replace("-", MINUS)
    return f"{value:.{digits}f}".replace("-", MINUS)


def significant(value: float, digits: int = 5) -> str:
    """So many significant digits, fewer where a number has no more: 38.505, 0.9, 20, 1.2346·10⁻⁸."""
    if not math.isfinite(value):
        return number(value)
    size = abs(value)
    if size != 0 and not 1e-3 <= size < 1e6:
        mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
        if float(f"{value:.{digits - 1}e}") == value:
            mantissa = f"{float(mantissa):g}"
        return f"{mantissa}·{power_of_ten(int(exponent))}".replace("-", MINUS)
    short = f"{value:.{digits}g}"
    if float(short) == value:
        return f"{float(short) + 0.0:.10g}".replace("-", MINUS)
    whole = len(str(int(size))) if size >= 1 else -math.floor(math.log10(size))
    after = digits - whole if size >= 1 else digits + whole - 1
    grouped = f"{value:,.{max(after, 0)}f}" if size >= 1e4 else f"{value:.{max(after, 0)}f}"
    return grouped.replace(",", "\u2009").replace("-", MINUS)


def short_number(value: float, digits: int = 4, figures: int = 7) -> str:
    """A readout of at most so many figures: a large number loses places after the point, as 235911.7 does."""
    whole = len(str(int(abs(value)))) if math.isfinite(value) else 1
    return number(value, max(0, min(digits, figures - whole)))


def tick(value: float) -> str:
    """A number on an axis: as short as it can be said."""
    if value == 0:
        return "0"
    if abs(value) >= 1e5 or abs(value) < 1e-3:
        mantissa, exponent = f"{value:e}".split("e")
        factor = f"{float(mantissa):g}"
        power = power_of_ten(int(exponent))
        return (power if factor == "1" else f"{factor}·{power}").replace("-", MINUS)
    return f"{value:,.10g}".replace(",", "\u2009").replace("-", MINUS)
