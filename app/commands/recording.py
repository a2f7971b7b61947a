"""Records an experiment for a command, in this process or in a worker, and says how far it is."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.commands.progress import Progress
from app.commands.words import Failed
from app.engine.experiment import Experiment
from app.engine.requests import Answer, Numbered, Pieces, RecordRequest
from app.engine.requests import Failed as RequestFailed
from app.engine.trajectory import Piece, Trajectory, join
from surfaces.message import Message

_ROOT = Path(__file__).resolve().parent.parent.parent


def record_here(experiment: Experiment) -> tuple[Trajectory, ...]:
    """The trajectories of all runs; loads torch into this process."""
    with Progress(Message("Loading torch")) as progress:
        from app.engine.record import record_pieces

        return _joined(experiment, record_pieces(_request(experiment)), progress)


def record_apart(experiment: Experiment) -> tuple[Trajectory, ...]:
    """The same from a worker process, for a process that shows Qt: the two never meet."""
    with Progress(Message("Loading torch")) as progress:
        return _joined(experiment, _answers(_request(experiment)), progress)


def _request(experiment: Experiment) -> RecordRequest:
    return RecordRequest(experiment, tuple(range(len(experiment.runs))))


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


def _answers(request: RecordRequest) -> Iterator[Mapping[int, Piece]]:
    """The rounds of pieces that a worker of our own sends."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "app.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=_ROOT,
        start_new_session=True,
    )
    with worker:
        assert worker.stdin is not None and worker.stdout is not None
        try:
            pickle.dump(Numbered(1, request), worker.stdin)
            worker.stdin.flush()
            finished = False
            while not finished:
                answer: Answer = pickle.load(worker.stdout)
                match answer:
                    case Pieces():
                        finished = answer.finished
                        yield answer.pieces
                    case RequestFailed():
                        raise Failed(answer.reason)
        except (EOFError, BrokenPipeError):
            raise Failed(Message("The process that runs torch ended unexpectedly.")) from None
        finally:
            worker.kill()
