"""What the window asks of the worker process. No torch here: these values are made where it is not loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.engine.experiment import Experiment
from app.engine.gates.study import Studied, Study
from app.engine.sweep import Sweep, Swept
from app.engine.trajectory import Piece
from surfaces.message import Message


@dataclass(frozen=True)
class RecordRequest:
    """Record walks: experiments with one run each."""

    walks: tuple[Experiment, ...]


@dataclass(frozen=True)
class SweepRequest:
    """Sweep the learning rates of some runs."""

    sweep: Sweep


@dataclass(frozen=True)
class StudyRequest:
    """Train units and networks from many seeds."""

    studies: tuple[Study, ...]


@dataclass(frozen=True)
class StopRequest:
    """Leave off whatever is under way; there is no answer."""


Request = RecordRequest | SweepRequest | StudyRequest | StopRequest


@dataclass(frozen=True)
class Numbered:
    """A request on its way to the worker; the answers carry its number."""

    number: int
    request: Request


@dataclass(frozen=True)
class Ready:
    """Torch is loaded: the first answer of every worker."""


@dataclass(frozen=True, eq=False)
class Pieces:
    """New rows of several walks, by their positions in the request; the opening ones begin at row 0."""

    number: int
    pieces: Mapping[int, Piece]
    opening: bool
    finished: bool


@dataclass(frozen=True, eq=False)
class SweepProgress:
    """How far a sweep is; the finished one has all curves."""

    number: int
    swept: Swept
    finished: bool


@dataclass(frozen=True, eq=False)
class StudyProgress:
    """How far studies are; the finished one has all outcomes."""

    number: int
    studied: Studied
    finished: bool


@dataclass(frozen=True)
class Failed:
    """A request that could not be carried out, with the reason."""

    number: int
    reason: Message


Answer = Ready | Pieces | SweepProgress | StudyProgress | Failed
