"""`thalweg render gate`: the plane of every run and the surface of one unit, drawn without a display."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.cli import main
from app.draw import _drawable
from app.engine.gates.tables.and_ import AND
from app.engine.gates.task import GateTask
from app.export.drawable import write_picture
from app.export.film import FRAMES
from app.export.gate_picture import GateArtist, gate_look
from app.export.gate_sheet import GateSheet
from app.export.scene import Scene
from app.gl_setup import probe
from app.theme import DARK, THEMES, Theme, theme_named
from app.views.run_look import RunLook

UNIT = 'and --run "SGD lr=0.5" --start 1 -2 1.5 --steps 120'
NETWORK = 'xor --hidden 4 --run "Adam lr=0.05" --steps 200'


def render(line: str, path: Path) -> np.ndarray:
    assert main(["render", "gate", *shlex.split(line), "--out", str(path)]) == 0
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB")).astype(int)


@pytest.fixture
def here(qapp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are drawn by this process, with the same code: most need no process each."""
    tier = probe()

    def draw(make_scene: Callable[[], Scene], paths: tuple[Path, ...]) -> None:
        for path in paths:
            write_picture(path, _drawable(make_scene(), tier))

    monkeypatch.setattr("app.commands.drawing.draw", draw)


def share_of(pixels: np.ndarray, color: str, within: int = 3) -> float:
    """Which share of the pixels is as good as of a color."""
    wanted = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
    return float((np.abs(pixels - wanted).max(axis=-1) <= within).mean())


