"""How the names of pictures and animations end."""

from __future__ import annotations

PICTURES = (".png",)
ANIMATIONS = (".gif", ".webp")
