"""How the first weights are drawn, as a table: all of `torch.nn.init` that fits two inputs and one row of units.

`dirac_` is left out (it is for convolutions). `initialize` carries them out where torch is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Gain = Literal["", "gain", "nonlinearity"]


@dataclass(frozen=True)
class Initialization:
    """`function` of `torch.nn.init` is applied to the weights of every layer, with `arguments` by torch's own names;
    the biases are set to 0. Without a function everything stays as `nn.Linear` drew it.

    `gain` is the argument that tells which activation follows the layer: as the number of `calculate_gain`, or by name.
    """

    key: str
    name: str
    sentence: str
    function: str = ""
    arguments: tuple[tuple[str, float], ...] = ()
    gain: Gain = ""


INITIALIZATIONS = (
    Initialization(
        "default", "nn.Linear",
        "What nn.Linear does by itself: weights and biases uniform on (−1/√n, 1/√n), with n the number of inputs.",
    ),
    Initialization(
        "xavier_uniform", "xavier_uniform_",
        "Uniform on (−a, a) with a = gain·√(6/(inputs + outputs)), the gain by the activation. Biases are 0.",
        "xavier_uniform_", gain="gain",
    ),
    Initialization(
        "xavier_normal", "xavier_normal_",
        "Normal with standard deviation gain·√(2/(inputs + outputs)), the gain by the activation. Biases are 0.",
        "xavier_normal_", gain="gain",
    ),
    Initialization(
        "kaiming_uniform", "kaiming_uniform_",
        "Uniform on (−a, a) with a = gain·√(3/inputs), the gain by the activation. Biases are 0.",
        "kaiming_uniform_", gain="nonlinearity",
    ),
    Initialization(
        "kaiming_normal", "kaiming_normal_",
        "Normal with standard deviation gain/√inputs, the gain by the activation. Biases are 0.",
        "kaiming_normal_", gain="nonlinearity",
    ),
    Initialization(
        "orthogonal", "orthogonal_",
        "A random matrix with orthogonal rows or columns, times the gain of the activation. Biases are 0.",
        "orthogonal_", gain="gain",
    ),
    Initialization(
        "uniform", "uniform_",
        "Uniform on (0, 1): all weights positive, so all hidden units look the same way. Biases are 0.",
        "uniform_",
    ),
    Initialization(
        "normal", "normal_",
        "Normal with mean 0 and standard deviation 1. Biases are 0.",
        "normal_",
    ),
    Initialization(
        "trunc_normal", "trunc_normal_",
        "Normal with mean 0 and standard deviation 1, drawn again beyond −2 and 2. Biases are 0.",
        "trunc_normal_",
    ),
    Initialization(
        "sparse", "sparse_",
        "Normal with standard deviation 0.01, and half of each column, rounded up, set to 0: a layer of one unit gets "
        "nothing but zeros. Biases are 0.",
        "sparse_", (("sparsity", 0.5),),
    ),
    Initialization(
        "eye", "eye_",
        "The identity matrix: the first hidden unit sees x1, the second x2, and only the first is heard. Biases are 0.",
        "eye_",
    ),
    Initialization(
        "ones", "ones_",
        "All weights 1: the hidden units begin equal and stay equal, as if there were one. Biases are 0.",
        "ones_",
    ),
    Initialization(
        "constant", "constant_",
        "All weights 0.5: the hidden units begin equal and stay equal, as if there were one. Biases are 0.",
        "constant_", (("val", 0.5),),
    ),
    Initialization(
        "zeros", "zeros_",
        "All weights and biases 0: the hidden units begin equal and stay equal.",
        "zeros_",
    ),
)  # fmt: skip


def initialization_named(key: str) -> Initialization:
    """By key; raises `KeyError`."""
    return {each.key: each for each in INITIALIZATIONS}[key]


def nonlinearity_named(activation: str) -> str:
    """What `torch.nn.init` calls an activation; it knows no steps, and gives those the gain 1 of a linear unit."""
    return activation if activation in ("sigmoid", "tanh", "relu") else "linear"
