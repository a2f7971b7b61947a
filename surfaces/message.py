"""A sentence as a value: a template and its values, translated only where it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


def unchanged(text: str) -> str:
    """English: the key is the text."""
    return text


@dataclass(frozen=True, init=False)
class Message:
    """`Message("diverged at step {step}", step=14)`.

    The template is the key of the translation; a value that is itself a `Message` is translated with it.
    """

    template: str
    values: Mapping[str, object]

    def __init__(self, template: str, **values: object) -> None:
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "values", MappingProxyType(values))

    def text(self, translate: Callable[[str], str] = unchanged) -> str:
        """The sentence, in the language of `translate`."""
        shown = {
            name: value.text(translate) if isinstance(value, Message) else value for name, value in self.values.items()
        }
        return translate(self.template).format(**shown)

    def __str__(self) -> str:
        return self.text()

    def __hash__(self) -> int:
        return hash((self.template, tuple(self.values.items())))

    def __reduce__(self) -> tuple[object, ...]:
        return _restored, (self.template, dict(self.values))


def _restored(template: str, values: dict[str, object]) -> Message:
    return Message(template, **values)
