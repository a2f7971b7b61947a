"""The field in which a seed is typed, written out with all its digits."""

from __future__ import annotations

from functools import partial

from PyQt6.QtWidgets import QWidget

from app.engine.seed import MAX_SEED, following_seed
from app.i18n import tr
from app.views.number_field import NumberField, nothing_wrong
from app.views.number_text import parsed_count


class SeedField(NumberField):
    """Up and Down go from seed to seed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Seed"), tr("seed"), parent)
        self.set_rules(nothing_wrong, partial(parsed_count, most=MAX_SEED, least=0), 1, lambda seed: f"{seed:.0f}")

    @property
    def following(self) -> int:
        """The seed after the one shown; after the last one the first."""
        return following_seed(int(self.value))
