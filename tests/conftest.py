"""Every test has its own settings and leaves no thread, timer, window or process behind."""

from __future__ import annotations

import os

from app.gl_setup import prepare

os.environ.setdefault("LP_NUM_THREADS", "0")  # OpenGL's threads would wait for the other processes that test
prepare()  # before anything imports Qt

import contextlib
import gc
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import psutil
import pytest
from PyQt6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt, QThread, QTimer
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.fonts import load_fonts
from app.worker_client import WorkerClient

if TYPE_CHECKING:
    from app.window import Window

MOST_OBJECTS = 10_000
ACTIVE = (QTimer, QThread)
SHARED: list[WorkerClient] = []
"""The workers that last as long as the session."""

hypothesis.settings.register_profile("thalweg", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("thalweg")


def pytest_collection_finish() -> None:
    """Leave what is imported by now out of garbage collection, and torch one thread, as it has in the worker: several
    wait for each other longer than they compute.
    """
    _set_aside()
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["thalweg-tests"]


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application of pytest-qt with the fonts of the program."""
    load_fonts()
    return qapp


@pytest.fixture
def qtbot(qtbot: QtBot) -> Iterator[QtBot]:
    """That of pytest-qt, keeping what it is given until the test is over. It refers to widgets weakly, and a window
    that Python collects while Qt paints a part of it takes that part away: the process crashes.
    """
    kept: list[QWidget] = []
    add = qtbot.addWidget

    def add_and_keep(widget: QWidget, *, before_close_func: Callable[[QWidget], None] | None = None) -> None:
        kept.append(widget)
        add(widget, before_close_func=before_close_func)

    qtbot.addWidget = add_and_keep  # type: ignore[method-assign]
    yield qtbot
    kept.clear()


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read from or written to the settings of whoever runs the tests."""
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, str(tmp_path / "config"))


def _for_the_session() -> Iterator[WorkerClient]:
    client = WorkerClient()
    client.start()
    SHARED.append(client)
    yield client
    SHARED.remove(client)
    client.stop()


@pytest.fixture(scope="session")
def warm_worker(qapp: QApplication) -> Iterator[WorkerClient]:
    """One worker process for the whole session: loading torch costs seconds."""
    yield from _for_the_session()


@pytest.fixture(scope="session")
def spare_worker(qapp: QApplication) -> Iterator[WorkerClient]:
    """One more, for the tests that kill it."""
    yield from _for_the_session()


@pytest.fixture
def worker(warm_worker: WorkerClient, qtbot: QtBot) -> Iterator[WorkerClient]:
    """The session's worker, ready, and ready again for the next test."""
    qtbot.waitUntil(lambda: warm_worker.state == "ready", timeout=60_000)
    yield warm_worker
    qtbot.waitUntil(lambda: warm_worker.state == "ready", timeout=60_000)


@pytest.fixture
def own_worker(spare_worker: WorkerClient, qtbot: QtBot) -> Iterator[WorkerClient]:
    """A worker, ready, to be killed as a test likes."""
    if spare_worker.state in ("stopped", "failed"):
        spare_worker.start()
    qtbot.waitUntil(lambda: spare_worker.state == "ready", timeout=60_000)
    spare_worker._deaths = 0  # those of the test before
    yield spare_worker
    spare_worker.cancel()


@pytest.fixture(scope="module")
def kept_window(warm_worker: WorkerClient) -> Iterator[Window]:
    """One window for the tests of a module: opening it costs half a second."""
    from tests.open_window import kept

    yield from kept(warm_worker)


@pytest.fixture
def window(qtbot: QtBot, worker: WorkerClient, kept_window: Window) -> Iterator[Window]:
    """The module's window as if it had just been opened; a test of opening and closing has one of its own."""
    from tests.open_window import renewed

    yield from renewed(qtbot, kept_window)


@pytest.fixture(autouse=True)
def no_leaks() -> Iterator[None]:
    """Fail a test that leaves something running."""
    before = _running()
    yield
    after = _running()
    if after.keys() - before.keys():
        _let_go()
        after = _running()
    left = [after[key] for key in after.keys() - before.keys()]
    if left:
        pytest.fail("left behind: " + ", ".join(sorted(left)))
    if len(gc.get_objects()) > MOST_OBJECTS:
        _set_aside()


def _set_aside() -> None:
    """Take all objects there are out of garbage collection, and so out of what `no_leaks` looks through.

    Torch alone is half a million, some of it loaded late: without this every test takes 0.1 s to 1 s longer; and
    tests are thousands, so that 50,000 objects more to look through are a minute for all of them.
    """
    gc.collect()
    gc.freeze()


def _running() -> dict[object, str]:
    """What runs or is open now, by identity, each with a description."""
    found: dict[object, str] = {}
    readers = {client._reader for client in SHARED}
    processes = {client.process_id for client in SHARED}  # one that was killed or stuck is another one now
    for thread in set(threading.enumerate()) - readers:
        found["thread", thread.ident] = f"thread {thread.name}"
    for process in set(_children()) - processes:
        if command := _command(process):
            found["process", process] = f"process {command}"
    found = {key: text for key, text in found.items() if not _is_helper(text)}
    if QApplication.instance() is None:
        return found
    for window in QApplication.topLevelWidgets():
        owned = window.isHidden() and window.parentWidget() is not None  # a menu goes with the window that is named
        if window.windowType() != Qt.WindowType.ToolTip and not owned:
            found["window", id(window)] = f"window {type(window).__name__} {window.windowTitle()!r}"
    for kind, item in _active_objects():
        found[kind, id(item)] = f"{kind} {item.objectName()!r} of {type(item.parent()).__name__}"
    return found


def _active_objects() -> Iterator[tuple[str, QObject]]:
    """Timers and threads of Qt that are running and can be reached from Python."""
    objects = gc.get_objects()
    active = {kind for kind in set(map(type, objects)) if issubclass(kind, ACTIVE)}  # few kinds, thousands of objects
    for item in [item for item in objects if type(item) in active]:
        try:
            if isinstance(item, QTimer):
                if item.isActive():
                    yield "timer", item
            elif item.isRunning() and item is not QThread.currentThread():
                yield "thread of Qt", item
        except RuntimeError:  # its C++ half is gone already
            continue


def _children() -> list[int]:
    """The processes that this one started; Linux tells them at once, where psutil would look through all there are."""
    tasks = "/proc/self/task"
    if not os.path.exists(f"{tasks}/{os.getpid()}/children"):
        return [process.pid for process in psutil.Process().children()]
    numbers: list[int] = []
    for task in os.listdir(tasks):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError), open(f"{tasks}/{task}/children") as told:
            numbers += map(int, told.read().split())  # unless the thread has ended since
    return numbers


def _command(process: int) -> str:
    """The beginning of a process's command line; nothing when it has ended."""
    try:
        return " ".join(psutil.Process(process).cmdline()[:4])
    except psutil.Error:
        return ""


def _is_helper(text: str) -> bool:
    """Xvfb and multiprocessing's own tracker stay until the session ends."""
    return any(name in text for name in ("Xvfb", "resource_tracker", "Dummy-"))


def _let_go() -> None:
    """Give what was closed or dropped the chance to be deleted."""
    gc.collect()
    if QApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.sendPostedEvents()
    gc.collect()
