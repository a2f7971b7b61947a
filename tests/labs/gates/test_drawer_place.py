"""The runs lie over the middle of the page in front, and over nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication

from app.engine.experiment import Run
from app.labs.gates.lab import GatesLab
from app.window import Window
from tests.open_window import SETTLING, opened
from tests.qtest import QTest


@pytest.fixture
def lab(qtbot, worker) -> Iterator[GatesLab]:
    for window in opened(qtbot, worker):
        yield opened_lab(window)


def opened_lab(window: Window) -> GatesLab:
    window.open_lab("gates")
    assert window.gates is not None
    window.gates.show_page("unit")
    window.gates.show_controls(True)
    return window.gates


def lies_in_its_place(lab: GatesLab) -> bool:
    place = lab.page.runs_place()
    place.moveTopLeft(lab.page.mapTo(lab, place.topLeft()))
    return lab.drawer.geometry() == place and lab.page.width() == lab.width()


def test_the_runs_lie_in_their_place_on_every_page_and_after_another_lab(qtbot, lab: GatesLab) -> None:
    QTest.mouseClick(lab.header.gates["xor"], Qt.MouseButton.LeftButton)
    window = lab.window()
    assert isinstance(window, Window)
    window.front.store.edit_run(0, Run("LBFGS"))  # its seeds are not counted before one asks for it
    for key in ("network", "layers", "three", "unit"):
        lab.show_page(key)
        qtbot.waitUntil(lambda: lies_in_its_place(lab))
        window.open_lab("descent")
        for _ in range(SETTLING):
            QApplication.processEvents()
        window.open_lab("gates")
        for _ in range(SETTLING):
            QApplication.processEvents()
        assert lies_in_its_place(lab), key


def test_the_worked_update_has_the_whole_window(lab: GatesLab) -> None:
    lab.opened_page.open()
    assert lab.drawer.isHidden() and not lab.header.runs.isChecked()
    lab.opened_page.close()
    assert lab.drawer.isHidden()
