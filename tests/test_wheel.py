"""The wheel, built and installed without network: it has what the program needs, and the program runs from it alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
OFFLINE = ["--no-index", "--no-deps"]
# Read by every Python that is started with it: notes the file of all code that any module runs.
LISTENER = """
import os, sys

def note(event, arguments, log=os.open(os.environ["MODULES_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)):
    if event == "exec" and hasattr(arguments[0], "co_filename"):
        os.write(log, (arguments[0].co_filename + "\\n").encode())

sys.addaudithook(note)
"""
READY_WORKER = """
import sys
from PyQt6.QtCore import QCoreApplication
from app.worker_client import WorkerClient

application, client, states = QCoreApplication(sys.argv), WorkerClient(), []
client.state_changed.connect(states.append)
client.state_changed.connect(lambda state: state == "starting" or application.quit())
client.start()
application.exec()
client.stop()
print(*states)
"""


@dataclass(frozen=True)
class Installed:
    """The program in a folder of its own, used from another one, and what its processes ran."""

    folder: Path
    work: Path
    log: Path

    def python(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run Python with the folder as its relative PYTHONPATH, in safe mode: nothing else is looked at first."""
        return self._run([sys.executable, *words])

    def thalweg(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the console script."""
        script = self.folder / "bin" / ("thalweg.exe" if os.name == "nt" else "thalweg")
        return self._run([str(script), *words])

    def _run(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        places = [self.log.parent / "listener", self.folder]
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(os.path.relpath(place, self.work) for place in places),
            "PYTHONSAFEPATH": "1",
            "MODULES_LOG": str(self.log),
        }
        return subprocess.run(command, cwd=self.work, env=environment, capture_output=True, text=True, timeout=100)

    def modules(self) -> set[str]:
        """What ran of the program, as paths in the folder; fails where any of it ran from the source tree."""
        ran = {Path(line) for line in self.log.read_text().splitlines()}
        own = [ROOT / name for name in ("app", "surfaces", "assets")]
        assert [path for path in ran if any(path.is_relative_to(folder) for folder in own)] == []
        return {path.relative_to(self.folder).as_posix() for path in ran if path.is_relative_to(self.folder)}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the source tree, so that the build leaves nothing in it."""
    copy = tmp_path_factory.mktemp("source") / "thalweg"
    ignored = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist")
    return Path(shutil.copytree(ROOT, copy, ignore=ignored))


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with what is installed here."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [*PIP, "wheel", "--no-build-isolation", *OFFLINE, "--wheel-dir", str(folder), str(source)]
    subprocess.run(build, check=True, capture_output=True, timeout=100)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def installed_folder(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked by pip; what it needs comes from the Python that runs the tests."""
    folder = tmp_path_factory.mktemp("installed") / "code"
    install = [*PIP, "install", *OFFLINE, "--target", str(folder), str(wheel)]
    subprocess.run(install, check=True, capture_output=True, timeout=100)
    return folder


@pytest.fixture
def installed(installed_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """The installed program, with a folder to work in and no display."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "PYTHONPATH"):
        monkeypatch.delenv(name, raising=False)
    work, listener = tmp_path / "work", tmp_path / "listener"
    work.mkdir()
    listener.mkdir()
    (listener / "sitecustomize.py").write_text(LISTENER)
    return Installed(installed_folder, work, tmp_path / "modules.log")


def content(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if not name.endswith("/")}


def text(wheel: Path, ending: str) -> str:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(ending))
        return archive.read(name).decode()


def test_the_wheel_holds_the_code_and_every_asset_and_nothing_else(source: Path, wheel: Path) -> None:
    code = {path for folder in ("app", "surfaces") for path in (source / folder).rglob("*.py")}
    assets = {path for path in (source / "assets").rglob("*") if path.is_file()}
    assert {path.suffix for path in assets} >= {".svg", ".otf"}
    held = {name for name in content(wheel) if ".dist-info/" not in name}
    assert held == {path.relative_to(source).as_posix() for path in code | assets}


def test_every_license_comes_along(source: Path, wheel: Path) -> None:
    licenses = [source / "LICENSE", *(source / "assets").rglob("*COPYRIGHT*")]
    assert len(licenses) > 1
    for path in licenses:
        assert text(wheel, f".dist-info/licenses/{path.relative_to(source).as_posix()}") == path.read_text()
    assert metadata(wheel).get_all("License-File") == [path.relative_to(source).as_posix() for path in licenses]


def test_the_wheel_says_what_it_is_and_what_it_needs(wheel: Path) -> None:
    said = metadata(wheel)
    assert (said["Name"], said["License-Expression"]) == ("thalweg", "GPL-3.0-or-later")
    needed = {word.split(";")[0].split(">")[0].split("<")[0] for word in said.get_all("Requires-Dist") or ()}
    assert {"PyQt6", "pyqtgraph", "PyOpenGL", "numpy", "torch", "contourpy"} <= needed
    assert not {"pytest", "matplotlib", "setuptools", "ruff"} & needed
    assert text(wheel, "entry_points.txt").split() == ["[console_scripts]", "thalweg", "=", "app.__main__:main"]


def metadata(wheel: Path) -> Message:
    return Parser().parsestr(text(wheel, ".dist-info/METADATA"))


def test_the_console_script_renders_from_the_installed_folder_alone(installed: Installed) -> None:
    words = ["--run", "Adam lr=0.1", "--steps", "20", "--size", "160x120", "--out", "walk.png"]
    done = installed.thalweg("render", "himmelblau", *words)
    assert (done.returncode, done.stderr) == (0, "")
    with Image.open(installed.work / "walk.png") as image:
        assert image.size == (160, 120)
        assert len(np.unique(np.asarray(image).reshape(-1, 3), axis=0)) > 100
    assert {"app/__main__.py", "app/draw.py", "surfaces/himmelblau.py"} <= installed.modules()
    assert [path.name for path in installed.work.iterdir()] == ["walk.png"]


def test_the_module_runs_and_lists(installed: Installed) -> None:
    listed = installed.python("-m", "app", "list", "surfaces")
    assert listed.returncode == 0 and "himmelblau" in listed.stdout
    done = installed.python("-m", "app", "run", "himmelblau", "--run", "SGD lr=0.01", "--steps", "3")
    assert done.returncode == 0 and len(done.stdout.splitlines()) == 5
    assert {"app/__main__.py", "app/engine/record.py"} <= installed.modules()


def test_the_worker_of_an_installed_window_starts_anywhere(installed: Installed) -> None:
    done = installed.python("-c", READY_WORKER)
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, ["starting", "ready", "stopped"], "")
    assert {"app/worker_client.py", "app/worker.py"} <= installed.modules()
