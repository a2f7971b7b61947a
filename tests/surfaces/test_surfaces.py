"""What holds for every surface."""

from __future__ import annotations

import importlib
import math
import pickle
import pkgutil

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose
from ziamath.zmath import Latex

import surfaces
from app.engine.torch_functions import TORCH
from surfaces import SURFACES, Surface, surface_named
from surfaces.formula.array_code import NUMPY, array_code
from surfaces.formula.nodes import operations
from surfaces.surface import Point
from tests.surfaces.autograd import DTYPES, autograd

every_surface = pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.key)


def random_points(surface: Surface, count: int) -> np.ndarray:
    """Points of the domain, shape (count, 2), the same in every test run."""
    low, high = np.array((surface.domain.x, surface.domain.y)).T
    return np.random.default_rng(17).uniform(low, high, (count, 2))


def hessian(surface: Surface, point: tuple[float, float]) -> np.ndarray:
    function = surface.loss.array(TORCH)
    at = torch.tensor(point, dtype=torch.float64)
    matrix = torch.autograd.functional.hessian(lambda both: function(*both.unbind()), at)
    return np.asarray(matrix)


def test_every_file_of_a_surface_is_listed() -> None:
    modules = [importlib.import_module(f"surfaces.{found.name}") for found in pkgutil.iter_modules(surfaces.__path__)]
    stated = [value for module in modules for value in vars(module).values() if isinstance(value, Surface)]
    assert len(stated) >= 17
    assert set(stated) == set(SURFACES)


def test_keys_are_unique_and_find_their_surface() -> None:
    assert len({surface.key for surface in SURFACES}) == len(SURFACES)
    for surface in SURFACES:
        assert surface_named(surface.key) is surface
    with pytest.raises(KeyError):
        surface_named("Himmelblau ")


@every_surface
def test_gradient_is_that_of_autograd(surface: Surface) -> None:
    for x, y in random_points(surface, 100).tolist():
        expected = autograd(surface.loss, x, y)
        if surface.loss.exact:
            assert surface.loss_and_gradient(x, y) == expected
        else:
            assert_allclose(surface.loss_and_gradient(x, y), expected, rtol=1e-12, atol=1e-13)


@every_surface
def test_gradient_is_that_of_central_differences(surface: Surface) -> None:
    h = 1e-5
    for x, y in random_points(surface, 100).tolist():
        loss, *gradient = surface.loss_and_gradient(x, y)
        ends = surface.loss_values(np.array((x + h, x - h, x, x)), np.array((y, y, y + h, y - h)))
        differences = (ends[0::2] - ends[1::2]) / (2 * h)
        # Rounding of the ends, and the third derivative times h².
        assert_allclose(gradient, differences, rtol=1e-6, atol=1e-10 * abs(loss) / h + 1e-6)


@every_surface
def test_gradient_vanishes_at_stationary_points(surface: Surface) -> None:
    stationary = (*surface.minimizers, *surface.saddle_points, *surface.maximizers)
    assert stationary
    for point in set(stationary) - set(surface.kinks):
        # Half an ulp of the coordinates, times the curvature.
        error = 1e-15 * np.abs(hessian(surface, point)).max() * max(1.0, *map(abs, point))
        assert_allclose(surface.loss_and_gradient(*point)[1:], 0.0, atol=4 * error)


@every_surface
def test_the_loss_around_a_stationary_point_rises_and_falls_as_its_name_says(surface: Surface) -> None:
    """On a small circle: a saddle has two ways down or more. This needs no curvature, so a monkey saddle is one too."""
    radius = 1e-3 * (surface.domain.x[1] - surface.domain.x[0])
    angles = np.linspace(0, 2 * np.pi, 720, endpoint=False)

    def above(point: Point) -> np.ndarray:
        x, y = point[0] + radius * np.cos(angles), point[1] + radius * np.sin(angles)
        return np.asarray(surface.loss_values(x, y)) - surface.loss_and_gradient(*point)[0]

    assert all((above(point) > 0).all() for point in surface.minimizers)
    assert all((above(point) < 0).all() for point in surface.maximizers)
    for point in surface.saddle_points:
        higher = above(point) > 0
        assert np.count_nonzero(higher != np.roll(higher, 1)) >= 4


