"""How large the window is, in device-independent pixels; known without Qt."""

from __future__ import annotations

SMALLEST = (1024, 720)
FIRST_SIZE = (1280, 720)
