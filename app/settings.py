"""What the next start remembers: the document, the playhead, the theme and the shape of the window."""

from __future__ import annotations

import math
from typing import Any, TypeVar

import msgspec
from PyQt6.QtCore import QByteArray, QSettings

from app.engine.validation import experiment_problem
from app.gates_document import COMPOSED, GatesDocument
from app.store import Document
from app.theme_choice import CHOICES, SYSTEM
from app.views.height_scale import Height
from app.views.height_text import height_text, remembered_height
from app.views.run_look import look_fits
from app.views.surface3d.camera import HIGHEST, LOWEST

Kind = TypeVar("Kind", bound=Document)


class Unsaved:
    """Takes the place of `QSettings` where nothing is read from another start or kept for the next one."""

    def __init__(self) -> None:
        self._values: dict[str, object] = {}

    def value(self, name: str, default: object = None, type: object = None) -> Any:
        """What was set under a name."""
        return self._values.get(name, default)

    def setValue(self, name: str, value: object) -> None:
        """Keep a value for as long as this object."""
        self._values[name] = value


class Settings:
    """Reads what was remembered, and falls back quietly where it cannot be used."""

    def __init__(self, stored: QSettings | Unsaved | None = None) -> None:
        """Without `stored`: the user's own."""
        self._stored = QSettings("Thalweg", "Thalweg") if stored is None else stored

    def document(self) -> Document | None:
        """The last document; None at the first start, or where it is not one that can be shown."""
        document = self._document("document", Document)
        return None if document is None or document.experiment.gate is not None else document

    def gates_document(self) -> GatesDocument | None:
        """The last one of the Gates lab."""
        document = self._document("gates", GatesDocument)
        if document is None or document.experiment.gate is None or document.unit.hidden:
            return None
        sound = experiment_problem(document.network_experiment) is None and 0 < document.threshold < 1
        composed = len(document.composed) in (0, COMPOSED) and all(map(math.isfinite, document.composed))
        return document if sound and composed and document.network.hidden else None

    def remember_gates_document(self, document: GatesDocument) -> None:
        """Bring this document back when the Gates lab is opened next."""
        self._stored.setValue("gates", msgspec.json.encode(document).decode())

    def gates_place(self) -> tuple[str, int | None]:
        """The page of the Gates lab that was in front, and where its playhead was; none at the first start."""
        step = int(self._number("gates_step", -1))
        return self._text("gates_page", ""), step if step >= 0 else None

    def remember_gates_place(self, page: str, step: int) -> None:
        """Bring the Gates lab back to this page and step."""
        self._stored.setValue("gates_page", page)
        self._stored.setValue("gates_step", step)

    def lab(self) -> str:
        """The lab that was in front."""
        return self._text("lab", "")

    def remember_lab(self, key: str) -> None:
        """Bring this lab to the front."""
        self._stored.setValue("lab", key)

    def _document(self, name: str, kind: type[Kind]) -> Kind | None:
        text = self._text(name, "")
        try:
            document = msgspec.json.decode(text, type=kind)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return None
        looks = document.looks
        fits = len(looks) == len(document.experiment.runs) and all(map(look_fits, looks))
        return document if fits and experiment_problem(document.experiment) is None else None

    def remember_document(self, document: Document) -> None:
        """Bring this document back at the next start."""
        self._stored.setValue("document", msgspec.json.encode(document).decode())

    def theme(self) -> str:
        """The last choice of a theme; at the first start the system's."""
        choice = self._text("theme", SYSTEM)
        return choice if choice in CHOICES else SYSTEM

    def remember_theme(self, choice: str) -> None:
        """Bring this choice back at the next start."""
        self._stored.setValue("theme", choice)

    def step(self, default: int) -> int:
        """Where the playhead was."""
        return int(self._number("step", default))

    def remember_step(self, step: int) -> None:
        """Bring the playhead back to this step."""
        self._stored.setValue("step", step)

    def speed(self) -> float | None:
        """Steps per second; None fits the experiment into ten seconds."""
        speed = self._number("speed", 0.0)
        return speed if 0 < speed < 1e6 else None

    def remember_speed(self, speed: float | None) -> None:
        """Bring this speed back."""
        self._stored.setValue("speed", 0.0 if speed is None else speed)

    def height(self) -> Height:
        """How losses became heights; log-like at the first start."""
        return remembered_height(self._text("height", ""))

    def remember_height(self, height: Height) -> None:
        """Bring this scale back."""
        self._stored.setValue("height", height_text(height))

    def camera(self) -> tuple[float, float] | None:
        """Elevation and azimuth in degrees; None at the first start."""
        elevation, azimuth = self._number("elevation", math.nan), self._number("azimuth", 0.0)
        return (elevation, azimuth) if LOWEST <= elevation <= HIGHEST and -180 <= azimuth <= 180 else None

    def remember_camera(self, elevation: float, azimuth: float) -> None:
        """Look from there again."""
        self._stored.setValue("elevation", elevation)
        self._stored.setValue("azimuth", azimuth)

    def arrows(self) -> str:
        """Which arrows of the next step were shown; empty at the first start."""
        return self._text("arrows", "")

    def remember_arrows(self, choice: str) -> None:
        """Show these again."""
        self._stored.setValue("arrows", choice)

    def panel(self) -> str:
        """The panel of the right column that was on top; empty at the first start."""
        return self._text("panel", "")

    def remember_panel(self, key: str) -> None:
        """Bring this panel to the top again."""
        self._stored.setValue("panel", key)

    def _text(self, name: str, default: str) -> str:
        text = self._stored.value(name, default)
        return text if isinstance(text, str) else default

    def _number(self, name: str, default: float) -> float:
        try:
            number = float(self._stored.value(name, default, type=float))
        except TypeError:
            return default
        return number if math.isfinite(number) else default

    def shape(self, name: str) -> QByteArray:
        """The bytes Qt keeps for a window or a splitter; empty at the first start."""
        shape = self._stored.value(f"shape/{name}", QByteArray())
        return shape if isinstance(shape, QByteArray) else QByteArray()

    def remember_shape(self, name: str, shape: QByteArray) -> None:
        """Bring a window or a splitter back to this shape."""
        self._stored.setValue(f"shape/{name}", shape)
