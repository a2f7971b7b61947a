"""Files and folders that a command writes to, refused before any work where they cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.commands.words import BadWords, Failed, Words
from app.engine.spelling import quoted
from app.export.whole_file import whole_file
from surfaces.message import Message


@contextmanager
def writable(path: Path) -> Iterator[Path]:
    """A path to write to that becomes `path` if all goes well; `BadWords` at once where it cannot."""
    if path.is_dir():
        raise BadWords(Message("{path} is a folder, not a file.", path=quoted(str(path))))
    if not path.parent.is_dir():
        raise BadWords(Message("There is no folder {path}.", path=quoted(str(path.parent))))
    opened = False
    try:
        with whole_file(path) as draft:
            opened = True
            yield draft
    except OSError as error:
        reason = Message("Cannot write {path}: {reason}.", path=quoted(str(path)), reason=error.strerror or str(error))
        raise (Failed(reason) if opened else BadWords(reason)) from None


def out_path(words: Words, endings: Sequence[str]) -> Path:
    """The `--out` of a command that needs one, with one of a few endings."""
    text = words.text("--out")
    known = " or ".join(endings)
    if text is None:
        raise BadWords(Message("Say where to write: --out FILE, ending in {endings}.", endings=known))
    path = Path(text)
    if path.suffix.lower() not in endings:
        raise BadWords(Message("--out takes a file ending in {endings}, not {path}.", endings=known, path=quoted(text)))
    return path
