"""`thalweg gate` as it is typed: rows, the table at the end, and one sentence for everything that goes wrong."""

from __future__ import annotations

import csv
import io
import json
import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from app.cli import main
from app.commands.gate_words import GATE_OPTIONS
from app.commands.script_command import SCRIPT_GATE
from app.engine.experiment import Experiment, Run
from app.engine.gates.initializations import INITIALIZATIONS
from app.engine.gates.tables import GATES, gate_named
from app.engine.gates.task import Cloud, GateTask
from app.engine.record import record
from app.engine.script import script_of

ROOT = Path(__file__).resolve().parent.parent
Capture = pytest.CaptureFixture[str]

BAD = """
gate
gate xro
gate zzzzzzzz
gate xor and
gate own
gate xor --table 0110
gate --table ''
gate --table ' , '
gate --table 011
gate --table 01102
gate --table '0 0'
gate --table '0 0 0, 0 1'
gate --table '0 0 2'
gate --table '0 0 0.5'
gate --table '0 nan 1'
gate --table '0 inf 1'
gate --table '0 1e3 1'
gate --table '0 0 0, 1 1 1, 0 0 1'
gate --table '0 0 0 0, 1 1 1'
gate --table '0 0 0,1 0 0,2 0 0,3 0 0,4 0 0,5 0 0,6 0 0,7 0 0,0 1 0,1 1 0,2 1 0,3 1 0,4 1 0,5 1 0,6 1 0,7 1 0,0 2 1'
gate xor --hidden
gate xor --hidden -1
gate xor --hidden 9
gate xor --hidden 2.5
gate xor --hidden two
gate xor --hidden 2 --activation step
gate xor --hidden 2 --activation linear
gate xor --activation sigmiod
gate xor --activation q
gate xor --loss bec
gate xor --loss crossentropy
gate xor --init xavier
gate xor --init dirac
gate xor --points 0
gate xor --points 101
gate xor --points 5 --spread -1
gate xor --points 5 --spread 11
gate xor --points 5 --spread nan
gate xor --points 5 --cloud-seed -1
gate xor --spread 0.1
gate xor --cloud-seed 1
gate xor --start
gate xor --start 1 2
gate xor --start 1 2 3 4
gate xor --start 1 nan 0
gate xor --start 1,inf,0
gate xor --start ''
gate xor --start 1e39 0 0
gate xor --hidden 2 --start 1 2 3
gate and --weights note
gate xor --weights notes
gate nor --weights notes
gate and --hidden 2 --weights notes
gate and --weights notes --start 1 2 3
gate and --weights notes --init zeros
gate and --start 1 2 3 --init zeros
gate xor --run Muon
gate xor --run Adm
gate xor --run 'Adam lr=-1'
gate xor --run 'SGD batch=5'
gate xor --run 'SGD schedule=onecycle:total_steps=3,max_lr=1'
gate xor --seed -1
gate xor --seed x
gate xor --steps -1
gate xor --steps 100001
gate xor --dtype float16
gate xor --threshold 0
gate xor --threshold 1
gate xor --threshold half
gate xor --every 0
gate xor --format xml
gate xor --format npz
gate xor --out /nowhere/at/all.csv
gate xor --hiden 2
script gate
script gate xor --run SGD --run Adam
script gate xor --threshold 0.5
list gaets
""".strip().splitlines()


def said(capsys: Capture, line: str) -> tuple[list[dict[str, str]], str]:
    assert main(shlex.split(line)) == 0
    found = capsys.readouterr()
    return list(csv.DictReader(io.StringIO(found.out))), found.err


@pytest.mark.parametrize("line", BAD)
def test_bad_words_get_one_sentence(line: str, capsys: Capture) -> None:
    assert main(shlex.split(line)) == 2
    found = capsys.readouterr()
    assert found.out == "" and found.err.startswith("thalweg: ") and found.err.count("\n") == 1
    assert found.err.rstrip().endswith((".", "?")) and "Unexpected" not in found.err


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("gate xro", "Did you mean xor?"),
        ("gate xor --activation sigmiod", "Did you mean sigmoid?"),
        ("gate xor --init kaiming_unifrom", "Did you mean kaiming_uniform?"),
        ("gate xor --start 1 nan 0", '"nan"'),
        ("gate --table '0 0 0, 1 1 1, 0 0 1'", "The point (0, 0) is asked to be both 0 and 1"),
        ("gate xor --start 1 2", "3 weights here (b, w1, w2), not 2"),
        ("gate xor --run Muon", "Muon takes matrices only"),
        ("gate xor --run 'SGD batch=5'", "1 to 4 samples"),
        ("gate xor --weights notes", "for and, or, nand only"),
    ],
)
def test_the_sentence_says_what_is_wrong(line: str, part: str, capsys: Capture) -> None:
    assert main(shlex.split(line)) == 2
    assert part in capsys.readouterr().err


