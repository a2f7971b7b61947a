"""The worker process: requests in, partial results out, the newest request wins.

Its own program (`python -m app.worker`), so that the window never loads torch. Frames are pickles on its own
standard pipes, from and to its parent alone; when the parent ends, the pipe closes and the worker ends with it.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Iterator
from typing import BinaryIO

from app.engine.requests import (
    Answer,
    Failed,
    Numbered,
    Pieces,
    Ready,
    RecordRequest,
    Request,
    StopRequest,
    StudyProgress,
    StudyRequest,
    SweepProgress,
    SweepRequest,
)
from surfaces.message import Message


class Slot:
    """Holds one waiting request: a newer one takes the place of the one that waits."""

    def __init__(self) -> None:
        self._waiting: Numbered | None = None
        self._changed = threading.Condition()

    def put(self, request: Numbered) -> None:
        """Replace whatever waits."""
        with self._changed:
            self._waiting = request
            self._changed.notify()

    def take(self) -> Numbered:
        """Wait for a request and take it out."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting is not None)
            request, self._waiting = self._waiting, None
        assert request is not None
        return request

    @property
    def occupied(self) -> bool:
        """Whether a newer request waits."""
        return self._waiting is not None


def listen(source: BinaryIO, slot: Slot) -> None:
    """Put every request into the slot; end the process with its parent."""
    try:
        while True:
            slot.put(pickle.load(source))
    except (EOFError, OSError):
        os._exit(0)


def answers(numbered: Numbered, slot: Slot) -> Iterator[Answer]:
    """What a request is answered with, at least once, until it is finished or a newer one waits."""
    try:
        for answer, finished in _answers(numbered.number, numbered.request):
            yield answer
            if slot.occupied and not finished:
                return
    except Exception as problem:
        yield Failed(numbered.number, Message("{kind}: {text}", kind=type(problem).__name__, text=str(problem)))


def _answers(number: int, request: Request) -> Iterator[tuple[Answer, bool]]:
    """Every answer, and whether it is the last one; only what is asked for is computed."""
    from app.engine.gates.studying import study_slices
    from app.engine.record import record_pieces
    from app.engine.sweeping import sweep_slices

    match request:
        case RecordRequest():
            for count, pieces in enumerate(record_pieces(request)):
                finished = all(piece.complete for piece in pieces.values())
                yield Pieces(number, pieces, opening=count == 0, finished=finished), finished
        case SweepRequest():
            for swept in sweep_slices(request.sweep):
                yield SweepProgress(number, swept, swept.finished), swept.finished
        case StudyRequest():
            for studied in study_slices(request.studies):
                yield StudyProgress(number, studied, studied.finished), studied.finished
        case StopRequest():
            return


def warm_up() -> None:
    """Load torch and take one step of every optimizer, so that the first request does not wait for either."""
    import torch

    from app.engine.experiment import Experiment, Run
    from app.engine.optimizers import OPTIMIZERS
    from app.engine.record import record
    from app.engine.without_compiler import leave_out_the_compiler

    torch.set_num_threads(1)
    leave_out_the_compiler()
    record(Experiment("himmelblau", (0.0, 0.0), tuple(Run(each.name) for each in OPTIMIZERS), steps=2))


def main() -> None:
    """Serve requests from standard input until it closes."""
    source = sys.stdin.buffer
    # Whatever a library prints must not get between the frames.
    target = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    slot = Slot()
    threading.Thread(target=listen, args=(source, slot), daemon=True).start()

    def send(answer: Answer) -> None:
        try:
            pickle.dump(answer, target, protocol=pickle.HIGHEST_PROTOCOL)
            target.flush()
        except OSError:
            os._exit(0)

    warm_up()
    send(Ready())
    while True:
        for answer in answers(slot.take(), slot):
            send(answer)


if __name__ == "__main__":
    main()
