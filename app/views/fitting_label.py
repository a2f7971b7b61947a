"""A text in as many words as there is room for: another form, or none, but never half a sentence."""

from __future__ import annotations

from PyQt6.QtGui import QFontMetrics

from app.views.elided_label import ElidedLabel


class FittingLabel(ElidedLabel):
    """Told several forms of a text, the longest first; the whole of the first is the tooltip."""

    _forms: tuple[str, ...] = ()

    def show_forms(self, *forms: str) -> None:
        """Another text."""
        self._forms = forms
        self.show_text(forms[0])

    def shown(self) -> str:
        """The longest form that has room; nothing where none has."""
        metrics, room = QFontMetrics(self.font()), self.width()
        return next((form for form in self._forms if metrics.horizontalAdvance(form) <= room), "")
