"""What the runs share: the surface, the start, the number of steps and the dtype."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.engine.experiment import MAX_STEPS, Dtype, Experiment, Run
from app.engine.run_problem import run_problem
from app.engine.validation import coordinate_problem
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.after_first_paint import AfterFirstPaint
from app.views.buttons import ToolButton, explain
from app.views.formula_field import FormulaField
from app.views.function_latex import function_latex
from app.views.number_field import NumberField
from app.views.number_text import parsed_count
from app.views.numbers import axis_name
from app.views.run_look import RunLook
from app.views.sample_choice import SampleChoice
from app.views.segments import Segments
from app.views.sentence import Sentence
from app.views.surface_choice import SurfaceChoice
from app.views.typeset import Typeset
from surfaces import SURFACES, Surface
from surfaces.formula import Formula
from surfaces.message import Message

FORMULA = ""
"""The key of the menu's last entry."""
_LABEL_WIDTH = 54
_COORDINATE_STEP = 0.1


class SetupPanel(QWidget):
    """Emits wishes; shows only what it is told."""

    surface_chosen = pyqtSignal(str)
    formula_entered = pyqtSignal(str)
    start_edited = pyqtSignal(float, float)
    random_start_requested = pyqtSignal()
    steps_edited = pyqtSignal(int)
    dtype_chosen = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._theme = DARK
        self._surface: Surface | None = None
        self._formula: str | None = None
        self.surface = SurfaceChoice(tr("Surface"))
        self.surface.show_options((*((each.key, tr(each.name)) for each in SURFACES), (FORMULA, tr("Formula…"))))
        self.formula = FormulaField()
        self.typeset = Typeset(size=14.5)
        self.typeset.wrap()
        self.start_x, self.start_y = NumberField(tr("Start x"), "x"), NumberField(tr("Start y"), "y")
        self.dice = ToolButton("dice", tr("Random start."))
        self.steps = NumberField(tr("Steps"))
        self.dtype = Segments((("float32", "float32"), ("float64", "float64")), tr("Precision"))
        self.dtype.setObjectName("tight")
        # The first formula of a process loads a font.
        self._typesets = AfterFirstPaint(self, self._show_formula)
        self._latex = ""
        self._runs: tuple[Run, ...] = ()
        self._dtype: Dtype = "float32"
        self._refusals = {name: Sentence(refusal=True) for name in ("formula", "start", "steps", "dtype")}
        self._labels = {name: QLabel(text) for name, text in self._texts().items()}
        self.sample = SampleChoice(self._labels["sample"])
        self._explain()
        self._lay_out()
        self._connect()

    @staticmethod
    def _texts() -> dict[str, str]:
        return {"surface": tr("Surface"), "sample": tr("Drawn"), "start": tr("Start"), "steps": tr("Steps")}

    def _explain(self) -> None:
        where = tr("Where every run starts: drag it on the map, or type it.")
        self.start_x.explain(where)
        self.start_y.explain(where)
        self.steps.explain(tr("How many steps every run takes.\nAt most {most}.", most=f"{MAX_STEPS:,}"))
        self.dtype.explain_choice(
            "float32", tr("Single precision, torch's default.\nAbout 7 digits: small losses end in rounding.")
        )
        self.dtype.explain_choice("float64", tr("Double precision.\nAbout 16 digits, as a check on float32."))

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._rows = {name: QHBoxLayout() for name in self._labels if name != "sample"}
        for label in self._labels.values():
            label.setProperty("quiet", True)
        for name, row in self._rows.items():
            row.addWidget(self._labels[name])
        self._rows["surface"].addWidget(self.surface, 1)
        self._rows["start"].addWidget(self.start_x, 1)
        self._rows["start"].addWidget(self.start_y, 1)
        self._rows["start"].addWidget(self.dice)
        self._rows["steps"].addWidget(self.steps, 2)
        self._rows["steps"].addWidget(self.dtype, 5)
        self._column.addLayout(self._rows["surface"])
        self._column.addWidget(self.formula)
        self._column.addWidget(self._refusals["formula"])
        self._column.addWidget(self.typeset)
        self._column.addWidget(self.sample)
        for name in ("start", "steps"):
            self._column.addLayout(self._rows[name])
            self._column.addWidget(self._refusals[name])
        self._column.addWidget(self._refusals["dtype"])
        self.formula.hide()

    def _connect(self) -> None:
        self.surface.chosen.connect(self._choose_surface)
        self.surface.confirmed.connect(self._choose_again)
        self.formula.entered.connect(self.formula_entered)
        self.formula.read.connect(self._preview)
        self.formula.refused.connect(self._refusals["formula"].show_sentence)
        self.formula.given_up.connect(self._show_surface)
        self.formula.left.connect(self._leave_formula)
        self.start_x.entered.connect(lambda x: self.start_edited.emit(x, self.start_y.value))
        self.start_y.entered.connect(lambda y: self.start_edited.emit(self.start_x.value, y))
        for field in (self.start_x, self.start_y):
            field.set_rules(lambda value: coordinate_problem(value, self._dtype), step=_COORDINATE_STEP)
            field.refused.connect(self._refusals["start"].show_sentence)
        self.dice.clicked.connect(self.random_start_requested)
        self.steps.set_rules(self._steps_problem, parse=lambda text: parsed_count(text, MAX_STEPS))
        self.steps.entered.connect(lambda steps: self.steps_edited.emit(int(steps)))
        self.steps.refused.connect(self._refusals["steps"].show_sentence)
        self.dtype.chosen.connect(self._choose_dtype)

    def refusal(self, name: str) -> str:
        """The sentence now under `formula`, `start`, `steps` or `dtype`; empty where all is well."""
        return self._refusals[name].text()

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self._column.setContentsMargins(*[theme.px(12)] * 4)
        self._column.setSpacing(theme.px(8))
        for row in self._rows.values():
            row.setSpacing(theme.px(6))
        for label in self._labels.values():
            label.setFont(theme.font(theme.label_size))
            label.setFixedWidth(theme.px(_LABEL_WIDTH))
        for sentence in self._refusals.values():
            sentence.show_theme(theme)
        for name in ("start", "steps", "dtype"):
            self._refusals[name].setIndent(theme.px(_LABEL_WIDTH + 6))
        for field in (self.start_x, self.start_y, self.steps):
            field.show_theme(theme)
        self.surface.show_theme(theme)
        self.sample.show_theme(theme, theme.px(6), theme.px(_LABEL_WIDTH + 6))
        self.formula.show_theme(theme)
        self.typeset.show_theme(theme)
        self.dice.show_theme(theme)
        self.dtype.show_theme(theme)
        self.steps.setMinimumWidth(theme.px(70))

    def show_experiment(self, surface: Surface, experiment: Experiment, looks: tuple[RunLook, ...]) -> None:
        """Show the choice as it is, without a signal."""
        if surface != self._surface:
            self._surface = surface
            self._show_surface_of(surface, experiment.surface if experiment.formula else None)
        self._runs, self._dtype = experiment.runs, experiment.dtype
        self.start_x.show_value(experiment.start[0])
        self.start_y.show_value(experiment.start[1])
        self.steps.show_value(experiment.steps)
        self.dtype.show_choice(experiment.dtype)
        if self.refusal("dtype"):
            self._refusals["dtype"].show_sentence("")
        why = tr("Drawn from a seed, so it can be repeated; now seed {seed}.", seed=experiment.seed)
        explain(self.dice, tr("Random start."), why)

    def _show_surface_of(self, surface: Surface, formula: str | None) -> None:
        self._formula = formula
        self.surface.show_choice(surface.key if formula is None else FORMULA)
        self.surface.setToolTip(tr(surface.teaches))
        self.formula.setVisible(formula is not None)
        self.formula.show_formula(_text_of(surface) if formula is None else formula)
        self.start_x.show_name(axis_name(surface.axes[0]))
        self.start_y.show_name(axis_name(surface.axes[1]))
        self._preview(surface)

    def _show_surface(self) -> None:
        """What is on screen, whatever was typed meanwhile."""
        if self._surface is not None:
            self._show_surface_of(self._surface, self._formula)

    def _preview(self, surface: Surface) -> None:
        self._latex = function_latex(surface)
        self.typeset.setAccessibleName(_text_of(surface))
        if self._typesets.done:
            self._show_formula()

    def _show_formula(self) -> None:
        self.typeset.show_latex(self._latex)

    def _leave_formula(self) -> None:
        if self._formula is None:
            self._show_surface()

    def _choose_surface(self, key: str) -> None:
        if key != FORMULA:
            self.surface_chosen.emit(key)
            return
        self.surface.show_choice(FORMULA)
        self._open_formula()

    def _choose_again(self, key: str) -> None:
        if key == FORMULA:
            self._open_formula()

    def _open_formula(self) -> None:
        self.formula.show()
        self.formula.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.formula.edit.selectAll()

    def _steps_problem(self, steps: float) -> Message | None:
        """A schedule can be too short for so many steps."""
        samples = len(self._surface.parts) if self._surface is not None else 0
        problems = (run_problem(run, int(steps), samples) for run in self._runs)
        return next((problem for problem in problems if problem is not None), None)

    def _choose_dtype(self, key: str) -> None:
        dtype: Dtype = "float32" if key == "float32" else "float64"
        if all(coordinate_problem(field.value, dtype) is None for field in (self.start_x, self.start_y)):
            self.dtype_chosen.emit(dtype)
            return
        self.dtype.show_choice(self._dtype)
        self._refusals["dtype"].show_sentence(
            tr("The start is too far away for {dtype}. Kept {kept}.", dtype=dtype, kept=self._dtype)
        )


def _text_of(surface: Surface) -> str:
    """The formula as typed; empty for a surface that is none."""
    return surface.loss.text if isinstance(surface.loss, Formula) else ""
