"""How runs look: what is free, what fits, and what the next start takes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.settings import Settings
from app.store import FIRST
from app.views.run_look import COLORS, MARKERS, MOST_CHARACTERS, RunLook, free_look, look_fits, look_of


def test_color_and_marker_are_free_apart() -> None:
    assert free_look(()) == RunLook(0, 0)
    assert free_look((RunLook(0, 1), RunLook(2, 0))) == RunLook(1, 2)
    assert free_look(tuple(map(look_of, range(8)))) == RunLook(0, 0)


@pytest.mark.parametrize(
    "look",
    [RunLook(COLORS, 0), RunLook(0, MARKERS), RunLook(-1, 0), RunLook(0, 0, name="n" * (MOST_CHARACTERS + 1))],
)
def test_a_look_that_cannot_be_shown_is_not_remembered(look: RunLook) -> None:
    assert not look_fits(look)
    settings = Settings()
    settings.remember_document(replace(FIRST, looks=(look, *FIRST.looks[1:])))
    assert settings.document() is None


def test_names_and_looks_are_remembered() -> None:
    document = replace(FIRST, looks=(RunLook(7, 3, False, "Mine"), *FIRST.looks[1:]))
    settings = Settings()
    settings.remember_document(document)
    assert settings.document() == document
