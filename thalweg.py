#!/usr/bin/env python3
"""Thalweg in one command: sets up what is missing, then opens the window.

python3 thalweg.py                 the window; without a display, a picture and an animation of the welcome experiment
python3 thalweg.py test [WORDS]    the tests; the words go to pytest
python3 thalweg.py check           linter, formatter, types and import contracts
python3 thalweg.py bench [WORDS]   the benchmark
python3 thalweg.py WORDS           thalweg's own command line: try --help

Only the standard library is used here, and stdout belongs to the program that is started.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOG = VENV / "setup.log"
STAMP = VENV / "setup.json"

OLDEST_PYTHON = (3, 11)
TORCH = "2.13.0"
CPU_WHEELS = "https://download.pytorch.org/whl/cpu"
GROUPS = ("test", "check", "bench")  # the words for developers are the dependency groups that they need

WINDOW_LIBRARIES = {  # what Qt and OpenGL load, and Debian's package of each
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
DISPLAY_PROGRAMS = {"Xvfb": "xvfb", "xauth": "xauth"}
WITHOUT_WINDOW = ("check", "run", "script", "list", "-h", "--help", "--version")

ALL_TESTS = ("-n", "logical", "--maxprocesses", "4", "--dist", "loadfile")  # what a file shares is made once
CHECKS = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format --check": ("-m", "ruff", "format", "--check", "."),
    "mypy --strict": ("-m", "mypy", "--strict"),
    "lint-imports": ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
}


class SetupError(Exception):
    """What went wrong and what to do about it, in one sentence."""


def main(words: list[str]) -> int:
    """Set up, then do what the words say; the exit code."""
    try:
        if sys.version_info < OLDEST_PYTHON:
            raise SetupError(
                "Thalweg needs Python {}.{} or newer and this is {}.{}: install a newer one and start thalweg.py "
                "with it.".format(*OLDEST_PYTHON, *sys.version_info[:2])
            )
        word = words[0] if words else ""
        set_up_system(word)
        set_up_python(word if word in GROUPS else "")
        return start(words)
    except SetupError as error:
        print(f"thalweg: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"thalweg: {error}: check that {ROOT} can be written and start again.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def start(words: list[str]) -> int:
    """Hand over to what the words name, all set up."""
    if words[:1] == ["check"]:
        return check()
    if words[:1] in (["test"], ["bench"]):
        os.chdir(ROOT)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # containers set it; the tests start Python a hundred times
        module = "pytest" if words[0] == "test" else "tests.benchmarks"
        return become("-m", module, *(ALL_TESTS if words == ["test"] else words[1:]))
    if not words and not has_display():
        say("There is no display: rendering the welcome experiment to a picture and an animation instead.")
        return become("-P", "-m", "app", "welcome", "--out", os.getcwd())
    return become("-P", "-m", "app", *words)  # -P: a folder named app where the user is must not be taken for ours


def become(*words: str) -> int:
    """Run Python of `.venv` in this one's place, so that signals, pipes and the exit code are its own."""
    if os.name == "posix":
        os.execv(PYTHON, [str(PYTHON), *words])
    return subprocess.run([str(PYTHON), *words]).returncode


def check() -> int:
    """Run every check, also after one that failed."""
    failed = []
    for name, words in CHECKS.items():
        print(f"== {name}", flush=True)
        if subprocess.run([str(PYTHON), *words], cwd=ROOT).returncode:
            failed.append(name)
    print("failed: " + ", ".join(failed) if failed else "all checks passed")
    return 1 if failed else 0


def has_display() -> bool:
    """Whether a window can be shown; only Linux can be without a display."""
    return not on_linux() or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def on_linux() -> bool:
    """Whether this is Linux, where system libraries may be missing and torch would bring CUDA."""
    return sys.platform.startswith("linux")


def say(text: str) -> None:
    """Tell what happens, on stderr."""
    print(text, file=sys.stderr, flush=True)


# The system: libraries that pip cannot bring


def set_up_system(word: str) -> None:
    """Install the system's packages that a word needs, where that is allowed; else name the command to type."""
    packages = missing_packages(word) if on_linux() else []
    if not packages:
        return
    if not shutil.which("apt-get"):
        raise SetupError(f"install what your system calls Debian's {' '.join(packages)}, then start again.")
    rights = administrator()
    command = f"sudo apt-get install {' '.join(packages)}"
    if rights is None:
        raise SetupError(f"system packages are missing: type `{command}`, then start again.")
    say(f"Installing {len(packages)} system packages with apt-get: {' '.join(packages)}")
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"]
    subprocess.run([*apt, "update"], stdout=subprocess.DEVNULL)
    installed = subprocess.run([*apt, "install", "-y", "--no-install-recommends", *packages], stdout=subprocess.DEVNULL)
    if installed.returncode or missing_packages(word):
        raise SetupError(f"apt-get could not install what is missing: see why with `{command}`, then start again.")


