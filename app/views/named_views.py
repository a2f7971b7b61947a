"""Directions that a class asks for by name."""

from __future__ import annotations

from dataclasses import dataclass

from surfaces.message import Message


@dataclass(frozen=True)
class NamedView:
    """From where to look, in degrees; `why` is what is seen best from there."""

    name: Message
    elevation: float
    azimuth: float
    why: Message


NAMED_VIEWS = (
    NamedView(Message("Default"), 37.0, -50.0, Message("Shape and map at once.")),
    NamedView(Message("Behind"), 37.0, 130.0, Message("What the first view hides.")),
    NamedView(Message("From above"), 90.0, -90.0, Message("As on the map: x to the right, y up.")),
    NamedView(Message("Along x"), 10.0, 0.0, Message("The loss over y.")),
    NamedView(Message("Along y"), 10.0, -90.0, Message("The loss over x.")),
    NamedView(Message("Low"), 14.0, -50.0, Message("Hills before valleys.")),
)