def test_the_example_of_the_lab_solves_xor(capsys: Capture) -> None:
    line = 'gate xor --hidden 4 --activation tanh --run "Adam lr=0.05" --seed 0 --steps 2000'
    rows, table = said(capsys, line)
    names = [f"c{k}" for k in range(1, 5)] + [f"w{k}{side}" for k in range(1, 5) for side in (1, 2)]
    names += ["b", *(f"v{k}" for k in range(1, 5))]
    assert list(rows[0]) == ["run", "step", "loss", "accuracy", *names]
    assert [row["step"] for row in rows] == [str(step) for step in range(2001)]
    task = GateTask(gate_named("xor").rows, None, 4, "tanh")
    [walk] = record(Experiment("", (), (Run("Adam", (("lr", 0.05),)),), "float32", 2000, gate=task))
    for step in (0, 1, 1000, 2000):
        assert [float(rows[step][name]) for name in names] == walk.parameters[step].tolist()
        assert float(rows[step]["loss"]) == walk.losses[step]
    since = 1 + max(step for step, row in enumerate(rows) if row["accuracy"] != "1.0")
    head, _, *lines = table.splitlines()
    assert head.startswith(f"run 0, Adam lr=0.05: 4 of 4 right since step {since}, loss ")
    assert lines[0].split() == ["x1", "x2", "target", "z", "p", "says"]
    assert [line.split()[-1] for line in lines[1:]] == ["right"] * 4
    for line, (x1, x2, target) in zip(lines[1:], [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)], strict=True):
        w = dict(zip(names, walk.parameters[-1].astype(float), strict=True))
        inner = [np.tanh(w[f"c{k}"] + w[f"w{k}1"] * x1 + w[f"w{k}2"] * x2) for k in (1, 2, 3, 4)]
        z = w["b"] + sum(w[f"v{k}"] * each for k, each in enumerate(inner, 1))
        words = line.split()
        assert words[:3] == [str(x1), str(x2), str(target)] and words[5] == str(target)
        assert float(words[3]) == pytest.approx(z, abs=6e-5)
        assert float(words[4]) == pytest.approx(1 / (1 + np.exp(-z)), abs=6e-5)


def test_without_words_one_sigmoid_unit_fails_at_xor_and_is_told_why(capsys: Capture) -> None:
    rows, table = said(capsys, "gate xor")
    assert list(rows[0]) == ["run", "step", "loss", "accuracy", "b", "w1", "w2"] and len(rows) == 2001
    assert float(rows[-1]["loss"]) == pytest.approx(np.log(2), abs=1e-6)
    assert "Stuck at ln 2" in table and table.count("  undecided\n") == 4 and "-0.0000" not in table
    assert table.startswith("run 0, Adam lr=0.05: 0 of 4 right, 4 undecided") and rows[-1]["accuracy"] == "0.0"


def test_and_is_right_from_step_45_on(capsys: Capture) -> None:
    rows, table = said(capsys, 'gate AND --run "SGD lr=0.5" --start 1 -2 1.5 --steps 200')
    accuracies = [float(row["accuracy"]) * 4 for row in rows]
    assert accuracies[:8] == [2, 2, 2, 1, 1, 1, 1, 2] and accuracies[44:] == [3, *[4] * 156]
    assert "4 of 4 right since step 45" in table


@pytest.mark.parametrize("start", ["--start 1 -2 1.5", "--start '1 -2 1.5'", "--start 1,-2,1.5", "--start=1,-2,1.5"])
def test_weights_may_be_given_in_one_word_or_in_several(start: str, capsys: Capture) -> None:
    rows, _ = said(capsys, f"gate {start} and --steps 0 --dtype float64")
    assert [rows[0][name] for name in ("b", "w1", "w2")] == ["1.0", "-2.0", "1.5"]


def test_a_threshold_at_the_end_of_what_is_accepted_is_taken(capsys: Capture) -> None:
    rows, table = said(capsys, "gate and --activation tanh --threshold 1e-17 --steps 2")
    assert len(rows) == 3 and "of 4 right" in table


def test_fuzzy_corners_are_counted_by_their_points(capsys: Capture) -> None:
    rows, table = said(capsys, "gate and --weights notes --points 10 --steps 0")
    assert f"{round(40 * float(rows[0]['accuracy']))} of 40 points right" in table.splitlines()[0]


@pytest.mark.parametrize("key", ["and", "or", "nand"])
def test_the_notes_weights_are_right_without_a_step(key: str, capsys: Capture) -> None:
    rows, table = said(capsys, f"gate {key} --weights notes --activation step --steps 0 --dtype float64")
    assert tuple(float(rows[0][name]) for name in ("b", "w1", "w2")) == gate_named(key).notes
    assert "4 of 4 right since step 0" in table and "output" in table


def test_a_threshold_moves_accuracy_and_table_alike(capsys: Capture) -> None:
    line = 'gate or --run "SGD lr=0.5" --start -1 2 2 --steps 0 --threshold '
    for threshold, right, answers in (("0.5", "4", "0111"), ("0.8", "2", "0001"), ("0.2", "3", "1111")):
        rows, table = said(capsys, line + threshold)
        assert float(rows[0]["accuracy"]) * 4 == float(right) and f"{right} of 4 right" in table
        assert "".join(line.split()[5] for line in table.splitlines()[3:]) == answers


