"""What torch refuses, the form refuses with a sentence: before the first step, and where a hyperparameter is edited."""

from __future__ import annotations

import math
import warnings

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.experiment import Edit, Experiment, HyperparameterValue, Run
from app.engine.optimizers import LEFT_OUT, OPTIMIZERS, Hyperparameter, Optimizer
from app.engine.record import record
from app.engine.run_problem import plain_problem

STRICTER = {
    ("LBFGS", "max_iter"): "with no iteration a step does nothing, and 1000 of them are no single step any more",
    ("LBFGS", "max_eval"): "a line search without any evaluation breaks; what works without one needs none",
    ("LBFGS", "history_size"): "torch makes a list of that length",
    ("LBFGS", "tolerance_grad"): "a negative tolerance is no tolerance",
    ("LBFGS", "tolerance_change"): "a negative tolerance is no tolerance",
    ("LBFGS", "line_search_fn"): "the line search needs evaluations and a length to begin with",
    ("Rprop", "step_sizes"): "a step has a length of at least 0, and the smallest is not above the largest",
    ("ASGD", "alpha"): "the rate would come out infinite or zero, and torch divides by it",
    ("ASGD", "lambd"): "a negative decay lets the rate grow until torch divides by zero",
    ("Muon", "eps"): "a length is at least 0",
    ("Muon", "ns_steps"): "there is no negative number of iterations",
}
"""Where torch takes what we refuse, and why. Everywhere: numbers beyond 1e20 are refused, so that single precision
holds what torch makes of them.
"""
WILD = (0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.0, 100.0, 1e-30, 1e-300, 1e30, 1e300, -1e300, 1 - 1e-9, 1 - 1e-16, 1 + 1e-9)


def wild(hyperparameter: Hyperparameter) -> st.SearchStrategy[HyperparameterValue]:
    """The default, and all that a form or a file may hold: sound, strange and of the wrong size."""
    numbers = st.sampled_from(WILD) | st.floats(allow_nan=False, allow_infinity=False) | st.floats(0, 1)
    integers = st.sampled_from((-1, 0, 1, 2, 5, 20, 99, 100, 10**6))
    default = hyperparameter.default
    if hyperparameter.kind == "flag":
        return st.booleans()
    if hyperparameter.kind == "choice":
        return st.sampled_from((*hyperparameter.choices, "armijo"))
    if hyperparameter.kind == "integer":
        return st.one_of(st.just(default), integers, st.none()) if hyperparameter.optional() else integers
    if isinstance(default, tuple):
        elements = [numbers | st.none() if each is None else numbers for each in default]
        return st.just(default) | st.tuples(*elements)
    return st.just(default) | numbers


