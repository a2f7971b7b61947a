"""How a run looks: its color, marker and dash by style, and whether it is shown. The view's, not the experiment's."""

from __future__ import annotations

from dataclasses import dataclass

STYLES = 8


@dataclass(frozen=True)
class RunLook:
    """`style` 0 to 7 chooses color, marker and dash together."""

    style: int
    visible: bool = True


def free_style(looks: tuple[RunLook, ...]) -> int:
    """The first style that no run has."""
    taken = {look.style for look in looks}
    return next((style for style in range(STYLES) if style not in taken), len(looks) % STYLES)
