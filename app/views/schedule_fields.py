"""A run's schedule: which one, its settings, and the learning rate that comes of it."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.engine.experiment import HyperparameterValue, Run, Schedule
from app.engine.optimizers import optimizer_named
from app.engine.run_problem import run_problem
from app.engine.schedules import SCHEDULERS, Scheduler, scheduler_named
from app.i18n import tr
from app.theme import Theme
from app.views.named_choice import NamedChoice
from app.views.rate_preview import RatePreview
from app.views.setting_fields import SettingFields
from surfaces.message import Message

_NONE = ""


class ScheduleFields(QWidget):
    """Emits the run that is wished for; a schedule that torch refuses is refused with a sentence."""

    edited = pyqtSignal(Run)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run, self._steps, self._samples = Run(""), 0, 0
        self._named = NamedChoice(tr("Schedule"), (), tr("How the learning rate changes by itself from step to step."))
        self.choice = self._named.button
        self.choice.show_options(((_NONE, tr("none")), *((each.key, each.name) for each in SCHEDULERS)))
        for each in SCHEDULERS:
            self.choice.explain_choice(each.key, tr(each.sentence))
        self.fields = SettingFields(self._problem)
        self.preview = RatePreview()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (self._named, self.preview, self.fields):
            self._column.addWidget(part)
        self.choice.chosen.connect(self._choose)
        self.fields.entered.connect(self._enter)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What the Tab key visits, in order."""
        return self.choice, *(self.fields.controls if self._run.schedule is not None else ())

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._column.setSpacing(theme.px(6))
        for part in (self._named, self.preview, self.fields):
            part.show_theme(theme)

    def show_run(self, run: Run, steps: int, samples: int) -> None:
        """Show a run's schedule as it is, without a signal."""
        self._run, self._steps, self._samples = run, steps, samples
        schedule = run.schedule
        scheduler = None if schedule is None else scheduler_named(schedule.name)
        self.choice.show_choice(_NONE if scheduler is None else scheduler.key)
        what = tr("How the learning rate changes by itself from step to step.")
        self.choice.setToolTip(what if scheduler is None else tr(scheduler.sentence))
        if schedule is None or scheduler is None:
            self.fields.show_settings((), {})
        else:
            self.fields.show_settings(scheduler.settings, scheduler.values(schedule))
        self.preview.setVisible(schedule is not None)

    def _problem(self, name: str, value: HyperparameterValue) -> Message | None:
        assert self._run.schedule is not None
        setting = {each.name: each for each in scheduler_named(self._run.schedule.name).settings}[name]
        return setting.problem(value) or self._run_problem(_with_setting(self._run.schedule, name, value))

    def _run_problem(self, schedule: Schedule | None) -> Message | None:
        return run_problem(replace(self._run, schedule=schedule), self._steps, self._samples)

    def _enter(self, name: str, value: HyperparameterValue) -> None:
        assert self._run.schedule is not None
        self._wish(_with_setting(self._run.schedule, name, value))

    def _choose(self, key: str) -> None:
        scheduler = next((each for each in SCHEDULERS if each.key == key), None)
        schedule = None if scheduler is None else proposed_schedule(scheduler, self._run, self._steps)
        if (problem := self._run_problem(schedule)) is None:
            self.fields.refused.emit("")
            self._wish(schedule)
            return
        self.fields.refused.emit(tr("{problem} Kept {value}.", problem=tr(problem), value=self.choice.chosen_text))

    def _wish(self, schedule: Schedule | None) -> None:
        self._run = replace(self._run, schedule=schedule)
        self.edited.emit(self._run)


def proposed_schedule(scheduler: Scheduler, run: Run, steps: int) -> Schedule:
    """A schedule that suits a run: one without momentum does not get any."""
    values = optimizer_named(run.optimizer).values(run)
    rate = values["lr"]
    assert isinstance(rate, int | float)
    schedule = scheduler.proposed(steps, float(rate))
    has_momentum = bool(values.get("momentum")) or "betas" in values
    if scheduler.cycles_momentum and not has_momentum:
        return _with_setting(schedule, "cycle_momentum", False)
    return schedule


def _with_setting(schedule: Schedule, name: str, value: HyperparameterValue) -> Schedule:
    """Torch's defaults are not named, the others stand in torch's order."""
    scheduler = scheduler_named(schedule.name)
    values = scheduler.values(schedule) | {name: value}
    settings = tuple(
        (each.name, values[each.name])
        for each in scheduler.settings
        if values[each.name] != each.default or each.name in scheduler.proposals
    )
    return Schedule(schedule.name, settings)
