"""The application of Qt, the same for the window and for pictures drawn without one."""

from __future__ import annotations

from PyQt6.QtWidgets import QApplication

from app.fonts import load_fonts
from app.gl_setup import GLTier, prepare, probe, set_format


def start(argv: list[str]) -> tuple[QApplication, GLTier]:
    """The application, with OpenGL tried before any window, and our fonts and style."""
    prepare()
    application = QApplication(argv)
    application.setApplicationName("Thalweg")
    application.setStyle("Fusion")
    tier = probe()
    set_format(tier)
    load_fonts()
    return application, tier
