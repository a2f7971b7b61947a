"""What the parts of the opened worked update show: one step of one run, which term it is about, and how."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtGui import QColor

from app.engine.trajectory import Trajectory
from app.engine.worked.expression import Role
from app.engine.worked.term import Term
from app.engine.worked.update import WorkedUpdate
from app.theme import Theme
from app.views.run_look import RunLook
from app.views.worked.arrows import Arrow, Divisor, arrow_of_term
from app.views.worked.typesetting import role_color
from surfaces.surface import Surface

PALE = 0.3
"""How much of what is not meant stays."""
COMING = 0.5


@dataclass(frozen=True, eq=False)
class Shown:
    """`term` is the current one, those after it are not revealed yet; `lit` is the one pointed at, if any. `held` says
    where the parameters are that are not shown.
    """

    theme: Theme
    surface: Surface
    trajectory: Trajectory
    look: RunLook
    update: WorkedUpdate
    arrows: tuple[Arrow, ...]
    divisor: Divisor | None
    rate: float
    term: int = 0
    digits: int = 4
    lit: int | None = None
    held: str = ""

    @property
    def terms(self) -> tuple[Term, ...]:
        """In the order they are computed."""
        return self.update.terms

    @property
    def run_color(self) -> QColor:
        """Of the step."""
        return self.theme.run(self.look.color)

    def ink(self, role: Role) -> QColor:
        """The color of a role."""
        return role_color(self.theme, role, self.run_color)

    def term_color(self, index: int) -> QColor:
        """The color of a term's number: its role's, ink where that has none."""
        return self.ink(self.terms[index].role)

    def arrow_strength(self, arrow: Arrow) -> float:
        """How strongly an arrow is drawn: not at all before it is revealed, pale while another term is lit."""
        if not self.revealed(arrow.term):
            return 0.0
        if self.lit is not None:
            return 1.0 if arrow_of_term(self.update, self.lit) == arrow.role else PALE
        return 1.0

    @property
    def step_revealed(self) -> bool:
        """Whether the walk has come to the step."""
        return any(arrow.role == "step" and self.revealed(arrow.term) for arrow in self.arrows)

    def revealed(self, index: int) -> bool:
        """Whether the walk has come to a term."""
        return index <= self.term
