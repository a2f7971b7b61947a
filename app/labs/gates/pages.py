"""The pages of the lab, by key, in the order of their tabs."""

from __future__ import annotations

from app.labs.gates.layers_page import LayersPage
from app.labs.gates.network_page import NetworkPage
from app.labs.gates.page import GatesPage
from app.labs.gates.study_link import StudyLink
from app.labs.gates.three_page import ThreePage
from app.labs.gates.unit_page import UnitPage


def all_pages(studies: StudyLink, opengl: bool) -> dict[str, GatesPage]:
    """One of each."""
    return {
        "three": ThreePage(studies),
        "unit": UnitPage(opengl),
        "layers": LayersPage(),
        "network": NetworkPage(studies),
    }
