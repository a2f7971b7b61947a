"""The fonts that ship with the program."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PyQt6.QtGui import QFontDatabase

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "fonts"


@cache
def load_fonts() -> tuple[str, ...]:
    """Register the fonts of the assets, once a process, and name their families; needs a `QApplication`."""
    identifiers = [QFontDatabase.addApplicationFont(str(file)) for file in sorted(FOLDER.glob("*.[ot]tf"))]
    return tuple(sorted({family for each in identifiers for family in QFontDatabase.applicationFontFamilies(each)}))
