"""What the help of `thalweg gate` and `thalweg run` says is what they take and print."""

from __future__ import annotations

import re
import shlex

import pytest

from app.cli import main

Capture = pytest.CaptureFixture[str]


def helped(command: str, option: str, capsys: Capture) -> str:
    """What the help says about one option, on one line."""
    main([command, "--help"])
    options = capsys.readouterr().out.split("\n  --")
    return " ".join(next(each for each in options if each.startswith(f"{option} ")).split())


@pytest.mark.parametrize("line", ["run himmelblau", "gate xor", "gate xor --hidden 2"])
def test_the_help_names_columns_of_the_state_that_are_there(line: str, capsys: Capture) -> None:
    named = re.findall(r"\bexp_avg_\w+", helped(line.split()[0], "state", capsys))
    assert main([*shlex.split(line), "--run", "Adam", "--steps", "1", "--state"]) == 0
    columns = capsys.readouterr().out.splitlines()[0].split(",")

    assert named and set(named) <= set(columns)


def test_the_help_names_the_counts_of_hidden_units_that_are_taken(capsys: Capture) -> None:
    bounds = re.search(r"(\d+) to (\d+)", helped("gate", "hidden N", capsys))
    assert bounds is not None
    least, most = map(int, bounds.groups())

    for count, status in ((least - 1, 2), (least, 0), (most, 0), (most + 1, 2)):
        assert main(["gate", "xor", "--hidden", str(count), "--steps", "0"]) == status
        if status:
            assert f"from {least} to {most}" in capsys.readouterr().err
