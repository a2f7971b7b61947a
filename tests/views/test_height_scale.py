from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import surfaces
from app.views.height_scale import (
    SCALES,
    SPACING,
    Height,
    HeightScale,
    LinearScale,
    LogScale,
    Mode,
    RootScale,
    sampled,
    scale_of,
)
from app.views.plateau import uncut
from surfaces.surface import Surface

TYPED = (
    "1/x**2 + y**2", "log(x) + y**2/8", "exp(exp(x**2 + y**2))", "x - y - 1000", "10**30*x", "10**-30*x*y", "0*x",
    "7 + 0*y", "sqrt(x - 100)", "sin(3*x)*cos(2*y)", "abs(x) - y", "-exp(x*y)", "1000000 + x", "sign(x)*(x - y)",
)  # fmt: skip
ALL = (*surfaces.SURFACES, *map(surfaces.of_formula, TYPED))
each_surface = pytest.mark.parametrize("surface", ALL, ids=lambda surface: surface.key)
each_mode = pytest.mark.parametrize("mode", SCALES)
losses = st.floats(-1e200, 1e200, allow_subnormal=False)


def scales() -> st.SearchStrategy[HeightScale]:
    """Scales of every kind over random losses."""

    def made(mode: Mode, values: list[float], percentile: float) -> HeightScale:
        low, high = min(values), max(values)
        assume(high - low > 1e-6 * max(abs(low), abs(high)) + 1e-200)
        return SCALES[mode](low, high, np.array(values), percentile)

    kinds = st.sampled_from(list(SCALES))
    return st.builds(made, kinds, st.lists(losses, min_size=2, max_size=30), st.floats(50, 100))


@given(scales(), st.floats(0, 1))
def test_the_inverse_leads_back(scale: HeightScale, height: float) -> None:
    loss = float(scale.inverse(height))
    assert scale.low <= loss <= scale.high * (1 + 1e-12) + 1e-9 * (scale.high - scale.low)
    assert float(scale(loss)) == pytest.approx(height, abs=1e-6)


