"""Records an experiment for a command and says how far it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.commands.progress import Progress
from app.engine.experiment import Experiment
from app.engine.requests import RecordRequest
from app.engine.trajectory import Piece, Trajectory, join
from surfaces.message import Message


def recorded(experiment: Experiment) -> tuple[Trajectory, ...]:
    """The trajectories of all runs; loads torch into this process."""
    with Progress(Message("Loading torch")) as progress:
        import torch

        from app.engine.record import record_pieces
        from app.engine.without_compiler import leave_out_the_compiler

        torch.set_num_threads(1)  # of a few numbers several would only wait for each other
        leave_out_the_compiler()
        walks = tuple(map(experiment.walk, range(len(experiment.runs))))
        return _joined(experiment, record_pieces(RecordRequest(walks)), progress)


def _joined(
    experiment: Experiment, rounds: Iterator[Mapping[int, Piece]], progress: Progress
) -> tuple[Trajectory, ...]:
    pieces: list[list[Piece]] = [[] for _ in experiment.runs]
    rows = [0] * len(pieces)
    for found in rounds:
        for run, piece in found.items():
            pieces[run].append(piece)
            rows[run] = experiment.steps if piece.complete else rows[run] + len(piece.losses)
        progress.show(Message("Recording"), sum(rows) / max(experiment.steps * len(rows), 1))
    return tuple(map(join, pieces))
