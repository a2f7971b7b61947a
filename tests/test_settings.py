"""What the next start remembers, and that nothing it reads can hurt it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import QByteArray, QSettings

from app.engine.experiment import Edit, Experiment, Run, Schedule, Treatment
from app.settings import Settings
from app.store import FIRST, document_of
from app.theme import PROJECTOR
from app.theme_choice import SYSTEM
from app.views.height_scale import LOG_LIKE, SCALES, Height

SGD = Run("SGD", (("lr", 0.1),))
COSINE = Schedule("CosineAnnealingLR", (("T_max", 50), ("eta_min", 0.001)))
MILESTONES = Schedule("MultiStepLR", (("milestones", (5, 9, 20)), ("gamma", 0.5)))
SPECIAL = (
    replace(SGD, schedule=COSINE, treatment=Treatment(1, 0.5, 2.0, 1.0)),
    replace(SGD, schedule=MILESTONES, edits=(Edit(0, (("lr", 1),)), Edit(9, (("nesterov", True), ("momentum", 0.9))))),
    Run("Adam", edits=(Edit(3, (("betas", (0.5, 0.9)),)),)),
)
DOCUMENTS = (
    FIRST,
    document_of(Experiment("x**2 + y**2", (-1e-300, 1e300), (), "float64", 0, 7, True)),
    document_of(
        Experiment("saddle", (0.1, 0.2), (Run("Adam", (("betas", (0.5, 0.9)), ("amsgrad", True), ("lr", 3e-4))),))
    ),
    document_of(Experiment("regression", (0.0, 0.0), SPECIAL)),
)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_comes_back_as_it_was(document):
    Settings().remember_document(document)
    assert Settings().document() == document


@pytest.mark.parametrize(
    "document",
    [
        replace(FIRST, looks=()),
        document_of(Experiment("nowhere", (0.0, 0.0), ())),
        document_of(Experiment("2x", (0.0, 0.0), (), formula=True)),
        document_of(Experiment("himmelblau", (0.0, 0.0), (Run("Adam", (("lr", -1.0),)),))),
        document_of(Experiment("himmelblau", (0.0, 0.0), (Run("Adam", (("speed", 1.0),)),))),
        document_of(Experiment("himmelblau", (0.0, 0.0), (Run("os.system"),))),
        document_of(Experiment("himmelblau", (0.0, 0.0), (), steps=10**9)),
    ],
)
def test_what_cannot_be_shown_is_left_aside(document):
    Settings().remember_document(document)
    assert Settings().document() is None


@pytest.mark.parametrize(
    "run",
    [
        replace(SGD, schedule=Schedule("os.system")),
        replace(SGD, schedule=Schedule("CosineAnnealingLR")),
        replace(SGD, schedule=Schedule("CosineAnnealingLR", (("T_max", 1.5),))),
        replace(SGD, schedule=Schedule("CyclicLR", (("base_lr", 0.1), ("max_lr", 1.0), ("mode", "sawtooth")))),
        replace(Run("Rprop"), schedule=Schedule("CyclicLR", (("base_lr", 0.1), ("max_lr", 1.0)))),
        replace(SGD, schedule=Schedule("OneCycleLR", (("max_lr", 0.1), ("total_steps", 20)))),
        replace(SGD, treatment=Treatment(noise=-1.0)),
        replace(SGD, treatment=Treatment(batch=0)),
        replace(SGD, treatment=Treatment(batch=3)),
        replace(SGD, treatment=Treatment(clip=0.0)),
        replace(SGD, edits=(Edit(-1, (("lr", 1.0),)),)),
        replace(SGD, edits=(Edit(1, (("lr", "fast"),)),)),
        replace(SGD, edits=(Edit(1, (("speed", 1.0),)),)),
        replace(SGD, edits=(Edit(5, (("lr", 1.0),)), Edit(4, (("lr", 1.0),)))),
        replace(SGD, edits=(Edit(5, (("lr", 1.0),)), Edit(5, (("lr", 2.0),)))),
        replace(SGD, edits=(Edit(5, (("nesterov", True),)),)),
    ],
)
def test_a_run_that_torch_would_refuse_is_left_aside(run):
    Settings().remember_document(document_of(Experiment("regression", (0.0, 0.0), (run,))))
    assert Settings().document() is None


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"experiment": 3}', "\x00\xff", "[" * 5000])
def test_a_damaged_file_is_no_obstacle(text):
    stored = QSettings("Thalweg", "Thalweg")
    stored.setValue("document", text)
    stored.setValue("theme", text)
    stored.setValue("step", text)
    stored.setValue("speed", text)
    settings = Settings()
    assert settings.document() is None and settings.theme() == SYSTEM
    assert settings.step(3) == 3 and settings.speed() is None


@pytest.mark.parametrize("line", ["a, b", "@Rect(0 0 1 1)", "@Invalid()", "@ByteArray(xx)", "@Variant(\\0)"])
def test_values_of_another_type_are_no_obstacle(line):
    stored = QSettings("Thalweg", "Thalweg")
    names = ("document", "theme", "step", "speed")
    lines = ["[General]", *(f"{name}={line}" for name in names), "[shape]", f"window={line}"]
    Path(stored.fileName()).parent.mkdir(parents=True, exist_ok=True)
    Path(stored.fileName()).write_text("\n".join(lines))
    stored.sync()
    settings = Settings()
    assert settings.document() is None and settings.theme() == SYSTEM
    assert settings.step(3) in (0, 3) and settings.speed() is None
    assert isinstance(settings.shape("window"), QByteArray)


def test_theme_step_and_speed_come_back():
    settings = Settings()
    settings.remember_theme(PROJECTOR.name)
    settings.remember_step(12)
    settings.remember_speed(20.0)
    assert (Settings().theme(), Settings().step(0), Settings().speed()) == (PROJECTOR.name, 12, 20.0)
    settings.remember_speed(None)
    assert Settings().speed() is None


@pytest.mark.parametrize("height", [*map(Height, SCALES), Height("clipped", 62.5), Height("clipped", 100.0)])
def test_the_height_comes_back(height):
    assert Settings().height() == LOG_LIKE
    Settings().remember_height(height)
    assert Settings().height() == height


@pytest.mark.parametrize("text", ["", "cube", "clipped:7", "clipped:", "log:3", "\x00"])
def test_a_height_there_is_not_is_the_first_one(text):
    QSettings("Thalweg", "Thalweg").setValue("height", text)
    assert Settings().height() == LOG_LIKE


@pytest.mark.parametrize("camera", [(4.0, -180.0), (37.25, -50.125), (90.0, 180.0)])
def test_the_camera_comes_back(camera):
    assert Settings().camera() is None
    Settings().remember_camera(*camera)
    assert Settings().camera() == camera


@pytest.mark.parametrize("camera", [(3.9, 0.0), (90.1, 0.0), (30.0, 181.0), (float("nan"), 0.0), ("high", 0.0)])
def test_a_camera_there_is_not_is_none(camera):
    stored = QSettings("Thalweg", "Thalweg")
    for name, value in zip(("elevation", "azimuth"), camera, strict=True):
        stored.setValue(name, value)
    assert Settings().camera() is None