def torch_takes(optimizer: Optimizer, values: dict[str, HyperparameterValue], dtype: torch.dtype) -> bool:
    """Whether torch builds it and takes two steps."""
    start = [[1.0, -2.0]] if optimizer.form == "matrix" else [1.0, -2.0]
    x = torch.tensor(start, dtype=dtype, requires_grad=True)

    def closure() -> torch.Tensor:
        x.grad = None
        loss = (x * x * torch.tensor([1.0, 3.0], dtype=dtype)).sum()
        loss.backward()
        return loss

    try:
        made = getattr(torch.optim, optimizer.name)([x], **values)
        for _ in range(2):
            if optimizer.form == "closure":
                made.step(closure)
            else:
                closure()
                made.step()
    except (ValueError, RuntimeError, TypeError, ArithmeticError, IndexError, UnboundLocalError, AssertionError):
        return False
    return True


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda optimizer: optimizer.name)
@settings(max_examples=50)  # for each optimizer
@given(data=st.data())
def test_what_torch_refuses_is_refused_with_a_sentence(optimizer: Optimizer, data: st.DataObject) -> None:
    changed = data.draw(st.sets(st.sampled_from(optimizer.hyperparameters), min_size=1))
    values = {each.name: each.default for each in optimizer.hyperparameters}
    values |= {each.name: data.draw(wild(each), each.name) for each in optimizer.hyperparameters if each in changed}
    problem = optimizer.values_problem(values)
    assert problem is None or str(problem).endswith(".")
    if problem is None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            typed = optimizer.typed(values)
            assert all(torch_takes(optimizer, typed, dtype) for dtype in (torch.float32, torch.float64))


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda optimizer: optimizer.name)
def test_what_torch_takes_is_refused_only_for_a_reason(optimizer: Optimizer) -> None:
    for each in optimizer.hyperparameters:
        if each.kind in ("flag", "choice"):
            continue
        for number in (-1.0, -1e-9, 0.0, 0.5, 1.0, 1.5, 200.0, 1e7):
            element = int(number) if each.kind == "integer" else number
            value: HyperparameterValue = (element,) * each.length if isinstance(each.default, tuple) else element
            values = optimizer.values(Run(optimizer.name))
            values[each.name] = value
            if optimizer.values_problem(values) is not None and (optimizer.name, each.name) not in STRICTER:
                assert not torch_takes(optimizer, values, torch.float64), (each.name, value)


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda optimizer: optimizer.name)
def test_no_number_is_infinite_and_none_is_missing(optimizer: Optimizer) -> None:
    for each in optimizer.hyperparameters:
        if each.kind in ("flag", "choice"):
            continue
        for number in (math.nan, math.inf, -math.inf, 10**400, "1", True, (1.0,) * 7):
            value = (number, *each.default[1:]) if isinstance(each.default, tuple) else number
            assert each.problem(value) is not None  # type: ignore[arg-type]


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda optimizer: optimizer.name)
@settings(max_examples=30)  # for each optimizer
@given(data=st.data())
def test_an_edit_that_is_allowed_is_recorded(optimizer: Optimizer, data: st.DataObject) -> None:
    edited = data.draw(st.lists(st.sampled_from(optimizer.hyperparameters), min_size=1, max_size=2, unique=True))
    run = Run(optimizer.name, (("lr", 0.01),))
    run = run.with_edit(Edit(5, tuple((each.name, data.draw(wild(each), each.name)) for each in edited)))
    if plain_problem(run) is None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            trajectory = record(Experiment("himmelblau", (0.5, 0.5), (run,), "float32", 8))[0]
        assert trajectory.complete


@pytest.mark.parametrize(
    ("name", "setting"),
    [
        ("Rprop", ("lr", 0.5)),
        ("LBFGS", ("history_size", 50)),
        ("Adagrad", ("initial_accumulator_value", 3.0)),
        ("Adam", ("amsgrad", True)),
        ("AdamW", ("amsgrad", True)),
        ("RMSprop", ("centered", True)),
        ("RMSprop", ("momentum", 0.9)),
        ("LBFGS", ("max_eval", None)),
    ],
)
def test_an_edit_that_is_refused_fails_in_torch_or_does_nothing(
    name: str, setting: tuple[str, HyperparameterValue]
) -> None:
    base = Run(name, (("lr", 0.01),))
    if name == "LBFGS":
        base = base.with_value("history_size", 2).with_value("max_iter", 2)
    run = base.with_edit(Edit(5, (setting,)))
    assert plain_problem(run) is not None
    whole, changed = (Experiment("himmelblau", (0.5, 0.5), (each,), "float64", 12) for each in (base, run))
    try:
        trajectory = record(changed)[0]
    except (KeyError, IndexError, TypeError):
        return
    assert trajectory.parameters.tolist() == record(whole)[0].parameters.tolist()


def test_what_is_left_out_is_torchs_and_has_its_reason() -> None:
    theirs = {name for name in dir(torch.optim) if isinstance(getattr(torch.optim, name), type)} - {"Optimizer"}
    assert {each.name for each in OPTIMIZERS} | set(LEFT_OUT) == theirs
    assert all(str(reason).endswith(".") for reason in LEFT_OUT.values())
