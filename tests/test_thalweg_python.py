"""The set-up of Python is done once, again when something changed or broke, and never brings CUDA."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import thalweg


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder without `.venv` on a Linux machine."""
    monkeypatch.setattr(thalweg, "ROOT", tmp_path)
    monkeypatch.setattr(thalweg, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(thalweg, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(thalweg, "STAMP", tmp_path / ".venv" / "setup.json")
    monkeypatch.setattr(thalweg, "LOG", tmp_path / ".venv" / "setup.log")
    (tmp_path / "pyproject.toml").write_text("[project]")
    monkeypatch.setattr(thalweg, "on_linux", lambda: True)
    monkeypatch.setattr(thalweg, "set_up_system", lambda word: None)


@pytest.fixture
def pips(bare: None, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What pip is asked to install into a `.venv` that works."""
    calls: list[list[str]] = []
    thalweg.VENV.mkdir()
    monkeypatch.setattr(thalweg, "answers", lambda code: True)
    monkeypatch.setattr(thalweg, "pip", lambda name, *words: calls.append([name, *words]))
    return calls


def test_a_second_set_up_does_nothing(pips: list[list[str]]) -> None:
    thalweg.set_up_python("")
    assert [call[0] for call in pips] == ["pip", "Thalweg"]
    pips.clear()
    thalweg.set_up_python("")
    assert pips == []


def test_a_group_is_added_once_and_stays(pips: list[list[str]]) -> None:
    for group in ("test", "test", "", "check", "test"):
        thalweg.set_up_python(group)
    assert [call[-1] for call in pips if "--group" in call] == ["test", "check"]
    assert len([call for call in pips if call[0] == "Thalweg"]) == 2


def test_other_dependencies_and_another_folder_are_set_up_again(
    pips: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    thalweg.set_up_python("test")
    (thalweg.ROOT / "pyproject.toml").write_text("[project]\nname = 'new'")
    assert thalweg.stamped_groups() == set()
    thalweg.set_up_python("test")
    assert thalweg.stamped_groups() == {"", "test"}
    monkeypatch.setattr(thalweg, "ROOT", thalweg.ROOT / "elsewhere")
    (thalweg.ROOT).mkdir()
    (thalweg.ROOT / "pyproject.toml").write_text("[project]\nname = 'new'")
    assert thalweg.stamped_groups() == set()


def test_an_interrupted_set_up_is_done_again(pips: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    thalweg.set_up_python("")
    (thalweg.ROOT / "pyproject.toml").write_text("[project]\nname = 'new'")

    def interrupted(name: str, *words: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(thalweg, "pip", interrupted)
    assert thalweg.main([]) == 130
    assert not thalweg.STAMP.exists()


def test_a_venv_that_does_not_answer_is_made_anew(pips: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    thalweg.set_up_python("")
    made: list[str] = []
    monkeypatch.setattr(thalweg, "answers", lambda code: False)
    monkeypatch.setattr(thalweg, "create_venv", lambda: made.append("venv"))
    thalweg.set_up_python("")
    assert made == ["venv"]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", json.dumps({"key": 1, "groups": []})])
def test_a_damaged_stamp_counts_as_none(text: str, pips: list[list[str]]) -> None:
    thalweg.STAMP.write_text(text)
    assert thalweg.stamped_groups() == set()


@pytest.mark.parametrize(("linux", "build"), [(True, "torch==2.13.0+cpu"), (False, "torch==2.13.0")])
def test_torch_never_brings_cuda(
    linux: bool, build: str, pips: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thalweg, "on_linux", lambda: linux)
    monkeypatch.setattr(thalweg, "answers", lambda code: False)
    thalweg.install_torch()
    assert pips == [["PyTorch", build]]


def test_the_index_of_cpu_builds_is_the_second_try(bare: None, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, ...]] = []

    def pip(name: str, *words: str) -> None:
        calls.append(words)
        if thalweg.CPU_WHEELS not in words:
            raise thalweg.SetupError("no such build")

    monkeypatch.setattr(thalweg, "pip", pip)
    monkeypatch.setattr(thalweg, "answers", lambda code: False)
    thalweg.install_torch()
    assert calls == [("torch==2.13.0+cpu",), ("torch==2.13.0+cpu", "--extra-index-url", thalweg.CPU_WHEELS)]


def test_a_failing_pip_ends_in_one_sentence_with_its_error(
    bare: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    thalweg.PYTHON.parent.mkdir(parents=True)
    thalweg.PYTHON.write_text("#!/bin/sh\necho 'Collecting it'\necho 'ERROR: The shelf is empty.' >&2\nexit 1\n")
    thalweg.PYTHON.chmod(0o755)
    monkeypatch.setattr(thalweg, "has_pip", lambda: True)
    assert thalweg.main([]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "pip could not be installed (The shelf is empty)" in err
    assert str(thalweg.LOG) in err
    assert "Collecting it" in thalweg.LOG.read_text()
