"""The way of the Tab key through a window."""

from __future__ import annotations

from itertools import pairwise

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget


def chain_tabs(window: QWidget, areas: tuple[QWidget, ...]) -> None:
    """Visit the areas in this order, and inside each its widgets in the order they have now."""
    chain: list[QWidget] = []
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        chain.append(widget)
        widget = widget.nextInFocusChain()
    stops = [each for each in chain if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    inside = [each for area in areas for each in stops if each is area or area.isAncestorOf(each)]
    for before, after in pairwise(dict.fromkeys(inside)):
        QWidget.setTabOrder(before, after)
