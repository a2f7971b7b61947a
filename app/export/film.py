"""The frames of an animation as one image of Pillow, each drawn when an encoder comes to it."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image
from PyQt6.QtGui import QImage

FRAMES = 60
# GIF counts in hundredths of a second: 7, 7 and 6 of them make 15 frames a second.
DURATIONS = [70, 70, 60] * (FRAMES // 3)


class Film(Image.Image):
    """Holds the first frame and the one that is shown, never all of them.

    `draw` gives the frame of an index and is asked once for each, in order; all are of one size and mode.
    """

    n_frames = FRAMES

    def __init__(self, draw: Callable[[int], Image.Image]) -> None:
        super().__init__()
        self._draw, self._first = draw, draw(0)
        self._show(self._first, 0)

    def seek(self, frame: int) -> None:
        """Show a frame; `EOFError` beyond the last one, as Pillow expects."""
        if not 0 <= frame < self.n_frames:
            raise EOFError
        if frame != self._frame:
            # Encoders go back to the first frame once they are done.
            self._show(self._draw(frame) if frame else self._first, frame)

    def tell(self) -> int:
        """The frame that is shown."""
        return self._frame

    def _show(self, drawn: Image.Image, frame: int) -> None:
        self.im, self.palette = drawn.im, drawn.palette
        self._mode, self._size, self._frame = drawn.mode, drawn.size, frame


def frame_steps(last: int) -> list[int]:
    """The steps shown, evenly from 0 to the last one."""
    return [round(frame * last / (FRAMES - 1)) for frame in range(FRAMES)]


def bitmap(image: QImage) -> Image.Image:
    """The same picture in Pillow, RGB."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    pixels = rgb.constBits()
    assert pixels is not None
    size = rgb.width(), rgb.height()
    return Image.frombytes("RGB", size, pixels.asstring(rgb.sizeInBytes()), "raw", "RGB", rgb.bytesPerLine())
