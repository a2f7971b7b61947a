from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.views.height_scale import LOG_LIKE, SCALES, Height
from app.views.height_text import height_text, percentile_problem, read_height, remembered_height
from surfaces.message import Message


@given(st.sampled_from(list(SCALES)), st.integers(50, 100))
def test_what_is_written_is_read_again(mode: str, percentile: int) -> None:
    height = Height(mode, percentile if mode == "clipped" else 90.0)  # type: ignore[arg-type]
    assert read_height(height_text(height)) == height
    assert remembered_height(height_text(height)) == height


@pytest.mark.parametrize(
    ("text", "height"),
    [("LOG", LOG_LIKE), (" sqrt ", Height("sqrt")), ("clipped", Height("clipped", 90.0)),
     ("Clipped:99.5", Height("clipped", 99.5)), ("clipped:1e2", Height("clipped", 100.0))],
)  # fmt: skip
def test_words_are_read_in_any_case(text: str, height: Height) -> None:
    assert read_height(text) == height


@pytest.mark.parametrize(
    ("text", "part"),
    [("sqroot", "Did you mean sqrt?"), ("liner", "Did you mean linear?"), ("clip:80", "Did you mean clipped?"),
     ("zzzzz", "log or linear or sqrt or clipped"), ("", "log or linear or sqrt or clipped"),
     ("clipped:49.9", "from 50 to 100"), ("clipped:101", "from 50 to 100"), ("clipped:", 'not ""'),
     ("clipped:nan", 'not "nan"'), ("clipped:90%", 'not "90%"'), ("log:90", "Only clipped takes a percentile")],
)  # fmt: skip
def test_what_is_none_is_refused_with_a_sentence(text: str, part: str) -> None:
    refusal = read_height(text)
    assert isinstance(refusal, Message)
    assert part in str(refusal)
    assert remembered_height(text) == LOG_LIKE


@pytest.mark.parametrize(("value", "sound"), [(50, True), (100, True), (49.99, False), (100.1, False), (-1, False)])
def test_percentiles_are_from_50_to_100(value: float, sound: bool) -> None:
    assert (percentile_problem(value) is None) == sound
