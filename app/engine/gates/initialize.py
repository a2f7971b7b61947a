"""Draws the first weights of a unit or a network, with torch's own functions."""

from __future__ import annotations

from torch import nn

from app.engine.gates.initializations import Initialization, initialization_named, nonlinearity_named


def initialize(module: nn.Module, key: str, activation: str) -> None:
    """Sets the weights and biases of every `nn.Linear` of a module, in its order, from torch's global random source.

    `activation` follows every layer but the last of several, which a sigmoid follows. `default` leaves the module as it
    was made.
    """
    initialization = initialization_named(key)
    if not initialization.function:
        return
    layers = [each for each in module.modules() if isinstance(each, nn.Linear)]
    for layer in layers:
        output_of_network = len(layers) > 1 and layer is layers[-1]
        _set_weights(layer, initialization, nonlinearity_named("sigmoid" if output_of_network else activation))
        nn.init.zeros_(layer.bias)


def _set_weights(layer: nn.Linear, initialization: Initialization, nonlinearity: str) -> None:
    arguments: dict[str, float | str] = dict(initialization.arguments)
    if initialization.gain == "gain":
        arguments["gain"] = nn.init.calculate_gain(nonlinearity)  # type: ignore[arg-type]
    elif initialization.gain == "nonlinearity":
        arguments["nonlinearity"] = nonlinearity
    getattr(nn.init, initialization.function)(layer.weight, **arguments)
