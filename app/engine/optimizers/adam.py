"""Adam (Kingma and Ba, 2014, arXiv:1412.6980): the mean of the gradient over the root of the mean of its square."""

from __future__ import annotations

from app.engine.optimizers.common import BETAS, EPS, MAXIMIZE, WEIGHT_DECAY, learning_rate
from app.engine.optimizers.optimizer import Hyperparameter, Optimizer

ADAM = Optimizer(
    name="Adam",
    sentence="Divides a running mean of the gradient by the root of a running mean of its square.",
    hyperparameters=(
        learning_rate(1e-3),
        BETAS,
        EPS,
        WEIGHT_DECAY,
        Hyperparameter("amsgrad", False, "flag", "", "Never lets the divisor shrink."),
        MAXIMIZE,
        Hyperparameter(
            "decoupled_weight_decay",
            False,
            "flag",
            "",
            "Decays the parameters, as AdamW does, not the gradient.",
        ),
    ),
)
