"""The command line: finds the command, runs it, and turns every way to fail into a sentence and an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from app.commands import COMMANDS
from app.commands.command import Command, columns
from app.commands.words import BadWords, Failed
from app.engine.spelling import nearest, quoted
from app.gl_setup import choose_platform
from app.i18n import tr
from surfaces.message import Message

OK, FAILED, BAD_WORDS, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141
MAX_CHARACTERS = 1500


def main(words: Sequence[str]) -> int:
    """Do what the words ask for and return the exit status; without words, open the window."""
    return guarded(lambda: _dispatch(list(words)))


def guarded(action: Callable[[], int]) -> int:
    """The exit status of an action, whatever becomes of it."""
    try:
        return action()
    except BadWords as error:
        return _say(error.message, BAD_WORDS)
    except Failed as error:
        return _say(error.message, FAILED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The rest of the output goes nowhere, or Python complains about it when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except Exception as error:
        if os.environ.get("THALWEG_DEBUG"):
            raise
        message = Message("Unexpected: {kind}: {text}", kind=type(error).__name__, text=quoted(str(error)))
        return _say(message, FAILED)


def _dispatch(words: list[str]) -> int:
    if not words:
        return _open_window()
    word, *rest = words
    if word in ("--help", "-h", "help"):
        print(_help())
    elif word in ("--version", "-V"):
        print("thalweg", _version())
    else:
        return _command(word).run(rest)
    return OK


def _command(word: str) -> Command:
    by_name = {command.name: command for command in COMMANDS}
    found = by_name.get(word.lower())
    if found is not None:
        return found
    guess = nearest(word, [*by_name, "--help", "--version"])
    if guess is None:
        names = ", ".join(by_name)
        raise BadWords(Message("There is no command {word}. There are {names}.", word=quoted(word), names=names))
    raise BadWords(Message("There is no command {word}. Did you mean {guess}?", word=quoted(word), guess=guess))


def _open_window() -> int:
    from app.export.display import display_answers

    if not display_answers() and "QT_QPA_PLATFORM" not in os.environ:
        raise Failed(Message("There is no display for the window. Try: thalweg welcome --out ."))
    choose_platform()

    from app.window import run

    return run([sys.argv[0]])


def _help() -> str:
    rows = [(" ".join([command.name, *command.places]), tr(command.sentence)) for command in COMMANDS]
    return "\n\n".join(
        [
            "thalweg [COMMAND] [options]",
            tr("Watch real torch.optim optimizers walk down loss surfaces. Without a command the window opens."),
            columns([*rows, ("COMMAND --help", tr("The options of a command.")), ("--version", tr("The version."))]),
            tr("Examples:") + "\n" + "\n".join(f"  {command.examples[0]}" for command in COMMANDS),
        ]
    )


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("thalweg")
    except PackageNotFoundError:
        return tr("(not installed)")


def _say(message: Message, status: int) -> int:
    print(("thalweg: " + tr(message))[:MAX_CHARACTERS], file=sys.stderr)
    return status
