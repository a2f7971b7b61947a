"""The surface that the cards of the runs are told about: a slice of the unit's loss, with a part for every sample."""

from __future__ import annotations

from dataclasses import replace

from app.engine.gates.data import data_of
from app.engine.gates.slices import slice_surface
from app.gates_document import GatesDocument
from surfaces.surface import Domain, Surface

_DOMAIN = Domain((-4.0, 8.0), (-4.0, 8.0))


def ground_of(document: GatesDocument) -> Surface:
    """Of the unit, whatever page is in front: a card asks it only for samples and for the range of learning rates."""
    surface = slice_surface(document.unit, 0.0, _DOMAIN)
    return replace(surface, parts=(surface.loss,) * len(data_of(document.unit)[1]))
