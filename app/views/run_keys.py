"""The keys of the selected run."""

from __future__ import annotations

from collections.abc import Callable

from app.i18n import tr
from app.views.run_list import RunList


def run_keys(runs: RunList) -> list[tuple[str, str, Callable[[], object]]]:
    """Texts, keys, and what they do."""
    return [
        (tr("Copy run"), "Ctrl+C", runs.copy_selected),
        (tr("Paste run"), "Ctrl+V", runs.paste),
        (tr("Rename run"), "F2", runs.rename_selected),
        (tr("Fork run here"), "B", runs.fork_selected),
        (tr("Edit run from here"), "E", runs.edit_selected),
        (tr("Move run up"), "Alt+Up", lambda: runs.move_selected(-1)),
        (tr("Move run down"), "Alt+Down", lambda: runs.move_selected(1)),
    ]