def missing_packages(word: str) -> list[str]:
    """Debian's names of what a word needs and the system lacks."""
    libraries = {} if word in WITHOUT_WINDOW else WINDOW_LIBRARIES
    programs = DISPLAY_PROGRAMS if word in ("test", "bench") else {}  # pictures are drawn without a display, too
    packages = [package for library, package in libraries.items() if not loads(library)]
    packages += [package for program, package in programs.items() if not shutil.which(program)]
    if not PYTHON.exists() and not importlib.util.find_spec("ensurepip"):
        packages.append("python{}.{}-venv".format(*sys.version_info))
    return packages


def loads(library: str) -> bool:
    """Whether the system's loader finds a library: it knows better than any package manager."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def administrator() -> list[str] | None:
    """What stands before a command that needs root; None where that would ask for a password nobody can type."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    if subprocess.run(["sudo", "-n", "true"], stderr=subprocess.DEVNULL).returncode == 0:
        return ["sudo", "-n"]
    return ["sudo"] if sys.stdin and sys.stdin.isatty() else None


# Python: .venv, torch for the CPU, the app


def set_up_python(group: str) -> None:
    """Make `.venv` hold the app and a dependency group ("" for none); nothing to do where it does already."""
    groups, found = stamped_groups(), whole()
    if found and {"", group} <= groups:
        return
    STAMP.unlink(missing_ok=True)
    if not has_pip():
        say("Making .venv")
        create_venv()
    LOG.write_bytes(b"")
    pip("pip", "pip>=25.1")
    install_torch()
    news = [] if found else ["Thalweg with Qt and NumPy (at most 125 MB)"]
    news += [f"the tools for `{group}` (at most 40 MB)"] if group else []
    say(f"Fetching and installing {' and '.join(news) or 'what changed'}")
    pip("Thalweg", "--editable", str(ROOT), *(["--group", group] if group else []))
    STAMP.write_text(json.dumps({"key": key(), "groups": sorted(groups | {"", group})}), encoding="utf-8")


def stamped_groups() -> set[str]:
    """The dependency groups that the last complete set-up of this very folder left; "" stands for the app."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        return set(stamp["groups"]) if stamp["key"] == key() else set()
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def key() -> str:
    """Changes when a set-up has to be done again: another place, other dependencies, another way of setting up."""
    parts = (os.fsencode(ROOT), (ROOT / "pyproject.toml").read_bytes(), Path(__file__).read_bytes())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def whole() -> bool:
    """Whether Python of `.venv` starts and finds what was installed; it imports none of it."""
    find = "all(importlib.util.find_spec(name) for name in ('torch', 'PyQt6', 'pyqtgraph', 'numpy', 'app'))"
    return answers(f"import importlib.util, sys; sys.exit(not {find})")


def has_pip() -> bool:
    """Whether `.venv` can be built upon."""
    return answers(f"import pip, sys; sys.exit(sys.version_info < {OLDEST_PYTHON})")


def answers(code: str) -> bool:
    """Whether Python of `.venv` runs a line of code and exits with 0."""
    try:
        return subprocess.run([str(PYTHON), "-I", "-c", code], stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def create_venv() -> None:
    """Begin `.venv` anew, with the Python that stands behind this one: this one may be the broken `.venv`."""
    python = getattr(sys, "_base_executable", sys.executable)
    made = subprocess.run(
        [python, "-m", "venv", "--clear", str(VENV)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if made.returncode:
        raise SetupError(f"`{python} -m venv {VENV}` failed ({last_line(made.stdout)}): mend that and start again.")


def install_torch() -> None:
    """Install torch; on Linux its exact CPU build, so that several GB of CUDA can never be fetched."""
    build = f"{TORCH}+cpu" if on_linux() else TORCH
    if answers(f"import importlib.metadata, sys; sys.exit(importlib.metadata.version('torch') != '{build}')"):
        return
    say("Fetching and installing PyTorch (about 200 MB, without CUDA)")
    try:
        pip("PyTorch", f"torch=={build}")
    except SetupError:
        if not on_linux():
            raise
        pip("PyTorch", f"torch=={build}", "--extra-index-url", CPU_WHEELS)


def pip(name: str, *words: str) -> None:
    """Run `pip install` with a clock on the terminal; everything pip says goes to the log."""
    began, terminal = time.monotonic(), sys.stderr.isatty()
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_USER": "0"}
    command = [str(PYTHON), "-m", "pip", "install", "--progress-bar", "off", *words]
    with LOG.open("ab") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=ROOT, env=environment)
    try:
        while process.poll() is None:
            time.sleep(0.1)
            if terminal:
                print(f"\r  {time.monotonic() - began:.0f} s \r", end="", file=sys.stderr, flush=True)
    except BaseException:
        process.terminate()
        process.wait()
        raise
    if process.returncode:
        raise SetupError(
            f"{name} could not be installed ({last_line(LOG.read_bytes())}): check the network and the free disk space "
            f"(1.5 GB are needed), then start again; the whole story is in {LOG}."
        )


def last_line(output: bytes) -> str:
    """What a program said last: its last error if it named one."""
    lines = [line.strip() for line in output.decode(errors="replace").splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR:")]
    return (errors or lines or ["it gave no reason"])[-1].replace("ERROR: ", "").rstrip(".")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
