"""Every place that takes a seed takes the same ones, and says so in the same words."""

from __future__ import annotations

import shlex
from dataclasses import replace

import pytest
import torch

from app.cli import main
from app.engine.experiment import Experiment, Run
from app.engine.gates.tables import gate_named
from app.engine.gates.task import Cloud, GateTask
from app.engine.random_start import random_start
from app.engine.record import record
from app.engine.seed import MAX_SEED, following_seed
from app.engine.validation import experiment_problem
from app.views.number_text import parsed_count
from surfaces import SURFACES

RANGE = f"a whole number from 0 to {MAX_SEED}"
GATE = Experiment("", (), (Run("SGD", (("lr", 0.1),)),), steps=1, gate=GateTask(gate_named("xor").rows, Cloud(2)))
WALK = Experiment("himmelblau", (1.0, 1.0), (Run("Adam"),), steps=1)
LINES = [
    "run himmelblau --seed",
    "gate xor --seed",
    "gate xor --points 2 --cloud-seed",
    "render himmelblau --out a.png --seed",
    "script gate xor --seed",
]
Capture = pytest.CaptureFixture[str]


def clouded(seed: int) -> Experiment:
    assert GATE.gate is not None
    return replace(GATE, gate=replace(GATE.gate, cloud=Cloud(2, seed=seed)))


@pytest.mark.parametrize("seed", [-1, MAX_SEED + 1, 2**32])
def test_no_other_seed_is_recorded(seed: int) -> None:
    for experiment in (replace(GATE, seed=seed), replace(WALK, seed=seed), clouded(seed)):
        found = experiment_problem(experiment)
        assert found is not None and RANGE in str(found)


@pytest.mark.parametrize("seed", [0, MAX_SEED])
def test_the_first_and_the_last_seed_are_drawn_from(seed: int) -> None:
    for experiment in (replace(GATE, seed=seed), replace(WALK, seed=seed), clouded(seed)):
        assert experiment_problem(experiment) is None
        assert record(experiment)[0].steps == 1
    assert torch.Generator().manual_seed(seed).initial_seed() == seed
    assert random_start(SURFACES[0], seed) == random_start(SURFACES[0], seed)


def test_after_the_last_seed_comes_the_first() -> None:
    assert [following_seed(seed) for seed in (0, 419, MAX_SEED)] == [1, 420, 0]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("seed", [-1, MAX_SEED + 1])
def test_the_command_line_refuses_what_a_field_refuses_and_in_its_words(line: str, seed: int, capsys: Capture) -> None:
    assert main([*shlex.split(line), str(seed)]) == 2
    assert RANGE in capsys.readouterr().err
    assert RANGE in str(parsed_count(str(seed), MAX_SEED, 0))


@pytest.mark.parametrize("command", ["run", "gate", "render", "render gate", "script gate"])
def test_the_help_says_which_seeds_there_are(command: str, capsys: Capture) -> None:
    main([*command.split(), "--help"])
    options = capsys.readouterr().out.split("\n  --")
    for name in ("seed", "cloud-seed") if "gate" in command else ("seed",):
        helped = next(option for option in options if option.startswith(f"{name} N"))
        assert RANGE in " ".join(helped.split())
