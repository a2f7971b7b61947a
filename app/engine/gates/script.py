"""The training of a unit or a network as a short PyTorch program that prints the same trajectory."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.experiment import Experiment, Run
from app.engine.gates.data import data_of
from app.engine.gates.forward import has_slope, output_activation
from app.engine.gates.initializations import initialization_named, nonlinearity_named
from app.engine.gates.tables import gate_of
from app.engine.gates.task import GateTask
from app.engine.run_text import format_run
from app.engine.script_loop import Spelling, call, loop_lines, optimizer_lines

_HIDDEN = {"sigmoid": "nn.Sigmoid()", "tanh": "nn.Tanh()", "relu": "nn.ReLU()"}
_OUTPUT = {
    "step": "(z >= 0).to(z.dtype)",
    "sign": "torch.where(z >= 0, 1.0, -1.0).to(z.dtype)",
    "sigmoid": "torch.sigmoid(z)",
    "tanh": "torch.tanh(z)",
    "linear": "z",
    "relu": "torch.relu(z)",
}


def gate_script_of(task: GateTask, experiment: Experiment, run: Run) -> str:
    """The program of one run: it prints step, the parameters in the order of `parameter_names`, and the loss."""
    spelling = _spelling(task, experiment)
    loop = list(loop_lines(experiment, run, spelling))
    body = [
        *_data(task, experiment), "", *_model(task, experiment), *_start(task, experiment), "", "",
        *_loss(task), "", "", "def numbers(tensors):",
        "    return [number for tensor in tensors for number in tensor.reshape(-1).tolist()]", "", "",
        *optimizer_lines(experiment, run, spelling), "", *loop,
    ]  # fmt: skip
    return "\n".join([_title(task, experiment, run), "", *_imports(task, body), "", *body, ""])


def _title(task: GateTask, experiment: Experiment, run: Run) -> str:
    gate = gate_of(task.rows)
    name = "A truth table" if gate is None else gate.name
    learner = f"2-{task.hidden}-1 network" if task.hidden else "one unit"
    return f'"""{name}, {learner}, {experiment.dtype}: {format_run(run)}"""'


def _imports(task: GateTask, body: list[str]) -> list[str]:
    text = "\n".join(body)
    numpy = ["import numpy as np"] if task.cloud is not None else []
    functional = ["from torch.nn import functional"] if "functional." in text else []
    return ["import math", "", *numpy, "import torch", "from torch import nn", *functional]


def _data(task: GateTask, experiment: Experiment) -> Iterator[str]:
    """Inputs (N, 2) and targets (N,)."""
    yield "rows = ["
    yield "    # x1, x2, target"
    for row in task.rows:
        yield f"    [{row.x1!r}, {row.x2!r}, {float(row.target)!r}],"
    yield "]"
    dtype = f"dtype=torch.{experiment.dtype}"
    if task.cloud is None:
        yield f"table = torch.tensor(rows, {dtype})"
        yield "inputs, targets = table[:, :2].contiguous(), table[:, 2].contiguous()"
        return
    yield f"rows = np.repeat(np.array(rows), {task.cloud.count}, axis=0)"
    yield f"drawn = np.random.default_rng({task.cloud.seed}).standard_normal((len(rows), 2))"
    yield f"points = (rows[:, :2] + {task.cloud.spread!r} * drawn).astype(np.float32)"
    yield f"inputs, targets = torch.tensor(points, {dtype}), torch.tensor(rows[:, 2], {dtype})"


def _model(task: GateTask, experiment: Experiment) -> Iterator[str]:
    """The module with its first weights, which are drawn in single precision."""
    if not experiment.start:
        yield f"torch.manual_seed({experiment.seed})"
    if task.hidden:
        activation = _HIDDEN[task.activation]
        yield f"model = nn.Sequential(nn.Linear(2, {task.hidden}), {activation}, nn.Linear({task.hidden}, 1))"
    else:
        yield "model = nn.Linear(2, 1)"
    if not experiment.start:
        yield from _initialization(task)
    if experiment.dtype == "float64":
        yield "model.double()"


def _initialization(task: GateTask) -> Iterator[str]:
    initialization = initialization_named(task.initialization)
    if not initialization.function:
        return
    layers = _layers(task)
    for layer in layers:
        output_of_network = len(layers) > 1 and layer is layers[-1]
        nonlinearity = nonlinearity_named("sigmoid" if output_of_network else task.activation)
        what = f"nn.init.{initialization.function}"
        if initialization.gain == "gain":
            yield f'{what}({layer}.weight, gain=nn.init.calculate_gain("{nonlinearity}"))'
        elif initialization.gain == "nonlinearity":
            yield f'{what}({layer}.weight, nonlinearity="{nonlinearity}")'
        else:
            yield call(what, f"{layer}.weight", initialization.arguments)
        yield f"nn.init.zeros_({layer}.bias)"


def _layers(task: GateTask) -> tuple[str, ...]:
    return ("model[0]", "model[2]") if task.hidden else ("model",)


def _start(task: GateTask, experiment: Experiment) -> Iterator[str]:
    """All parameters, biases before weights, with the numbers that they begin with where those are given."""
    yield f"parts = [{', '.join(f'{layer}.bias, {layer}.weight' for layer in _layers(task))}]"
    if not experiment.start:
        return
    counts = [task.hidden, 2 * task.hidden, 1, task.hidden] if task.hidden else [1, 2]
    yield "start = ["
    first = 0
    for count in counts:
        yield f"    [{', '.join(map(repr, experiment.start[first : first + count]))}],"
        first += count
    yield "]"
    yield "with torch.no_grad():"
    yield "    for part, weights in zip(parts, start):"
    yield f"        part.copy_(torch.tensor(weights, dtype=torch.{experiment.dtype}).view_as(part))"


def _loss(task: GateTask) -> Iterator[str]:
    yield "def loss(some):"
    yield "    z, target = model(inputs[some]).squeeze(1), targets[some]"
    if task.loss == "bce":
        yield "    return functional.binary_cross_entropy_with_logits(z, target)"
    elif task.loss == "mse":
        activation = output_activation(task)
        wanted = "2 * target - 1" if activation.low else "target"
        yield f"    return functional.mse_loss({_OUTPUT[activation.key]}, {wanted})"
    elif task.loss == "hinge":
        yield "    return torch.relu(1 - (2 * target - 1) * z).mean()"
    else:
        yield "    return torch.relu(-(2 * target - 1) * z).mean()"


def _spelling(task: GateTask, experiment: Experiment) -> Spelling:
    # No gradient comes through steps, but noise and weight decay still move the weights.
    no_slope = ("for part in parts:", "    part.grad = torch.zeros_like(part)")
    everything = "[value.item(), *numbers(parts), *numbers(part.grad for part in parts)]"
    shape = f"part.shape, generator=noise, dtype=torch.{experiment.dtype}"
    return Spelling(
        loss="loss(slice(None))",
        batch_loss="loss(batch)",
        samples=str(len(data_of(task)[1])),
        parameters="model.parameters()",
        printed="*numbers(parts)",
        finite=f"finite = all(map(math.isfinite, {everything}))",
        slope=("{value}.backward()",) if has_slope(task) else no_slope,
        draw=f"[{{deviation}} * torch.randn({shape}) for part in model.parameters()]",
        add_noise=("for part, noisy in zip(model.parameters(), drawn):", "    part.grad += noisy"),
    )
