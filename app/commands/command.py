"""What a file of this folder states about one command, and the help made of it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from app.commands.words import Option, Words, read_words
from app.i18n import tr
from surfaces.message import Message

_WIDTH = 100
HELP = Option("--help", (), Message("Show this help."))


@dataclass(frozen=True)
class Command:
    """`thalweg NAME PLACES [options]`: what it does, with examples, and the function that does it.

    `inner` are commands of their own whose names begin with this one's, as `render gate` does.
    """

    name: str
    places: tuple[str, ...]
    sentence: Message
    options: tuple[Option, ...]
    examples: tuple[str, ...]
    action: Callable[[Words], int]
    inner: tuple[Command, ...] = ()

    def run(self, words: list[str]) -> int:
        """Read the words, do what they ask, return the exit status; raises `BadWords` and `Failed`."""
        for each in self.inner:
            if words and f"{self.name} {words[0].lower()}" == each.name:
                return each.run(words[1:])
        asked = ["--help" if word == "-h" else word for word in words]
        read = read_words(asked, (*self.options, HELP), len(self.places))
        if read.flag("--help"):
            print(self.help())
            return 0
        return self.action(read)

    def help(self) -> str:
        """Usage, options and examples."""
        usage = " ".join(["thalweg", self.name, *self.places, tr("[options]")])
        parts = [
            usage,
            textwrap.fill(tr(self.sentence), _WIDTH),
            columns([(option.usage, tr(option.sentence)) for option in (*self.options, HELP)]),
            tr("Examples:") + "\n" + "\n".join(f"  {example}" for example in self.examples),
            *(tr("See also: {command}", command=f"thalweg {each.name} --help") for each in self.inner),
        ]
        return "\n\n".join(parts)


def columns(rows: list[tuple[str, str]]) -> str:
    """Names on the left, wrapped sentences on the right."""
    left = min(max(len(name) for name, _ in rows), 28) + 4
    lines = []
    for name, sentence in rows:
        wrapped = textwrap.wrap(sentence, _WIDTH - left)
        first = f"  {name}"
        if len(first) > left - 2:
            lines.append(first)
            first = ""
        lines.append(first.ljust(left) + wrapped[0])
        lines += [" " * left + line for line in wrapped[1:]]
    return "\n".join(lines)
