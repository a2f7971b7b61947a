"""`python -m tests.benchmarks.first_frame ours|bare`: opens a window, says when its first frame is on screen, ends."""

from __future__ import annotations

import sys
from collections.abc import Callable


def ours(shown: Callable[[], None]) -> None:
    """The window as the command line opens it."""
    from app.cli import main
    from app.window import Window

    show = Window.show

    def show_and_watch(window: Window) -> None:
        show(window)
        assert window.lab.surface_view is not None
        window.lab.surface_view.canvas.frameSwapped.connect(shown)
        window.lab.surface_view.canvas.frameSwapped.connect(window.close)

    Window.show = show_and_watch  # type: ignore[method-assign, assignment]
    main([])


def bare(shown: Callable[[], None]) -> None:
    """The smallest window with what ours is made of."""
    import pyqtgraph as pg
    from PyQt6.QtWidgets import QHBoxLayout, QWidget
    from pyqtgraph.opengl import GLViewWidget

    application = pg.mkQApp()
    window = QWidget()
    layout = QHBoxLayout(window)
    view = GLViewWidget()
    layout.addWidget(view)
    layout.addWidget(pg.PlotWidget())
    view.frameSwapped.connect(shown)
    view.frameSwapped.connect(window.close)
    window.resize(1280, 720)
    window.show()
    application.exec()


if __name__ == "__main__":
    {"ours": ours, "bare": bare}[sys.argv[1]](lambda: print("shown", flush=True))
