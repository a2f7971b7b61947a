"""Two layers put together by hand, as a short PyTorch program that prints their truth table."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.gates.compositions import Composition
from app.engine.gates.forward import weights_of
from app.engine.gates.tables import gate_named
from app.engine.gates.task import Row
from app.engine.trajectory import Array


def composition_script_of(composition: Composition, rows: tuple[Row, ...], values: Array) -> str:
    """A module with the weights `values` (9,): it prints a row a line, x1, x2, h1, h2, what is said, and the target."""
    first, second = composition.names
    title = f'"""{gate_named(composition.gate).name} as {composition.output}({first}, {second}): two layers by hand."""'
    return "\n".join(
        [
            title, "", "import torch", "from torch import nn", "", "torch.set_default_dtype(torch.float64)", "", "",
            "def step(z):", "    return (z >= 0).to(z.dtype)", "", "",
            "class TwoLayers(nn.Module):", *(f"    {line}".rstrip() for line in _module(composition, values)), "", "",
            "rows = [", "    # x1, x2, target",
            *(f"    [{row.x1!r}, {row.x2!r}, {row.target}]," for row in rows), "]",
            "model = TwoLayers()",
            "for x1, x2, target in rows:",
            "    inputs = torch.tensor([x1, x2])",
            "    with torch.no_grad():",
            "        hidden, said = model.see(inputs), model(inputs)",
            "    print(x1, x2, *hidden.tolist(), said.item(), target)", "",
        ]
    )  # fmt: skip


def _module(composition: Composition, values: Array) -> Iterator[str]:
    weights = weights_of(composition.task, values)
    yield "def __init__(self):"
    yield "    super().__init__()"
    yield "    self.hidden = nn.Linear(2, 2)"
    yield "    self.output = nn.Linear(2, 1)"
    yield "    with torch.no_grad():"
    yield f"        # {' and '.join(composition.names)}"
    yield f"        self.hidden.bias.copy_(torch.tensor({weights.hidden_bias.tolist()}))"
    yield f"        self.hidden.weight.copy_(torch.tensor({weights.hidden_weight.tolist()}))"
    yield f"        # {composition.output}"
    yield f"        self.output.bias.copy_(torch.tensor({weights.bias.reshape(1).tolist()}))"
    yield f"        self.output.weight.copy_(torch.tensor({weights.weight.reshape(1, 2).tolist()}))"
    yield ""
    yield "def see(self, inputs):"
    yield "    return step(self.hidden(inputs))"
    yield ""
    yield "def forward(self, inputs):"
    yield "    return step(self.output(self.see(inputs)))"
