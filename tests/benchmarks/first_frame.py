"""`python -m tests.benchmarks.first_frame ours|bare|kept`: opens a window and says when its first frame is on screen.

Then it ends; the window that is kept is a bare one that stays.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial


def ours(shown: Callable[[], None]) -> None:
    """The window as the command line opens it."""
    from app.cli import main
    from app.views.surface3d.gl_canvas import GLCanvas
    from app.window import Window

    show = Window.show

    def show_and_watch(window: Window) -> None:
        show(window)
        canvas = window.lab.surface_view.canvas
        assert isinstance(canvas, GLCanvas)
        canvas.frameSwapped.connect(shown)
        canvas.frameSwapped.connect(window.close)

    Window.show = show_and_watch  # type: ignore[method-assign, assignment]
    main([])


def bare(shown: Callable[[], None], keep: bool = False) -> None:
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
    if not keep:
        view.frameSwapped.connect(window.close)
    window.resize(1280, 720)
    window.show()
    application.exec()


WINDOWS: dict[str, Callable[[Callable[[], None]], None]] = {
    "ours": ours,
    "bare": bare,
    "kept": partial(bare, keep=True),
}

if __name__ == "__main__":
    WINDOWS[sys.argv[1]](lambda: print("shown", flush=True))