def test_a_picture_by_a_process_of_its_own_without_a_display(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    pixels = render(f"{NETWORK} --size 640x400", tmp_path / "a.png")
    assert pixels.shape == (400, 640, 3)
    assert capsys.readouterr().err == ""


def test_a_film_of_the_training(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    render(f"{UNIT} --size 320x240", tmp_path / "a.webp")
    with Image.open(tmp_path / "a.webp") as film:
        assert (film.n_frames, film.size) == (FRAMES, (320, 240))  # type: ignore[attr-defined]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_boundary_classes_and_verdict_are_in_the_picture(here: None, tmp_path: Path, theme: Theme) -> None:
    pixels = render(f"{NETWORK} --theme {theme.name}", tmp_path / "a.png")
    for color in (theme.one, theme.zero, theme.runs[2]):
        assert share_of(pixels, color) > 1e-4
    assert share_of(pixels[660:], theme.ok) > 1e-4 and share_of(pixels[660:], theme.danger) == 0


def test_a_failure_is_said_below_the_plane(here: None, tmp_path: Path) -> None:
    pixels = render("xor --start -0.5 1 1 --steps 0", tmp_path / "a.png")
    assert share_of(pixels[660:], DARK.danger) > 1e-4 and share_of(pixels[660:], DARK.ok) == 0


def test_the_boundary_lies_where_the_weights_say(here: None, tmp_path: Path) -> None:
    """x1 + x2 = 1.5 goes from the left edge at 2.5 to the lower edge at 2.5: pixels of the run's color lie on it."""
    pixels = render("and --start -1.5 1 1 --steps 0", tmp_path / "a.png")
    wanted = [int(DARK.runs[2][at : at + 2], 16) for at in (1, 3, 5)]
    up, across = np.nonzero(np.abs(pixels[:640, 440:] - wanted).max(axis=-1) <= 3)
    slope, _ = np.polyfit(across, up, 1)
    assert slope == pytest.approx(1.0, abs=0.1)
    steep = render("and --start -1.5 3 1 --steps 0", tmp_path / "b.png")
    up, across = np.nonzero(np.abs(steep[:640, 440:] - wanted).max(axis=-1) <= 3)
    assert np.polyfit(up, across, 1)[0] == pytest.approx(1 / 3, abs=0.12)


def test_what_is_asked_changes_the_picture_and_nothing_else_does(here: None, tmp_path: Path) -> None:
    lines = [
        UNIT, f"{UNIT} --step 3", f"{UNIT} --threshold 0.9", f"{UNIT} --points 9", f"{UNIT} --run Rprop",
        f"{UNIT} --view surface", f"{UNIT} --view surface --step 3", f"{UNIT} --view surface --elev 60",
    ]  # fmt: skip
    pictures = [render(f"{line} --size 640x360", tmp_path / f"{at}.png").tobytes() for at, line in enumerate(lines)]
    assert len(set(pictures)) == len(lines)
    assert render(f"{UNIT} --size 640x360", tmp_path / "again.png").tobytes() == pictures[0]


@pytest.mark.parametrize("view", ["plane", "surface"])
@pytest.mark.parametrize("size", ["64x64", "64x900", "1200x64"])
def test_odd_sizes_are_drawn(here: None, tmp_path: Path, view: str, size: str) -> None:
    pixels = render(f"{UNIT} --view {view} --size {size}", tmp_path / "a.png")
    assert f"{pixels.shape[1]}x{pixels.shape[0]}" == size and len(np.unique(pixels.reshape(-1, 3), axis=0)) > 5


def test_eight_runs_are_eight_planes(here: None, tmp_path: Path) -> None:
    runs = " ".join(f"--run 'SGD lr={rate}'" for rate in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20))
    pixels = render(f"xor --hidden 2 {runs} --steps 40", tmp_path / "a.png")
    assert all(share_of(pixels, color) > 1e-5 for color in DARK.runs[2:])


def test_a_run_that_diverged_is_drawn(here: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for view in ("plane", "surface"):
        line = f"and --activation linear --loss mse --run 'SGD lr=1e20' --steps 50 --view {view}"
        render(line, tmp_path / "a.png")
        assert "overflowed" in capsys.readouterr().err


def test_runs_look_like_neither_class() -> None:
    colors = [gate_look(index).color for index in range(8)]
    assert not {0, 1} & set(colors) and colors[:6] == [2, 3, 4, 5, 6, 7]


def test_looks_that_were_chosen_are_kept(qapp) -> None:
    from app.engine.experiment import Experiment, Run
    from app.engine.gates.tables import gate_named
    from app.engine.gates.task import GateTask
    from app.engine.record import record
    from app.views.run_look import RunLook

    experiment = Experiment("", (), (Run("SGD"), Run("Adam")), steps=3, gate=GateTask(gate_named("or").rows))
    looks = (RunLook(3, 1, visible=False), RunLook(6, 2))
    scene = Scene(experiment, record(experiment), "plane", (640, 480), looks=looks)
    image = GateArtist(scene, "none").image(3)
    pixels = {image.pixelColor(x, y).name() for x in range(640) for y in range(0, 480, 3)}
    assert theme_named("dark").run(6).name() in pixels and theme_named("dark").run(3).name() not in pixels


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("xor --view lab --out a.png --size 400x300", "1024x720"),
        ("xor --hidden 2 --view surface --out a.png", "for one unit"),
        ("xor --view map --out a.png", "--view is"),
        ("xor", "--out FILE"),
        ("xor --out a.bmp", "ending in"),
        ("xor --out a.png --steps 3 --step 4", "beyond the last"),
        ("xro --out a.png", "Did you mean xor?"),
        ("xor --out a.png --threshold 2", "--threshold"),
        ("xor --out a.png --size 1x1", "--size"),
        ("xor --out a.png --formula x", "no option"),
    ],
)
def test_bad_words_get_one_sentence(line: str, part: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "gate", *line.split()]) == 2
    said = capsys.readouterr().err
    assert part in said and said.count("\n") == 1


def test_help_says_what_it_draws(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "gate", "--help"]) == 0
    assert "thalweg render gate and|or|nand|nor|xor|xnor|own" in capsys.readouterr().out


@pytest.mark.parametrize("width", [1005, 700, 500])
def test_the_words_below_planes_side_by_side_are_whole(qapp, width: int) -> None:
    sheet = GateSheet(DARK, GateTask(AND.rows), (RunLook(0, 0), RunLook(1, 1), RunLook(2, 2)), 0.5)
    sheet.show_values([np.array([-12.91, 8.58, 8.48])] * 3)
    first = sheet.render_image(width, width * 7 // 10)
    for plane, verdict in zip(sheet._planes, sheet._verdicts, strict=True):
        assert verdict.width() == plane.width()
        for label in (verdict._said, verdict._near, verdict._steep):
            assert label.width() >= label.fontMetrics().horizontalAdvance(label.text())
            assert label.geometry().right() < verdict.width()
    assert first == sheet.render_image(width, width * 7 // 10), "they were laid out before they were drawn"
