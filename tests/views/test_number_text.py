"""Numbers in fields: shown short, read back, stepped along a grid."""

from __future__ import annotations

import pytest

from app.views.number_text import parsed_count, parsed_number, shown_number, stepped
from surfaces.message import Message


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.01, "0.01"), (3e-4, "0.0003"), (1e-8, "1e-8"), (-2.5, "−2.5"), (0.0, "0"), (200, "200"), (2.80943121, "2.809"),
     (100_000, "100000"), (0.999, "0.999"), (1e6, "1e6"), (-2_500_000, "−2.5e6")],
)  # fmt: skip
def test_shown(value: float, text: str) -> None:
    assert shown_number(value) == text
    assert parsed_number(text) == pytest.approx(value, rel=1e-3)


@pytest.mark.parametrize("text", ["", " ", "nan", "-inf", "1/3", "1e999", "0x10", "1_000", "١", "--1", "1e", "."])
def test_what_is_no_number(text: str) -> None:
    assert isinstance(parsed_number(text), Message)


def test_counts() -> None:
    assert parsed_count("20\u2009000", 100_000) == 20_000
    assert all(isinstance(parsed_count(text, 10), Message) for text in ("0", "11", "1.5", "a"))
    assert parsed_count("0", 10, least=0) == 0
    assert isinstance(parsed_count("-1", 10, least=0), Message)


@pytest.mark.parametrize(
    ("value", "direction", "step", "expected"),
    [(0.01, 1, None, 0.02), (0.01, -1, None, 0.009), (-0.01, 1, None, -0.009), (0.0, 1, None, 0.1),
     (0.0245, 1, None, 0.03), (1e-8, 1, None, 2e-8), (2.37, 1, 0.1, 2.4), (2.37, -1, 0.1, 2.3), (0.3, -1, 0.1, 0.2)],
)  # fmt: skip
def test_stepped(value: float, direction: int, step: float | None, expected: float) -> None:
    assert stepped(value, direction, step) == expected
