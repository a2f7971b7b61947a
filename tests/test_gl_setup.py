"""OpenGL is probed before any widget relies on it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PyQt6.QtCore import QCoreApplication, Qt
from PyQt6.QtWidgets import QApplication

from app.gl_setup import GLTier, format_for, prepare, probe, tier_of


@pytest.mark.parametrize(
    ("renderer", "tier"),
    [
        ("llvmpipe (LLVM 15.0.6, 256 bits)", "software"),
        ("softpipe", "software"),
        ("Google SwiftShader", "software"),
        ("Mesa DRI swrast", "software"),
        ("GDI Generic", "software"),
        ("NVIDIA GeForce RTX 3060/PCIe/SSE2", "gpu"),
        ("Mesa Intel(R) UHD Graphics 620 (KBL GT2)", "gpu"),
        ("Apple M2", "gpu"),
        ("", "none"),
    ],
)
def test_tier_of_renderer(renderer: str, tier: GLTier) -> None:
    assert tier_of(renderer) == tier


def test_contexts_are_shared() -> None:
    assert QCoreApplication.testAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


def test_prepare_keeps_what_the_user_chose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_XCB_GL_INTEGRATION", "xcb_glx")
    prepare()
    assert os.environ["QT_XCB_GL_INTEGRATION"] == "xcb_glx"


def test_probe_finds_opengl(qapp: QApplication) -> None:
    assert probe() in ("gpu", "software")


@pytest.mark.parametrize(("tier", "samples"), [("gpu", 4), ("software", 0)])
def test_multisampling_only_on_a_gpu(tier: GLTier, samples: int) -> None:
    chosen = format_for(tier)
    assert (chosen.samples(), chosen.depthBufferSize(), chosen.stencilBufferSize()) == (samples, 24, 8)


WITHOUT_OPENGL = [{"QT_QPA_PLATFORM": "offscreen"}]
if sys.platform.startswith("linux"):
    WITHOUT_OPENGL += [{"QT_XCB_GL_INTEGRATION": "none"}, {"MESA_GL_VERSION_OVERRIDE": "1.4"}]

PROBE = """
from app.gl_setup import prepare, probe
prepare()
from PyQt6.QtWidgets import QApplication
application = QApplication([])
print(probe())
"""


@pytest.mark.parametrize("environment", WITHOUT_OPENGL, ids=str)
def test_probe_says_none(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    probed = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, timeout=60)
    assert (probed.returncode, probed.stdout.strip()) == (0, "none"), probed.stderr
