"""What is read as a formula, and what is refused: where, and in which words."""

from __future__ import annotations

from time import perf_counter

import pytest

from surfaces.formula import Formula, FormulaError

SIGN = "every product needs its sign"
MISSING = "A value is missing here."
FOREIGN = "cannot stand in a formula"
UNKNOWN = "There is no"
DEEP = "nested too deeply"
INFINITE = "no finite value"

REFUSED: list[tuple[str, int | None, str]] = [
    ("", None, "Type a formula"),
    ("   \t ", None, "Type a formula"),
    # products without a sign
    ("2x", 1, "Write 2*x"),
    ("3*x + 2y", 7, "Write 2*y"),
    ("2(x+1)", 1, "Write 2*(…)"),
    ("x(y+1)", 1, "Write x*(…)"),
    ("(x)(y)", 3, "Write (…)*(…)"),
    ("x y", 2, "Write x*y"),
    ("xy*2", 0, "Write x*y"),
    ("1 2", 2, SIGN),
    ("1.5.2", 3, SIGN),
    ("2e", 1, "Write 2*e"),
    ("2 sin(x)", 2, SIGN),
    # missing values
    ("x^", 2, MISSING),
    ("x +", 3, MISSING),
    ("x +   ", 3, MISSING),
    ("x^^2", 2, MISSING),
    ("x^2 + *y", 6, MISSING),
    ("x***2", 3, MISSING),
    ("x//y", 2, MISSING),
    ("*x", 0, MISSING),
    ("min(*x)", 4, MISSING),
    ("()", 1, MISSING),
    ("sin()", 4, MISSING),
    ("min(x,)", 6, MISSING),
    ("x^2 + y^2 -", 11, MISSING),
    # parentheses
    (")(", 0, "never opened"),
    ("x)", 1, "never opened"),
    ("(x", 0, "never closed"),
    ("sin(x", 3, "never closed"),
    ("(" * 200 + "x" + ")" * 199, 40, DEEP),
    ("-(" * 41 + "x" + ")" * 41, 81, DEEP),
    # names
    ("foo", 0, "There is no foo: a formula knows x, y, pi, e and functions."),
    ("x + arcsin(y)", 4, "did you mean asin?"),
    ("sine(x)", 0, "did you mean sin?"),
    ("ln(x)", 0, "did you mean log?"),
    ("X^2", 0, "did you mean x?"),
    ("z", 0, UNKNOWN),
    ("x1 + x2", 0, UNKNOWN),
    ("True", 0, UNKNOWN),
    ("None + x", 0, UNKNOWN),
    ("x if y else 2", 2, UNKNOWN),
    ("x and y", 2, UNKNOWN),
    ("not x", 0, UNKNOWN),
    ("x is y", 2, UNKNOWN),
    ("await x", 0, UNKNOWN),
    ("1j*x", 1, UNKNOWN),
    ("1_000*x", 1, UNKNOWN),
    ("0x10", 1, UNKNOWN),
    ("__class__", 0, UNKNOWN),
    ("a" * 400, 0, UNKNOWN),
    # functions
    ("sin", 3, "sin needs its arguments in parentheses."),
    ("sin x", 4, "sin needs its arguments in parentheses."),
    ("x^2 + sin^2(x)", 9, "sin needs its arguments in parentheses."),
    ("sin(x, y)", 0, "sin takes one value."),
    ("x + min(x)", 4, "min takes 2 values."),
    ("max(x, y, 1)", 0, "max takes 2 values."),
    ("1,5*x", 1, "decimals take a point"),
    ("min((x, y), 1)", 6, "decimals take a point"),
    # all the rest of Python
    ("x.real", 1, "cannot be read"),
    ("x.__class__", 1, "cannot be read"),
    ("007 + x", 0, "cannot be read"),
    ("x < y", 2, FOREIGN),
    ("x == y", 2, FOREIGN),
    ("x := 2", 2, FOREIGN),
    ("min(x=1)", 5, FOREIGN),
    ("x % 2", 2, FOREIGN),
    ("x & y", 2, FOREIGN),
    ("~x", 0, FOREIGN),
    ("x!", 1, FOREIGN),
    ("[x for x in y]", 0, FOREIGN),
    ("{x}", 0, FOREIGN),
    ("x; y", 1, FOREIGN),
    ("lambda x: x", 8, FOREIGN),
    ("__import__('os')", 11, FOREIGN),
    ("f'{x}'", 1, FOREIGN),
    ("'x'", 0, FOREIGN),
    ("x # y", 2, FOREIGN),
    ("x \\ y", 2, FOREIGN),
    ("@x", 0, FOREIGN),
    ("x\ny", 1, FOREIGN),
    ("x\x00", 1, r"\x00"),
    ("x\ud800", 1, r"\ud800"),
    ("x + 🙂", 4, "🙂"),
    ("x²", 1, FOREIGN),
    ("\uff12*x", 0, FOREIGN),  # a full-width digit
    ("\u0445", 0, FOREIGN),  # a Cyrillic letter that looks like x
    ("x\u200b", 1, FOREIGN),  # a space of no width
    # numbers and sizes
    ("1e999", 0, "This number is too large."),
    ("x + " + "9" * 390, 4, "This number is too large."),
    ("9**9**9", 0, INFINITE),
    ("9**9**9**9", 3, INFINITE),
    ("x + 1/0", 4, INFINITE),
    ("x*sqrt(-1)", 2, INFINITE),
    ("y - log(0)", 4, INFINITE),
    ("0/0", 0, INFINITE),
    ("x" * 401, 400, "at most 400 characters"),
    ("x+" * 100_000 + "x", 400, "at most 400 characters"),
    ("-" * 390 + "x", 81, DEEP),
    ("x**" * 100 + "x", 240, DEEP),
    ("x+" * 150 + "x", 0, DEEP),
    ("+".join(["(" + "+".join("xyxyxyxy") + ")"] * 20), 271, "too many parts"),
]
"""Text, column and words of the refusal."""


