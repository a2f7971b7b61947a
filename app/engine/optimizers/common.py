"""Hyperparameters that most optimizers of torch share."""

from __future__ import annotations

from app.engine.optimizers.optimizer import Hyperparameter


def learning_rate(default: float, sentence: str = "Learning rate: scales every step.") -> Hyperparameter:
    """`lr`, with the default of the optimizer."""
    return Hyperparameter("lr", default, "number", r"\eta", sentence)


BETAS = Hyperparameter(
    "betas",
    (0.9, 0.999),
    "numbers",
    r"\beta_1, \beta_2",
    "How much of the running averages of the gradient and of its square is kept at every step.",
    below=1.0,
)
EPS = Hyperparameter("eps", 1e-8, "number", r"\varepsilon", "Added to the divisor, so that it is never zero.")
WEIGHT_DECAY = Hyperparameter(
    "weight_decay", 0.0, "number", r"\lambda", "Pulls the parameters toward zero by this share of them at every step."
)
MAXIMIZE = Hyperparameter("maximize", False, "flag", "", "Climbs the loss instead of descending it.")
AMSGRAD = Hyperparameter("amsgrad", False, "flag", "", "Never lets the divisor shrink.")
DECOUPLED = Hyperparameter(
    "decoupled_weight_decay", False, "flag", "", "Decays the parameters, as AdamW does, not the gradient."
)
