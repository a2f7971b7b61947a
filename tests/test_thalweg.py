"""The set-up asks the system before it acts, says what to do when it may not act, and hands words on untouched."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import thalweg

ARGUMENTS = [
    [],
    ["run", "himmelblau", "--run", "Adam lr=0.001", "--start", "-1e-3", "0"],
    ["run", "--formula", "-x*y"],
    ["--version"],
    ["-h"],
    ["testing"],
    ["render", "check", "--out", "a b.png"],
]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A Linux machine with apt-get, a display and no system library, and a folder without `.venv`."""
    monkeypatch.setattr(thalweg, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(thalweg, "on_linux", lambda: True)
    monkeypatch.setattr(thalweg, "has_display", lambda: True)
    monkeypatch.setattr(thalweg, "loads", lambda library: False)
    monkeypatch.setattr("thalweg.importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr("thalweg.shutil.which", {"apt-get": "/usr/bin/apt-get"}.get)


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The words that Python of `.venv` would be started with, everything being set up."""
    calls: list[list[str]] = []

    def note(*words: str) -> int:
        calls.append(list(words))
        return 7

    monkeypatch.setattr(thalweg, "set_up_system", lambda word: None)
    monkeypatch.setattr(thalweg, "set_up_python", lambda group: None)
    monkeypatch.setattr(thalweg, "has_display", lambda: True)
    monkeypatch.setattr(thalweg, "become", note)
    return calls


def answering(codes: dict[str, int], said: list[list[str]]) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """A `subprocess.run` that notes commands and answers by their first word."""

    def run(command: Sequence[str], **options: object) -> subprocess.CompletedProcess[bytes]:
        said.append(list(command))
        return subprocess.CompletedProcess(command, codes.get(command[0], 0), b"", b"")

    return run


@pytest.mark.parametrize("words", ARGUMENTS)
def test_words_are_handed_on_unchanged(words: list[str], handed_over: list[list[str]]) -> None:
    assert thalweg.main(words) == 7
    assert handed_over == [["-P", "-m", "app", *words]]


@pytest.mark.parametrize(("word", "module"), [("test", "pytest"), ("bench", "tests.benchmarks")])
def test_words_for_developers(
    word: str, module: str, handed_over: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert thalweg.main([word, "-k", "-x*y"]) == 7
    assert handed_over == [["-m", module, "-k", "-x*y"]]
    assert "PYTHONDONTWRITEBYTECODE" not in os.environ
    assert Path.cwd() == thalweg.ROOT


def test_all_tests_are_run_on_all_cores(
    handed_over: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert thalweg.main(["test"]) == 7
    assert handed_over == [["-m", "pytest", *thalweg.ALL_TESTS]] and "logical" in thalweg.ALL_TESTS


def test_without_a_display_the_welcome_experiment_is_rendered(
    handed_over: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thalweg, "has_display", lambda: False)
    monkeypatch.chdir(tmp_path)
    thalweg.main([])
    thalweg.main(["list", "surfaces"])
    assert handed_over == [
        ["-P", "-m", "app", "welcome", "--out", str(tmp_path)],
        ["-P", "-m", "app", "list", "surfaces"],
    ]


@pytest.mark.usefixtures("bare")
def test_a_bare_machine_lacks_every_package() -> None:
    lacking = thalweg.missing_packages("")
    assert set(thalweg.WINDOW_LIBRARIES.values()) < set(lacking)
    assert lacking[-1] == f"python3.{sys.version_info.minor}-venv"
    assert set(thalweg.missing_packages("test")) - set(lacking) == {"xvfb", "xauth"}


@pytest.mark.usefixtures("bare")
def test_only_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thalweg, "loads", lambda library: library != "libxcb-cursor.so.0")
    monkeypatch.setattr("thalweg.importlib.util.find_spec", lambda name: object())
    assert thalweg.missing_packages("") == ["libxcb-cursor0"]


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("word", thalweg.WITHOUT_WINDOW)
def test_words_without_a_window_need_no_library(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thalweg, "has_display", lambda: False)
    assert thalweg.missing_packages(word) == [f"python3.{sys.version_info.minor}-venv"]


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("word", ["", "render", "welcome"])
def test_pictures_without_a_display_need_no_virtual_one(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thalweg, "has_display", lambda: False)
    assert not {"xvfb", "xauth"} & set(thalweg.missing_packages(word))


def test_the_loader_is_asked() -> None:
    assert not thalweg.loads("libthalweg-is-no-library.so.0")


@pytest.mark.usefixtures("bare")
def test_without_rights_the_exact_command_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(thalweg, "administrator", lambda: None)
    assert thalweg.main([]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert f"`sudo apt-get install {' '.join(thalweg.missing_packages(''))}`" in err


@pytest.mark.usefixtures("bare")
def test_another_system_is_told_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("thalweg.shutil.which", lambda program: None)
    assert thalweg.main([]) == 1
    assert "libxcb-cursor0" in capsys.readouterr().err


@pytest.mark.usefixtures("bare")
def test_with_rights_packages_are_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[list[str]] = []
    monkeypatch.setattr(thalweg, "administrator", lambda: ["sudo", "-n"])
    monkeypatch.setattr("thalweg.subprocess.run", answering({}, said))
    packages = [["libgl1"], []]
    monkeypatch.setattr(thalweg, "missing_packages", lambda word: packages.pop(0))
    thalweg.set_up_system("")
    assert [command[:2] for command in said] == [["sudo", "-n"]] * 2
    assert said[0][-1] == "update"
    assert said[1][-4:] == ["install", "-y", "--no-install-recommends", "libgl1"]


@pytest.mark.usefixtures("bare")
def test_a_package_that_stays_missing_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thalweg, "administrator", list)
    monkeypatch.setattr("thalweg.subprocess.run", answering({}, []))
    with pytest.raises(thalweg.SetupError, match="sudo apt-get install libgl1 "):
        thalweg.set_up_system("")


@pytest.mark.parametrize(
    ("user", "sudo", "free", "terminal", "expected"),
    [
        (0, False, False, False, []),
        (1000, False, False, True, None),
        (1000, True, True, False, ["sudo", "-n"]),
        (1000, True, False, True, ["sudo"]),
        (1000, True, False, False, None),
    ],
    ids=["root", "no sudo", "free sudo", "sudo may ask", "nobody to ask"],
)
def test_administrator(
    user: int, sudo: bool, free: bool, terminal: bool, expected: list[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thalweg.os.geteuid", lambda: user)
    monkeypatch.setattr("thalweg.shutil.which", lambda program: "/usr/bin/sudo" if sudo else None)
    monkeypatch.setattr("thalweg.subprocess.run", answering({"sudo": 0 if free else 1}, []))
    monkeypatch.setattr("thalweg.sys.stdin", type("Input", (), {"isatty": lambda self: terminal})())
    assert thalweg.administrator() == expected


def test_an_old_python_can_read_it_and_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ast.parse(Path(thalweg.__file__).read_text(encoding="utf-8"), feature_version=(3, 7))
    monkeypatch.setattr(thalweg, "OLDEST_PYTHON", (4, 0))
    assert thalweg.main([]) == 1
    assert f"needs Python 4.0 or newer and this is 3.{sys.version_info.minor}:" in capsys.readouterr().err


def test_checks_go_on_after_a_failure(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    said: list[list[str]] = []
    codes = iter([1, 0, 0, 1])

    def run(command: Sequence[str], **options: object) -> subprocess.CompletedProcess[bytes]:
        said.append(list(command))
        return subprocess.CompletedProcess(command, next(codes))

    monkeypatch.setattr("thalweg.subprocess.run", run)
    assert thalweg.check() == 1
    assert len(said) == len(thalweg.CHECKS)
    assert capsys.readouterr().out.splitlines()[-1] == "failed: ruff check, lint-imports"


def test_only_the_standard_library_is_imported() -> None:
    tree = ast.parse(Path(thalweg.__file__).read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names
