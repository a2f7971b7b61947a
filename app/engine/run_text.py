"""A run as one line of text: `Adam lr=0.001 betas=0.9,0.999`, read and written."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from app.engine.experiment import MAX_RUNS, HyperparameterValue, Run
from app.engine.optimizers import OPTIMIZERS, optimizer_named
from app.engine.optimizers.optimizer import Hyperparameter, Kind, Optimizer
from app.engine.spelling import nearest, quoted, read_number
from surfaces.message import Message

MAX_CHARACTERS = 2_000
_FLAGS = {"true": True, "false": False}
_OPTION = re.compile(r"""--run(?:\s+|=)(?:"([^"]*)"|'([^']*)'|((?:(?!\s--).)*))""", re.IGNORECASE)
_TIGHTENED = re.compile(r"\s*([=,])\s*")


class RunTextError(ValueError):
    """The text is no run; `message` says why in one or two sentences."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def parse_run(text: str) -> Run:
    """The run of a text `Name key=value ...`, its hyperparameters in torch's order.

    Names and booleans are case-blind, a pair is `0.9,0.999`, spaces around `=` and `,` do not matter, and torch's
    defaults hold for what is not named. Raises `RunTextError`.
    """
    if len(text) > MAX_CHARACTERS:
        raise RunTextError(Message("A run has at most {limit} characters.", limit=MAX_CHARACTERS))
    name, *settings = _TIGHTENED.sub(r"\1", text).split() or [""]
    optimizer = _optimizer(name)
    values: dict[str, HyperparameterValue] = {}
    for setting in settings:
        hyperparameter, value = _setting(optimizer, setting)
        if hyperparameter.name in values:
            raise RunTextError(Message("{name} is given twice.", name=hyperparameter.name))
        values[hyperparameter.name] = value
    run = Run(optimizer.name, _in_order(optimizer, values))
    problem = optimizer.run_problem(run)
    if problem is not None:
        raise RunTextError(problem)
    return run


def parse_runs(text: str) -> tuple[Run, ...]:
    """The runs of a text, one a line; or those of the options `--run "..."` of a command line. Raises `RunTextError`.

    Empty lines do not matter. All of the text is read, or nothing.
    """
    if len(text) > MAX_RUNS * MAX_CHARACTERS:
        raise RunTextError(Message("A text of runs has at most {limit} characters.", limit=MAX_RUNS * MAX_CHARACTERS))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return tuple(parse_run(part) for line in lines for part in _parts(line))


def _parts(line: str) -> list[str]:
    """The texts of the runs on one line: the values of its options, else all of it."""
    return ["".join(found.groups("")) for found in _OPTION.finditer(line)] or [line]


def format_run(run: Run) -> str:
    """The text of a run, which `parse_run` reads back."""
    settings = _in_order(optimizer_named(run.optimizer), dict(run.hyperparameters))
    return " ".join([run.optimizer, *(f"{name}={value_text(value)}" for name, value in settings)])


def _in_order(
    optimizer: Optimizer, values: dict[str, HyperparameterValue]
) -> tuple[tuple[str, HyperparameterValue], ...]:
    return tuple((each.name, values[each.name]) for each in optimizer.hyperparameters if each.name in values)


def _optimizer(name: str) -> Optimizer:
    names = [each.name for each in OPTIMIZERS]
    known = ", ".join(names)
    if not name:
        raise RunTextError(Message("A run begins with the name of an optimizer: {names}.", names=known))
    try:
        return optimizer_named(name)
    except KeyError:
        guess = nearest(name.partition("=")[0], names)
    if guess is None:
        raise RunTextError(
            Message("There is no optimizer {name}. There are {names}.", name=quoted(name), names=known)
        ) from None
    raise RunTextError(
        Message("There is no optimizer {name}. Did you mean {guess}?", name=quoted(name), guess=guess)
    ) from None


def _setting(optimizer: Optimizer, setting: str) -> tuple[Hyperparameter, HyperparameterValue]:
    key, equals, text = setting.partition("=")
    if not (key and equals and text):
        raise RunTextError(
            Message("{setting} is not name=value, as in {example}.", setting=quoted(setting), example="lr=0.01")
        )
    hyperparameter = _hyperparameter(optimizer, key)
    return hyperparameter, _value(hyperparameter, text)


def _hyperparameter(optimizer: Optimizer, key: str) -> Hyperparameter:
    by_lower = {each.name.lower(): each for each in optimizer.hyperparameters}
    found = by_lower.get(key.lower())
    if found is not None:
        return found
    guess = nearest(key, by_lower)
    if guess is None:
        names = ", ".join(each.name for each in optimizer.hyperparameters)
        raise RunTextError(
            Message(
                "{optimizer} has no hyperparameter {key}. It has {names}.",
                optimizer=optimizer.name, key=quoted(key), names=names,
            )
        )  # fmt: skip
    raise RunTextError(
        Message(
            "{optimizer} has no hyperparameter {key}. Did you mean {guess}?",
            optimizer=optimizer.name, key=quoted(key), guess=by_lower[guess].name,
        )
    )  # fmt: skip


def _value(hyperparameter: Hyperparameter, text: str) -> HyperparameterValue:
    if hyperparameter.default is None and text.lower() == "none":
        return None
    return _READERS[hyperparameter.kind](hyperparameter.name, text)


def _number(name: str, text: str) -> float:
    value = read_number(text)
    if value is None or math.isinf(value):
        raise RunTextError(Message("{name} takes a finite number, not {text}.", name=name, text=quoted(text)))
    return value


def _flag(name: str, text: str) -> bool:
    value = _FLAGS.get(text.lower())
    if value is None:
        raise RunTextError(Message("{name} is true or false, not {text}.", name=name, text=quoted(text)))
    return value


def _pair(name: str, text: str) -> tuple[float, ...]:
    numbers = [read_number(part) for part in text.strip("()[]").split(",")]
    values = tuple(number for number in numbers if number is not None and math.isfinite(number))
    if len(values) != 2 or len(numbers) != 2:
        raise RunTextError(
            Message("{name} takes two numbers, as in 0.9,0.999, not {text}.", name=name, text=quoted(text))
        )
    return values


_READERS: dict[Kind, Callable[[str, str], HyperparameterValue]] = {"number": _number, "flag": _flag, "pair": _pair}


def value_text(value: HyperparameterValue) -> str:
    """One value as `parse_run` reads it."""
    if isinstance(value, tuple):
        return ",".join(map(value_text, value))
    if value is None or isinstance(value, bool):
        return str(value)
    return repr(float(value)).removesuffix(".0")
