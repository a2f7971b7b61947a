"""The experiment of the first start."""

from __future__ import annotations

from app.engine.experiment import Experiment, Run

WELCOME = Experiment(
    surface="himmelblau",
    start=(0.0, 0.0),
    runs=(
        Run("SGD", (("lr", 0.01),)),
        Run("Adam", (("lr", 0.1),)),
        Run("SGD", (("lr", 0.01), ("momentum", 0.9))),
        Run("RMSprop", (("lr", 0.02),)),
    ),
    steps=200,
)