def test_every_run_has_its_rows_and_its_table(capsys: Capture) -> None:
    rows, table = said(capsys, "gate nor --run 'SGD lr=1' --run LBFGS --steps 7 --every 3")
    assert [(row["run"], row["step"]) for row in rows] == [(run, step) for run in "01" for step in "0367"]
    assert "run 0, SGD lr=1: " in table and "run 1, LBFGS: " in table


def test_a_run_that_diverges_is_told_with_what_it_said_last(capsys: Capture) -> None:
    rows, table = said(capsys, "gate and --activation linear --loss mse --run 'SGD lr=1e20' --steps 50")
    assert len(rows) < 51 and not np.isfinite(float(rows[-1]["loss"]))
    assert "overflowed float32" in table


def test_own_tables_in_short_and_in_full_are_one(capsys: Capture) -> None:
    lines = ["own --table 0110", "--table '0 0 0, 0 1 1; 1 0 1,1 1 0,'", "xor"]
    texts = {json.dumps(said(capsys, f"gate {line} --steps 3")) for line in lines}
    assert len(texts) == 1


def test_clouds_and_all_that_shapes_the_task_reach_the_record(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "walk.json"
    line = (
        "gate xnor --hidden 3 --activation relu --loss mse --init kaiming_normal_ --points 5 --spread 0.3 "
        f"--cloud-seed 2 --seed 7 --dtype float64 --steps 4 --run 'SGD lr=0.1 batch=1' --out {path}"
    )
    assert said(capsys, line)[0] == []
    task = GateTask(gate_named("xnor").rows, Cloud(5, 0.3, 2), 3, "relu", "mse", "kaiming_normal")
    found = json.loads(path.read_text())
    assert found["experiment"]["task"]["cloud"] == {"count": 5, "spread": 0.3, "seed": 2}
    assert found["experiment"]["gate"] == "xnor" and found["runs"][0]["of"] == 20
    experiment = Experiment("", (), (Run("SGD", (("lr", 0.1),)),), "float64", 4, 7, gate=task)
    assert [found["runs"][0][name][0] for name in ("c1", "w11", "v3")] == [
        record(experiment)[0].parameters[0, at].item() for at in (0, 3, 12)
    ]


@pytest.mark.parametrize("initialization", INITIALIZATIONS, ids=lambda each: each.key)
def test_every_initialization_has_its_word(initialization: object, capsys: Capture) -> None:
    key = initialization.key  # type: ignore[attr-defined]
    rows, _ = said(capsys, f"gate xor --hidden 2 --init {key.upper()} --steps 0 --seed 3")
    task = GateTask(gate_named("xor").rows, None, 2, "tanh", initialization=key)
    [walk] = record(Experiment("", (), (Run("Adam"),), "float32", 0, 3, gate=task))
    assert [float(each) for each in list(rows[0].values())[4:]] == walk.parameters[0].tolist()


def test_the_script_of_a_gate_is_the_engines(capsys: Capture, tmp_path: Path) -> None:
    assert main(shlex.split("script gate xor --hidden 4 --run 'Adam lr=0.05' --steps 30")) == 0
    task = GateTask(gate_named("xor").rows, None, 4, "tanh")
    run = Run("Adam", (("lr", 0.05),))
    assert capsys.readouterr().out == script_of(Experiment("", (), (run,), steps=30, gate=task), run)
    assert main(shlex.split(f"script GATE and --steps 3 --out {tmp_path}/a.py")) == 0
    assert (tmp_path / "a.py").read_text().startswith('"""AND, one unit')
    assert main(["script", "gate", "--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("thalweg script gate ") and all(option.name in text for option in SCRIPT_GATE.options)
    assert main(["script", "--help"]) == 0
    assert "See also: thalweg script gate --help" in capsys.readouterr().out


def test_gates_are_listed_with_tables_and_the_notes_weights(capsys: Capture) -> None:
    assert main(["list", "gates"]) == 0
    text = capsys.readouterr().out
    assert all(gate.key in text and gate.sentence in text for gate in GATES) and "b = -0.2, w1 = 0.15" in text
    assert main(["list", "gates", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [each["key"] for each in found] == [gate.key for gate in GATES]
    assert [[row[2] for row in each["rows"]] for each in found] == [list(gate.targets) for gate in GATES]


def test_bad_words_load_neither_torch_nor_qt() -> None:
    code = "import sys; from app.cli import main; main(['gate', 'nowhere']); print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in found.stdout.split()}
    assert not loaded & {"torch", "PyQt6", "pyqtgraph", "OpenGL"}


def test_no_option_is_named_twice() -> None:
    assert len({option.name for option in GATE_OPTIONS}) == len(GATE_OPTIONS)
