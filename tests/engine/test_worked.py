"""Every worked update against torch: it leads where torch went, in terms that torch's own state confirms."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.engine.experiment import Edit, Experiment, HyperparameterValue, Run, Schedule, Treatment
from app.engine.optimizers import OPTIMIZERS
from app.engine.record import record
from app.engine.trajectory import Trajectory
from app.engine.walker import DTYPES
from app.engine.worked.expression import Pen
from app.engine.worked.term import Term
from app.engine.worked.update import WorkedUpdate, worked_update
from surfaces import surface_named
from tests.engine.runs import RUNS

STEPS = {"himmelblau": 60, "rosenbrock": 12, "saddle": 12, "regression": 12}
"""The surfaces, each with how far it is walked: one shows the late steps."""
STATE = {
    "SGD": {"momentum_buffer": "b"},
    "Adam": {"exp_avg": "m", "exp_avg_sq": "v", "max_exp_avg_sq": r"v_{\max}"},
    "AdamW": {"exp_avg": "m", "exp_avg_sq": "v", "max_exp_avg_sq": r"v_{\max}"},
    "NAdam": {"exp_avg": "m", "exp_avg_sq": "v", "mu_product": r"\Pi"},
    "RAdam": {"exp_avg": "m", "exp_avg_sq": "v"},
    "Adamax": {"exp_avg": "m", "exp_inf": "u"},
    "Adagrad": {"sum": "G"},
    "Adadelta": {"square_avg": "v", "acc_delta": "a"},
    "RMSprop": {"square_avg": "v", "grad_avg": r"\bar g", "momentum_buffer": "b"},
    "Rprop": {"prev": r"\tilde g", "step_size": "c"},
    "ASGD": {"ax": r"\bar x", "eta": r"\eta_+", "mu": r"\mu_+"},
    "Adafactor": {"variance": "v"},
    "LBFGS": {},
    "Muon": {"momentum_buffer": "b"},
}
"""Which term is which tensor of torch's state after the step."""
CHANGED = (
    {"schedule": Schedule("CosineAnnealingLR", (("T_max", 30),))},
    {"treatment": Treatment(noise=0.3, clip=2.0)},
    {"edits": (Edit(20, (("lr", 0.02),)),)},
)


def recorded(run: Run, surface: str, dtype: str, steps: int) -> Trajectory:
    return record(Experiment(surface, surface_named(surface).start, (run,), dtype, steps))[0]  # type: ignore[arg-type]


def finite_updates(run: Run, trajectory: Trajectory) -> list[WorkedUpdate]:
    with np.errstate(all="ignore"):
        found = [worked_update(run, trajectory, step) for step in range(trajectory.last_finite)]
    return [each for each in found if each is not None]


def identity(run: Run) -> str:
    return " ".join([run.optimizer, *(f"{name}={value}" for name, value in run.hyperparameters)])


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("run", RUNS, ids=identity)
def test_the_terms_lead_where_torch_went(run: Run, dtype: str) -> None:
    checked = 0
    for surface, steps in STEPS.items():
        trajectory = recorded(run, surface, dtype, steps)
        updates = finite_updates(run, trajectory)
        assert len(updates) == trajectory.last_finite
        checked += len(updates)
        wrong = [each.step for each in updates if not each.agrees]
        assert wrong == [], (surface, wrong)
    assert checked > 50


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("run", RUNS, ids=identity)
def test_terms_are_what_torch_keeps_in_its_state(run: Run, dtype: str) -> None:
    trajectory = recorded(run, "himmelblau", dtype, 30)
    assert set(trajectory.state) <= set(STATE[run.optimizer])
    for update in finite_updates(run, trajectory):
        terms = {each.latex: each.value for each in update.terms}
        for name, rows in trajectory.state.items():
            real, eps = rows[update.step + 1].astype(float), float(np.finfo(rows.dtype).eps)
            np.testing.assert_allclose(
                np.broadcast_to(terms[STATE[run.optimizer][name]], real.shape),
                real,
                rtol=4 * eps,
                atol=4 * eps * float(np.abs(trajectory.gradients[update.step]).max()) * (name == "momentum_buffer"),
            )


@pytest.mark.parametrize("changed", CHANGED, ids=lambda each: next(iter(each)))
@pytest.mark.parametrize("name", [each.name for each in OPTIMIZERS])
def test_schedules_treated_gradients_and_edits_are_in_it(name: str, changed: dict[str, object]) -> None:
    if name == "Rprop" and "treatment" not in changed:
        changed = {"edits": (Edit(20, (("etas", (0.3, 1.5)),)),)}
    run = replace(Run(name, (("lr", 0.01),)), **changed)  # type: ignore[arg-type]
    trajectory = recorded(run, "himmelblau", "float32", 40)
    assert [each.step for each in finite_updates(run, trajectory) if not each.agrees] == []


WRONG: dict[str, HyperparameterValue] = {
    "betas": (0.8, 0.99),
    "momentum": 0.6,
    "alpha": 0.95,
    "rho": 0.8,
    "etas": (0.4, 1.3),
    "lr_decay": 0.1,
}


@pytest.mark.parametrize(
    ("run", "name"),
    [
        (run, name)
        for run in RUNS
        for name in WRONG
        if (run.optimizer != "ASGD" and name in dict(run.hyperparameters))
        or (name == "betas" and run.optimizer in ("Adam", "NAdam", "Adamax"))
    ],
    ids=str,
)
def test_a_wrong_hyperparameter_is_noticed(run: Run, name: str) -> None:
    trajectory = recorded(run, "himmelblau", "float64", 40)
    wrong = run.with_value(name, WRONG[name])
    assert not all(each.agrees for each in finite_updates(wrong, trajectory))


def test_a_wrong_point_is_noticed() -> None:
    run = Run("LBFGS", (("lr", 0.1), ("max_iter", 4)))
    trajectory = recorded(run, "himmelblau", "float64", 20)
    gradients = trajectory.inner["gradient"].copy()
    gradients[9] *= 1.001
    wrong = replace(trajectory, inner={**trajectory.inner, "gradient": gradients})
    assert all(each.agrees for each in finite_updates(run, trajectory))
    assert not all(each.agrees for each in finite_updates(run, wrong))


def test_the_first_steps_of_radam_say_that_nothing_is_divided() -> None:
    run = Run("RAdam", (("lr", 0.1),))
    updates = finite_updates(run, recorded(run, "himmelblau", "float64", 10))
    sentences = [str(term_of(each, r"\Delta").sentence) for each in updates]
    assert ["cannot be trusted" in each for each in sentences] == [True] * 5 + [False] * 4 + [False]


def term_of(update: WorkedUpdate, latex: str) -> Term:
    return next(each for each in update.terms if each.latex == latex)


@pytest.mark.parametrize("run", RUNS, ids=identity)
def test_every_term_is_written_and_typeset(run: Run) -> None:
    from ziamath.zmath import Latex

    def plain(role: str, latex: str) -> str:
        return latex

    trajectory = recorded(run, "himmelblau", "float64", 8)
    written: set[str] = set()
    for update in finite_updates(run, trajectory):
        assert update.terms[-1].latex == "x_+"
        for term in update.terms:
            assert str(term.sentence).endswith(".")
            assert term.value.shape in ((), (2,))
            written.add(f"{term.latex} = {term.formula(Pen(plain, lambda number: f'{number:.4g}'))}")
            numbers = term.formula(Pen(plain, lambda number: f"{number:.4g}", 0))
            assert numbers and "nan" not in numbers
    for latex in written:
        assert Latex(latex).getsize()[0] > 0
