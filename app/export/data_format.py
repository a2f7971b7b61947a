"""The kinds of files that trajectories are saved in: CSV, JSON and NPZ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from app.engine.experiment import Experiment
from app.engine.trajectory import Trajectory
from app.export.arrays import write_arrays
from app.export.document import document
from app.export.table import table
from surfaces.message import Message


class Write(Protocol):
    """Writes trajectories, every `every`-th row of each; a gate's rows say 1 from the `threshold` on."""

    def __call__(
        self,
        file: BinaryIO,
        experiment: Experiment,
        trajectories: Sequence[Trajectory],
        every: int,
        threshold: float = 0.5,
        /,
    ) -> None: ...


@dataclass(frozen=True)
class DataFormat:
    """`name` is also the ending of its files, without the dot; `write` takes the file, what is saved, and `every`."""

    name: str
    kind: Message
    is_text: bool
    write: Write


def _write_table(
    file: BinaryIO, experiment: Experiment, trajectories: Sequence[Trajectory], every: int, threshold: float = 0.5
) -> None:
    _write_text(file, table(experiment, trajectories, every, threshold))


def _write_document(
    file: BinaryIO, experiment: Experiment, trajectories: Sequence[Trajectory], every: int, threshold: float = 0.5
) -> None:
    _write_text(file, document(experiment, trajectories, every, threshold))


def _write_text(file: BinaryIO, pieces: Iterable[str]) -> None:
    for piece in pieces:
        file.write(piece.encode("ascii"))


CSV = DataFormat("csv", Message("CSV table (*.csv)"), True, _write_table)
JSON = DataFormat("json", Message("JSON (*.json)"), True, _write_document)
NPZ = DataFormat("npz", Message("NumPy arrays (*.npz)"), False, write_arrays)
DATA_FORMATS = (CSV, JSON, NPZ)


def format_of(path: Path) -> DataFormat | None:
    """By the ending of a file's name, in any case; None for other endings."""
    ending = path.suffix.lower().removeprefix(".")
    return next((each for each in DATA_FORMATS if each.name == ending), None)
