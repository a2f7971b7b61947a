"""One line on a terminal that says how far the work is; nothing anywhere else."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType

from app.i18n import tr
from surfaces.message import Message

_SECONDS = 0.1


class Progress:
    """A line that is rewritten in place on standard error and wiped at the end."""

    def __init__(self, sentence: Message) -> None:
        self._shows = sys.stderr.isatty()
        self._next = 0.0
        self._width = 0
        self._write(tr(sentence) + " …")

    def show(self, sentence: Message, share: float) -> None:
        """Say what is being done and which share of it, 0 to 1, is done."""
        if self._shows and monotonic() >= self._next:
            self._next = monotonic() + _SECONDS
            self._write(f"{tr(sentence)} … {share:.0%}")

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write("")

    def _write(self, text: str) -> None:
        if self._shows:
            sys.stderr.write("\r" + text.ljust(self._width) + ("" if text else "\r"))
            sys.stderr.flush()
            self._width = len(text)
