"""The part of a script that is alike for all losses: optimizer, schedule, treatment, edits, and the loop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.engine.experiment import Experiment, HyperparameterValue, Run, Setting
from app.engine.optimizers import optimizer_named
from app.engine.schedules import scheduler_named

_WIDTH = 100


@dataclass(frozen=True)
class Spelling:
    """How a script writes what it trains, in Python.

    `loss` and `batch_loss` are expressions of the loss and of that of the samples in `batch`, `samples` that of how
    many there are. `parameters` is the list of all tensors and `printed` what stands in a row between step and loss.
    `finite` is the line that sets `finite`, `slope` are the lines that leave the gradient of the loss {value}, `draw`
    is noise of a standard {deviation}, and `add_noise` are the lines that add what is `drawn` to the gradient.
    """

    loss: str
    batch_loss: str
    samples: str
    parameters: str
    printed: str
    finite: str
    slope: tuple[str, ...]
    draw: str
    add_noise: tuple[str, ...]


def optimizer_lines(experiment: Experiment, run: Run, spelling: Spelling) -> Iterator[str]:
    """What is made before the loop: optimizer, scheduler, random sources."""
    yield call(f"optimizer = torch.optim.{optimizer_named(run.optimizer).name}", spelling.parameters,
               run.hyperparameters)  # fmt: skip
    if run.schedule is not None:
        name = scheduler_named(run.schedule.name).name
        yield call(f"scheduler = torch.optim.lr_scheduler.{name}", "optimizer", run.schedule.settings)
    if run.treatment.noise:
        yield f"noise = torch.Generator().manual_seed({experiment.seed})"
    if run.treatment.batch is not None:
        yield f"order = torch.Generator().manual_seed({experiment.seed})"
        yield "waiting = []"


def loop_lines(experiment: Experiment, run: Run, spelling: Spelling) -> Iterator[str]:
    """Every row is printed before the step that starts from it; the loop leaves where there is no step to take."""
    yield f"for step in range({experiment.steps + 1}):"
    yield "    optimizer.zero_grad()"
    yield f"    value = {spelling.loss}"
    yield from _slope(spelling, "value", "    ")
    yield f"    print(step, {spelling.printed}, value.item())"
    yield f"    {spelling.finite}"
    yield f"    if step == {experiment.steps} or not finite:"
    yield "        break"
    for edit in run.edits:
        changes = ", ".join(f"{name}={_value(value)}" for name, value in edit.settings)
        yield f"    if step == {edit.step}:"
        yield f"        optimizer.param_groups[0].update({changes})"
    yield from _draws(run, spelling)
    if optimizer_named(run.optimizer).form == "closure":
        yield from _closure_step(run, spelling)
    else:
        yield from _batch_slope(run, spelling)
        yield from _treatment(run, spelling, "    ")
        yield "    optimizer.step()"
    if run.schedule is not None:
        watches = scheduler_named(run.schedule.name).watches_loss
        yield f"    scheduler.step({'value.item()' if watches else ''})"


def _slope(spelling: Spelling, value: str, indent: str) -> Iterator[str]:
    return (indent + line.format(value=value) for line in spelling.slope)


def _draws(run: Run, spelling: Spelling) -> Iterator[str]:
    """The samples and the noise of the step."""
    batch = run.treatment.batch
    if batch is not None:
        yield f"    waiting = waiting or torch.randperm({spelling.samples}, generator=order).tolist()"
        yield f"    batch, waiting = waiting[:{batch}], waiting[{batch}:]"
    if run.treatment.noise:
        yield f"    drawn = {spelling.draw.format(deviation=repr(run.treatment.noise))}"


def _batch_slope(run: Run, spelling: Spelling) -> Iterator[str]:
    """The gradient of the samples, in place of that of the whole loss; the scheduler still sees the whole loss."""
    if run.treatment.batch is not None:
        yield "    optimizer.zero_grad()"
        yield from _slope(spelling, spelling.batch_loss, "    ")


def _treatment(run: Run, spelling: Spelling, indent: str) -> Iterator[str]:
    """From the gradient that is there to the one that the optimizer is given."""
    treatment = run.treatment
    if treatment.noise:
        yield from (indent + line for line in spelling.add_noise)
    if treatment.clip_value is not None:
        yield f"{indent}torch.nn.utils.clip_grad_value_({spelling.parameters}, {treatment.clip_value!r})"
    if treatment.clip is not None:
        yield f"{indent}torch.nn.utils.clip_grad_norm_({spelling.parameters}, {treatment.clip!r})"


def _closure_step(run: Run, spelling: Spelling) -> Iterator[str]:
    """LBFGS evaluates the loss itself, several times a step."""
    yield ""
    yield "    def closure():"
    yield "        optimizer.zero_grad()"
    yield f"        value = {spelling.loss if run.treatment.batch is None else spelling.batch_loss}"
    yield from _slope(spelling, "value", "        ")
    yield from _treatment(run, spelling, "        ")
    yield "        return value"
    yield ""
    yield "    optimizer.step(closure)"


def call(what: str, first: str, settings: tuple[Setting, ...]) -> str:
    """A call with arguments by name, one a line where it gets long."""
    arguments = [first, *(f"{name}={_value(value)}" for name, value in settings)]
    line = f"{what}({', '.join(arguments)})"
    if len(line) <= _WIDTH:
        return line
    return "\n".join([f"{what}(", *(f"    {argument}," for argument in arguments), ")"])


def _value(value: HyperparameterValue) -> str:
    return repr(value)
