"""`thalweg render` and `thalweg welcome`, each drawn by a process of its own without a display."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from app.cli import main
from app.engine.experiment import Experiment, Run
from app.export.caption import plan
from app.export.drawable import write_picture
from app.export.film import DURATIONS, FRAMES, frame_steps
from app.export.picture import Artist, picture_theme
from app.export.scene import Scene
from app.gl_setup import probe
from app.theme import DARK, THEMES

ROOT = Path(__file__).resolve().parent.parent
WALK = ["--run", "SGD lr=0.01", "--run", "Adam lr=0.1", "--steps", "60"]
VIEWS = {
    "surface": ("--view", "surface", "--size", "400x300"),
    "map": ("--view", "map", "--size", "400x300"),
    "lab": ("--view", "lab", "--size", "1024x720"),
}


def render(*words: str, path: Path) -> bytes:
    assert main(["render", "himmelblau", *WALK, *words, "--out", str(path)]) == 0
    return path.read_bytes()


@pytest.fixture(autouse=True)
def without_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


@pytest.fixture
def usual(pictures: Path) -> Callable[[str], Path]:
    """The picture of a view at its size, drawn once for all tests; to be asked for before the environment changes."""

    def path_of(view: str) -> Path:
        path = pictures / f"{view}.png"
        if not path.exists():
            render(*VIEWS[view], path=path)
        return path

    return path_of


@pytest.fixture
def here(qapp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are drawn by this process, with the same code: what the words say about them needs no process each."""
    tier = probe()

    def draw(make_scene: Callable[[], Scene], paths: tuple[Path, ...]) -> None:
        for path in paths:
            gc.collect()  # a view of an earlier test that is let go while another begins takes its context away
            write_picture(path, Artist(make_scene(), tier))

    monkeypatch.setattr("app.commands.drawing.draw", draw)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture
def remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings that would change every picture, if they were read."""
    settings = tmp_path / "config" / "Thalweg" / "Thalweg.conf"
    settings.parent.mkdir(parents=True)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    settings.write_text("[General]\ntheme=projector\nstep=3\nspeed=20\nheight=sqrt\n")
    return settings


@pytest.mark.parametrize(("view", "size"), [("surface", (400, 300)), ("map", (400, 300)), ("lab", (1024, 720))])
def test_the_same_call_gives_the_same_picture_whatever_is_remembered(
    view: str,
    size: tuple[int, int],
    tmp_path: Path,
    usual: Callable[[str], Path],
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    words = VIEWS[view]
    first = usual(view).read_bytes()
    assert not (tmp_path / "config").exists()  # where nothing is remembered, nothing is
    settings: Path = request.getfixturevalue("remembered")
    before = settings.read_bytes(), settings.stat().st_mtime_ns
    assert first == render(*words, path=tmp_path / "b.png")
    assert list(settings.parent.iterdir()) == [settings]
    assert (settings.read_bytes(), settings.stat().st_mtime_ns) == before
    if view != "lab":  # whose steps are told apart where it is compared with the window
        assert first != render(*words, "--step", "0", path=tmp_path / "c.png")
    with Image.open(usual(view)) as image:
        assert image.size == size
        colors = np.unique(np.asarray(image.convert("RGB")).reshape(-1, 3), axis=0)
    assert len(colors) > 500
    for run in DARK.runs[:2]:
        color = np.array([int(run[at : at + 2], 16) for at in (1, 3, 5)])
        assert np.abs(colors.astype(int) - color).max(axis=1).min() <= 2
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("here")
def test_camera_and_theme_change_the_picture(tmp_path: Path) -> None:
    size = VIEWS["surface"]
    pictures = {
        render(*size, path=tmp_path / "a.png"),
        render(*size, "--elev", "60", path=tmp_path / "b.png"),
        render(*size, "--azim", "-10", path=tmp_path / "c.png"),
        render(*size, "--theme", "projector", path=tmp_path / "d.png"),
    }
    assert len(pictures) == 4


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("view", ["surface", "map"])
def test_every_height_is_another_picture(view: str, tmp_path: Path) -> None:
    heights = ("linear", "log", "sqrt", "clipped:75", "clipped:90")  # log, compared below, is not the first painted:
    # Qt's outline of a glyph lies up to 1/64 of a pixel elsewhere according to the size of text painted before it
    names = [f"{index}.png" for index in range(len(heights))]
    pictures = [
        render(*VIEWS[view], "--height", height, path=tmp_path / name)
        for height, name in zip(heights, names, strict=True)
    ]
    assert len(set(pictures)) == len(heights)
    assert pictures[1] == render(*VIEWS[view], path=tmp_path / "usual.png")
    assert pictures[-1] == render(*VIEWS[view], "--height", "CLIPPED", path=tmp_path / "c.png")


@pytest.mark.parametrize(("word", "part"), [("squareroot", "Did you mean sqrt?"), ("clipped:200", "from 50 to 100")])
def test_a_height_there_is_not_is_refused(
    word: str, part: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["render", "himmelblau", *WALK, "--height", word, "--out", str(tmp_path / "a.png")]
    assert main(words) == 2
    assert part in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("view", ["surface", "map"])
@pytest.mark.parametrize("size", ["64x64", "64x900", "1200x64"])
def test_odd_sizes_are_drawn(view: str, size: str, tmp_path: Path) -> None:
    render("--view", view, "--size", size, path=tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as image:
        assert f"{image.width}x{image.height}" == size


@pytest.mark.parametrize("ending", ["gif", "webp"])
def test_an_animation_takes_four_seconds(ending: str, tmp_path: Path) -> None:
    size = 200, 150
    words = "--size", f"{size[0]}x{size[1]}", "--view", "map"
    first = render(*words, path=tmp_path / f"a.{ending}")
    if ending == "gif":
        assert first == render(*words, path=tmp_path / "b.gif")
    durations = []
    with Image.open(tmp_path / f"a.{ending}") as image:
        assert (image.size, image.info["loop"]) == (size, 0)
        for frame in range(getattr(image, "n_frames", 1)):
            image.seek(frame)
            image.load()
            durations.append(image.info["duration"])
    assert durations == DURATIONS and sum(durations) == 4000


def test_frames_go_evenly_from_the_start_to_the_last_step() -> None:
    for last in (0, 1, 59, 500, 100_000):
        steps = frame_steps(last)
        assert (len(steps), steps[0], steps[-1]) == (FRAMES, 0, last)
        assert max(np.diff(steps)) - min(np.diff(steps)) <= 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "pictures"
    made.mkdir()
    return made


def test_nothing_is_left_behind(folder: Path) -> None:
    render("--size", "64x64", path=folder / "a.png")
    assert list(folder.iterdir()) == [folder / "a.png"]
    assert not [
        child for child in psutil.Process().children() if child.name() == "Xvfb" and "-terminate" in child.cmdline()
    ]


@pytest.mark.parametrize("view", ["surface", "lab"])
def test_without_a_display_and_xvfb_all_is_drawn_in_software(
    view: str,
    tmp_path: Path,
    usual: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    expected = usual(view)
    capsys.readouterr()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert render(*VIEWS[view], path=tmp_path / "a.png")
    assert (
        capsys.readouterr().err == "thalweg: There is neither a display nor Xvfb: drawn in software, without OpenGL.\n"
    )
    assert share_of_other_pixels(expected, tmp_path / "a.png") < 0.02


def share_of_other_pixels(one: Path, other: Path, clearly: int = 48) -> float:
    """How many pixels of two pictures differ clearly: by more than that in a channel."""
    colors = []
    for path in (one, other):
        with Image.open(path) as image:
            colors.append(np.asarray(image.convert("RGB"), int))
    return float((np.abs(colors[0] - colors[1]).max(axis=2) > clearly).mean())


def test_without_a_display_and_xvfb_an_animation_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    render("--size", "200x150", path=tmp_path / "a.gif")
    with Image.open(tmp_path / "a.gif") as image:
        assert image.n_frames == FRAMES  # type: ignore[attr-defined]
        first = np.asarray(image.convert("RGB"))
        image.seek(FRAMES - 1)
        assert (first != np.asarray(image.convert("RGB"))).any()


@pytest.mark.parametrize(
    "environment", [{"QT_XCB_GL_INTEGRATION": "none"}, {"MESA_GL_VERSION_OVERRIDE": "1.4"}], ids=str
)
def test_without_opengl_the_surface_is_drawn_in_software(
    environment: dict[str, str], tmp_path: Path, usual: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = usual("surface")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    render(*VIEWS["surface"], path=tmp_path / "a.png")
    assert 0 < share_of_other_pixels(expected, tmp_path / "a.png") < 0.02


@pytest.mark.parametrize("with_xvfb", [True, False], ids=["xvfb", "nothing"])
def test_the_welcome_experiment_without_a_display(
    with_xvfb: bool, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Smaller than it is, for the sake of time."""
    size = 480, 270
    monkeypatch.setattr("app.commands.welcome_command.Scene", partial(Scene, size=size))
    if not with_xvfb:
        monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["welcome", "--out", str(folder)]) == 0
    out, said = capsys.readouterr()
    software = "thalweg: There is neither a display nor Xvfb: drawn in software, without OpenGL.\n"
    assert said == ("" if with_xvfb else software)
    assert_welcomed(folder, out, size)


def assert_welcomed(folder: Path, said: str, size: tuple[int, int]) -> None:
    """Picture and animation are there, large enough to show something, and are named."""
    paths = [folder / "thalweg-welcome.png", folder / "thalweg-welcome.gif"]
    assert set(folder.iterdir()) == set(paths)
    for path in paths:
        assert str(path) in said and path.stat().st_size > 10_000
        with Image.open(path) as image:
            assert image.size == size


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("size", [(64, 64), (400, 900), (900, 900), (1280, 720), (3840, 2160), (7680, 64)])
@pytest.mark.parametrize("runs", [1, 8])
def test_the_view_keeps_most_of_the_picture(theme: object, size: tuple[int, int], runs: int) -> None:
    experiment = Experiment("saddle", (0.0, 0.0), tuple(Run("SGD") for _ in range(runs)))
    scene = Scene(experiment, (), size=size, theme=getattr(theme, "name", ""))
    left, top, width, height = plan(size, runs, picture_theme(scene)).view
    assert (left + width, top + height) == size
    assert 2 * width * height >= size[0] * size[1]
