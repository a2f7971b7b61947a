"""First weights are those of `torch.nn.init`, called as a student calls it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import nn

from app.engine.gates.initializations import INITIALIZATIONS, initialization_named, nonlinearity_named
from app.engine.gates.initialize import initialize

TANH, SIGMOID = 5 / 3, 1.0
BY_HAND: dict[str, Callable[[torch.Tensor, torch.Tensor], object]] = {
    "xavier_uniform": lambda w, v: (nn.init.xavier_uniform_(w, TANH), nn.init.xavier_uniform_(v, SIGMOID)),
    "xavier_normal": lambda w, v: (nn.init.xavier_normal_(w, TANH), nn.init.xavier_normal_(v, SIGMOID)),
    "kaiming_uniform": lambda w, v: (
        nn.init.kaiming_uniform_(w, nonlinearity="tanh"),
        nn.init.kaiming_uniform_(v, nonlinearity="sigmoid"),
    ),
    "kaiming_normal": lambda w, v: (
        nn.init.kaiming_normal_(w, nonlinearity="tanh"),
        nn.init.kaiming_normal_(v, nonlinearity="sigmoid"),
    ),
    "orthogonal": lambda w, v: (nn.init.orthogonal_(w, TANH), nn.init.orthogonal_(v, SIGMOID)),
    "uniform": lambda w, v: (nn.init.uniform_(w), nn.init.uniform_(v)),
    "normal": lambda w, v: (nn.init.normal_(w), nn.init.normal_(v)),
    "trunc_normal": lambda w, v: (nn.init.trunc_normal_(w), nn.init.trunc_normal_(v)),
    "sparse": lambda w, v: (nn.init.sparse_(w, 0.5), nn.init.sparse_(v, 0.5)),
    "eye": lambda w, v: (nn.init.eye_(w), nn.init.eye_(v)),
    "ones": lambda w, v: (nn.init.ones_(w), nn.init.ones_(v)),
    "constant": lambda w, v: (nn.init.constant_(w, 0.5), nn.init.constant_(v, 0.5)),
    "zeros": lambda w, v: (nn.init.zeros_(w), nn.init.zeros_(v)),
}
HIDDEN = (1, 2, 3, 8)


def _network(hidden: int, seed: int) -> nn.Sequential:
    torch.manual_seed(seed)
    return nn.Sequential(nn.Linear(2, hidden), nn.Tanh(), nn.Linear(hidden, 1))


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("key", [each.key for each in INITIALIZATIONS if each.key != "default"])
def test_a_network_begins_as_torchs_own_functions_make_it(key: str, hidden: int) -> None:
    ours, theirs = _network(hidden, 3), _network(hidden, 3)
    torch.manual_seed(5)
    initialize(ours, key, "tanh")
    torch.manual_seed(5)
    BY_HAND[key](theirs[0].weight, theirs[2].weight)  # type: ignore[arg-type]
    for index in (0, 2):
        assert torch.equal(ours[index].weight, theirs[index].weight)  # type: ignore[arg-type]
        assert not ours[index].bias.any()  # type: ignore[operator]


def test_default_leaves_what_linear_drew() -> None:
    ours, theirs = _network(4, 420), _network(4, 420)
    initialize(ours, "default", "tanh")
    assert all(torch.equal(*pair) for pair in zip(ours.parameters(), theirs.parameters(), strict=True))


@pytest.mark.parametrize(
    ("activation", "gain"), [("sigmoid", 1), ("tanh", 5 / 3), ("relu", 2**0.5), ("step", 1), ("sign", 1), ("linear", 1)]
)
def test_the_gain_of_a_unit_is_that_of_its_activation(activation: str, gain: float) -> None:
    unit = nn.Linear(2, 1)
    initialize(unit, "orthogonal", activation)
    assert unit.weight.norm().item() == pytest.approx(gain, rel=1e-6)
    assert nn.init.calculate_gain(nonlinearity_named(activation)) == pytest.approx(gain)  # type: ignore[arg-type]


def test_all_of_torch_nn_init_that_fits_is_there() -> None:
    functions = {name for name in dir(nn.init) if name.endswith("_") and not name.startswith("_")}
    assert {each.function for each in INITIALIZATIONS} == (functions - {"dirac_"}) | {""}


def test_keys_are_unique_and_unknown_ones_refused() -> None:
    assert len({each.key for each in INITIALIZATIONS}) == len(INITIALIZATIONS)
    with pytest.raises(KeyError):
        initialization_named("dirac")
