"""A run as a short PyTorch program that prints the same trajectory."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.experiment import Dtype, Experiment, HyperparameterValue, Run, Setting
from app.engine.optimizers import optimizer_named
from app.engine.problem import surface_of
from app.engine.run_text import format_run
from app.engine.schedules import scheduler_named
from surfaces.formula import Formula
from surfaces.formula.python_code import python_code
from surfaces.message import Message
from surfaces.surface import Surface

_WIDTH = 100


class NoScript(Exception):
    """The surface is no formula, so there is no line of Python for it; `message` says so."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def script_of(experiment: Experiment, run: Run) -> str:
    """The program of one run: it prints step, both parameters and loss of every row, with all digits.

    Raises `NoScript`.
    """
    surface = surface_of(experiment)
    body = [*_losses(surface, run), "", *_set_up(experiment, run), "", *_loop(experiment, run)]
    needs_math = any("math." in line for line in body)
    imports = ["import math", "", "import torch"] if needs_math else ["import torch"]
    title = f'"""{surface.name}, {experiment.dtype}: {format_run(run)}"""'
    return "\n".join([title.replace("\\", ""), "", *imports, "", "", *body, ""])


def _losses(surface: Surface, run: Run) -> Iterator[str]:
    if not isinstance(surface.loss, Formula):
        raise NoScript(Message("This surface is no formula, so it cannot be written as a script."))
    yield "def loss(x, y):"
    yield f"    return {python_code(surface.loss.tree)}"
    yield ""
    if run.treatment.batch is None:
        return
    yield ""
    yield "samples = ["
    for part in surface.parts:
        assert isinstance(part, Formula)
        yield f"    lambda x, y: {python_code(part.tree)},"
    yield "]"


def _set_up(experiment: Experiment, run: Run) -> Iterator[str]:
    optimizer = optimizer_named(run.optimizer)
    start = ", ".join(map(repr, experiment.start))
    shaped = f"[[{start}]]" if optimizer.form == "matrix" else f"[{start}]"
    yield f"parameters = torch.tensor({shaped}, dtype=torch.{experiment.dtype}, requires_grad=True)"
    yield _call(f"optimizer = torch.optim.{optimizer.name}", "[parameters]", run.hyperparameters)
    if run.schedule is not None:
        name = scheduler_named(run.schedule.name).name
        yield _call(f"scheduler = torch.optim.lr_scheduler.{name}", "optimizer", run.schedule.settings)
    if run.treatment.noise:
        yield f"noise = torch.Generator().manual_seed({experiment.seed})"
    if run.treatment.batch is not None:
        yield f"order = torch.Generator().manual_seed({experiment.seed})"
        yield "waiting = []"


def _loop(experiment: Experiment, run: Run) -> Iterator[str]:
    """Every row is printed before the step that starts from it; the loop leaves where there is no step to take."""
    yield f"for step in range({experiment.steps + 1}):"
    yield "    optimizer.zero_grad()"
    yield "    value = loss(*parameters.view(-1))"
    yield "    value.backward()"
    yield "    print(step, *parameters.view(-1).tolist(), value.item())"
    yield "    finite = torch.isfinite(torch.stack([value, *parameters.view(-1), *parameters.grad.view(-1)])).all()"
    yield f"    if step == {experiment.steps} or not finite:"
    yield "        break"
    for edit in run.edits:
        changes = ", ".join(f"{name}={_value(value)}" for name, value in edit.settings)
        yield f"    if step == {edit.step}:"
        yield f"        optimizer.param_groups[0].update({changes})"
    yield from _draws(run, experiment.dtype)
    if optimizer_named(run.optimizer).form == "closure":
        yield from _closure_step(run)
    else:
        yield from _treatment(run, "    ")
        yield "    optimizer.step()"
    if run.schedule is not None:
        watches = scheduler_named(run.schedule.name).watches_loss
        yield f"    scheduler.step({'value.item()' if watches else ''})"


def _draws(run: Run, dtype: Dtype) -> Iterator[str]:
    """The samples and the noise of the step."""
    batch = run.treatment.batch
    if batch is not None:
        yield "    waiting = waiting or torch.randperm(len(samples), generator=order).tolist()"
        yield f"    batch, waiting = waiting[:{batch}], waiting[{batch}:]"
    if run.treatment.noise:
        drawn = f"torch.randn(parameters.shape, generator=noise, dtype=torch.{dtype})"
        yield f"    drawn = {run.treatment.noise!r} * {drawn}"


def _treatment(run: Run, indent: str) -> Iterator[str]:
    """From the gradient of the whole loss to the one that the optimizer is given."""
    treatment = run.treatment
    if treatment.batch is not None:
        yield f"{indent}optimizer.zero_grad()"
        yield f"{indent}sum(samples[index](*parameters.view(-1)) for index in batch).backward()"
    if treatment.noise:
        yield f"{indent}parameters.grad += drawn"
    if treatment.clip_value is not None:
        yield f"{indent}torch.nn.utils.clip_grad_value_([parameters], {treatment.clip_value!r})"
    if treatment.clip is not None:
        yield f"{indent}torch.nn.utils.clip_grad_norm_([parameters], {treatment.clip!r})"


def _closure_step(run: Run) -> Iterator[str]:
    """LBFGS evaluates the loss itself, several times a step."""
    yield ""
    yield "    def closure():"
    yield "        optimizer.zero_grad()"
    if run.treatment.batch is None:
        yield "        value = loss(*parameters.view(-1))"
    else:
        yield "        value = sum(samples[index](*parameters.view(-1)) for index in batch)"
    yield "        value.backward()"
    rest = [line for line in _treatment(run, "        ") if "zero_grad" not in line and "sum(" not in line]
    yield from rest
    yield "        return value"
    yield ""
    yield "    optimizer.step(closure)"


def _call(what: str, first: str, settings: tuple[Setting, ...]) -> str:
    arguments = [first, *(f"{name}={_value(value)}" for name, value in settings)]
    line = f"{what}({', '.join(arguments)})"
    if len(line) <= _WIDTH:
        return line
    return "\n".join([f"{what}(", *(f"    {argument}," for argument in arguments), ")"])


def _value(value: HyperparameterValue) -> str:
    return repr(value)
