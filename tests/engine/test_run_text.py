"""The grammar of runs: what is read, what is written, and what is refused in which words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.experiment import Edit, HyperparameterValue, Run, Schedule, Setting, Treatment
from app.engine.optimizers import OPTIMIZERS, Hyperparameter, Optimizer
from app.engine.run_problem import plain_problem
from app.engine.run_text import TREATMENT, RunTextError, format_run, parse_run, parse_runs
from app.engine.schedules import SCHEDULERS, Scheduler

READ = {
    "Adam lr=0.001": Run("Adam", (("lr", 0.001),)),
    "  adam   LR=1E-3  ": Run("Adam", (("lr", 0.001),)),
    "ADAM betas=0.9,0.999": Run("Adam", (("betas", (0.9, 0.999)),)),
    "Adam betas = (0.9, 0.999) lr = .5": Run("Adam", (("lr", 0.5), ("betas", (0.9, 0.999)))),
    "sgd nesterov=True momentum=0.9": Run("SGD", (("momentum", 0.9), ("nesterov", True))),
    "SGD nesterov=true momentum=9e-1": Run("SGD", (("momentum", 0.9), ("nesterov", True))),
    "rmsprop centered=FALSE": Run("RMSprop", (("centered", False),)),
    "SGD dampening=-1": Run("SGD", (("dampening", -1.0),)),
    "SGD": Run("SGD"),
    "SGD lr=0.01 momentum=0.9 nesterov=true schedule=cosine:T_max=100 at 40 lr=0.002": Run(
        "SGD",
        (("lr", 0.01), ("momentum", 0.9), ("nesterov", True)),
        Schedule("CosineAnnealingLR", (("T_max", 100),)),
        edits=(Edit(40, (("lr", 0.002),)),),
    ),
    "adam CLIP=1.0 noise = 0.1 batch=1 AT 120 lr=0.01 betas=.5,.9": Run(
        "Adam",
        treatment=Treatment(1, 0.1, None, 1.0),
        edits=(Edit(120, (("lr", 0.01), ("betas", (0.5, 0.9)))),),
    ),
    "SGD schedule=MultiStepLR:milestones=30,80,gamma=0.5": Run(
        "SGD", schedule=Schedule("MultiStepLR", (("milestones", (30, 80)), ("gamma", 0.5)))
    ),
}

NAMES = ", ".join(each.name for each in OPTIMIZERS)
REFUSED = {
    "": f"A run begins with the name of an optimizer: {NAMES}.",
    "Adm": 'There is no optimizer "Adm". Did you mean Adam?',
    "lr=0.1": f'There is no optimizer "lr=0.1". There are {NAMES}.',
    "Adam 0.1": '"0.1" is not name=value, as in lr=0.01.',
    "Adam lr=": '"lr=" is not name=value, as in lr=0.01.',
    "Adam learning_rat=1": None,
    "SGD momentun=0.9": 'SGD has no hyperparameter "momentun". Did you mean momentum?',
    "SGD lr=0.1 LR=0.2": "lr is given twice.",
    "SGD lr=nan": 'lr takes a finite number, not "nan".',
    "SGD lr=inf": 'lr takes a finite number, not "inf".',
    "SGD lr=1e999": 'lr takes a finite number, not "1e999".',
    "SGD lr=1_0": 'lr takes a finite number, not "1_0".',
    "SGD lr=٣": None,
    "SGD lr=__import__('os')": None,
    "SGD lr=-1": "lr must be at least 0.",
    "SGD nesterov=1": 'nesterov is true or false, not "1".',
    "SGD nesterov=True": "Nesterov needs a momentum above 0 and no dampening.",
    "Adam betas=0.9": 'betas takes 2 numbers, as in 0.9,0.999, not "0.9".',
    "Adam betas=0.9,0.99,0.9": None,
    "Adam betas=0.9,1": "betas must be below 1.",
    "Adam betas=0.9,": None,
    "Adam " + "x" * 500: None,
    "SGD schedule=cosin:T_max=3": 'There is no schedule "cosin". Did you mean cosine?',
    "SGD schedule=cosine": "CosineAnnealingLR needs T_max.",
    "SGD schedule=step:step_size=0": "step_size must be at least 1.",
    "SGD schedule=step:step_size=2.5": 'step_size takes a whole number, not "2.5".',
    "SGD schedule=step:step_size=2 schedule=exponential:gamma=1": "schedule is given twice.",
    "SGD clip=0": None,
    "SGD batch=1.5": 'batch takes a whole number, not "1.5".',
    "SGD at lr=2": "After “at” comes a step, as in at 40 lr=0.002.",
    "SGD at 40": "After “at 40” comes what changes there, as in lr=0.002.",
    "SGD at 40 lr=1 at 40 lr=2": "at 40 is given twice.",
    "SGD at 40 clip=1": None,
    "Adam at 3 amsgrad=true": "Adam reads amsgrad only before its first step: it cannot change on the way.",
    "x" * 10_000: "A run has at most 2000 characters.",
}


@pytest.mark.parametrize("text", READ)
def test_reads(text: str) -> None:
    assert parse_run(text) == READ[text]


@pytest.mark.parametrize("text", REFUSED)
def test_refuses_in_a_sentence(text: str) -> None:
    with pytest.raises(RunTextError) as caught:
        parse_run(text)
    said = str(caught.value.message)
    assert said == str(caught.value)
    assert REFUSED[text] in (None, said)
    assert len(said) < 300 and said.endswith((".", "?"))


def values_of(each: Hyperparameter) -> st.SearchStrategy[HyperparameterValue]:
    numbers = st.floats(max(each.low, -1e300), min(each.below, each.most, 1e300), exclude_max=each.below < 1e300)
    integers = st.integers(int(max(each.low, 1)), 10_000)
    elements = each.default if isinstance(each.default, tuple) else (each.default,)
    optional = [numbers if element is not None else numbers | st.none() for element in elements]
    by_kind: dict[str, st.SearchStrategy[HyperparameterValue]] = {
        "flag": st.booleans(),
        "number": optional[0],
        "integer": integers | st.none() if each.default is None else integers,
        "numbers": st.tuples(*optional),
        "integers": st.lists(integers, min_size=1, max_size=4).map(tuple),
        "choice": st.sampled_from(each.choices or ("",)),
    }
    return by_kind[each.kind]


def settings_of(draw: st.DrawFn, known: tuple[Hyperparameter, ...], needed: Iterable[str] = ()) -> tuple[Setting, ...]:
    chosen = [each for each in known if each.name in needed or draw(st.booleans())]
    return tuple((each.name, draw(values_of(each))) for each in chosen)


@st.composite
def runs(draw: st.DrawFn) -> Run:
    optimizer: Optimizer = draw(st.sampled_from(OPTIMIZERS))
    run = Run(optimizer.name, settings_of(draw, optimizer.hyperparameters))
    scheduler: Scheduler = draw(st.sampled_from(SCHEDULERS))
    schedule = Schedule(scheduler.name, settings_of(draw, scheduler.settings, scheduler.proposals))
    treatment = Treatment(**dict(settings_of(draw, TREATMENT)))  # type: ignore[arg-type]
    changes = (draw(st.sampled_from(optimizer.hyperparameters)) for _ in range(2))
    edits = tuple(
        Edit(step, ((each.name, draw(values_of(each))),)) for step, each in zip((3, 40), changes, strict=True)
    )
    parts = (replace(run, schedule=schedule), replace(run, treatment=treatment), replace(run, edits=edits), run)
    whole = replace(run, schedule=schedule, treatment=treatment, edits=edits)
    return next((each for each in (whole, *parts) if plain_problem(each) is None), Run(optimizer.name))


@given(runs())
def test_what_is_written_is_read_back(run: Run) -> None:
    text = format_run(run)
    assert parse_run(text) == run
    assert parse_run(text.upper()) == run
    assert format_run(parse_run(text)) == text


@given(st.text(max_size=200) | st.text("SGDadamlr=0.9,e- ()", max_size=60))
def test_any_text_is_a_run_or_a_sentence(text: str) -> None:
    try:
        run = parse_run(text)
    except RunTextError as error:
        assert len(str(error.message)) < 400
    else:
        assert parse_run(format_run(run)) == run


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda optimizer: optimizer.name)
def test_every_default_can_be_typed(optimizer: Optimizer) -> None:
    every = Run(optimizer.name, tuple((each.name, each.default) for each in optimizer.hyperparameters))
    assert parse_run(format_run(every)) == every


@given(st.lists(runs(), max_size=8), st.sampled_from(["\n", "\r\n", "\n\n  \n"]))
def test_lines_are_read_back_as_runs(written: list[Run], end: str) -> None:
    assert parse_runs(end.join(map(format_run, written))) == tuple(written)


@given(st.lists(runs(), min_size=1, max_size=8), st.sampled_from(['"', "'"]), st.sampled_from([" ", "="]))
def test_options_of_a_command_line_are_read_back_as_runs(written: list[Run], quote: str, between: str) -> None:
    options = "".join(f" --run{between}{quote}{format_run(run)}{quote}" for run in written)
    text = f"thalweg render himmelblau --start -1e-3 0{options} --steps 200 --out a.png"
    assert parse_runs(text) == tuple(written)


def test_an_option_without_quotes_ends_at_the_next() -> None:
    assert parse_runs("--run SGD lr=0.1 --run Adam") == (Run("SGD", (("lr", 0.1),)), Run("Adam"))


def test_one_line_that_cannot_be_read_refuses_them_all() -> None:
    with pytest.raises(RunTextError, match="Adan"):
        parse_runs("SGD lr=0.1\nAdan lr=0.1")
    with pytest.raises(RunTextError, match="at most"):
        parse_runs("SGD\n" * 5_000)
    assert parse_runs(" \n\n") == ()
