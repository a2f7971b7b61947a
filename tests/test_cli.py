"""The command line as it is typed: rows, exit statuses, and one sentence for everything that goes wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pytest

from app.cli import main
from app.commands import COMMANDS
from app.engine.optimizers import OPTIMIZERS
from app.engine.presets import PRESETS
from app.engine.run_text import parse_run
from app.export.data_format import DATA_FORMATS, DataFormat
from surfaces import SURFACES
from tests.notes import NOTES

ROOT = Path(__file__).resolve().parent.parent
Capture = pytest.CaptureFixture[str]

BAD = """
walk
rnu himmelblau
--verison
-x
run
run himmelblo
run zzzzzzzz
run himmelblau regression
run himmelblau --formula x
run himmelblau --runn Adam
run himmelblau --run
run himmelblau --run Adm
run himmelblau --run ''
run himmelblau --run 'Adam lr'
run himmelblau --run 'Adam lr=fast'
run himmelblau --run 'Adam lr=-1'
run himmelblau --run 'Adam lr=nan'
run himmelblau --run 'SGD nesterov=True'
run himmelblau --run 'SGD lr=0.1 lr=0.2'
run himmelblau --run SGD --run SGD --run SGD --run SGD --run SGD --run SGD --run SGD --run SGD --run SGD
run himmelblau --start 1
run himmelblau --start 1 --steps 5
run himmelblau --start 0,0
run himmelblau --start nan 0
run himmelblau --start 0 inf
run himmelblau --start 1e39 0
run himmelblau --start 1e999 0 --dtype float64
run himmelblau --steps -1
run himmelblau --steps 100001
run himmelblau --steps 1.5
run himmelblau --steps many
run himmelblau --every 0
run himmelblau --every -5
run himmelblau --dtype float16
run himmelblau --seed -1
run himmelblau --out /nowhere/at/all.csv
run himmelblau --out /
run himmelblau --format xml
run himmelblau --format
run himmelblau --formt json
run himmelblau --format npz
run himmelblau --format json --out walk.csv
run himmelblau --format csv --out walk.npz
run himmelblau --out /nowhere/walk.npz
run himmelblau --format npz --out /
run --formula ''
run --formula 2x
run --formula 'x +'
run --formula '__import__("os").system("true")'
run --formula 'x + z'
list
list surfacs
list optimizers --jsn
list --json=1 surfaces
render himmelblau
render himmelblau --out a.bmp
render himmelblau --out a.webm
render himmelblau --out walk.json
render himmelblau --out a.png --view lab --size 1023x720
render himmelblau --out a.webp --view lab --size 1024x719
render himmelblau --out a.png --view lab --steps 5 --step 6
render himmelblau --out /nowhere/a.png
render himmelblau --out a.png --size 10x10
render himmelblau --out a.png --size wide
render himmelblau --out a.png --size 99999x99999
render himmelblau --out a.png --theme neon
render himmelblau --out a.png --view side
render himmelblau --out a.png --elev 200
render himmelblau --out a.png --steps 5 --step 6
welcome here
welcome --out /nowhere
""".strip().splitlines()


def words(line: str) -> list[str]:
    import shlex

    return shlex.split(line)


def rows(capsys: Capture, line: str) -> list[dict[str, str]]:
    assert main(words(line)) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def thalweg(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_golden_run_of_the_notes(capsys: Capture) -> None:
    line = 'run himmelblau --run "Adam lr=0.001" --start 0 0 --steps 18001 --dtype float32'
    found = rows(capsys, line)
    for step, (x, y, loss) in NOTES.items():
        after = float(found[step + 1]["x"]), float(found[step + 1]["y"])
        if step == 2000:
            assert after == pytest.approx((x, y), abs=1e-6)
            assert float(found[step]["loss"]) == pytest.approx(loss, abs=3e-5)
        else:
            assert (*after, float(found[step]["loss"])) == (x, y, loss)


def test_regression_follows_its_closed_form(capsys: Capture) -> None:
    line = 'run regression --run "SGD lr=0.05" --start 0 0 --steps 50 --dtype float64'
    found = rows(capsys, line)
    assert (found[0]["loss"], found[0]["grad_x"], found[0]["grad_y"]) == ("20.0", "-28.0", "-12.0")
    x, y = -1.0, -1.0
    for row in found:
        assert (float(row["x"]) - 1, float(row["y"]) - 1) == pytest.approx((x, y), abs=1e-12)
        x, y = x - 0.05 * (20 * x + 8 * y), y - 0.05 * (8 * x + 4 * y)


def test_rows_of_every_run_and_always_the_last(capsys: Capture) -> None:
    found = rows(capsys, "run saddle --run SGD --run 'adam LR=1e-2' --start -1e-3 0 --steps 5 --every 2")
    assert [(row["run"], row["step"]) for row in found] == [(run, step) for run in "01" for step in "0245"]
    assert [row["lr"] for row in found] == ["0.001"] * 3 + [""] + ["0.01"] * 3 + [""]


@pytest.mark.parametrize("formula", ["--formula '-x*y'", "--formula='-x*y'"])
def test_values_may_begin_with_a_minus(capsys: Capture, formula: str) -> None:
    [row] = rows(capsys, f"run {formula} --start -1e-3 -2 --steps 0 --dtype float64")
    assert (row["x"], row["y"], row["loss"], row["lr"]) == ("-0.001", "-2.0", "-0.002", "")


def test_without_words_the_defaults_hold(capsys: Capture) -> None:
    found = rows(capsys, "run HIMMELBLAU")
    assert len(found) == 501
    assert found[0]["x"] == repr(SURFACES[0].start[0])
    assert found == rows(capsys, "run himmelblau --run Adam --start 0 0 --dtype Float32 --steps 5e2")


def test_a_seed_draws_the_start(capsys: Capture) -> None:
    one, same, other = (rows(capsys, f"run ackley --seed {seed} --steps 0") for seed in (1, 1, 2))
    assert one == same != other
    assert rows(capsys, "run ackley --seed 1 --start 1 2 --steps 0")[0]["x"] == "1.0"


def test_a_diverged_run_is_a_result(capsys: Capture) -> None:
    assert main(words("run himmelblau --run 'SGD lr=0.05' --run 'Adam lr=0.1' --steps 50")) == 0
    out, said = capsys.readouterr()
    found = [row for row in csv.DictReader(io.StringIO(out)) if row["run"] == "0"]
    assert "inf" in found[-1].values() and found[-1]["lr"] == ""
    assert said.count("\n") == 1 and f"step {found[-1]['step']}" in said and "SGD lr=0.05" in said


@pytest.mark.parametrize("line", BAD)
def test_bad_words_end_in_a_sentence(
    line: str, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words(line)) == 2
    out, said = capsys.readouterr()
    assert not out and not list(tmp_path.iterdir())
    assert said.startswith("thalweg: ") and said.count("\n") == 1 and len(said) <= 1500
    assert "Traceback" not in said and "usage:" not in said


@pytest.mark.parametrize(
    ("line", "guess"),
    [
        ("rnu", "run"),
        ("run himelblau", "himmelblau"),
        ("run himmelblau --stepz 1", "--steps"),
        ("run himmelblau --run Adma", "Adam"),
        ("run himmelblau --run 'Adam bettas=1,2'", "betas"),
        ("list optimisers", "optimizers"),
    ],
)
def test_the_nearest_name_is_suggested(line: str, guess: str, capsys: Capture) -> None:
    assert main(words(line)) == 2
    assert f"Did you mean {guess}?" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["{}", "run {}", "run himmelblau --run {}", "run himmelblau --steps {}", "list {}"])
def test_little_of_a_long_word_is_quoted(place: str, capsys: Capture) -> None:
    long = "é\x1b" * 50_000
    assert main([long if word == "{}" else word for word in place.split()]) == 2
    said = capsys.readouterr().err
    assert said.count("é") <= 60 and "\x1b" not in said and len(said) <= 1500


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "walk.csv"
    assert main(["run", "saddle", "--steps", "3", "--out", str(path)]) == 0
    assert main(["run", "saddle", "--steps", "3"]) == 0
    assert path.read_text() == capsys.readouterr().out
    assert list(tmp_path.iterdir()) == [path]


def test_json_holds_what_csv_holds(capsys: Capture) -> None:
    line = "run himmelblau --run 'SGD lr=0.05' --run 'Adam lr=0.1' --steps 50 --every 7"
    found = rows(capsys, line)
    assert main(words(line + " --format JSON")) == 0
    runs = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)["runs"]
    assert [each["run"] for each in runs] == ["SGD lr=0.05", "Adam lr=0.1"]
    assert [each["status"]["kind"] for each in runs] == ["diverged", "complete"]
    for name in ("step", "x", "y", "loss", "grad_x", "grad_y", "lr"):
        numbers = [number for each in runs for number in each[name]]
        for number, row in zip(numbers, found, strict=True):
            assert row[name] == repr(number) if number is not None else row[name] in ("", "inf", "-inf", "nan")


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("--out {}/a.csv", b"run,"),
        ("--out {}/a.CSV --format csv", b"run,"),
        ("--out {}/a.json", b"{"),
        ("--out {}/a.txt", b"run,"),
        ("--out {}/a.txt --format json", b"{"),
        ("--out {}/a.npz", b"PK"),
        ("--out {}/a --format npz", b"PK"),
    ],
)
def test_the_format_or_the_ending_decides(line: str, first: bytes, tmp_path: Path) -> None:
    assert main(["run", "saddle", "--steps", "3", *line.format(tmp_path).split()]) == 0
    [path] = tmp_path.iterdir()
    assert path.read_bytes().startswith(first)


def test_numpy_reads_the_arrays_of_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "walk.npz"
    line = f"run regression --run 'SGD lr=0.05' --run Adam --start 0 0 --steps 50 --every 10 --state --out {path}"
    assert main(words(line)) == 0
    with np.load(path, allow_pickle=False) as found:
        assert found["0/steps"].tolist() == found["1/steps"].tolist() == [0, 10, 20, 30, 40, 50]
        assert found["0/losses"][0] == 20 and found["0/gradients"][0].tolist() == [-28, -12]
        assert found["0/parameters"].dtype == np.float32 and found["1/state/exp_avg"].shape == (6, 2)
        assert json.loads(str(found["experiment"]))["runs"][0]["run"] == "SGD lr=0.05"


def test_a_pipe_can_be_written_to() -> None:
    out, into = os.pipe()
    assert main(["run", "saddle", "--steps", "1", "--out", f"/dev/fd/{into}"]) == 0
    os.close(into)
    with open(out) as pipe:
        assert pipe.read().count("\n") == 3


def test_a_full_disk_behind_the_standard_output_fails_in_a_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "app", "run", "saddle"]
        found = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert found.returncode == 1 and found.stderr.count(b"\n") == 1 and b"Traceback" not in found.stderr


@pytest.mark.parametrize("more", ["--format json", "--format npz", ""])
def test_a_file_on_a_full_disk_fails_in_a_sentence(more: str, capsys: Capture) -> None:
    assert main(["run", "saddle", *more.split(), "--out", "/dev/full"]) == 1
    out, said = capsys.readouterr()
    assert out == "" and said.count("\n") == 1 and said.startswith("thalweg: ")


def test_an_unexpected_error_is_a_sentence(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the sky fell")

    monkeypatch.setattr("app.engine.record.record_pieces", fail)
    assert main(["run", "saddle"]) == 1
    assert capsys.readouterr().err == 'thalweg: Unexpected: RuntimeError: "the sky fell"\n'
    monkeypatch.setenv("THALWEG_DEBUG", "1")
    with pytest.raises(RuntimeError):
        main(["run", "saddle"])


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_shows_every_option_and_examples_that_work(command: object, capsys: Capture) -> None:
    from app.commands.command import Command
    from app.commands.words import read_words

    assert isinstance(command, Command)
    for ask in ("--help", "-h"):
        assert main([command.name, ask]) == 0
        said = capsys.readouterr().out
        assert all(option.name in said for option in command.options)
    for example in command.examples:
        name, first, *rest = words(example)
        assert (name, first) == ("thalweg", command.name) and example in said
        read_words(rest, command.options, len(command.places))


def test_help_and_version(capsys: Capture) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(command.name in said for command in COMMANDS)
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("thalweg ")


def test_list_says_all_there_is(capsys: Capture) -> None:
    assert main(["list", "surfaces"]) == 0
    table = capsys.readouterr().out
    assert all(surface.key in table and surface.loss.text in table for surface in SURFACES)
    assert main(["list", "surfaces", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(each["key"], tuple(each["start"])) for each in found] == [(each.key, each.start) for each in SURFACES]
    assert main(["list", "optimizers"]) == 0
    table = capsys.readouterr().out
    assert main(["list", "optimizers", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    for optimizer, entry in zip(OPTIMIZERS, found, strict=True):
        assert optimizer.name == entry["name"] and optimizer.name in table
        for each, hyperparameter in zip(optimizer.hyperparameters, entry["hyperparameters"], strict=True):
            default = each.default
            assert hyperparameter["name"] == each.name and each.name + "=" in table
            assert hyperparameter["default"] == (list(default) if isinstance(default, tuple) else default)
    assert main(["list", "presets"]) == 0
    table = capsys.readouterr().out
    assert main(["list", "presets", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    for preset, entry in zip(PRESETS, found, strict=True):
        assert entry["key"] == preset.key and preset.key in table and preset.sentence in table
        assert tuple(map(parse_run, entry["runs"])) == preset.experiment.runs


@pytest.mark.parametrize("line", ["list surfaces", "list optimizers --json", "--help", "run nowhere"])
def test_what_needs_no_torch_and_no_window_loads_neither(line: str) -> None:
    code = f"import sys; from app.cli import main; main({words(line)!r}); print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in found.stdout.splitlines()[-1].split()}
    assert not loaded & {"torch", "PyQt6", "pyqtgraph", "OpenGL"}


@pytest.mark.parametrize(("name", "first"), [("csv", "run,step,x,y,loss,grad_x,grad_y,lr"), ("json", "{")])
def test_a_broken_pipe_is_quiet(name: str, first: str) -> None:
    arguments = f"run saddle --steps 4000 --format {name}"  # more than a pipe holds
    command = f"{sys.executable} -m app {arguments} | head -n 1; echo ${{PIPESTATUS[0]}}"
    found = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.stderr == ""
    assert found.stdout.splitlines() == [first, "141"]


@pytest.mark.parametrize("seen", ["nothing", "rows"])
def test_ctrl_c_is_quiet(seen: str) -> None:
    """While torch is still being loaded, and while rows are being printed into a pipe that is full."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "run", "saddle", "--steps", "4000"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPROFILEIMPORTTIME": "1"} if seen == "nothing" else os.environ,
    )
    with process:
        assert process.stdout is not None and process.stderr is not None
        if seen == "nothing":
            while b" torch." not in process.stderr.readline():
                pass
        else:
            process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.stdout.close()
        said = [line for line in process.stderr.read().splitlines() if not line.startswith(b"import time:")]
    assert process.returncode == 130
    assert said == []


