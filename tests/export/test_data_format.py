"""Trajectories as JSON and as numpy arrays: read back by strict readers, equal to the record bit for bit."""

from __future__ import annotations

import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.experiment import Dtype, Experiment, Run
from app.engine.optimizers import OPTIMIZERS, optimizer_named
from app.engine.record import record
from app.engine.run_text import parse_run
from app.engine.trajectory import Trajectory
from app.export.data_format import CSV, DATA_FORMATS, JSON, NPZ, format_of
from app.export.table import kept_steps
from surfaces import SURFACES
from tests.export.test_table import walk

DTYPES: tuple[Dtype, ...] = ("float32", "float64")
WILD = Experiment("himmelblau", (0.0, 0.0), (Run("SGD", (("lr", 0.05),)), Run("Adam", (("lr", 0.1),))), steps=200)
COLUMNS = ("x", "y", "loss", "grad_x", "grad_y")


def refuse(name: str) -> float:
    raise AssertionError(f"{name} is no JSON")


def document(experiment: Experiment, trajectories: tuple[Trajectory, ...], every: int = 1) -> dict[str, Any]:
    file = io.BytesIO()
    JSON.write(file, experiment, trajectories, every)
    found: dict[str, Any] = json.loads(file.getvalue(), parse_constant=refuse)
    return found


def arrays(experiment: Experiment, trajectories: tuple[Trajectory, ...], every: int = 1) -> dict[str, np.ndarray]:
    file = io.BytesIO()
    NPZ.write(file, experiment, trajectories, every)
    file.seek(0)
    with np.load(file, allow_pickle=False) as found:
        return dict(found)


def columns(trajectory: Trajectory) -> dict[str, np.ndarray]:
    return dict(
        zip(
            COLUMNS,
            (*trajectory.parameters.T, trajectory.losses, *trajectory.gradients.T),
            strict=True,
        )
    )


def check_document(experiment: Experiment, trajectories: tuple[Trajectory, ...], every: int) -> None:
    found = document(experiment, trajectories, every)
    assert [parse_run(each["run"]) for each in found["runs"]] == list(experiment.runs)
    for each, trajectory in zip(found["runs"], trajectories, strict=True):
        steps = kept_steps(trajectory.steps, every)
        assert each["step"] == steps
        for name, recorded in columns(trajectory).items():
            wanted = recorded[steps]
            read = np.array(each[name], dtype=float)
            assert [value is None for value in each[name]] == (~np.isfinite(wanted)).tolist()
            finite = np.isfinite(wanted)
            assert read[finite].astype(recorded.dtype).tobytes() == wanted[finite].tobytes()
        assert each["lr"] == [*trajectory.learning_rates[steps[:-1]].tolist(), None]
        assert (each["status"]["kind"] == "diverged") == (trajectory.failure is not None)


def check_arrays(experiment: Experiment, trajectories: tuple[Trajectory, ...], every: int) -> None:
    found = arrays(experiment, trajectories, every)
    about = json.loads(str(found.pop("experiment")), parse_constant=refuse)
    assert about["dtype"] == experiment.dtype
    for index, (run, trajectory) in enumerate(zip(about["runs"], trajectories, strict=True)):
        steps = kept_steps(trajectory.steps, every)
        assert parse_run(run["run"]) == experiment.runs[index]
        assert found.pop(f"{index}/steps").tolist() == steps
        wanted = {
            "parameters": trajectory.parameters[steps],
            "losses": trajectory.losses[steps],
            "gradients": trajectory.gradients[steps],
            "learning_rates": trajectory.learning_rates[steps[:-1]],
        }
        wanted |= {f"state/{name}": values[steps] for name, values in trajectory.state.items()}
        wanted |= {f"used/{name}": values[steps[:-1]] for name, values in trajectory.taken.items()}
        for name, values in wanted.items():
            read = found.pop(f"{index}/{name}")
            assert (read.dtype, read.shape, read.tobytes()) == (values.dtype, values.shape, values.tobytes())
    assert not found


