"""The words of a command line, read against a table of options."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.engine.spelling import nearest, quoted, read_number
from surfaces.message import Message


class BadWords(Exception):
    """The command line asks for nothing that can be done; `message` says why in one or two sentences."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class Failed(Exception):
    """The words were fine, what they ask for failed; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True)
class Option:
    """`--name` and the placeholders of the values that follow it (none for a flag).

    A single placeholder that ends in `...` stands for one value and all numbers behind it.
    """

    name: str
    values: tuple[str, ...]
    sentence: Message

    @property
    def usage(self) -> str:
        """`--start X Y`."""
        return " ".join([self.name, *self.values])

    @property
    def takes_many(self) -> bool:
        """Whether all numbers that follow belong to it."""
        return self.values[-1:] != () and self.values[-1].endswith("...")


@dataclass(frozen=True)
class Words:
    """What was typed: the free words in order, and for every option each time it was given."""

    free: tuple[str, ...]
    given: Mapping[str, Sequence[tuple[str, ...]]]

    def flag(self, name: str) -> bool:
        """Whether an option was given at all."""
        return name in self.given

    def all(self, name: str) -> tuple[str, ...]:
        """The value of an option each time it was given."""
        return tuple(values[0] for values in self.given.get(name, ()))

    def text(self, name: str) -> str | None:
        """The value given last."""
        return self.given[name][-1][0] if name in self.given else None

    def numbers(self, name: str) -> tuple[float, ...] | None:
        """The values given last, as finite numbers."""
        if name not in self.given:
            return None
        return tuple(_finite(name, text) for text in self.given[name][-1])

    def listed_numbers(self, name: str) -> tuple[float, ...] | None:
        """The same where commas may stand between them, and all of them in one word."""
        if name not in self.given:
            return None
        texts = " ".join(self.given[name][-1]).replace(",", " ").split()
        return tuple(_finite(name, text) for text in texts or [""])

    def number(self, name: str, default: float) -> float:
        """One finite number."""
        numbers = self.numbers(name)
        return default if numbers is None else numbers[0]

    def integer(self, name: str, low: int, high: int) -> int | None:
        """A whole number between two bounds, both included."""
        text = self.text(name)
        if text is None:
            return None
        value = read_number(text)
        if value is None or not value.is_integer() or not low <= value <= high:
            raise BadWords(
                Message(
                    "{name} takes a whole number from {low} to {high}, not {text}.",
                    name=name, low=low, high=high, text=quoted(text),
                )
            )  # fmt: skip
        return int(value)

    def choice(self, name: str, choices: Sequence[str]) -> str:
        """One of a few words, in any case; the first one where the option was not given."""
        text = self.text(name)
        if text is None:
            return choices[0]
        if text.lower() in choices:
            return text.lower()
        raise BadWords(
            Message("{name} is {choices}, not {text}.", name=name, choices=" or ".join(choices), text=quoted(text))
        )

    def known(self, name: str, known: Sequence[str]) -> str | None:
        """One of several names, in any case, the nearest of them being proposed for any other; None if not given."""
        text = self.text(name)
        if text is None or text.lower() in known:
            return text and text.lower()
        guess = nearest(text, known)
        if guess is None:
            raise BadWords(
                Message("{name} is one of {known}, not {text}.", name=name, known=", ".join(known), text=quoted(text))
            )
        raise BadWords(
            Message("{name} is not {text}. Did you mean {guess}?", name=name, text=quoted(text), guess=guess)
        )


def read_words(words: Sequence[str], options: Sequence[Option], most_free: int) -> Words:
    """Sort the words into free ones and options; raises `BadWords`.

    A value may begin with a minus. It may not be the name of an option: then a value is missing.
    After `--` every word is free.
    """
    by_name = {option.name: option for option in options}
    free: list[str] = []
    given: dict[str, list[tuple[str, ...]]] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "--":
            free += rest
            break
        if not word.startswith("-") or word == "-":
            free.append(word)
            continue
        name, equals, value = word.partition("=")
        option = by_name.get(name.lower()) or _unknown(name, by_name)
        if equals:
            rest.insert(0, value)
        given.setdefault(option.name, []).append(_values(option, rest, by_name, bool(equals)))
    if len(free) > most_free:
        raise BadWords(Message("{word} is one word too many.", word=quoted(free[most_free])))
    return Words(tuple(free), given)


def _values(option: Option, rest: list[str], by_name: Mapping[str, Option], equals: bool) -> tuple[str, ...]:
    count = len(option.values)
    values = rest[:count]
    following = values[1:] if equals else values
    if len(values) < count or any(word in by_name for word in following):
        raise BadWords(Message("A value is missing: {usage}.", usage=option.usage))
    if equals and not count:
        raise BadWords(Message("{name} takes no value.", name=option.name))
    while option.takes_many and count < len(rest) and _like_a_number(rest[count]):
        count += 1
    values = rest[:count]
    del rest[:count]
    return tuple(values)


def _like_a_number(text: str) -> bool:
    """Also what is refused later, with a sentence of its own."""
    return read_number(text) is not None or text.lower().lstrip("+-") in ("nan", "inf", "infinity")


def _unknown(name: str, by_name: Mapping[str, Option]) -> Option:
    guess = nearest(name, by_name)
    if guess is None:
        known = ", ".join(by_name)
        raise BadWords(Message("There is no option {name}. There are {known}.", name=quoted(name), known=known))
    raise BadWords(Message("There is no option {name}. Did you mean {guess}?", name=quoted(name), guess=guess))


def _finite(name: str, text: str) -> float:
    value = read_number(text)
    if value is None or math.isinf(value):
        raise BadWords(Message("{name} takes finite numbers, not {text}.", name=name, text=quoted(text)))
    return value
