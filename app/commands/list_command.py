"""`thalweg list`: what there is, as a table or as JSON; loads neither torch nor Qt."""

from __future__ import annotations

import json
from collections.abc import Sequence

from app.commands.command import Command
from app.commands.gate_words import EXAMPLE_TABLE, OWN
from app.commands.words import BadWords, Option, Words
from app.engine.gates.tables import GATES
from app.engine.optimizers import LEFT_OUT, OPTIMIZERS
from app.engine.presets import PRESETS
from app.engine.run_text import format_run
from app.engine.spelling import nearest, quoted
from app.engine.value_text import value_text
from app.i18n import tr
from surfaces.message import Message

_KINDS = ("surfaces", "gates", "optimizers", "presets")
_MOST_POINTS = 4


def _list(words: Words) -> int:
    if not words.free:
        raise BadWords(Message("Say what to list: {kinds}.", kinds=" or ".join(_KINDS)))
    kind = words.free[0].lower()
    if kind not in _KINDS:
        guess = nearest(kind, _KINDS) or " or ".join(_KINDS)
        raise BadWords(Message("Cannot list {kind}. Did you mean {guess}?", kind=quoted(words.free[0]), guess=guess))
    if words.flag("--json"):
        entries = _ENTRIES[kind]()
        print(json.dumps(entries, indent=2, ensure_ascii=True))
    else:
        texts = _TEXTS[kind]()
        print("\n\n".join(texts))
    return 0


def _surface_entries() -> list[dict[str, object]]:
    from surfaces import SURFACES

    return [
        {
            "key": surface.key,
            "name": surface.name,
            "formula": surface.loss.text,
            "axes": surface.axes,
            "domain": {"x": surface.domain.x, "y": surface.domain.y},
            "start": surface.start,
            "minimizers": surface.minimizers,
            "saddle_points": surface.saddle_points,
            "maximizers": surface.maximizers,
            "learning_rates": surface.learning_rates,
            "samples": surface.samples,
            "kinks": surface.kinks,
            "teaches": surface.teaches,
        }
        for surface in SURFACES
    ]


def _surface_texts() -> list[str]:
    from surfaces import SURFACES

    return [
        "\n".join(
            [
                f"{surface.key:<18}{tr(surface.name)}",
                f"  {tr('formula'):<12}{surface.loss.text}",
                f"  {tr('start'):<12}{_point(surface.start)}",
                f"  {tr('domain'):<12}{surface.axes[0]} {_interval(surface.domain.x)}  "
                f"{surface.axes[1]} {_interval(surface.domain.y)}",
                f"  {tr('minimizers'):<12}{_points(surface.minimizers)}",
                f"  {tr('teaches'):<12}{tr(surface.teaches)}",
            ]
        )
        for surface in SURFACES
    ]


def _gate_entries() -> list[dict[str, object]]:
    return [
        {
            "key": gate.key,
            "name": gate.name,
            "sentence": gate.sentence,
            "rows": [[row.x1, row.x2, row.target] for row in gate.rows],
            "notes": gate.notes,
        }
        for gate in GATES
    ]


def _gate_texts() -> list[str]:
    return [
        "\n".join(
            [
                f"{gate.key:<6}{tr(gate.name)}",
                f"  {tr(gate.sentence)}",
                f"  {tr('table'):<8}{', '.join(f'{row.x1:g} {row.x2:g} {row.target}' for row in gate.rows)}",
                *([f"  {tr('notes'):<8}" + ", ".join(
                    f"{name} = {value:g}" for name, value in zip(("b", "w1", "w2"), gate.notes, strict=True)
                )] if gate.notes else []),
            ]
        )
        for gate in GATES
    ] + [_own_table_text()]  # fmt: skip


def _own_table_text() -> str:
    return "\n".join(
        [
            f"{OWN:<6}{tr('Your own')}",
            f"  {tr('Any truth table: two inputs and the target of each row, or the targets of 00 01 10 11.')}",
            *(f"  {tr('typed'):<8}thalweg gate {OWN} --table {table}" for table in (f'"{EXAMPLE_TABLE}"', "0110")),
        ]
    )


def _optimizer_entries() -> list[dict[str, object]]:
    return [
        {
            "name": optimizer.name,
            "sentence": optimizer.sentence,
            "hyperparameters": [
                {"name": each.name, "kind": each.kind, "default": each.default, "sentence": each.sentence}
                for each in optimizer.hyperparameters
            ],
        }
        for optimizer in OPTIMIZERS
    ]


def _optimizer_texts() -> list[str]:
    return [
        "\n".join(
            [
                f"{optimizer.name:<14}{tr(optimizer.sentence)}",
                *(
                    f"  {each.name + '=' + value_text(each.default):<29} {tr(each.sentence)}"
                    for each in optimizer.hyperparameters
                ),
            ]
        )
        for optimizer in OPTIMIZERS
    ] + [tr(reason) for reason in LEFT_OUT.values()]


def _preset_entries() -> list[dict[str, object]]:
    return [
        {
            "key": each.key,
            "name": each.name,
            "sentence": each.sentence,
            "surface": each.experiment.surface,
            "start": each.experiment.start,
            "steps": each.experiment.steps,
            "runs": [format_run(run) for run in each.experiment.runs],
            "step": each.step,
        }
        for each in PRESETS
    ]


def _preset_texts() -> list[str]:
    return [
        "\n".join(
            [
                f"{each.key:<20}{tr(each.name)}",
                f"  {tr(each.sentence)}",
                f"  {tr('start'):<12}{each.experiment.surface}, {_point(each.experiment.start)}",
                *(f"  {tr('run'):<12}{format_run(run)}" for run in each.experiment.runs),
            ]
        )
        for each in PRESETS
    ]


def _points(points: tuple[tuple[float, float], ...]) -> str:
    shown = "  ".join(map(_point, points[:_MOST_POINTS])) or tr("none")
    more = len(points) - _MOST_POINTS
    return shown if more <= 0 else f"{shown}  {tr('and {count} more').format(count=more)}"


def _point(point: Sequence[float]) -> str:
    return f"({point[0]:.6g}, {point[1]:.6g})"


def _interval(interval: tuple[float, float]) -> str:
    return f"[{interval[0]:g}, {interval[1]:g}]"


_ENTRIES = {
    "surfaces": _surface_entries,
    "gates": _gate_entries,
    "optimizers": _optimizer_entries,
    "presets": _preset_entries,
}
_TEXTS = {
    "surfaces": _surface_texts,
    "gates": _gate_texts,
    "optimizers": _optimizer_texts,
    "presets": _preset_texts,
}

LIST = Command(
    name="list",
    places=("surfaces|gates|optimizers|presets",),
    sentence=Message(
        "Lists the surfaces, the gates, the optimizers with torch's defaults, or experiments worth opening."
    ),
    options=(Option("--json", (), Message("Everything, as JSON.")),),
    examples=("thalweg list surfaces", "thalweg list optimizers --json", "thalweg list presets"),
    action=_list,
)
