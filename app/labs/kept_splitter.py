"""A splitter that is laid out by the program until the hand moves it, and then stays as the hand left it."""

from __future__ import annotations

from PyQt6.QtCore import QByteArray, Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QSplitter, QWidget


class KeptSplitter(QSplitter):
    """Drawn as a hairline; the grip is wider. The pane `growing` takes what the others leave."""

    def __init__(self, orientation: Qt.Orientation, growing: int, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self._growing = growing
        self._proposed: tuple[int, ...] = ()
        self._by_hand = False
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._keep)

    @property
    def shape(self) -> QByteArray:
        """What `restore` takes; empty while nobody has moved it."""
        return self.saveState() if self._by_hand else QByteArray()

    def restore(self, shape: QByteArray) -> None:
        """Back to a remembered shape; an empty or broken one changes nothing."""
        self._by_hand = not shape.isEmpty() and self.restoreState(shape)

    def propose(self, *sizes: int) -> None:
        """Sizes of the panes (that of the growing one is not looked at), taken unless the hand has chosen others."""
        self._proposed = sizes
        self._divide()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """The panes keep their sizes, and the growing one follows."""
        super().resizeEvent(event)
        self._divide()

    def _divide(self) -> None:
        if self._by_hand or len(self._proposed) != self.count():
            return
        panes = [self.widget(index) for index in range(self.count())]
        shown = [
            size if pane is not None and pane.isVisibleTo(self) else 0
            for pane, size in zip(panes, self._proposed, strict=True)
        ]
        shown[self._growing] = 0
        extent = self.width() if self.orientation() == Qt.Orientation.Horizontal else self.height()
        shown[self._growing] = max(1, extent - sum(shown) - self.handleWidth() * (self.count() - 1))
        self.setSizes(shown)

    def _keep(self) -> None:
        self._by_hand = True