@given(scales(), losses, losses)
def test_more_loss_is_never_lower(scale: HeightScale, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert scale(low) <= scale(high)
    assert scale(scale.low) == 0.0
    assert float(scale(scale.high)) == pytest.approx(1.0)


@given(scales())
def test_ticks_are_inside_apart_and_in_order(scale: HeightScale) -> None:
    ticks = scale.ticks()
    heights = [float(scale(loss)) for loss in ticks]
    assert ticks == sorted(set(ticks))
    assert all(0 <= height <= 1 + 1e-9 for height in heights)
    assert all(b - a >= SPACING - 1e-9 for a, b in itertools.pairwise(heights))
    assert len(ticks) <= 12


@each_mode
@each_surface
def test_ticks_are_round_and_true_on_every_surface(surface: Surface, mode: Mode) -> None:
    scale = scale_of(surface, Height(mode))
    ticks = scale.ticks()
    assert 2 <= len(ticks) <= 12
    for loss in ticks:
        assert float(scale.inverse(scale(loss))) == pytest.approx(loss, rel=1e-9, abs=1e-9 * (scale.high - scale.low))
        unit = 10.0 ** (math.floor(math.log10(scale.high - scale.low)) - 3)
        is_round = abs(loss / unit - round(loss / unit)) < 1e-3 or float(f"{loss:.2e}") == pytest.approx(loss)
        assert is_round or scale.ends_at(loss)


@each_surface
def test_ticks_of_every_scale_spread_over_the_height(surface: Surface) -> None:
    for mode in ("linear", "sqrt", "clipped"):
        scale = scale_of(surface, Height(mode))
        heights = [0.0, *(float(scale(loss)) for loss in scale.ticks()), 1.0]
        assert np.diff(heights).max() < 0.5


@pytest.mark.parametrize(
    ("mode", "heights"),
    [
        ("linear", lambda loss, low, high: (loss - low) / (high - low)),
        ("sqrt", lambda loss, low, high: np.sqrt((loss - low) / (high - low))),
    ],
)
@each_surface
def test_heights_are_the_closed_form(surface: Surface, mode: Mode, heights: object) -> None:
    grid = sampled(surface, 31, Height(mode))
    inside = np.isfinite(grid.loss) & (grid.loss >= grid.scale.low) & (grid.loss <= grid.scale.high)
    expected = heights(grid.loss[inside], grid.scale.low, grid.scale.high)  # type: ignore[operator]
    assert grid.height[inside] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("percentile", [50.0, 75.0, 90.0, 97.5])
@each_surface
def test_the_clipped_scale_ends_at_the_percentile(surface: Surface, percentile: float) -> None:
    x, y = (np.linspace(*side, 241) for side in (surface.domain.x, surface.domain.y))
    with np.errstate(all="ignore"):
        loss = np.asarray(surface.loss_values(*np.meshgrid(x, y)), np.float64)
    finite = loss[np.abs(loss) < 8e307]
    scale = scale_of(surface, Height("clipped", percentile))
    if finite.size == 0 or np.percentile(finite, percentile) in (finite.min(), finite.max()):
        return  # nothing is cut off
    assert scale.high == pytest.approx(float(np.percentile(finite, percentile)))
    assert (finite > scale.high).mean() == pytest.approx(1 - percentile / 100, abs=0.02)
    assert scale.text(scale.ticks()[-1]).startswith("≥ ")


@each_mode
def test_only_what_is_cut_off_is_written_with_a_sign(mode: Mode) -> None:
    bowl, pole = surfaces.of_formula("x**2 + y**2"), surfaces.of_formula("1/x**2 + y**2")
    for surface, cut in ((bowl, mode == "clipped"), (pole, True)):
        scale = scale_of(surface, Height(mode))
        texts = [scale.text(loss) for loss in scale.ticks()]
        assert [text.startswith("≥") for text in texts] == [False] * (len(texts) - 1) + [cut]


def test_at_100_percent_nothing_is_cut_off() -> None:
    for surface in surfaces.SURFACES:
        whole, linear = (scale_of(surface, height) for height in (Height("clipped", 100), Height("linear")))
        assert whole == linear


def test_where_most_losses_are_the_least_one_nothing_is_cut_off() -> None:
    flat = surfaces.of_formula("abs(x) + x")  # 0 up to x = 0
    assert scale_of(flat, Height("clipped", 50)) == scale_of(flat, Height("linear"))


@each_mode
@each_surface
def test_the_scale_is_the_same_at_every_size(surface: Surface, mode: Mode) -> None:
    assert sampled(surface, 31, Height(mode)).scale == sampled(surface, 241, Height(mode)).scale


@each_mode
@each_surface
def test_heights_are_finite_and_uncut_only_above(surface: Surface, mode: Mode) -> None:
    grid = sampled(surface, 61, Height(mode))
    assert np.isfinite(grid.uncut).all()
    assert (grid.height >= 0).all() and (grid.height <= 1).all()
    np.testing.assert_allclose(np.minimum(grid.uncut, 1.0)[grid.defined], grid.height[grid.defined], rtol=1e-6)
    assert (grid.uncut[grid.loss == np.inf] > 1).all()


@given(
    arrays(np.float64, st.tuples(st.integers(1, 12), st.integers(1, 12)),
           elements=st.floats(-5, 50) | st.sampled_from([np.inf, np.nan, -np.inf]))
)  # fmt: skip
def test_uncut_heights_are_finite_and_the_same_below_the_top(heights: np.ndarray) -> None:
    found = uncut(heights)
    assert np.isfinite(found).all()
    below = heights <= 1
    assert (found[below] == np.maximum(heights[below], 0)).all()
    assert (found[heights > 1] > 1).all()
    finite = np.sort(heights[(heights > 1) & np.isfinite(heights)])
    assert (np.diff(uncut(finite[:, None])[:, 0]) >= 0).all()


def test_an_infinite_height_goes_on_as_its_neighbors_do() -> None:
    rising = np.tile(np.array([0.7, 0.8, 0.9, 1.0, np.inf, np.inf, np.inf, np.inf, np.inf]), (5, 1))
    found = uncut(rising)
    assert found[2, :7] == pytest.approx([0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3])
    assert (found[2, 7:] > 1).all()


def test_levels_for_a_part_are_of_the_same_kind() -> None:
    part = np.linspace(100, 200, 50)
    assert LinearScale(0, 1000).fitted(100, 200, part) == LinearScale(100, 200)
    assert RootScale(0, 1000).fitted(100, 200, part) == RootScale(100, 200)
    assert isinstance(LogScale(0, 1000, 1.0).fitted(100, 200, part), LogScale)
    clipped = LinearScale(0, 150, plateau=True)
    assert clipped.fitted(100, 200, part) == LinearScale(100, 150, plateau=True)
    assert clipped.fitted(100, 140, part) == LinearScale(100, 140)
    assert clipped.fitted(160, 200, part) == clipped


def test_the_log_like_scale_is_linear_below_and_logarithmic_far_above() -> None:
    scale = LogScale(2.0, 1e6, 5.0)
    assert float(scale(2.01) / scale(2.005)) == pytest.approx(2.0, rel=1e-3)
    far = [float(scale(2 + 5 * 10.0**k)) for k in (3, 4, 5)]
    assert far[1] - far[0] == pytest.approx(far[2] - far[1], rel=1e-3)
    assert float(scale.inverse(0.5)) == pytest.approx(2 + 5 * math.expm1(0.5 * math.log1p((1e6 - 2) / 5)))
