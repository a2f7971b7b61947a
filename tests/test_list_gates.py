"""`thalweg list gates`: what can be named, one's own truth table too."""

from __future__ import annotations

import shlex

import pytest

from app.cli import main
from app.commands.gate_words import OWN
from app.engine.gates.tables import GATES

Capture = pytest.CaptureFixture[str]


def test_all_that_can_be_named_is_listed(capsys: Capture) -> None:
    main(["list", "gates"])

    names = [block.split()[0] for block in capsys.readouterr().out.split("\n\n")]
    assert names == [*(gate.key for gate in GATES), OWN]


def test_the_lines_for_a_table_of_ones_own_can_be_typed_as_they_stand_and_mean_the_same(capsys: Capture) -> None:
    main(["list", "gates"])
    lines = [line.strip() for line in capsys.readouterr().out.splitlines() if "--table" in line]
    answers = []
    for line in lines:
        program, *words = shlex.split(line.removeprefix("typed").strip())
        assert program == "thalweg" and main([*words, "--steps", "0"]) == 0
        answers.append(capsys.readouterr())

    assert len(answers) == 2 and answers[0] == answers[1]
