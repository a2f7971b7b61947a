"""What a signal said, as a list that grows."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import pyqtBoundSignal


def heard(signal: pyqtBoundSignal) -> list[tuple[Any, ...]]:
    """The arguments of every emission from now on."""
    said: list[tuple[Any, ...]] = []
    signal.connect(lambda *arguments: said.append(arguments))
    return said
