"""What a fresh process loads: the window no torch, the engine and the worker no Qt, the list neither."""

from __future__ import annotations

import subprocess
import sys

import pytest

QT = ("PyQt6", "pyqtgraph", "OpenGL")


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("app.window", ("torch", "sympy", "matplotlib", "scipy")),
        ("app.export.picture", ("torch",)),
        ("app.worker", QT),
        ("surfaces", (*QT, "torch", "app")),
        ("app.gl_setup", (*QT, "torch")),
        ("app.cli", (*QT, "torch")),
        ("app.commands.list_command", (*QT, "torch")),
    ],
)
def test_a_module_loads_nothing_heavy_that_it_does_not_need(module: str, unwanted: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print(*sorted(set({unwanted!r}) & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (loaded.returncode, loaded.stdout.split()) == (0, []), loaded.stderr