def test_ctrl_c_while_recording_leaves_no_file(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "app", "run", "saddle", "--steps", "100000", "--out", f"{tmp_path}/walk.npz"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while not list(tmp_path.iterdir()):
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert process.communicate() == (b"", b"") and process.returncode == 130
    assert not list(tmp_path.iterdir())


def test_ctrl_c_as_soon_as_the_file_is_made_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def make(path: Path, mode: str) -> None:
        open(path, mode).close()
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "open", make)
    assert main(["run", "saddle", "--steps", "1", "--out", str(tmp_path / "walk.npz")]) == 130
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("data_format", DATA_FORMATS, ids=lambda data_format: data_format.name)
def test_ctrl_c_while_writing_leaves_no_half_file(
    data_format: DataFormat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_half(file: BinaryIO, *what: object) -> None:
        whole = io.BytesIO()
        data_format.write(whole, *what)  # type: ignore[arg-type]
        file.write(whole.getvalue()[: len(whole.getvalue()) // 2])
        file.flush()
        raise KeyboardInterrupt

    monkeypatch.setattr("app.export.data_format.DATA_FORMATS", (replace(data_format, write=write_half),))
    path = tmp_path / "walk"
    assert main(["run", "saddle", "--format", data_format.name, "--out", str(path)]) == 130
    assert not list(tmp_path.iterdir())
    path.write_text("an older walk")
    assert main(["run", "saddle", "--format", data_format.name, "--out", str(path)]) == 130
    assert [each.read_text() for each in tmp_path.iterdir()] == ["an older walk"]
