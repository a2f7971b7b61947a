"""A display to draw on: the one there is, or a virtual one that nobody sees."""

from __future__ import annotations

import ctypes
import os
import select
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_SECONDS_TO_START = 20
_WITHOUT_OPENGL = {"offscreen", "minimal", "minimalegl", "vnc", "linuxfb"}


class NoDisplay(Exception):
    """There is no display and no way to start a virtual one."""


@contextmanager
def display() -> Iterator[Mapping[str, str]]:
    """The environment for a process that draws with Qt; raises `NoDisplay`. A virtual display ends with the block."""
    environment = dict(os.environ)
    usable = environment.get("QT_QPA_PLATFORM", "").partition(":")[0] not in _WITHOUT_OPENGL
    if usable and display_answers():
        yield environment
        return
    with virtual_display() as name:
        environment.pop("WAYLAND_DISPLAY", None)
        yield environment | {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}


def no_display() -> Mapping[str, str]:
    """The environment for a process that draws in software, with neither a display nor OpenGL."""
    displays = ("DISPLAY", "WAYLAND_DISPLAY")  # with one of them, Qt looks for OpenGL there, and crashes
    kept = {name: value for name, value in os.environ.items() if name not in displays}
    return kept | {"QT_QPA_PLATFORM": "offscreen"}


def display_answers() -> bool:
    """Whether Qt would find a display; asked without Qt, which aborts the process where there is none."""
    if not sys.platform.startswith("linux"):
        return True
    wayland = os.environ.get("WAYLAND_DISPLAY")
    if wayland and Path(os.environ.get("XDG_RUNTIME_DIR", "/"), wayland).is_socket():
        return True
    return bool(os.environ.get("DISPLAY")) and _x_server_answers()


def _x_server_answers() -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    broken = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not broken


@contextmanager
def virtual_display(screen: str = "1280x1024x24") -> Iterator[str]:
    """A private Xvfb, ended with the block; it also ends by itself when its only client does."""
    reader, writer = os.pipe()
    options = ["-screen", "0", screen, "+extension", "GLX", "+render", "-nolisten", "tcp", "-terminate"]
    try:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), *options],
            pass_fds=(writer,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        os.close(reader)
        raise NoDisplay from None
    finally:
        os.close(writer)
    try:
        yield f":{_number(reader)}"
    finally:
        os.close(reader)
        server.terminate()
        server.wait()


def _number(reader: int) -> int:
    """The number of the display, which the server writes once it is ready."""
    text = b""
    while not text.endswith(b"\n"):
        if not select.select([reader], [], [], _SECONDS_TO_START)[0]:
            raise NoDisplay
        read = os.read(reader, 16)
        if not read:
            raise NoDisplay
        text += read
    return int(text)
