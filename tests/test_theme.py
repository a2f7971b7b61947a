"""Contrasts and distances of the themes' colors, computed from the tokens by the formulas of WCAG and Oklab."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PyQt6.QtGui import QColor
from pyqtgraph import colormap

import app
from app.theme import DARK, LIGHT, PROJECTOR, THEMES, Theme
from app.views.contours import color_of

Array = npt.NDArray[np.float64]

APP = Path(app.__file__).resolve().parent
BLACK, WHITE = np.zeros((1, 3)), np.ones((1, 3))
BY_NAME = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)

PANELS = ("bg0", "bg1", "bg2", "bg3", "bg4")
"""Window gaps and fields, panels, cards and menus, buttons and tooltips, what is pressed or pointed at."""

TEXTS = {
    "text": (*PANELS, "view_top", "view_bottom"),
    "text2": (*PANELS, "view_top", "view_bottom"),
    "ok": ("bg1", "bg2"),
    "warn": ("bg1", "bg2"),
    "danger": ("bg1", "bg2", "bg3"),
    "on_accent": ("accent", "focus"),
    "term_gradient": ("bg1", "bg2"),
    "term_momentum": ("bg1", "bg2"),
    "term_square": ("bg1", "bg2"),
    "one": ("bg1", "bg2"),
    "zero": ("bg1", "bg2"),
}
"""Which token is written on which: labels of axes stand on the ground of the view, states on panels and cards, chosen
segments and Play on ink, selected text on the color of the focus."""

MATRICES = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
         [0.004733, 0.691367, 0.303900]]
    ),
}  # fmt: skip
"""Machado, Oliveira and Fernandes, 2009, at full strength, for linear RGB."""

DISTANCES = {
    DARK: ((14.9, 9.5, 8.5, 8.3), (18.0, 9.6, 12.9, 15.7)),
    LIGHT: ((15.6, 7.7, 6.0, 8.9), (19.5, 7.7, 6.0, 12.8)),
    PROJECTOR: ((15.4, 6.1, 5.6, 8.6), (17.1, 6.1, 5.6, 10.5)),
}
"""Oklab × 100 of the closest pair of all eight runs, and of the first four, in the order of `MATRICES`."""


def rgb(color: str | QColor) -> Array:
    """Red, green and blue from 0 to 1, shape (1, 3)."""
    return np.array([QColor(color).getRgbF()[:3]], np.float64)


def token(theme: Theme, name: str) -> Array:
    return rgb(getattr(theme, name))


def linear(colors: Array) -> Array:
    return np.where(colors <= 0.04045, colors / 12.92, ((colors + 0.055) / 1.055) ** 2.4)


def contrast(colors: Array, grounds: Array) -> float:
    """The weakest WCAG contrast between rows of colors and rows of grounds."""
    one, other = (linear(each) @ (0.2126, 0.7152, 0.0722) + 0.05 for each in (colors, grounds))
    return float((np.maximum(one, other) / np.minimum(one, other)).min())


def over(color: Array, alpha: float, grounds: Array) -> Array:
    """A color laid over grounds."""
    return alpha * color + (1 - alpha) * grounds


def viridis(theme: Theme) -> Array:
    return np.asarray(colormap.get(theme.colormap).getLookupTable(nPts=256)[:, :3] / 255, np.float64)


def map_grounds(theme: Theme) -> Array:
    """Every color of the map: its bands, and its contour lines at their strongest."""
    bands = np.concatenate([rgb(color_of(theme, height)) for height in np.linspace(0, 1, 256)])
    return np.concatenate([bands, *(over(token(theme, line), 0.42, bands) for line in ("iso", "halo"))])


def surface_grounds(theme: Theme) -> Array:
    """Every color of the surface: from the darkest shade below it to the brightest light, contour lines, the floor.

    The factors are those of app/views/surface3d/sheet_shader.py, at the ends of what it computes; it mixes in squares
    of channels. Black and white stand for what is drawn on the surface: edges, and the line at the height of a ball.
    """
    squares = viridis(theme) ** 2
    brightest = (0.62 * 1.05 + 0.62 * 1.25) * 1.12 + 0.16
    lit = [np.sqrt(np.clip(squares * light, 0, 1)) for light in np.linspace(0.5 * 0.885 * 0.55 * 0.55, brightest, 12)]
    shining = [np.sqrt(np.clip(squares * brightest + shine, 0, 1)) for shine in (0.03, 0.062)]
    floor = np.sqrt((1 - theme.floor_mix) * squares + theme.floor_mix * token(theme, "view_bottom") ** 2)
    plain = np.concatenate([*lit, *shining, floor])
    lines = over(plain * 0.14 + token(theme, "iso") * 0.45, 0.6, plain)
    return np.concatenate([plain, lines, BLACK, WHITE])


def least(theme: Theme) -> float:
    """What every text must reach."""
    return 7.0 if theme is PROJECTOR else 4.5


def test_contrast_and_distance_agree_with_the_definitions() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21.0)
    assert contrast(rgb("#777777"), WHITE) == pytest.approx(4.478, abs=1e-3)
    assert distances(["#000000", "#FFFFFF"], "normal") == [pytest.approx(100.0, abs=0.01)]


@BY_NAME
@pytest.mark.parametrize("name", TEXTS)
def test_every_text_is_readable_on_every_ground_it_is_written_on(theme: Theme, name: str) -> None:
    for ground in TEXTS[name]:
        assert contrast(token(theme, name), token(theme, ground)) >= least(theme), ground


@BY_NAME
@pytest.mark.parametrize("name", ["text", "text2", "danger"])
def test_every_text_over_the_view_is_readable_whatever_is_below(theme: Theme, name: str) -> None:
    """The readout and the notices over the surface, with all its colors, the empty ground, black and white below."""
    grounds = np.concatenate([surface_grounds(theme), token(theme, "view_top"), token(theme, "view_bottom")])
    panel = over(token(theme, "view_bottom" if theme.dark else "bg2"), theme.overlay_alpha, grounds)
    assert contrast(token(theme, name), panel) >= least(theme)


@BY_NAME
def test_every_text_on_the_map_is_readable(theme: Theme) -> None:
    """The plate at the pointer, and words within their casing, which is at 75 % under the numbers of contours."""
    grounds = map_grounds(theme)
    plate = over(token(theme, "bg0" if theme.dark else "bg2"), 0.9, grounds)
    assert contrast(token(theme, "text"), plate) >= least(theme)
    assert contrast(token(theme, "text"), over(token(theme, "halo"), 0.75, grounds)) >= least(theme)


def test_the_color_of_what_is_disabled_is_never_the_color_of_a_sentence() -> None:
    """WCAG exempts disabled controls, and asks nothing of dots and of borders that say nothing alone."""
    allowed = re.compile(r"disabled|Disabled|icon\(|border-color|handle|setBrush|text3: str")
    for path in APP.rglob("*.py"):
        for line in path.read_text("utf-8").splitlines():
            if re.search(r"\btext3\b", line) and path != APP / "theme.py":
                assert allowed.search(line), f"{path.name}: {line.strip()}"


@BY_NAME
def test_the_focus_is_seen_on_every_ground(theme: Theme) -> None:
    for ground in (*PANELS, "view_top", "view_bottom"):
        assert contrast(token(theme, "focus"), token(theme, ground)) >= 3.0, ground


@BY_NAME
@pytest.mark.parametrize("run", range(8))
def test_every_run_is_seen_on_panels_without_a_casing(theme: Theme, run: int) -> None:
    """Curves, cards, sliders and the timeline lie on panels; a slider's groove and a menu's chosen row are `bg4`."""
    color = rgb(theme.runs[run])
    for ground in (*PANELS, "view_top", "view_bottom"):
        assert contrast(color, token(theme, ground)) >= 3.0, ground
    ahead = over(color, theme.ahead_on_panel, token(theme, "bg1"))
    assert contrast(ahead, token(theme, "bg1")) >= 3.0
    panel = over(token(theme, "view_bottom" if theme.dark else "bg2"), theme.overlay_alpha, surface_grounds(theme))
    assert contrast(color, panel) >= 3.0


@BY_NAME
@pytest.mark.parametrize("run", range(8))
def test_every_run_is_seen_on_map_and_surface_within_its_casing(theme: Theme, run: int) -> None:
    """A run's line lies on its casing on both sides, everywhere: the casing, mixed with the ground below it, is what
    the color lies on, and reaches 3:1 against it on every color of the map and of the lit surface, black and white.

    Both edges, the casing's outer one as well, cannot reach 3:1 on every ground: a ground halfway between core and
    casing has the square root of their contrast to each. That would need 9:1, which leaves no room for eight colors
    that can be told apart.
    """
    color, casing = rgb(theme.runs[run]), token(theme, "halo")
    grounds = np.concatenate([map_grounds(theme), surface_grounds(theme)])
    for alpha in (theme.casing, theme.dashed_casing):
        assert contrast(color, over(casing, alpha, grounds)) >= 3.0


@BY_NAME
@pytest.mark.parametrize("run", range(8))
def test_a_ball_shows_its_marker_in_shade_and_light(theme: Theme, run: int) -> None:
    """A ball is cased by nothing: it carries the run's marker in the casing's color. Factors of surface3d/solid.py."""
    shades = np.sqrt(np.clip(rgb(theme.runs[run]) ** 2 * np.linspace(0.42, 1.22, 9)[:, None], 0, 1))
    assert contrast(token(theme, "halo"), shades) >= 3.0


@BY_NAME
@pytest.mark.parametrize("vision", ["normal", "protan", "deutan", "tritan"])
def test_the_colors_of_terms_can_be_told_apart(theme: Theme, vision: str) -> None:
    """Each also has its symbol beside it; the colors of a formula are small."""
    terms = [theme.term_gradient, theme.term_momentum, theme.term_square]
    assert min(distances(terms, vision)) >= 8.0


@BY_NAME
@pytest.mark.parametrize("name", ["term_gradient", "term_momentum", "term_square"])
def test_every_arrow_of_a_term_is_seen_on_the_map_within_its_casing(theme: Theme, name: str) -> None:
    casing = over(token(theme, "halo"), theme.dashed_casing, map_grounds(theme))
    assert contrast(token(theme, name), casing) >= 3.0


def oklab(colors: Array) -> Array:
    """From linear RGB (Ottosson, 2020)."""
    cones = colors @ np.array(
        [[0.4122214708, 0.2119034982, 0.0883024619], [0.5363325363, 0.6806995451, 0.2817188376],
         [0.0514459929, 0.1073969566, 0.6299787005]]
    )  # fmt: skip
    lab: Array = np.cbrt(cones) @ np.array(
        [[0.2104542553, 1.9779984951, 0.0259040371], [0.7936177850, -2.4285922050, 0.7827717662],
         [-0.0040720468, 0.4505937099, -0.8086757660]]
    )  # fmt: skip
    return lab


def distances(colors: list[str], vision: str) -> list[float]:
    """Oklab × 100 of all pairs, as somebody sees them."""
    seen = oklab(np.clip(np.concatenate([linear(rgb(each)) for each in colors]) @ MATRICES[vision].T, 0, 1))
    return [float(100 * np.linalg.norm(one - other)) for one, other in itertools.combinations(seen, 2)]


@BY_NAME
@pytest.mark.parametrize("vision", MATRICES)
def test_runs_are_told_apart_by_everybody(theme: Theme, vision: str) -> None:
    place = list(MATRICES).index(vision)
    for count, bounds in zip((8, 4), DISTANCES[theme], strict=True):
        assert min(distances(list(theme.runs[:count]), vision)) >= bounds[place] - 0.051


LITERALS = re.compile(
    r"#[0-9A-Fa-f]{3}(?:[0-9A-Fa-f]{3}){0,1}\b|QColor\(\s*[\"'\d]|setPixelSize\(\s*\d|setPointSize|GlobalColor\.(?!transparent)"
)

NOT_LOOKS = {
    ("views/icons.py", "#000"),
    ("views/symbol.py", "#000000"),
    ("views/trajectory_ink.py", "QColor(2"),
}
"""The ink that stands in the icons' files until the theme's replaces it; a formula that is only measured; the value of
a pixel that no segment covers, in a picture that is read and never shown."""


def test_no_color_and_no_size_of_a_font_stands_outside_of_the_theme() -> None:
    """Numbers in shaders are factors of light on the theme's colors, and opacities: none of them is a color."""
    found = {
        (path.relative_to(APP).as_posix(), literal)
        for path in sorted(APP.rglob("*.py"))
        if path != APP / "theme.py"
        for literal in LITERALS.findall(path.read_text("utf-8"))
    }
    assert found == NOT_LOOKS
