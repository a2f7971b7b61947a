"""What the header says of the runs: the one in the foreground, in a few words."""

from __future__ import annotations

from app.engine.optimizers import optimizer_named
from app.engine.run_name import run_names
from app.engine.special import value_name
from app.gates_document import GatesDocument
from app.i18n import tr
from app.views.run_look import own_names


def run_words(document: GatesDocument) -> str:
    """Its name; its learning rate too, where there is no other run that would make it part of the name."""
    runs = document.experiment.runs
    if not runs:
        return tr("No run")
    name = tr(run_names(runs, own_names(document.looks))[document.selected])
    if len(runs) > 1:
        return name
    rate = optimizer_named(runs[0].optimizer).values(runs[0])["lr"]
    return tr("{run}, lr {rate}", run=name, rate=value_name(rate))
