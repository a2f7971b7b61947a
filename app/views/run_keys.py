"""The keys of the selected run."""

from __future__ import annotations

from collections.abc import Callable

from app.i18n import tr
from app.views.run_list import RunList


def run_keys() -> list[tuple[str, str, Callable[[RunList], object]]]:
    """Texts, keys, and what they do in a list of runs."""
    return [
        (tr("Copy run"), "Ctrl+C", RunList.copy_selected),
        (tr("Paste run"), "Ctrl+V", RunList.paste),
        (tr("Rename run"), "F2", RunList.rename_selected),
        (tr("Fork run here"), "B", RunList.fork_selected),
        (tr("Edit run from here"), "E", RunList.edit_selected),
        (tr("Move run up"), "Alt+Up", lambda runs: runs.move_selected(-1)),
        (tr("Move run down"), "Alt+Down", lambda runs: runs.move_selected(1)),
    ]
