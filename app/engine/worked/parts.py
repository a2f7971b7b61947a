"""Which parameters belong to one tensor: some optimizers look at a tensor as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from app.engine.worked.expression import Array

OF_A_SURFACE, OF_A_UNIT = 2, 3


@dataclass(frozen=True, eq=False)
class Part:
    """One tensor: `places` are its numbers in a row of the record, in the shape that torch has them."""

    places: Array

    @property
    def is_matrix(self) -> bool:
        """Whether it has rows and columns."""
        return self.places.ndim == 2


@lru_cache(maxsize=16)
def parts_of(count: int) -> tuple[Part, ...]:
    """The tensors of a surface's two parameters, of a unit's three, or of a network's four a hidden unit and one:
    biases before weights, layer after layer.
    """
    hidden = (count - 1) // 4
    if count == OF_A_SURFACE:
        shapes: tuple[tuple[int, ...], ...] = ((count,),)
    elif count == OF_A_UNIT:
        shapes = ((1,), (1, 2))
    elif count == 4 * hidden + 1:
        shapes = ((hidden,), (hidden, 2), (1,), (1, hidden))
    else:
        raise ValueError(f"nothing has {count} parameters")
    places = np.split(np.arange(count), np.cumsum([np.prod(shape) for shape in shapes])[:-1])
    return tuple(Part(place.reshape(shape)) for place, shape in zip(places, shapes, strict=True))


def spread(parts: Sequence[Part], of: Callable[[Array], Array]) -> Array:
    """What `of` makes of each tensor's places, at these places; shape (P,)."""
    made = np.empty(sum(part.places.size for part in parts))
    for part in parts:
        made[part.places] = of(part.places)
    return made