experiments = st.builds(
    Experiment,
    surface=st.sampled_from([surface.key for surface in SURFACES]),
    start=st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)),
    runs=st.lists(
        st.builds(
            lambda optimizer, lr: Run(optimizer.name, (("lr", lr),)),
            st.sampled_from(OPTIMIZERS),
            st.floats(1e-6, 1e6),
        ),
        max_size=3,
    ).map(tuple),
    dtype=st.sampled_from(DTYPES),
    steps=st.integers(0, 40),
)


@settings(max_examples=60)
@given(experiment=experiments, every=st.integers(1, 50))
def test_what_was_recorded_is_read_back_bit_for_bit(experiment: Experiment, every: int) -> None:
    trajectories = record(experiment)
    check_document(experiment, trajectories, every)
    check_arrays(experiment, trajectories, every)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("steps", [0, 1, 4095, 4096, 9000])
def test_the_pieces_of_long_walks_fit_together(dtype: Dtype, steps: int) -> None:
    experiment = Experiment("saddle", (1.0, 1.0), (Run("SGD"), Run("Adam")), dtype, steps)
    trajectories = walk(steps, dtype), walk(steps, dtype)
    for every in (1, 7):
        check_document(experiment, trajectories, every)
        check_arrays(experiment, trajectories, every)


def test_the_status_says_what_happened() -> None:
    diverged, converged = document(WILD, record(WILD))["runs"]
    assert diverged["status"] == {
        "kind": "diverged", "step": 8, "what": "loss", "sentence": "Diverged at step 8: the loss overflowed float32",
    }  # fmt: skip
    assert diverged["loss"][8] is None and diverged["x"][8] is not None and len(diverged["step"]) == 9
    assert (converged["status"]["kind"], converged["status"]["step"]) == ("converged", 190)
    still = Experiment("saddle", (1.0, 1.0), (Run("SGD"),), steps=3)
    assert document(still, record(still))["runs"][0]["status"]["kind"] == "complete"


def test_the_experiment_goes_with_the_numbers() -> None:
    typed = Experiment(
        "x**2 + y", (0.1, 2.0), (Run("SGD"), Run("Adam", (("betas", (0.5, 0.9)),))), "float64", 4, 3, True
    )
    found = document(typed, record(typed))
    assert found["experiment"] == {
        "surface": None, "formula": "x**2 + y", "axes": ["x", "y"], "start": [0.1, 2.0], "dtype": "float64",
        "steps": 4, "seed": 3,
    }  # fmt: skip
    for each, run in zip(found["runs"], typed.runs, strict=True):
        values = optimizer_named(run.optimizer).values(run)
        assert each["hyperparameters"] == json.loads(json.dumps(values))
    assert document(WILD, record(WILD))["experiment"]["surface"] == "himmelblau"


@pytest.mark.parametrize("data_format", DATA_FORMATS, ids=lambda data_format: data_format.name)
def test_the_same_record_gives_the_same_bytes(data_format: Any) -> None:
    files = io.BytesIO(), io.BytesIO()
    for file in files:
        data_format.write(file, WILD, record(WILD), 1)
    assert files[0].getvalue() == files[1].getvalue() != b""


@pytest.mark.parametrize("data_format", [CSV, JSON], ids=lambda data_format: data_format.name)
def test_a_long_walk_is_written_in_pieces(data_format: Any, tmp_path: Path) -> None:
    """Eight long runs take much more text than memory beside the record."""
    runs = tuple(Run("SGD") for _ in range(8))
    trajectory = walk(12_000)
    with (tmp_path / "walk").open("wb") as file:
        tracemalloc.start()
        data_format.write(file, Experiment("saddle", (1.0, 1.0), runs, steps=12_000), (trajectory,) * 8, 1)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert 3 * peak < (tmp_path / "walk").stat().st_size


def test_an_ending_names_its_format() -> None:
    assert [format_of(Path(f"a.{each.name.upper()}")) for each in DATA_FORMATS] == list(DATA_FORMATS)
    assert format_of(Path("walk.txt")) is None and format_of(Path("/dev/stdout")) is None