@every_surface
def test_the_first_minimizer_is_the_lowest_and_nothing_on_the_grid_lies_below_it(surface: Surface) -> None:
    x, y = (np.linspace(*interval, 241) for interval in (surface.domain.x, surface.domain.y))
    grid = surface.loss_values(*np.meshgrid(x, y))
    assert grid.shape == (241, 241)
    assert np.isfinite(grid).all()
    if surface.minimizers:
        first, *others = (surface.loss_and_gradient(*point)[0] for point in surface.minimizers)
        assert first <= min([grid.min(), *others]) + 1e-15 * grid.max()


@every_surface
def test_a_kink_has_no_gradient_and_nothing_else_lacks_one(surface: Surface) -> None:
    for point in surface.kinks:
        loss, *gradient = surface.loss_and_gradient(*point)
        assert math.isfinite(loss)
        assert not all(map(math.isfinite, gradient))
    stationary = (*surface.minimizers, *surface.saddle_points, *surface.maximizers)
    others = {surface.start, *stationary, *map(tuple, random_points(surface, 200).tolist())} - set(surface.kinks)
    for point in others:
        assert all(map(math.isfinite, surface.loss_and_gradient(*point)))


@every_surface
@pytest.mark.parametrize("dtype", DTYPES)
def test_numpy_and_torch_agree(surface: Surface, dtype: str) -> None:
    """Bit for bit where only exactly rounded operations occur, else within 4 ulp of the largest value on the way."""
    x, y = random_points(surface, 20_000).T.astype(dtype)
    ours = surface.loss_values(x, y)
    torchs = surface.loss.array(TORCH)(torch.from_numpy(x), torch.from_numpy(y)).numpy()
    assert ours.dtype == torchs.dtype == np.dtype(dtype)
    if surface.loss.exact:
        assert (ours == torchs).all()
        return
    sizes = [np.abs(array_code(step, NUMPY)(x, y)) for step in operations(surface.loss.tree)]  # type: ignore[attr-defined]
    ulp = np.spacing(np.max(sizes, axis=0))
    assert (np.abs(ours - torchs) / ulp).max() <= 4


@every_surface
def test_start_and_learning_rates_make_a_walk(surface: Surface) -> None:
    """Gradient descent with the middle learning rate goes down from the start and stays in the picture for a while."""
    assert surface.domain.contains(*surface.start)
    low, high = surface.learning_rates
    assert 0 < low < high
    rate = math.sqrt(low * high)
    x, y = surface.start
    losses = []
    for _ in range(100):
        loss, slope_x, slope_y = surface.loss_and_gradient(x, y)
        losses.append(loss)
        x, y = x - rate * slope_x, y - rate * slope_y
        assert surface.domain.contains(x, y)
    assert losses[-1] < losses[0]
    assert math.dist((x, y), surface.start) > 0.02 * (surface.domain.x[1] - surface.domain.x[0])


@every_surface
def test_stated_points_lie_in_the_domain(surface: Surface) -> None:
    stationary = (*surface.minimizers, *surface.saddle_points, *surface.maximizers)
    assert all(surface.domain.contains(*point) for point in (*stationary, *surface.kinks))
    assert surface.start not in stationary
    assert set(surface.kinks) <= set(stationary)


@every_surface
def test_words(surface: Surface) -> None:
    assert surface.key.isidentifier()
    assert surface.key.islower()
    assert surface.name[0].isupper()
    assert surface.teaches.endswith(".")
    assert len(surface.teaches) <= 120
    assert len(set(surface.axes)) == 2


@every_surface
def test_latex_is_typeset_with_the_names_of_the_axes(surface: Surface) -> None:
    latex = surface.loss.latex(surface.axes)
    assert Latex(latex).svg().startswith("<svg")
    if surface.axes != ("x", "y"):
        assert "x" not in latex.replace("exp", "")


@every_surface
def test_surfaces_are_values(surface: Surface) -> None:
    copy = pickle.loads(pickle.dumps(surface))
    assert copy == surface
    assert hash(copy) == hash(surface)
    assert copy is not surface
    assert copy.loss_and_gradient(0.3, 0.7) == surface.loss_and_gradient(0.3, 0.7)
    assert [other for other in SURFACES if other == surface] == [surface]
