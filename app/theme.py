"""Every color, size and font of the window, in one place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PyQt6.QtGui import QColor, QFont

FAMILIES = ["Inter", "Noto Sans CJK SC"]


@dataclass(frozen=True)
class Theme:
    """Design tokens. Sizes are in pixels at scale 1; `px` multiplies them by the theme's scale.

    A run's line lies on a casing of the halo's color: `casing` is its opacity under solid lines, `dashed_casing` under
    dashed ones and under what is ahead of the playhead. On a panel there is no casing, and what is ahead is drawn
    with the opacity `ahead_on_panel`. The terms of an update have three colors; its step has the run's own.
    `one` and `zero` are the two classes of a gate.
    tests/test_theme.py computes the contrasts.
    """

    name: str
    dark: bool
    bg0: str
    bg1: str
    bg2: str
    bg3: str
    bg4: str
    line: str
    line2: str
    text: str
    text2: str
    text3: str
    accent: str
    on_accent: str
    focus: str
    ok: str
    warn: str
    danger: str
    view_top: str
    view_bottom: str
    view_grid: str
    halo: str
    iso: str
    star: str
    term_gradient: str
    term_momentum: str
    term_square: str
    one: str
    zero: str
    runs: tuple[str, ...]
    map_mix: float
    overlay_alpha: float
    floor_mix: float
    scale: float = 1.0
    colormap: str = "viridis"

    tick_size = 11
    label_size = 12
    body_size = 13
    number_size = 14
    formula_size = 15
    answer_size = 17
    step_size = 18
    title_size = 20
    sentence_sizes = (15.0, 14.0, 13.0)
    casing = 1.0
    dashed_casing = 0.82
    ahead_on_panel = 0.85
    space = (4, 8, 12, 16, 24)
    row_radius = 4
    control_radius = 6
    card_radius = 8
    control_height = 28
    small_control_height = 24
    top_height = 44
    transport_height = 56
    head_height = 34

    def px(self, size: float) -> int:
        """A size in pixels at the theme's scale."""
        return round(size * self.scale)

    def font(self, size: float = body_size, weight: int = 400, italic: bool = False) -> QFont:
        """Inter with digits of one width; `size` in pixels at scale 1."""
        font = QFont()
        font.setFamilies(FAMILIES)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        font.setItalic(italic)
        font.setFeature(QFont.Tag("tnum"), 1)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """The color of a token ("text", "halo", ...), with an opacity."""
        color = QColor(getattr(self, token))
        color.setAlphaF(alpha)
        return color

    def run(self, color: int) -> QColor:
        """The color of a run by its number, 0 to 7."""
        return QColor(self.runs[color])

    def scaled(self, scale: float) -> Theme:
        """The same theme at another scale."""
        return replace(self, scale=scale)


DARK = Theme(
    name="dark", dark=True,
    bg0="#0C1017", bg1="#131924", bg2="#1A2130", bg3="#232C3D", bg4="#2E394D", line="#232B3A", line2="#3A465B",
    text="#E8EDF6", text2="#A9B4C7", text3="#74819A", accent="#E8EDF6", on_accent="#0C1017", focus="#7CA4FF",
    ok="#5FD39A", warn="#F2B84B", danger="#FF8080", view_top="#1A202E", view_bottom="#0D1119", view_grid="#C8D4EA",
    halo="#06080D", iso="#04060A", star="#FFFFFF",
    term_gradient="#FFB84D", term_momentum="#5AD2FF", term_square="#A284FF", one="#4AA8FF", zero="#FF9F43",
    runs=("#FF5C1A", "#2BC0FF", "#FF8FC0", "#FFE03D", "#3DF0A0", "#8C8BFF", "#FFFFFF", "#A8946E"),
    map_mix=0.0, overlay_alpha=0.84, floor_mix=0.15,
)  # fmt: skip
LIGHT = Theme(
    name="light", dark=False,
    bg0="#E9ECF2", bg1="#F6F7FA", bg2="#FFFFFF", bg3="#EEF1F6", bg4="#DFE4EC", line="#DCE1E9", line2="#B4BDCB",
    text="#151B26", text2="#4A5568", text3="#7A8598", accent="#1D2736", on_accent="#FFFFFF", focus="#2F5FE0",
    ok="#17734A", warn="#8A5A00", danger="#B3261E", view_top="#FFFFFF", view_bottom="#EDF0F5", view_grid="#24324A",
    halo="#FFFFFF", iso="#0B1526", star="#FFD400",
    term_gradient="#945200", term_momentum="#007099", term_square="#5A2AC4", one="#1263B8", zero="#B05000",
    runs=("#E3170A", "#2563EB", "#B8359F", "#7A7000", "#036463", "#4900C8", "#1A1F2B", "#5D3626"),
    map_mix=0.15, overlay_alpha=0.88, floor_mix=0.18,
)  # fmt: skip
PROJECTOR = Theme(
    name="projector", dark=False,
    bg0="#E4E8EF", bg1="#FFFFFF", bg2="#FFFFFF", bg3="#EEF1F6", bg4="#D5DBE5", line="#B9C2CF", line2="#5B677A",
    text="#05080E", text2="#2C3645", text3="#4A5566", accent="#0A1220", on_accent="#FFFFFF", focus="#1B39A8",
    ok="#0B5132", warn="#6A4300", danger="#8E1414", view_top="#FFFFFF", view_bottom="#F1F4F8", view_grid="#1A2436",
    halo="#FFFFFF", iso="#0B1526", star="#FFD400",
    term_gradient="#754100", term_momentum="#005682", term_square="#6010B8", one="#0B559F", zero="#8F3E00",
    runs=("#C70A05", "#1D53C9", "#A02C86", "#735B00", "#025153", "#47019E", "#000000", "#552008"),
    map_mix=0.18, overlay_alpha=0.88, floor_mix=0.18, scale=1.25,
)  # fmt: skip
THEMES = (DARK, LIGHT, PROJECTOR)


def projector_scale(width: int, height: int) -> float:
    """How much larger everything is on a projector, for a window of that size."""
    return min(max(min(width / 1350, height / 760), 1.25), 3.0)


def theme_named(name: str) -> Theme:
    """By name; raises `KeyError`."""
    return {theme.name: theme for theme in THEMES}[name]
