"""The layer of texts over the picture, painted anew only where it changes."""

from __future__ import annotations

from PyQt6.QtGui import QImage

from app.i18n import tr
from app.views.surface3d.axes import axis_labels
from app.views.surface3d.content import Content
from app.views.surface3d.frame import Frame
from app.views.surface3d.labels import labels_image


class TextLayer:
    """Keeps the last one."""

    def __init__(self) -> None:
        self._kept: tuple[object, QImage] | None = None

    def image(self, frame: Frame, content: Content) -> QImage:
        """The texts around the box, in the size of the picture; the same object while nothing has changed."""
        theme = frame.theme
        key = (frame, content.ticks, content.names, content.small, tr("loss"))
        if self._kept is None or self._kept[0] != key:
            ratio = frame.ratio / theme.scale
            labels = axis_labels(frame.projection.camera, content.ticks, content.names, theme, ratio)
            bar = None if content.small else content.ticks
            self._kept = key, labels_image(frame.projection, labels, bar, theme, ratio)
        return self._kept[1]
