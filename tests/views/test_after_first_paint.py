from __future__ import annotations

from PyQt6.QtWidgets import QWidget

from app.views.after_first_paint import AfterFirstPaint


def test_the_action_comes_once_and_only_after_the_first_painting(qtbot):
    widget, calls = QWidget(), []
    qtbot.addWidget(widget)
    late = AfterFirstPaint(widget, lambda: calls.append(late.done))
    assert not late.done
    widget.show()
    qtbot.waitUntil(lambda: late.done)
    widget.repaint()
    qtbot.wait(20)
    assert calls == [True]
