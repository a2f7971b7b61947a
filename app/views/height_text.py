"""A height as a word: `log`, `linear`, `sqrt`, `clipped`, `clipped:75`; written and read."""

from __future__ import annotations

from app.engine.spelling import nearest, quoted, read_number
from app.views.height_scale import LEAST_PERCENTILE, LOG_LIKE, MOST_PERCENTILE, SCALES, Height, Mode
from surfaces.message import Message

_MODES: dict[str, Mode] = {mode: mode for mode in SCALES}


def height_text(height: Height) -> str:
    """What `read_height` reads."""
    return f"{height.mode}:{height.percentile:g}" if height.mode == "clipped" else height.mode


def percentile_problem(percentile: float) -> Message | None:
    """Why a percentile cannot be where the heights end."""
    if LEAST_PERCENTILE <= percentile <= MOST_PERCENTILE:
        return None
    return Message("Must be from {low} to {high} percent.", low=int(LEAST_PERCENTILE), high=int(MOST_PERCENTILE))


def read_height(text: str) -> Height | Message:
    """The height a word says, in any case, or why it is none."""
    word, colon, behind = text.strip().lower().partition(":")
    mode = _MODES.get(word)
    if mode is None:
        guess, known = nearest(word, _MODES), " or ".join(_MODES)
        if guess is None:
            return Message("The height is {known}, not {text}.", known=known, text=quoted(text))
        return Message("There is no height {text}. Did you mean {guess}?", text=quoted(text), guess=guess)
    if not colon:
        return Height(mode)
    if mode != "clipped":
        return Message("Only clipped takes a percentile, as in clipped:75; {mode} takes none.", mode=mode)
    percentile = read_number(behind)
    if percentile is None or percentile_problem(percentile) is not None:
        return Message(
            "clipped takes a percentile from {low} to {high}, not {text}.",
            low=int(LEAST_PERCENTILE), high=int(MOST_PERCENTILE), text=quoted(behind),
        )  # fmt: skip
    return Height(mode, percentile)


def remembered_height(text: str) -> Height:
    """The height a word says; log-like where it says none."""
    height = read_height(text)
    return LOG_LIKE if isinstance(height, Message) else height
