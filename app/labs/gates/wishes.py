"""What the pages, the header and the drawer wish for, carried to the store."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PyQt6.QtCore import QObject

from app.engine.experiment import Dtype
from app.engine.gates.forward import boundary_level
from app.engine.gates.slips import Slip
from app.engine.gates.tables import gate_named, gate_of
from app.engine.gates.task import Cloud, Row
from app.gates_document import GatesDocument, NetworkChoice
from app.labs.gates.page import GatesPage
from app.playback import Playback
from app.store import Store
from app.views.gates.header import OWN, GatesHeader
from app.views.gates.runs_drawer import RunsDrawer


class GatesWishes(QObject):
    """Weights that are set by hand are the first ones of the run: the playhead goes there."""

    def __init__(self, store: Store, playback: Playback, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._playback = store, playback
        self._left: int | None = None  # the step from which weights set by hand took the playhead

    def hear_page(self, page: GatesPage) -> None:
        """Take a page's wishes."""
        page.unit_edited.connect(self._edit_unit)
        page.network_edited.connect(self._edit_network)
        page.layers_edited.connect(self._edit_layers)
        page.edit_finished.connect(self._finish)
        page.edit_given_up.connect(self._give_up)
        page.row_flipped.connect(self._flip)
        page.slip_picked.connect(self._pose)
        page.threshold_edited.connect(self._edit_threshold)
        page.loss_chosen.connect(self._choose_loss)
        page.network_chosen.connect(self._choose_network)
        page.seed_chosen.connect(self._choose_seed)
        page.step_requested.connect(self._go_to)

    def hear_header(self, header: GatesHeader) -> None:
        """Take the header's wishes."""
        header.gate_chosen.connect(self._choose_gate)
        header.activation_chosen.connect(self._choose_activation)
        header.loss_chosen.connect(self._choose_loss)
        header.cloud_chosen.connect(self._choose_cloud)

    def hear_drawer(self, drawer: RunsDrawer) -> None:
        """Take the drawer's wishes."""
        drawer.steps_edited.connect(self._edit_steps)
        drawer.seed_edited.connect(self._choose_seed)
        drawer.dtype_chosen.connect(self._choose_dtype)

    @property
    def _now(self) -> GatesDocument:
        document = self._store.document
        assert isinstance(document, GatesDocument)
        return document

    def _edit(self, document: GatesDocument, gesture: str = "") -> None:
        self._store.edit(document, gesture)

    def _edit_unit(self, values: Any) -> None:
        self._to_the_start()
        self._edit(self._now.with_start(tuple(map(float, values))), "weights")

    def _edit_network(self, values: Any) -> None:
        self._to_the_start()
        network = replace(self._now.network, start=tuple(map(float, values)))
        self._edit(self._now.with_network(network), "weights")

    def _edit_layers(self, values: Any) -> None:
        """Nothing is trained here: the playhead stays."""
        self._edit(self._now.with_composed(tuple(map(float, values))), "layers")

    def _pose(self, slip: Slip) -> None:
        """Its weights, in a unit whose border is where z is 0: that is what the notes speak of."""
        now = self._now
        unit = now.unit if boundary_level(now.unit) == 0 else replace(now.unit, activation="step")
        self._to_the_start()
        self._edit(replace(now.with_unit(unit).with_start(slip.weights), threshold=0.5))

    def _to_the_start(self) -> None:
        self._playback.pause()
        self._left = self._playback.step if self._left is None else self._left
        self._playback.go_to(0)

    def _finish(self) -> None:
        self._left = None
        self._store.end_gesture()

    def _give_up(self) -> None:
        """All is as it was before the hand began."""
        left, self._left = self._left, None
        self._store.give_up_gesture()
        if left is not None:
            self._playback.go_to(left)

    def draw_start(self, network: bool) -> None:
        """Leave the first weights to the seed."""
        now = self._now
        self._edit(now.with_network(replace(now.network, start=())) if network else now.with_start(()))

    def _flip(self, index: int) -> None:
        now = self._now
        if not now.own:
            return
        rows = list(now.rows)
        rows[index] = Row(rows[index].x1, rows[index].x2, 1 - rows[index].target)
        self._edit(now.with_rows(tuple(rows), own=True))

    def _choose_gate(self, key: str) -> None:
        now = self._now
        if key == OWN:
            self._edit(replace(now, own=True))
        else:
            self._edit(now.with_rows(gate_named(key).rows, own=False))

    def _choose_activation(self, key: str) -> None:
        self._edit(self._now.with_unit(replace(self._now.unit, activation=key)))

    def _choose_loss(self, key: str) -> None:
        self._edit(self._now.with_unit(replace(self._now.unit, loss=key)))

    def _choose_cloud(self, cloud: Cloud | None) -> None:
        self._edit(self._now.with_cloud(cloud))

    def _choose_network(self, network: NetworkChoice) -> None:
        self._edit(self._now.with_network(network))

    def _choose_seed(self, seed: int) -> None:
        """Another seed draws other first weights: those that were set by hand make way."""
        now = self._now
        fresh = now.with_network(replace(now.network, start=())).with_start(())
        self._edit(replace(fresh, experiment=replace(fresh.experiment, seed=seed)))

    def _edit_threshold(self, threshold: float) -> None:
        self._edit(replace(self._now, threshold=threshold), "threshold")

    def _edit_steps(self, steps: int) -> None:
        self._edit(replace(self._now, experiment=replace(self._now.experiment, steps=steps)))

    def _choose_dtype(self, dtype: Dtype) -> None:
        self._edit(replace(self._now, experiment=replace(self._now.experiment, dtype=dtype)))

    def _go_to(self, step: int) -> None:
        self._playback.pause()
        self._playback.go_to(step)


def has_three_ways(document: GatesDocument) -> bool:
    """Whether the table is one of those that two lines of the notes and an AND or OR of them compute."""
    gate = gate_of(document.rows)
    return gate is not None and gate.key in ("xor", "xnor")
