"""What a worked update is made of: terms in the order an optimizer computes them, and what the step starts from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from app.engine.experiment import HyperparameterValue
from app.engine.trajectory import Trajectory
from app.engine.worked.expression import Array, Expression, Pen, Role, Symbol
from surfaces.message import Message


@dataclass(frozen=True, eq=False)
class StepStart:
    """What step k starts from: row k of a record, and the hyperparameters in force.

    `gradient` (P,) is the one that the optimizer was given, after noise and clipping. `t` is torch's own count, k + 1.
    """

    trajectory: Trajectory
    step: int
    values: Mapping[str, HyperparameterValue]

    @property
    def t(self) -> int:
        """The number of the step, counted from 1 as in torch."""
        return self.step + 1

    @property
    def parameters(self) -> Array:
        """Where the step starts, shape (P,), in double precision."""
        return np.asarray(self.trajectory.parameters[self.step], np.float64)

    @property
    def gradient(self) -> Array:
        """What the optimizer was given, shape (P,), in double precision."""
        taken = self.trajectory.taken.get("gradient")
        rows = self.trajectory.gradients if taken is None else taken
        return np.asarray(rows[self.step], np.float64)

    @property
    def dtype(self) -> np.dtype[np.floating]:
        """In which torch computed the step."""
        return self.trajectory.parameters.dtype

    def state(self, name: str) -> Array:
        """A tensor of the optimizer's state before the step, shape (P,), or () for a single number."""
        row = np.asarray(self.trajectory.state[name][self.step], np.float64)
        return row if len(row) > 1 else row[0]

    def number(self, name: str, at: int = 0) -> float:
        """A hyperparameter that is a number, or one element of a tuple of them."""
        value = self.values[name]
        number = value[at] if isinstance(value, tuple) else value
        assert isinstance(number, int | float)
        return float(number)

    def on(self, name: str) -> bool:
        """Whether a flag is set, or a number is not zero."""
        return bool(self.values.get(name, False))


@dataclass(frozen=True, eq=False)
class Term:
    """One line: symbol = formula = numbers = value, and a sentence on what it is for.

    `latex` is the symbol; `value` has shape (P,), or () where one number serves all axes. `formula` and `numbers`
    write the right side.
    """

    latex: str
    right: Expression
    role: Role
    sentence: Message

    @property
    def value(self) -> Array:
        """The result, shape (P,) or ()."""
        return self.right.value

    @property
    def coupled(self) -> bool:
        """Whether one number serves all axes."""
        return self.value.ndim == 0

    def formula(self, pen: Pen) -> str:
        """The right side with names."""
        return self.right.write(pen)


@dataclass
class Terms:
    """Collects terms in order; each one can be used in the next as a symbol. `slack`, (P,) or (), is how far the end
    may lie elsewhere because the order of additions is not known.
    """

    listed: list[Term] = field(default_factory=list)
    slack: Array = field(default_factory=lambda: np.zeros(()))

    def let(self, latex: str, right: Expression, role: Role, sentence: Message) -> Symbol:
        """Add a term and get its symbol."""
        self.listed.append(Term(latex, right, role, sentence))
        return Symbol(latex, right.value, role)


Worked = Callable[[StepStart], Terms]
"""The terms of one step; the last one is the point after the step, shape (P,)."""
