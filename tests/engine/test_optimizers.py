"""The list of optimizers: every file of the folder is in it."""

from __future__ import annotations

from pathlib import Path

import app.engine.optimizers
from app.engine.optimizers import OPTIMIZERS

SHARED = {"__init__", "optimizer", "common"}


def test_every_file_is_listed():
    folder = Path(app.engine.optimizers.__file__).parent
    files = {path.stem for path in folder.glob("*.py")} - SHARED
    assert files == {optimizer.name.lower() for optimizer in OPTIMIZERS}


def test_every_hyperparameter_says_what_it_does():
    for optimizer in OPTIMIZERS:
        assert optimizer.sentence.endswith(".")
        assert all(each.sentence.endswith(".") for each in optimizer.hyperparameters)
