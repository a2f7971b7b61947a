"""A file that is there whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path to write to, which takes the name of `path` if the block ends well and is removed if it does not.

    It lies in the same folder and is made at once, so that a place that cannot be written to raises `OSError` before
    any work. What is no regular file (a pipe, a terminal) is written to directly.
    """
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        path.open("ab").close()
        yield path
        return
    target = path.resolve()
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(13, os.strerror(13), str(target))
    draft = target.with_name(f".thalweg-{os.getpid()}{target.suffix[:8]}")
    if draft.exists():
        raise FileExistsError(17, os.strerror(17), str(draft))
    try:
        draft.open("xb").close()  # within, as Ctrl+C may come between its being made and the next line
        yield draft
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
