"""What the setup panel wishes for the experiment, carried to the store."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QObject

from app.engine.experiment import Dtype, Experiment
from app.engine.problem import surface_of
from app.engine.random_start import random_start
from app.engine.samples import with_possible_batches
from app.engine.seed import following_seed
from app.store import Store
from app.views.setup_panel import SetupPanel


class SetupWishes(QObject):
    """Another surface brings its own start; batches go where it has no such samples, and come back with undo."""

    def __init__(self, setup: SetupPanel, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        setup.surface_chosen.connect(self._choose_surface)
        setup.formula_entered.connect(self._enter_formula)
        setup.start_edited.connect(lambda x, y: self._edit(replace(self._now, start=(x, y))))
        setup.random_start_requested.connect(self._random_start)
        setup.steps_edited.connect(lambda steps: self._edit(replace(self._now, steps=steps)))
        setup.dtype_chosen.connect(self._choose_dtype)

    @property
    def _now(self) -> Experiment:
        return self._store.experiment

    def _edit(self, experiment: Experiment) -> None:
        self._store.edit_experiment(experiment)

    def _choose_dtype(self, dtype: Dtype) -> None:
        self._edit(replace(self._now, dtype=dtype))

    def _choose_surface(self, key: str) -> None:
        chosen = replace(self._now, surface=key, formula=False)
        self._edit(with_possible_batches(replace(chosen, start=surface_of(chosen).start)))

    def _enter_formula(self, text: str) -> None:
        chosen = replace(self._now, surface=text, formula=True)
        if not self._now.formula:
            chosen = replace(chosen, start=surface_of(chosen).start)
        self._edit(with_possible_batches(chosen))

    def _random_start(self) -> None:
        """The start of the next seed: the same seed always gives the same start on a surface."""
        seed = following_seed(self._now.seed)
        self._edit(replace(self._now, start=random_start(surface_of(self._now), seed), seed=seed))
