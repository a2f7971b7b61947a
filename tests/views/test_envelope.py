from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.views.envelope import envelope


@given(st.integers(3, 3_000), st.floats(2.01, 90.0), st.integers(0, 10_000), st.booleans())
def test_every_column_keeps_its_extremes(count: int, steps_per_column: float, seed: int, gaps: bool) -> None:
    generator = np.random.default_rng(seed)
    values = generator.normal(size=count)
    if gaps:
        values[generator.random(count) < 0.3] = np.nan
    steps, kept = envelope(values, steps_per_column)
    assert (np.diff(steps) > 0).all()
    assert np.array_equal(values[steps], kept, equal_nan=True)
    columns = np.floor(np.arange(count) / steps_per_column)
    kept_columns = np.floor(steps / steps_per_column)
    for column in np.unique(columns):
        whole, part = values[columns == column], kept[kept_columns == column]
        assert len(part) <= 4
        finite = whole[np.isfinite(whole)]
        if len(finite):
            assert np.nanmin(part) == finite.min()
            assert np.nanmax(part) == finite.max()


def test_a_short_curve_is_returned_whole() -> None:
    values = np.arange(50.0)
    steps, kept = envelope(values, 0.3)
    assert (steps == np.arange(50)).all() and (kept == values).all()
