"""The surface an experiment walks down."""

from __future__ import annotations

from functools import lru_cache

from app.engine.experiment import Experiment
from surfaces import Surface, of_formula, surface_named

_typed = lru_cache(maxsize=32)(of_formula)


def surface_of(experiment: Experiment) -> Surface:
    """By key, or of the formula; raises `KeyError` or `FormulaError`."""
    return _typed(experiment.surface) if experiment.formula else surface_named(experiment.surface)
