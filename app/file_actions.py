"""What leaves the window: pictures, animations and tables of the experiment on screen."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QObject, Qt
from PyQt6.QtGui import QGuiApplication, QImage
from PyQt6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog, QWidget

from app.drawing_job import DrawingJob
from app.engine.experiment import Experiment
from app.engine.gates.tables import gate_of
from app.engine.script import NoScript, script_of
from app.export.data_format import DATA_FORMATS
from app.export.scene import Scene
from app.export.state_columns import without_state
from app.export.whole_file import whole_file
from app.i18n import tr
from app.labs.lab import Lab
from app.labs.still import Still
from app.store import Store
from app.views.run_clipboard import clipboard
from surfaces.message import Message

_ANIMATIONS = {".gif": Message("GIF animation (*.gif)"), ".webp": Message("WebP animation (*.webp)")}


class FileActions(QObject):
    """Asks where to, writes whole files only, and says in a sentence what went wrong."""

    def __init__(self, lab: Lab, store: Store, window: QWidget) -> None:
        super().__init__(window)
        self._lab, self._store, self._window = lab, store, window
        self._folder = Path.home()
        # Gives up what is being drawn; None while nothing is.
        self._cancel: Callable[[], None] | None = None
        lab.runs.script_wanted.connect(self.copy_script)

    def save_picture(self) -> None:
        """The large view as it is seen now, as a PNG."""
        self._save(tr("Save picture"), {".png": Message("PNG picture (*.png)")}, self._draw_file)

    def save_animation(self) -> None:
        """The walk up to the playhead's last step, four seconds long, as GIF or WebP."""
        self._save(tr("Save animation"), _ANIMATIONS, self._draw_file)

    def save_data(self) -> None:
        """Every recorded row of every run, as CSV, JSON or numpy arrays."""
        self._save(tr("Save data"), {f".{each.name}": each.kind for each in DATA_FORMATS}, self._write_data)

    def copy_picture(self) -> None:
        """The large view as it is seen now, to the clipboard."""
        folder = tempfile.TemporaryDirectory(prefix="thalweg-")
        path = Path(folder.name) / "picture.png"

        def take() -> None:
            clipboard = QGuiApplication.clipboard()
            assert clipboard is not None
            clipboard.setImage(QImage(str(path)))
            folder.cleanup()

        self._draw(path, take, folder.cleanup)

    def copy_script(self, index: int | None = None) -> None:
        """A run (the selected one), or what is in front, as a PyTorch program, to the clipboard."""
        text = self._script(index)
        if text:
            clipboard().setText(text)

    def save_script(self) -> None:
        """The selected run, or what is in front, as a PyTorch program."""
        text = self._script(None)
        if text:
            self._save(tr("Save PyTorch script"), {".py": Message("Python program (*.py)")}, partial(_write_text, text))

    def _script(self, index: int | None) -> str:
        """The program of a run, of none that of what is in front; empty, after saying why, where there is none."""
        still = self._lab.still()
        if index is None and still is not None:
            return still.script
        experiment, _ = self._lab.walked()
        index = self._store.document.selected if index is None else index
        if not 0 <= index < len(experiment.runs):
            self.say(Message("There is no run yet."))
            return ""
        try:
            return script_of(experiment, experiment.runs[index])
        except NoScript as reason:
            self.say(reason.message)
            return ""

    def stop(self) -> None:
        """Give up what is being drawn."""
        if self._cancel is not None:
            self._cancel()

    def scene(self, whole: bool) -> Scene | None:
        """What is on screen, as a value; None (after saying why) while something is still being recorded."""
        scene = self._lab.scene(self._store.experiment.steps if whole else None)
        if scene is None:
            self.say(Message("The runs are still being recorded. Try again in a moment."))
        return scene

    def say(self, message: Message) -> None:
        """One sentence in a box that does not stop the program."""
        box = QMessageBox(QMessageBox.Icon.Information, "Thalweg", tr(message), parent=self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _save(self, title: str, kinds: Mapping[str, Message], write: Callable[[Path, str], None]) -> None:
        """Ask for a file; `write` takes its path and the ending that says its kind: the path's own, if it is one."""
        dialog = QFileDialog(self._window, title, str(self._folder))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        endings = {tr(kind): ending for ending, kind in kinds.items()}
        dialog.setNameFilters(list(endings))
        first = next(iter(kinds))
        dialog.setDefaultSuffix(first)
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(endings[kind]))
        dialog.selectFile(f"thalweg-{_name_of(self._lab.walked()[0])}{first}".replace("/", "-"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def accept(chosen: str) -> None:
            path = Path(chosen)
            self._folder = path.parent
            ending = path.suffix.lower()
            try:
                write(path, ending if ending in kinds else endings[dialog.selectedNameFilter()])
            except OSError as error:
                self._say_unwritable(error)

        dialog.fileSelected.connect(accept)
        dialog.open()

    def _write_data(self, path: Path, ending: str) -> None:
        scene = self.scene(whole=True)
        if scene is not None:
            data_format = {f".{each.name}": each for each in DATA_FORMATS}[ending]
            with whole_file(path) as draft, draft.open("wb") as file:
                shown = map(without_state, scene.trajectories) if data_format.is_text else scene.trajectories
                data_format.write(file, scene.experiment, tuple(shown), 1, scene.threshold)

    def _draw_file(self, path: Path, ending: str) -> None:
        """Draw into a draft beside the file, which takes its name once it is whole."""
        draft = path.with_name(f".thalweg-{os.getpid()}{ending}")
        draft.open("xb").close()

        def take() -> None:
            try:
                os.replace(draft, path)
            except OSError as error:
                draft.unlink(missing_ok=True)
                self._say_unwritable(error)

        self._draw(draft, take, lambda: draft.unlink(missing_ok=True))

    def _draw(self, path: Path, take: Callable[[], None], clean: Callable[[], None]) -> None:
        still = self._lab.still()
        if still is not None:
            self._draw_still(still, path, take, clean)
            return
        scene = self.scene(whole=path.suffix in _ANIMATIONS)
        if scene is None or self._cancel is not None:
            clean()
            return
        job = DrawingJob(scene, path, self)
        progress = QProgressDialog(tr("Drawing…"), tr("Cancel"), 0, 100, self._window)
        progress.setWindowModality(Qt.WindowModality.WindowModal)
        progress.setMinimumDuration(400)
        progress.setValue(0)

        def end() -> None:
            self._cancel = None
            progress.canceled.disconnect()
            progress.close()
            progress.deleteLater()
            job.deleteLater()

        def cancel() -> None:
            job.cancel()
            clean()
            end()

        def fail(message: Message) -> None:
            clean()
            end()
            self.say(message)

        job.progressed.connect(lambda share: progress.setValue(round(100 * share)))
        job.finished.connect(end)
        job.finished.connect(take)
        job.failed.connect(fail)
        progress.canceled.connect(cancel)
        self._cancel = cancel
        job.start()

    def _draw_still(self, still: Still, path: Path, take: Callable[[], None], clean: Callable[[], None]) -> None:
        """The window draws what it shows anyway."""
        if still.image(self._lab.theme).save(str(path)):
            take()
        else:
            clean()
            self.say(Message("The picture could not be written."))

    def _say_unwritable(self, error: OSError) -> None:
        self.say(Message("The file could not be written: {reason}.", reason=error.strerror or str(error)))


def _write_text(text: str, path: Path, _ending: str) -> None:
    with whole_file(path) as draft:
        draft.write_text(text, encoding="utf-8")


def _name_of(experiment: Experiment) -> str:
    """A few letters that say what was walked down."""
    if experiment.gate is None:
        return experiment.surface[:20].strip()
    gate = gate_of(experiment.gate.rows)
    return "gate" if gate is None else gate.key
