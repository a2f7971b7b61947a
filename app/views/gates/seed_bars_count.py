"""How many seeds of one kind of network solve the task, and one line of text for seeds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.i18n import tr

LONG = 3
"""So many neighbors are written as a range."""


@dataclass(frozen=True)
class SeedCount:
    """Of `of` seeds so many were run: those that solve the task, and those that do not, each ascending. `share` is how
    far the counting has come where seeds end all at once. Where nothing can be trained, it is of no seeds.
    """

    solved: tuple[int, ...] = ()
    failed: tuple[int, ...] = ()
    of: int = 32
    share: float = 0.0

    @property
    def done(self) -> int:
        """How many were run."""
        return len(self.solved) + len(self.failed)

    @property
    def seeds(self) -> tuple[int, ...]:
        """All that were run, ascending."""
        return tuple(sorted(self.solved + self.failed))

    @property
    def progress(self) -> float:
        """How much of the counting is done."""
        return min(max(self.done / self.of, self.share), 1.0) if self.of else 1.0


def words(name: str, count: SeedCount) -> str:
    """What there is to say about a bar, in lines."""
    if not count.of:
        return tr("{name}: cannot be trained", name=name)
    if not count.done:
        return tr("{name}: not counted yet", name=name)
    solved = len(count.solved)
    lines = [tr("{name}: {solved} of {done} seeds solve it", name=name, solved=solved, done=count.done)]
    if count.solved:
        lines.append(tr("solved: {seeds}", seeds=seed_ranges(count.solved)))
    if count.failed:
        lines.append(tr("failed: {seeds}", seeds=seed_ranges(count.failed)))
    lines.append(tr("A click loads one of them, the next click the next."))
    return "\n".join(lines)


def heads(of: int, progress: float | None) -> tuple[str, ...]:
    """What stands above numbers of seeds that solve it, the longest first; `progress` while they are counted."""
    if progress is not None:
        percent = round(100 * progress)
        return tr("counting, {percent} %", percent=percent), tr("{percent} %", percent=percent)
    if not of:
        return tr("nothing to count"), tr("nothing")
    return tr("solved, of {of} seeds", of=of), tr("solved, of {of}", of=of), tr("of {of}", of=of)


def next_seed(among: tuple[int, ...], after: int | None) -> int:
    """The one after a seed, in turn; the first without one. Seed 0 where there is nothing to choose from."""
    if not among:
        return 0
    later = (seed for seed in among if after is not None and seed > after)
    return next(later, among[0])


def seed_ranges(seeds: Iterable[int]) -> str:
    """1, 3, 5–9: neighbors as a range."""
    runs: list[list[int]] = []
    for seed in sorted(seeds):
        if runs and seed == runs[-1][-1] + 1:
            runs[-1].append(seed)
        else:
            runs.append([seed])
    texts = [f"{run[0]}–{run[-1]}" if len(run) >= LONG else ", ".join(map(str, run)) for run in runs]
    return ", ".join(texts)
