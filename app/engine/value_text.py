"""One hyperparameter's value as text, read and written: `0.001`, `20`, `true`, `0.9,0.999`, `none`, `strong_wolfe`."""

from __future__ import annotations

import math
from collections.abc import Callable

from app.engine.experiment import HyperparameterValue
from app.engine.optimizers.optimizer import Hyperparameter, Kind
from app.engine.spelling import nearest, quoted, read_number
from surfaces.message import Message

_FLAGS = {"true": True, "false": False}
_NONE = "none"


class ValueTextError(ValueError):
    """The text is no value of that kind; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def read_value(hyperparameter: Hyperparameter, text: str) -> HyperparameterValue:
    """The value of a text; whether torch takes it is not asked here. Raises `ValueTextError`."""
    return _READERS[hyperparameter.kind](hyperparameter, text)


def value_text(value: HyperparameterValue) -> str:
    """One value as `read_value` reads it."""
    if isinstance(value, tuple):
        return ",".join(map(value_text, value))
    if value is None:
        return _NONE
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else repr(value).removesuffix(".0")


def _number(hyperparameter: Hyperparameter, text: str, at: int = 0) -> float | None:
    if text.lower() == _NONE and hyperparameter.optional(at):
        return None
    value = read_number(text)
    if value is None or math.isinf(value):
        raise ValueTextError(
            Message("{name} takes a finite number, not {text}.", name=hyperparameter.name, text=quoted(text))
        )
    return value


def _integer(hyperparameter: Hyperparameter, text: str, at: int = 0) -> int | None:
    value = _number(hyperparameter, text, at)
    if value is None:
        return None
    if value != int(value):
        raise ValueTextError(
            Message("{name} takes a whole number, not {text}.", name=hyperparameter.name, text=quoted(text))
        )
    return int(value)


def _flag(hyperparameter: Hyperparameter, text: str) -> bool:
    value = _FLAGS.get(text.lower())
    if value is None:
        raise ValueTextError(
            Message("{name} is true or false, not {text}.", name=hyperparameter.name, text=quoted(text))
        )
    return value


def _numbers(hyperparameter: Hyperparameter, text: str) -> tuple[float | None, ...]:
    parts = _parts(text)
    if len(parts) != hyperparameter.length:
        example = value_text(hyperparameter.default)
        raise ValueTextError(
            Message(
                "{name} takes {count} numbers, as in {example}, not {text}.",
                name=hyperparameter.name, count=hyperparameter.length, example=example, text=quoted(text),
            )
        )  # fmt: skip
    return tuple(_number(hyperparameter, part, at) for at, part in enumerate(parts))


def _integers(hyperparameter: Hyperparameter, text: str) -> tuple[int | None, ...]:
    return tuple(_integer(hyperparameter, part) for part in _parts(text))


def _choice(hyperparameter: Hyperparameter, text: str) -> str | None:
    words = {(_NONE if each is None else each).lower(): each for each in hyperparameter.choices}
    if text.lower() in words:
        return words[text.lower()]
    guess = nearest(text, words)
    name, known = hyperparameter.name, ", ".join(words)
    if guess is None:
        raise ValueTextError(
            Message("{name} is one of {words}, not {text}.", name=name, words=known, text=quoted(text))
        )
    raise ValueTextError(
        Message("{name} is not {text}. Did you mean {guess}?", name=name, text=quoted(text), guess=guess)
    )


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.strip("()[]").split(",")]


_READERS: dict[Kind, Callable[[Hyperparameter, str], HyperparameterValue]] = {
    "number": _number,
    "integer": _integer,
    "flag": _flag,
    "numbers": _numbers,
    "integers": _integers,
    "choice": _choice,
}
