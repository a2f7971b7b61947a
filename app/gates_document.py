"""What the Gates lab has on screen: one truth table, a unit and a network that learn it by the same runs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from app.engine.experiment import Experiment, Run
from app.engine.gates.tables import gate_named, gate_of
from app.engine.gates.task import Cloud, GateTask, Row
from app.engine.samples import with_possible_batches
from app.store import Document
from app.views.run_look import RunLook

OWN = "own"
COMPOSED = 9
"""The weights of two hidden units and the unit that reads them."""
PINK = 2
"""Blue and orange are the classes: the colors before this one would be taken for them."""


@dataclass(frozen=True)
class NetworkChoice:
    """The hidden units of the network, and how it begins; `start` holds weights that were set by hand."""

    hidden: int = 4
    activation: str = "tanh"
    loss: str = "bce"
    initialization: str = "default"
    start: tuple[float, ...] = ()


@dataclass(frozen=True)
class GatesDocument(Document):
    """`experiment` is the unit's. `own` says that the table may be changed; `threshold` is the share from which on a 1
    is said. `composed` holds the weights of two layers that were set by hand; without any they are those of the notes.
    """

    network: NetworkChoice = field(default_factory=NetworkChoice)
    own: bool = False
    threshold: float = 0.5
    composed: tuple[float, ...] = ()

    @property
    def first_color(self) -> int:
        """Neither class's color."""
        return PINK

    @property
    def look(self) -> RunLook:
        """Of the run in the foreground; where there is none, of the line that is there without it."""
        return self.looks[self.selected] if self.looks else RunLook(PINK, 0)

    @property
    def unit(self) -> GateTask:
        """What the unit learns."""
        assert self.experiment.gate is not None
        return self.experiment.gate

    @property
    def rows(self) -> tuple[Row, ...]:
        """The truth table."""
        return self.unit.rows

    @property
    def gate_key(self) -> str:
        """The key of the gate, "own" for a table of one's own."""
        gate = None if self.own else gate_of(self.rows)
        return OWN if gate is None else gate.key

    @property
    def network_task(self) -> GateTask:
        """What the network learns: the same table."""
        network = self.network
        return replace(
            self.unit,
            hidden=network.hidden,
            activation=network.activation,
            loss=network.loss,
            initialization=network.initialization,
        )

    @property
    def network_experiment(self) -> Experiment:
        """The same runs from the same seed, for the network."""
        return replace(self.experiment, gate=self.network_task, start=self.network.start)

    def with_unit(self, task: GateTask) -> GatesDocument:
        """Another task for the unit; batches go where it has no such points."""
        return replace(self, experiment=with_possible_batches(replace(self.experiment, gate=task)))

    def with_rows(self, rows: tuple[Row, ...], own: bool) -> GatesDocument:
        """Another truth table; two layers set by hand were made for the one before."""
        composed = self.composed if rows == self.rows else ()
        return replace(self.with_unit(replace(self.unit, rows=rows)), own=own, composed=composed)

    def with_cloud(self, cloud: Cloud | None) -> GatesDocument:
        """Fuzzy corners, or exact ones."""
        return self.with_unit(replace(self.unit, cloud=cloud))

    def with_start(self, start: tuple[float, ...]) -> GatesDocument:
        """The unit's first weights; none leaves them to the seed."""
        return replace(self, experiment=replace(self.experiment, start=start))

    def with_composed(self, weights: tuple[float, ...]) -> GatesDocument:
        """Two layers with these weights; none leaves them to the notes."""
        return replace(self, composed=weights)

    def with_network(self, network: NetworkChoice) -> GatesDocument:
        """Another network."""
        return replace(self, network=network)


FIRST_GATES = GatesDocument(
    experiment=Experiment(
        surface="",
        start=(1.0, -2.0, 1.5),
        runs=(Run("SGD", (("lr", 0.5),)),),
        steps=400,
        seed=420,
        gate=GateTask(gate_named("and").rows),
    ),
    looks=(RunLook(PINK, 0),),
)
FIRST_GATES_STEP = 120
"""All rows are right, and the loss still falls."""
