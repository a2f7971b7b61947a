"""Everything that the window does by menu and shortcut; what belongs to one lab sleeps while another is in front."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QMenu

from app.file_actions import FileActions
from app.i18n import tr
from app.lab_tabs import LABS
from app.views.run_keys import run_keys
from app.views.run_list import RunList

if TYPE_CHECKING:
    from app.window import Window

ROW_KEYS = 4


class WindowActions(QObject):
    """`menu` is the whole one, `exports` the part that the bar shows alone."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.menu, self.exports = QMenu(window), QMenu(window)
        self._views = QMenu(tr("View"), window)
        for each in (self.menu, self.exports, self._views):
            each.setToolTipsVisible(True)
        self._of_lab: dict[str, list[QAction]] = {key: [] for key in LABS}
        self._of_records: list[QAction] = []
        self.shortcuts = [
            (tr("Space"), tr("Play or pause")),
            ("←  →", tr("One step back or on")),
            (tr("Home  End"), tr("First or last step")),
            (tr("Shift+arrows"), tr("Turn the surface; with Ctrl, by single degrees")),
            (tr("Esc"), tr("Leave the filled window or the full screen")),
        ]

    def fill(self) -> None:
        """Put every action into its menu."""
        self._fill_views()
        self._fill_exports()
        window, menu = self._window, self.menu
        menu.addActions(self.exports.actions())
        menu.addSeparator()
        menu.addAction(self._action(tr("Undo"), "Ctrl+Z", lambda: window.front.store.undo()))
        menu.addAction(self._action(tr("Redo"), "Ctrl+Y", lambda: window.front.store.redo(), "Ctrl+Shift+Z"))
        menu.addMenu(window.examples.menu)
        menu.addAction(self._action(tr("Reset to welcome"), "", window.reset_to_welcome))
        menu.addSeparator()
        menu.addMenu(self._views)
        menu.addAction(self._action(tr("Reset view"), "R", lambda: window.front.lab.reset_views()))
        menu.addAction(self._action(tr("Controls"), "Ctrl+B", window.top.controls.toggle))
        menu.addAction(self._action(tr("Next theme"), "Ctrl+T", window.themes.take_next))
        menu.addAction(self._action(tr("Full screen"), "F11", window.toggle_full_screen))
        menu.addSeparator()
        menu.addAction(self._action(tr("Shortcuts"), "F1", window.show_shortcuts))
        menu.addAction(self._action(tr("About Thalweg"), "", window.show_about))
        menu.addAction(self._action(tr("Quit"), "Ctrl+Q", window.close))
        self._action(tr("Menu"), "F10", window.top.open_menu)
        for text, keys, wish in run_keys():
            self._action(text, keys, partial(self._wish_for_run, wish))
        rows = [self._action("", str(row), partial(self._show_row, row - 1)) for row in range(1, ROW_KEYS + 1)]
        self._of_lab["gates"] += rows
        self.shortcuts.append(("1 – 4", tr("A row of the truth table")))

    def _fill_views(self) -> None:
        lab = self._window.lab
        for key, text in zip(LABS, (tr("Descent"), tr("Gates")), strict=True):
            opening = partial(self._window.open_lab, key)
            self._views.addAction(self._action(text, f"Ctrl+{LABS.index(key) + 1}", opening))
        self._views.addSeparator()
        for text, keys, slot in lab.view_control.entries():
            self._views.addAction(self._own("descent", self._action(text, keys, slot)))
        self._views.addSeparator()
        apart = self._action(tr("Take the step apart"), "W", lambda: self._window.front.lab.opened_page.toggle())
        self._views.addAction(apart)
        self._of_records.append(apart)
        self._views.addAction(self._own("descent", self._action(tr("Fair race"), "F", lab.opened_race.toggle)))
        self._own("descent", self._action(tr("View settings"), "V", lab.stage.open_view_panel))

    def _fill_exports(self) -> None:
        recorded = FileActions.save_animation, FileActions.save_data
        for text, keys, wish in (
            (tr("Save picture…"), "Ctrl+S", FileActions.save_picture),
            (tr("Copy picture"), "Ctrl+Shift+C", FileActions.copy_picture),
            (tr("Save animation…"), "Ctrl+Shift+S", FileActions.save_animation),
            (tr("Save data…"), "Ctrl+E", FileActions.save_data),
            (tr("Copy as PyTorch script"), "Ctrl+Shift+P", FileActions.copy_script),
            (tr("Save PyTorch script…"), "Ctrl+P", FileActions.save_script),
        ):
            action = self._action(text, keys, partial(self._export, wish))
            self.exports.addAction(action)
            if wish in recorded:
                self._of_records.append(action)

    def _export(self, wish: Callable[[FileActions], None]) -> None:
        wish(self._window.front.files)

    def _own(self, lab: str, action: QAction) -> QAction:
        self._of_lab[lab].append(action)
        return action

    def show_lab(self, front: str) -> None:
        """Wake what belongs to the lab in front."""
        for key, actions in self._of_lab.items():
            for action in actions:
                action.setEnabled(key == front)
        self.show_still()

    def show_still(self) -> None:
        """What takes records sleeps where nothing is recorded, and says why."""
        still = self._window.front.lab.still()
        for action in self._of_records:
            action.setEnabled(still is None)
            action.setToolTip("" if still is None else tr(still.reason))

    def _wish_for_run(self, wish: Callable[[RunList], object]) -> None:
        wish(self._window.front.lab.runs)

    def _show_row(self, row: int) -> None:
        if self._window.gates is not None:
            self._window.gates.show_row(row)

    def _action(self, text: str, keys: str, slot: Callable[[], object], also: str = "") -> QAction:
        action = QAction(text, self._window)
        if keys:
            action.setShortcuts([QKeySequence(each) for each in (keys, also) if each])
            if text:
                self.shortcuts.append((keys, text.rstrip("…")))
        action.triggered.connect(lambda _checked: slot())
        self._window.addAction(action)
        return action
