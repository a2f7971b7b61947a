"""What the window saves: the kinds its dialogs offer, and the one that is written."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PyQt6.QtWidgets import QFileDialog, QProgressDialog, QPushButton

from app.engine.experiment import Experiment, Run
from app.export.data_format import DATA_FORMATS
from app.i18n import tr
from app.store import document_of
from app.window import Window
from tests.open_window import wait_for_records


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "saved"
    made.mkdir()
    return made


def dialog_of(window: Window) -> QFileDialog:
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    return dialog


def choose(dialog: QFileDialog, path: Path) -> None:
    dialog.fileSelected.emit(str(path))
    dialog.close()


@pytest.mark.parametrize("data_format", DATA_FORMATS, ids=lambda data_format: data_format.name)
def test_the_ending_that_is_typed_names_the_kind(window, data_format, folder: Path) -> None:
    window.files.save_data()
    dialog = dialog_of(window)
    assert dialog.nameFilters() == [tr(each.kind) for each in DATA_FORMATS]
    choose(dialog, folder / f"walk.{data_format.name.upper()}")
    [path] = folder.iterdir()
    losses = window.recorder.trajectories[0].losses
    match data_format.name:
        case "csv":
            assert path.read_text().splitlines()[1].split(",")[4] == repr(float(losses[0]))
        case "json":
            assert json.loads(path.read_text())["runs"][0]["loss"] == losses.tolist()
        case "npz":
            with np.load(path, allow_pickle=False) as found:
                assert found["0/losses"].tobytes() == losses.tobytes()


def test_without_a_known_ending_the_chosen_kind_is_written(window, folder: Path) -> None:
    window.files.save_data()
    dialog = dialog_of(window)
    for data_format in DATA_FORMATS[1], DATA_FORMATS[2], DATA_FORMATS[1]:
        dialog.selectNameFilter(tr(data_format.kind))
        dialog.filterSelected.emit(tr(data_format.kind))
        assert dialog.defaultSuffix() == data_format.name
    choose(dialog, folder / "walk.txt")
    assert len(json.loads((folder / "walk.txt").read_text())["runs"]) == len(window.store.experiment.runs)


def test_what_cannot_be_written_is_said(window, folder: Path) -> None:
    said: list[str] = []
    window.files.say = lambda message: said.append(tr(message))
    window.files.save_data()
    choose(dialog_of(window), folder / "nowhere" / "walk.json")
    assert said == ["The file could not be written: No such file or directory."]


def test_nothing_is_left_of_a_drawing_when_the_window_closes(qtbot, window, folder: Path) -> None:
    window.files.save_animation()
    choose(dialog_of(window), folder / "walk.gif")
    assert len(list(folder.iterdir())) == 1
    window.close()
    assert list(folder.iterdir()) == []


def test_nothing_is_left_of_a_drawing_that_is_canceled(qtbot, window, folder: Path) -> None:
    window.files.save_animation()
    choose(dialog_of(window), folder / "walk.gif")
    window.findChild(QProgressDialog).findChild(QPushButton).click()
    assert list(folder.iterdir()) == []
    window.files.save_animation()
    choose(dialog_of(window), folder / "again.gif")
    assert len(list(folder.iterdir())) == 1
    window.files.stop()
    assert list(folder.iterdir()) == []


def test_nothing_is_left_of_a_picture_that_cannot_take_its_place(qtbot, window, folder: Path) -> None:
    said: list[str] = []
    window.files.say = lambda message: said.append(tr(message))
    (folder / "walk.png").mkdir()
    window.files.save_picture()
    choose(dialog_of(window), folder / "walk.png")
    qtbot.waitUntil(lambda: said != [], timeout=60_000)
    assert said == ["The file could not be written: Is a directory."]
    assert [path.name for path in folder.iterdir()] == ["walk.png"]


def test_an_animation_is_saved_as_webp(qtbot, window, folder: Path) -> None:
    window.resize(1024, 720)
    window.store.edit(document_of(Experiment("saddle", (-1.6, 0.001), (Run("SGD"),), steps=60)))
    wait_for_records(qtbot, window)
    window.files.save_animation()
    choose(dialog_of(window), folder / "walk.webp")
    qtbot.waitUntil(lambda: (folder / "walk.webp").exists(), timeout=90_000)
    with Image.open(folder / "walk.webp") as image:
        assert image.format == "WEBP" and getattr(image, "n_frames", 1) > 30
    assert list(folder.iterdir()) == [folder / "walk.webp"]
