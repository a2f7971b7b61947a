"""Takes the steps of one run: real `torch.optim`, with the run's edits, gradient treatment and schedule around it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
import torch

from app.engine.experiment import Run, Schedule
from app.engine.inner_iterations import InnerIterations
from app.engine.objective import Objective
from app.engine.optimizers import optimizer_named
from app.engine.schedules import scheduler_named
from app.engine.trajectory import Array
from app.engine.treated import TreatedGradient

DTYPES = {"float32": torch.float32, "float64": torch.float64}
Evaluate = Callable[[], tuple[Any, Array]]


def build_parameters(start: tuple[float, ...], run: Run, dtype: str) -> torch.Tensor:
    """The parameters of a run at its start: a vector, or a matrix of one row for an optimizer of matrices."""
    matrix = optimizer_named(run.optimizer).form == "matrix"
    return torch.tensor([start] if matrix else start, dtype=DTYPES[dtype], requires_grad=True)


def build_optimizer(parameters: torch.Tensor, run: Run) -> torch.optim.Optimizer:
    """The torch optimizer of a run, with every hyperparameter given by name."""
    optimizer = optimizer_named(run.optimizer)
    values = optimizer.typed(optimizer.values(run))
    made: torch.optim.Optimizer = getattr(torch.optim, optimizer.name)([parameters], **values)
    return made


def build_scheduler(optimizer: torch.optim.Optimizer, schedule: Schedule) -> Any:
    """The torch scheduler of a schedule."""
    scheduler = scheduler_named(schedule.name)
    # A scheduler warns where `step` was not called through its own wrapper.
    optimizer._opt_called = True  # type: ignore[attr-defined]
    return getattr(torch.optim.lr_scheduler, scheduler.name)(optimizer, **scheduler.values(schedule))


class Stepper:
    """`evaluate`, then `prepare` and `step` where there is a step to take, then `adapt`; None where nothing is to do.

    `values` is a view of the parameters, shape (P,).
    """

    def __init__(self, objective: Objective, start: tuple[float, ...], run: Run, dtype: str, seed: int) -> None:
        self._objective, self._run = objective, run
        self._parameters = parameters = build_parameters(start, run, dtype)
        self._optimizer = optimizer = build_optimizer(parameters, run)
        self.values: Array = parameters.detach().numpy().reshape(-1)
        treatment = run.treatment
        self.evaluate: Evaluate = self._evaluation(exact=treatment.batch is None)
        changed = treatment != type(treatment)()
        self._treated = TreatedGradient(objective, parameters, treatment, seed) if changed else None
        self._scheduler = None if run.schedule is None else build_scheduler(optimizer, run.schedule)
        typed = optimizer_named(run.optimizer).typed
        self._edits = {edit.step: typed(dict(edit.settings)) for edit in run.edits}
        self._cycled = self._cycled_name()
        # The wrapped `step` spends its time on hooks that nobody set (measured: 0.29 against 0.20 of a plain loop).
        plain = partial(inspect.unwrap(type(optimizer).step), optimizer)
        self.inner = InnerIterations(optimizer, self._closure) if self._form == "closure" else None
        self.step: Callable[[], object] = plain if self.inner is None else partial(self.inner.step, plain)
        busy = bool(self._edits) or self._treated is not None
        self.prepare: Callable[[int], None] | None = self._prepare if busy else None
        self.adapt: Callable[[Any], None] | None = None if self._scheduler is None else self._adapt

    @property
    def _form(self) -> str:
        return optimizer_named(self._run.optimizer).form

    @property
    def rate(self) -> float:
        """The learning rate of the next step."""
        return float(self._optimizer.param_groups[0]["lr"])

    def taken(self) -> dict[str, Array]:
        """What else the next step uses."""
        used: dict[str, Array] = {}
        if self._treated is not None:
            gradient = self._parameters.grad
            assert gradient is not None
            used["gradient"] = gradient.numpy().reshape(-1)
        if self._cycled:
            value = self._optimizer.param_groups[0][self._cycled]
            used["momentum"] = np.array([value[0] if isinstance(value, tuple) else value])
        return used

    def edited(self, row: int) -> bool:
        """Whether hyperparameters change at a row, and torch may make state that was not there before."""
        return row in self._edits

    def state(self) -> dict[str, Array]:
        """The tensors of the optimizer's state as flat views: (P,), or (1,) for one number. Torch updates them in
        place. The count of steps is left out, and so is LBFGS's state, which its iterations tell.
        """
        return {} if self.inner is not None else state_views(self._optimizer, self._parameters)

    def initial_state(self) -> Mapping[str, float]:
        """What torch's state holds before the first step, where that is not zero."""
        optimizer = optimizer_named(self._run.optimizer)
        values = optimizer.values(self._run) | {"lr": self.rate} | self._edits.get(0, {})
        return optimizer.initial_state(values)

    def state_to_come(self) -> dict[str, Array]:
        """Arrays like those of the state at the end of the run: a scratch optimizer goes through all edits.

        A schedule may give momentum to an optimizer that has none.
        """
        if self.inner is not None:
            return {}
        parameters = self._parameters.detach().clone().requires_grad_()
        optimizer = build_optimizer(parameters, self._run)
        if self._run.schedule is not None:
            build_scheduler(optimizer, self._run.schedule)
        step = inspect.unwrap(type(optimizer).step)
        with torch.no_grad():
            for settings in ({}, *self._edits.values()):
                optimizer.param_groups[0].update(settings)
                parameters.grad = torch.zeros_like(parameters)
                step(optimizer)
        return state_views(optimizer, parameters)

    def _cycled_name(self) -> str:
        schedule = self._run.schedule
        if schedule is None:
            return ""
        scheduler = scheduler_named(schedule.name)
        if not (scheduler.cycles_momentum and scheduler.values(schedule)["cycle_momentum"]):
            return ""
        return "betas" if "betas" in self._optimizer.param_groups[0] else "momentum"

    def _prepare(self, row: int) -> None:
        settings = self._edits.get(row)
        if settings is not None:
            self._optimizer.param_groups[0].update(settings)
        if self._treated is None:
            return
        self._treated.draw()
        if self._run.treatment.batch is None:
            self._treated.treat()
        else:
            self._treated.evaluate()

    def _adapt(self, loss: Any) -> None:
        assert self._scheduler is not None and self._run.schedule is not None
        if scheduler_named(self._run.schedule.name).watches_loss:
            self._scheduler.step(loss)
        else:
            self._scheduler.step()

    def _closure(self) -> Any:
        """The loss at the parameters as the optimizer is to see it, its gradient in `grad`."""
        if self._treated is None:
            return self.evaluate()[0]
        if self._run.treatment.batch is None:
            loss, _ = self.evaluate()
            self._treated.treat()
            return loss
        return self._treated.evaluate()

    def _evaluation(self, exact: bool) -> Evaluate:
        """Loss and gradient at the parameters, the gradient also left in `parameters.grad`."""
        objective, parameters = self._objective, self._parameters
        code = objective.scalar(parameters.dtype) if exact else None
        if code is None:
            return lambda: _autograd(objective, parameters)
        parameters.grad = torch.zeros_like(parameters)
        values, gradient = self.values, parameters.grad.numpy().reshape(-1)
        # Python floats are the fastest doubles; single precision needs numpy's own scalars.
        read = values.tolist if parameters.dtype == torch.float64 else values.__iter__

        def evaluate() -> tuple[Any, Array]:
            x, y = read()
            loss, gradient[0], gradient[1] = code(x, y)
            return loss, gradient

        return evaluate


def _autograd(objective: Objective, parameters: torch.Tensor) -> tuple[float, Array]:
    parameters.grad = None
    with torch.enable_grad():
        loss = objective.loss(parameters.view(-1))
        if loss.requires_grad:
            loss.backward()  # type: ignore[no-untyped-call]
    gradient = parameters.grad
    # A loss that does not depend on the parameters leaves no gradient.
    if gradient is None:
        gradient = parameters.grad = torch.zeros_like(parameters)
    return loss.item(), gradient.numpy().reshape(-1)


def state_views(optimizer: torch.optim.Optimizer, parameters: torch.Tensor) -> dict[str, Array]:
    """The tensors of the state that have one number for each parameter, or one for all; not the count of steps."""
    return {
        name: tensor.detach().numpy().reshape(-1)
        for name, tensor in optimizer.state[parameters].items()
        if torch.is_tensor(tensor) and tensor.numel() in (1, parameters.numel()) and name != "step"
    }
