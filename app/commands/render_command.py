"""`thalweg render`: an experiment as a picture or an animation."""

from __future__ import annotations

from dataclasses import replace

from app.commands.command import Command
from app.commands.divergence import say_divergence
from app.commands.experiment_words import OPTIONS, experiment_of
from app.commands.gate_words import GATE_OPTIONS, PLACES, gate_experiment_of, threshold_of
from app.commands.places import out_path, writable
from app.commands.words import BadWords, Option, Words
from app.engine.experiment import MAX_STEPS, Experiment
from app.engine.spelling import quoted
from app.export.endings import ANIMATIONS, PICTURES
from app.export.scene import LARGEST, SMALLEST, Scene, View
from app.views.height_scale import LOG_LIKE, Height
from app.views.height_text import read_height
from app.window_size import SMALLEST as SMALLEST_WINDOW
from surfaces.message import Message

_ENDINGS = (*PICTURES, *ANIMATIONS)
_VIEWS: tuple[View, ...] = "surface", "map", "lab"
_GATE_VIEWS: tuple[View, ...] = "plane", "surface", "lab"


def _render(words: Words) -> int:
    out_path(words, _ENDINGS)
    view = _VIEWS[_VIEWS.index(words.choice("--view", _VIEWS))]
    look = _look(words, view)
    return _draw(words, experiment_of(words), look)


def _render_gate(words: Words) -> int:
    out_path(words, _ENDINGS)
    view = _GATE_VIEWS[_GATE_VIEWS.index(words.choice("--view", _GATE_VIEWS))]
    threshold = threshold_of(words)
    look = replace(_look(words, view), threshold=threshold)
    experiment = gate_experiment_of(words)
    if view == "surface" and experiment.gate is not None and experiment.gate.hidden:
        raise BadWords(Message("The loss of a network has more than three weights: --view surface is for one unit."))
    return _draw(words, experiment, look)


def _look(words: Words, view: View) -> Scene:
    """How to look, with nothing recorded yet."""
    theme = words.choice("--theme", ("dark", "light", "projector"))
    size = _size(words.text("--size"), view)
    elevation, azimuth = _angle(words, "--elev", 4, 90), _angle(words, "--azim", -360, 360)
    height = _height(words.text("--height"))
    step = words.integer("--step", 0, MAX_STEPS)
    return Scene(Experiment("", (), ()), (), view, size, theme, step, elevation, azimuth, height=height)


def _draw(words: Words, experiment: Experiment, look: Scene) -> int:
    if look.step is not None and look.step > experiment.steps:
        raise BadWords(
            Message("--step {step} lies beyond the last of {steps} steps.", step=look.step, steps=experiment.steps)
        )

    def scene() -> Scene:
        from app.commands.recording import recorded

        trajectories = recorded(experiment)
        say_divergence(experiment, trajectories)
        return replace(look, experiment=experiment, trajectories=trajectories)

    with writable(out_path(words, _ENDINGS)) as draft:
        from app.commands.drawing import draw

        draw(scene, (draft,))
    return 0


def _size(text: str | None, view: View) -> tuple[int, int]:
    size = _two_sides(text)
    if view == "lab" and (size[0] < SMALLEST_WINDOW[0] or size[1] < SMALLEST_WINDOW[1]):
        width, height = SMALLEST_WINDOW
        raise BadWords(Message("--view lab needs a --size of at least {width}x{height}.", width=width, height=height))
    return size


def _two_sides(text: str | None) -> tuple[int, int]:
    if text is None:
        return Scene.size
    width, _, height = text.lower().partition("x")
    if width.isascii() and width.isdigit() and height.isascii() and height.isdigit() and len(text) < 12:
        size = int(width), int(height)
        if min(size) >= SMALLEST and max(size) <= LARGEST:
            return size
    raise BadWords(
        Message(
            "--size is WIDTHxHEIGHT, each from {low} to {high} pixels, not {text}.",
            low=SMALLEST, high=LARGEST, text=quoted(text),
        )
    )  # fmt: skip


def _height(text: str | None) -> Height:
    height = LOG_LIKE if text is None else read_height(text)
    if isinstance(height, Message):
        raise BadWords(height)
    return height


def _angle(words: Words, name: str, low: float, high: float) -> float | None:
    numbers = words.numbers(name)
    if numbers is not None and not low <= numbers[0] <= high:
        raise BadWords(Message("{name} goes from {low} to {high} degrees.", name=name, low=low, high=high))
    return None if numbers is None else numbers[0]


_OUT = Option("--out", ("FILE",), Message("Where to: a file ending in .png, .gif or .webp (in all colors)."))
_PICTURE = (
    Option("--size", ("WxH",), Message("In pixels, each side from 64 to 7680. Without it: 1280x720.")),
    Option("--theme", ("dark|light|projector",), Message("Without it: dark.")),
    Option("--step", ("N",), Message("Where the playhead stands; in an animation, where it ends. Without it: last.")),
    Option("--elev", ("DEGREES",), Message("How high the eye is above the floor, 4 to 90.")),
    Option("--azim", ("DEGREES",), Message("From which side it looks, -360 to 360.")),
)
RENDER_GATE = Command(
    name="render gate",
    places=PLACES,
    sentence=Message(
        "Draws what a unit or a network says for every point of the plane, with the rows of its table and the verdict, "
        "one plane a run, or the loss of a unit over its two weights; as a picture, or as an animation of 4 seconds at "
        "15 frames a second."
    ),
    options=(
        *GATE_OPTIONS,
        _OUT,
        Option(
            "--view",
            ("plane|surface|lab",),
            Message(
                "The input plane, the loss of one unit over w1 and w2 in 3D, or the whole window. Without it: plane."
            ),
        ),
        *_PICTURE,
    ),
    examples=(
        "thalweg render gate xor --hidden 4 --out xor.png",
        'thalweg render gate and --run "SGD lr=0.5" --start 1 -2 1.5 --steps 200 --out and.gif --size 800x600',
        "thalweg render gate or --view surface --theme projector --out or.png",
    ),
    action=_render_gate,
)
RENDER = Command(
    name="render",
    places=("SURFACE",),
    sentence=Message("Draws the walk as a picture, or as an animation of 4 seconds at 15 frames a second."),
    options=(
        *OPTIONS,
        _OUT,
        Option(
            "--view",
            ("surface|map|lab",),
            Message("The surface in 3D, the map, or the whole window from 1024x720 on. Without it: surface."),
        ),
        *_PICTURE,
        Option(
            "--height",
            ("log|linear|sqrt|clipped[:PERCENT]",),
            Message("How losses become heights and colors; clipped:75 cuts at the 75th percentile. Without it: log."),
        ),
    ),
    examples=(
        'thalweg render himmelblau --run "Adam lr=0.1" --run "SGD lr=0.01" --out himmelblau.png',
        'thalweg render rosenbrock --run "Adam lr=0.05" --steps 1000 --out walk.gif --size 800x600',
        'thalweg render regression --run "SGD lr=0.05" --steps 60 --view lab --out window.webp',
        'thalweg render --formula "x**2 - y**2" --start 1 1e-3 --view map --theme projector --out saddle.png',
    ),
    action=_render,
    inner=(RENDER_GATE,),
)
