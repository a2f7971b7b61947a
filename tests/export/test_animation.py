"""Animations read back frame by frame: every color of a run is itself, and four seconds are four seconds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PyQt6.QtGui import QColor, QImage, QPainter, QPen

from app.engine.experiment import Experiment
from app.engine.record import record
from app.engine.run_text import parse_run
from app.export.animation import write_animation
from app.export.endings import ANIMATIONS
from app.export.film import DURATIONS, FRAMES, Film, bitmap, frame_steps
from app.export.picture import Artist
from app.export.scene import Scene
from app.theme import THEMES, Theme

SIZE = (240, 160)
LAST = 160


class Drawing:
    """Every run as a line on a ground of many colors that grows with the step."""

    def __init__(self, theme: Theme, last_step: int) -> None:
        self.theme, self.last_step = theme, last_step

    def image(self, step: int) -> QImage:
        width, height = SIZE
        x, y = np.meshgrid(np.arange(width), np.arange(height))
        ground = np.stack([x % 256, y % 256, (x + y) % 256], axis=-1).astype(np.uint8)
        image = QImage(ground.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
        image = image.convertToFormat(QImage.Format.Format_RGB32)
        painter = QPainter(image)
        for run in range(len(self.theme.runs)):
            painter.setPen(QPen(self.theme.run(run), 2))
            painter.drawLine(20, 12 + 16 * run, 40 + step, 12 + 16 * run)
        painter.end()
        return image


def frames(path: Path) -> tuple[list[np.ndarray], list[int]]:
    """The frames as they are shown, and how long each of them is."""
    pictures, durations = [], []
    with Image.open(path) as image:
        assert image.info["loop"] == 0 or getattr(image, "n_frames", 1) == 1
        for frame in range(getattr(image, "n_frames", 1)):
            image.seek(frame)
            pictures.append(np.asarray(image.convert("RGB")))
            durations.append(int(image.info.get("duration", 0)))
    return pictures, durations


def is_color(picture: np.ndarray, color: QColor) -> np.ndarray:
    same: np.ndarray = np.all(picture == np.array(color.getRgb()[:3]), axis=-1)
    return same


def is_near(picture: np.ndarray, drawn: np.ndarray) -> bool:
    """As near as 255 colors come to a ground that has them all."""
    return int(np.abs(picture.astype(int) - drawn).max()) <= 64


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_what_has_the_color_of_a_run_has_it_in_every_frame_of_a_gif(qapp, theme: Theme, tmp_path: Path) -> None:
    drawing = Drawing(theme, LAST)
    path = tmp_path / "walk.gif"
    write_animation(path, drawing, lambda _: None)
    pictures, durations = frames(path)
    assert durations == DURATIONS
    for picture, step in zip(pictures, frame_steps(LAST), strict=True):
        drawn = np.asarray(bitmap(drawing.image(step)))
        for run in range(len(theme.runs)):
            wanted = is_color(drawn, theme.run(run))
            assert wanted.sum() >= 2 * (20 + step)
            assert is_color(picture, theme.run(run))[wanted].all()


def test_a_webp_shows_every_pixel_as_it_was_drawn(qapp, tmp_path: Path) -> None:
    drawing = Drawing(THEMES[0], LAST)
    write_animation(tmp_path / "walk.webp", drawing, lambda _: None)
    for picture, step in zip(frames(tmp_path / "walk.webp")[0], frame_steps(LAST), strict=True):
        assert (picture == np.asarray(bitmap(drawing.image(step)))).all()


def test_a_gif_is_near_what_was_drawn(qapp, tmp_path: Path) -> None:
    """What a frame leaves out stays as it was before, and nothing else does."""
    drawing = Drawing(THEMES[0], LAST)
    write_animation(tmp_path / "walk.gif", drawing, lambda _: None)
    for picture, step in zip(frames(tmp_path / "walk.gif")[0], frame_steps(LAST), strict=True):
        assert is_near(picture, np.asarray(bitmap(drawing.image(step))))


@pytest.mark.parametrize(("ending", "last"), [(".gif", 0), (".gif", 1), (".gif", 5), (".webp", 1), (".webp", 5)])
def test_frames_that_are_alike_lose_no_time(qapp, ending: str, last: int, tmp_path: Path) -> None:
    path = tmp_path / f"walk{ending}"
    drawing = Drawing(THEMES[0], last)
    write_animation(path, drawing, lambda _: None)
    pictures, durations = frames(path)
    assert sum(durations) == sum(DURATIONS) == 4000
    shown = [picture for picture, ms in zip(pictures, durations, strict=True) for _ in range(ms // 10)]
    ends = np.cumsum(DURATIONS) // 10
    for frame, step in enumerate(frame_steps(last)):
        assert is_near(shown[ends[frame] - 1], np.asarray(bitmap(drawing.image(step))))


def test_a_webp_that_never_changes_is_a_still_picture(qapp, tmp_path: Path) -> None:
    drawing = Drawing(THEMES[0], 0)
    write_animation(tmp_path / "walk.webp", drawing, lambda _: None)
    [picture], [_] = frames(tmp_path / "walk.webp")
    assert (picture == np.asarray(bitmap(drawing.image(0)))).all()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_trajectories_of_a_real_scene_keep_their_colors_in_a_gif(qapp, theme: Theme, tmp_path: Path) -> None:
    texts = "SGD lr=0.001", "Adam lr=0.1", "SGD lr=0.01 momentum=0.9", "RMSprop lr=0.05"
    experiment = Experiment("himmelblau", (0.0, 0.0), tuple(map(parse_run, texts)), steps=60)
    artist = Artist(Scene(experiment, record(experiment), view="map", size=(480, 300), theme=theme.name), "none")
    write_animation(tmp_path / "walk.gif", artist, lambda _: None)
    with Image.open(tmp_path / "walk.gif") as image:
        palette = np.array(image.getpalette()).reshape(-1, 3).tolist()
    assert all(list(theme.run(run).getRgb()[:3]) in palette for run in range(len(theme.runs)))
    last = frames(tmp_path / "walk.gif")[0][-1]
    drawn = np.asarray(bitmap(artist.image(60)))
    for run in range(len(texts)):
        wanted = is_color(drawn, theme.run(run))
        assert wanted.sum() > 30
        assert is_color(last, theme.run(run))[wanted].all()


def test_progress_goes_from_the_first_frame_to_the_last(qapp, tmp_path: Path) -> None:
    for ending in ANIMATIONS:
        heard: list[float] = []
        write_animation(tmp_path / f"walk{ending}", Drawing(THEMES[0], 9), heard.append)
        assert heard == [frame / FRAMES for frame in range(1, FRAMES + 1)]


def test_a_film_ends_where_pillow_expects_it_to() -> None:
    film = Film(lambda frame: Image.new("RGB", (4, 4), (frame, 0, 0)))
    film.seek(FRAMES - 1)
    assert (film.tell(), film.getpixel((0, 0))) == (FRAMES - 1, (FRAMES - 1, 0, 0))
    with pytest.raises(EOFError):
        film.seek(FRAMES)
    film.seek(0)
    assert film.getpixel((0, 0)) == (0, 0, 0)
