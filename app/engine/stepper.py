"""Takes the steps of one run: real `torch.optim`, with the run's edits, gradient treatment and schedule around it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import torch

from app.engine.experiment import Experiment, Run, Schedule
from app.engine.inner_iterations import InnerIterations
from app.engine.optimizers import optimizer_named
from app.engine.schedules import scheduler_named
from app.engine.trajectory import Array
from app.engine.treated import TreatedGradient
from app.engine.walker import Objective, StateViews, Walker, flat_view

Evaluate = Callable[[], tuple[Any, Array]]


def build_optimizer(parameters: Sequence[torch.Tensor], run: Run) -> torch.optim.Optimizer:
    """The torch optimizer of a run, with every hyperparameter given by name."""
    optimizer = optimizer_named(run.optimizer)
    values = optimizer.typed(optimizer.values(run))
    made: torch.optim.Optimizer = getattr(torch.optim, optimizer.name)(parameters, **values)
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

    def __init__(self, objective: Objective, experiment: Experiment, run: Run) -> None:
        self._objective, self._experiment, self._run = objective, experiment, run
        self._walker = walker = objective.begin(experiment, run)
        self._optimizer = optimizer = build_optimizer(walker.parameters, run)
        self.values: Array = walker.values
        treatment = run.treatment
        self.evaluate: Evaluate = self._evaluation(exact=treatment.batch is None)
        changed = treatment != type(treatment)()
        parts, seed = objective.parts, experiment.seed
        self._treated = TreatedGradient(walker, parts, treatment, seed) if changed else None
        self._scheduler = None if run.schedule is None else build_scheduler(optimizer, run.schedule)
        typed = optimizer_named(run.optimizer).typed
        self._edits = {edit.step: typed(dict(edit.settings)) for edit in run.edits}
        self._cycled = self._cycled_name()
        # The wrapped `step` spends its time on hooks that nobody set (measured: 0.29 against 0.20 of a plain loop).
        plain = partial(inspect.unwrap(type(optimizer).step), optimizer)
        self.inner = InnerIterations(optimizer, walker, self._closure) if self._form == "closure" else None
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
            used["gradient"] = self._walker.gradient
        if self._cycled:
            value = self._optimizer.param_groups[0][self._cycled]
            used["momentum"] = np.array([value[0] if isinstance(value, tuple) else value])
        return used

    def edited(self, row: int) -> bool:
        """Whether hyperparameters change at a row, and torch may make state that was not there before."""
        return row in self._edits

    def state(self) -> StateViews:
        """The tensors of the optimizer's state as flat views: together (P,), or (1,) for one number. Torch updates
        them in place. The count of steps is left out, and so is LBFGS's state, which its iterations tell.
        """
        return {} if self.inner is not None else state_views(self._optimizer, self._walker)

    def initial_state(self) -> Mapping[str, float]:
        """What torch's state holds before the first step, where that is not zero."""
        optimizer = optimizer_named(self._run.optimizer)
        values = optimizer.values(self._run) | {"lr": self.rate} | self._edits.get(0, {})
        return optimizer.initial_state(values)

    def state_to_come(self) -> StateViews:
        """Views like those of the state at the end of the run: a scratch optimizer goes through all edits.

        A schedule may give momentum to an optimizer that has none.
        """
        if self.inner is not None:
            return {}
        walker = self._objective.begin(self._experiment, self._run)
        optimizer = build_optimizer(walker.parameters, self._run)
        if self._run.schedule is not None:
            build_scheduler(optimizer, self._run.schedule)
        step = inspect.unwrap(type(optimizer).step)
        with torch.no_grad():
            for settings in ({}, *self._edits.values()):
                optimizer.param_groups[0].update(settings)
                for parameter in walker.parameters:
                    parameter.grad = torch.zeros_like(parameter)
                step(optimizer)
        return state_views(optimizer, walker)

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
        """Loss and gradient at the parameters, the gradient also left in their `grad`."""
        walker = self._walker
        if walker.direct is None or not exact:
            return lambda: _autograd(walker)
        direct, gradient = walker.direct, walker.gradient
        return lambda: (direct(), gradient)


def _autograd(walker: Walker) -> tuple[float, Array]:
    walker.clear_gradient()
    with torch.enable_grad():
        loss = walker.loss()
        if loss.requires_grad:
            loss.backward()  # type: ignore[no-untyped-call]
    return loss.item(), walker.gradient


def state_views(optimizer: torch.optim.Optimizer, walker: Walker) -> StateViews:
    """The tensors of the state that have one number for each parameter, or one for all, and those that only some of
    the parameters have; not the count of steps.
    """
    states = [optimizer.state[parameter] for parameter in walker.parameters]
    views: dict[str, tuple[Array, ...]] = {}
    for name in dict.fromkeys(name for state in states for name in state):
        tensors = [state.get(name) for state in states]
        if name == "step" or not any(map(torch.is_tensor, tensors)):
            continue
        some_alone = not all(map(torch.is_tensor, tensors))
        if some_alone or all(map(_alike, tensors, walker.parameters)):
            views[name] = walker.views(tensors)
        elif all(tensor.numel() == 1 for tensor in tensors):
            views[name] = (flat_view(tensors[0]),)
    return views


def _alike(tensor: torch.Tensor, parameter: torch.Tensor) -> bool:
    return tensor.shape == parameter.shape