@pytest.mark.parametrize(("text", "column", "words"), REFUSED)
def test_refused_where_it_is_wrong(text: str, column: int | None, words: str) -> None:
    begin = perf_counter()
    with pytest.raises(FormulaError) as caught:
        Formula(text)
    assert perf_counter() - begin < 0.2
    assert caught.value.column == column
    assert words in str(caught.value)
    assert len(str(caught.value)) <= 300
    assert str(caught.value).isprintable()


def test_the_table_is_long_enough() -> None:
    assert len(REFUSED) >= 45


@pytest.mark.parametrize(
    ("text", "column"), [("x^2 + 1/0", 6), ("x^2^3 - min(x)", 8), ("  x^2 + 1/0", 8), ("x^2 + y^2*007", 10)]
)
def test_columns_after_a_caret_are_those_typed(text: str, column: int) -> None:
    """A caret becomes two characters for Python."""
    with pytest.raises(FormulaError) as caught:
        Formula(text)
    assert caught.value.column == column


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("x^2", "x**2"),
        ("-x^2", "-(x**2)"),
        ("2^3^2*x", "2**(3**2)*x"),
        ("x \u2212 y", "x - y"),
        ("x \u2013 y", "x - y"),
        ("2\u00d7x\u00b7y\u00f74", "2*x*y/4"),
        ("\tx\u00a0+ y ", "x+y"),
        ("+x", "x"),
        ("x*-y", "x*(-y)"),
        (".5*x + 1.", "0.5*x + 1.0"),
        ("1e-3*x + 2E2", "0.001*x + 200"),
        ("((((x))))", "x"),
        ("hypot( x , y )", "hypot(x,y)"),
        ("2*pi*x", "(2*pi)*x"),
    ],
)
def test_ways_of_typing_the_same(text: str, plain: str) -> None:
    assert Formula(text).typed == Formula(plain).typed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x - y - 1", -2.0),
        ("x/y/2", 1 / 3),
        ("-x**2", -4.0),
        ("2**y**x", 512.0),
        ("2*x^-1", 1.0),
        ("e^log(x)*pi/pi", 2.0),
        ("atan2(y, x) - atan(1.5)", 0.0),
        ("+".join("x" * 80), 160.0),
        ("(" * 40 + "x" + ")" * 40, 2.0),
        ("x" + " " * 399, 2.0),
    ],
)
def test_values_at_two_and_three(text: str, value: float) -> None:
    assert Formula(text).scalar(2.0, 3.0)[0] == pytest.approx(value, abs=1e-15)


def test_nothing_is_folded_as_an_integer() -> None:
    """(10**20)**20 of integers would have 401 digits, of floats it is no number."""
    assert Formula("x + 2**0.5**2").scalar(0.0, 0.0)[0] == 2**0.5**2
    assert Formula("x + 10**20*10**-20").scalar(0.0, 0.0)[0] == 1e20 * 1e-20
    with pytest.raises(FormulaError):
        Formula("x + (10**20)**20")
