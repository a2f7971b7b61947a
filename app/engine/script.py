"""A run as a short PyTorch program that prints the same trajectory."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.experiment import Experiment, Run
from app.engine.gates.script import gate_script_of
from app.engine.optimizers import optimizer_named
from app.engine.problem import surface_of
from app.engine.run_text import format_run
from app.engine.script_loop import Spelling, loop_lines, optimizer_lines
from surfaces.formula import Formula
from surfaces.formula.python_code import python_code
from surfaces.message import Message
from surfaces.surface import Surface


class NoScript(Exception):
    """The surface is no formula, so there is no line of Python for it; `message` says so."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def script_of(experiment: Experiment, run: Run) -> str:
    """The program of one run: it prints step, all parameters and loss of every row, with all digits.

    Raises `NoScript`.
    """
    if experiment.gate is not None:
        return gate_script_of(experiment.gate, experiment, run)
    surface, spelling = surface_of(experiment), _spelling(experiment)
    body = [
        *_losses(surface, run), "", _start(experiment, run), *optimizer_lines(experiment, run, spelling), "",
        *loop_lines(experiment, run, spelling),
    ]  # fmt: skip
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


def _start(experiment: Experiment, run: Run) -> str:
    start = ", ".join(map(repr, experiment.start))
    shaped = f"[[{start}]]" if optimizer_named(run.optimizer).form == "matrix" else f"[{start}]"
    return f"parameters = torch.tensor({shaped}, dtype=torch.{experiment.dtype}, requires_grad=True)"


def _spelling(experiment: Experiment) -> Spelling:
    everything = "torch.stack([value, *parameters.view(-1), *parameters.grad.view(-1)])"
    return Spelling(
        loss="loss(*parameters.view(-1))",
        batch_loss="sum(samples[index](*parameters.view(-1)) for index in batch)",
        samples="len(samples)",
        parameters="[parameters]",
        printed="*parameters.view(-1).tolist()",
        finite=f"finite = torch.isfinite({everything}).all()",
        slope=("{value}.backward()",),
        draw=f"{{deviation}} * torch.randn(parameters.shape, generator=noise, dtype=torch.{experiment.dtype})",
        add_noise=("parameters.grad += drawn",),
    )
