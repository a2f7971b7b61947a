"""RMSprop (Hinton, lecture 6 of Neural Networks for Machine Learning, 2012): the gradient over its running size."""

from __future__ import annotations

from app.engine.optimizers.common import EPS, MAXIMIZE, WEIGHT_DECAY, learning_rate
from app.engine.optimizers.optimizer import Hyperparameter, Optimizer

RMSPROP = Optimizer(
    name="RMSprop",
    sentence="Divides the gradient by the root of a running mean of its square.",
    hyperparameters=(
        learning_rate(1e-2),
        Hyperparameter("alpha", 0.99, "number", r"\alpha", "How much of the running mean of the square is kept."),
        EPS,
        WEIGHT_DECAY,
        Hyperparameter("momentum", 0.0, "number", r"\mu", "How much of the velocity is kept at every step."),
        Hyperparameter("centered", False, "flag", "", "Divides by the spread of the gradient about its running mean."),
        MAXIMIZE,
    ),
)
