"""`thalweg welcome`: the first experiment as a picture and an animation, without a window."""

from __future__ import annotations

import sys
from pathlib import Path

from app.commands.command import Command
from app.commands.places import writable
from app.commands.words import Option, Words
from app.engine.welcome import WELCOME
from app.export.scene import Scene
from app.i18n import tr
from surfaces.message import Message


def _welcome(words: Words) -> int:
    from app.commands.drawing import draw
    from app.commands.recording import recorded

    folder = Path(words.text("--out") or ".")
    picture, animation = folder / "thalweg-welcome.png", folder / "thalweg-welcome.gif"
    with writable(picture) as first, writable(animation) as second:
        draw(lambda: Scene(WELCOME, recorded(WELCOME)), (first, second))
    for path in (picture, animation):
        sys.stdout.write(tr("Written: {path}", path=path.resolve()) + "\n")
    return 0


WELCOME_COMMAND = Command(
    name="welcome",
    places=(),
    sentence=Message("Draws the experiment of the first start as a picture and an animation."),
    options=(Option("--out", ("FOLDER",), Message("The folder to write to. Without it: the current one.")),),
    examples=("thalweg welcome --out .",),
    action=_welcome,
)
