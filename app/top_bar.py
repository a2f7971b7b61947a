"""The bar over the labs: the menu, the controls switch, the labs' tabs, undo, export, theme and help."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QPoint, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent
from PyQt6.QtSvg import QSvgRenderer
from PyQt6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.i18n import tr
from app.lab_tabs import LabTabs
from app.theme import Theme
from app.theme_choice import CHOICES
from app.views.buttons import TextButton, ToolButton, explain

_ICONS = {"dark": "moon", "light": "sun", "projector": "proj"}
ICON = Path(__file__).resolve().parent.parent / "assets" / "icon.svg"


class AppIcon(QWidget):
    """The program's icon, drawn at any size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._renderer = QSvgRenderer(str(ICON))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the icon over the whole widget."""
        painter = QPainter(self)
        self._renderer.render(painter, QRectF(self.rect()))
        painter.end()


class TopBar(QWidget):
    """Shows what it is told; wishes go up as signals."""

    controls_toggled = pyqtSignal(bool)
    undo_requested = pyqtSignal()
    redo_requested = pyqtSignal()
    theme_chosen = pyqtSignal(str)
    help_requested = pyqtSignal()

    def __init__(self, menu: QMenu, examples_menu: QMenu, export_menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("column")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._menu, self._examples_menu, self._export_menu = menu, examples_menu, export_menu
        self.menu_button = ToolButton("menu", tr("Menu (F10)"), parent=self)
        self.controls = ToolButton("panel", tr("Controls (Ctrl+B)"), parent=self)
        self.controls.setCheckable(True)
        self._icon = AppIcon(self)
        self.tabs = LabTabs(self)
        self.undo = ToolButton("undo", tr("Undo (Ctrl+Z)"), parent=self)
        self.redo = ToolButton("redo", tr("Redo (Ctrl+Y)"), parent=self)
        self.examples = TextButton(tr("Examples"), parent=self)
        explain(self.examples, tr("Examples"), tr("Experiments worth opening; undo brings yours back."))
        self.export = TextButton(tr("Export"), "share", parent=self)
        self.theme_button = ToolButton("moon", tr("Theme (Ctrl+T)"), parent=self)
        self.help = ToolButton("help", tr("Shortcuts (F1)"), parent=self)
        self._row = QHBoxLayout(self)
        left: tuple[QWidget, ...] = (self.menu_button, self.controls, self._icon, self.tabs)
        right: tuple[QWidget, ...] = (self.undo, self.redo, self.examples, self.export, self.theme_button, self.help)
        for widget in left:
            self._row.addWidget(widget)
        self._row.addStretch(1)
        for widget in right:
            self._row.addWidget(widget)
        self.menu_button.clicked.connect(self.open_menu)
        self.examples.clicked.connect(lambda: self._open(examples_menu, self.examples))
        self.export.clicked.connect(lambda: self._open(export_menu, self.export))
        self.controls.toggled.connect(self.controls_toggled)
        self.undo.clicked.connect(self.undo_requested)
        self.redo.clicked.connect(self.redo_requested)
        self._theme_menu = self._filled_theme_menu()
        self.theme_button.clicked.connect(lambda: self._open(self._theme_menu, self.theme_button))
        self.help.clicked.connect(self.help_requested)
        self.show_history(False, False)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self.setFixedHeight(theme.px(theme.top_height))
        self._row.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        self._row.setSpacing(theme.px(4))
        self._icon.setFixedSize(theme.px(22), theme.px(22))
        self.tabs.show_theme(theme)
        for text_button in (self.examples, self.export):
            text_button.show_theme(theme, theme.body_size, theme.control_height)
        self.theme_button.show_icon(_ICONS[theme.name])
        for menu in (self._menu, self._examples_menu, self._export_menu, self._theme_menu):
            menu.setFont(theme.font())
        for button in (self.menu_button, self.controls, self.undo, self.redo, self.theme_button, self.help):
            button.show_theme(theme)

    def show_lab(self, key: str) -> None:
        """Underline a lab; examples are the Descent lab's."""
        self.tabs.show_lab(key)
        self.examples.setVisible(key == "descent")
        self.controls.setVisible(key == "descent")

    def show_history(self, can_undo: bool, can_redo: bool) -> None:
        """Whether there is something to go back or forward to."""
        self.undo.setEnabled(can_undo)
        self.redo.setEnabled(can_redo)

    def _filled_theme_menu(self) -> QMenu:
        menu, group = QMenu(self), QActionGroup(self)
        texts = {"system": tr("System"), "dark": tr("Dark"), "light": tr("Light"), "projector": tr("Projector")}
        for choice in CHOICES:
            action = QAction(texts[choice], menu)
            action.setCheckable(True)
            action.setData(choice)
            action.triggered.connect(lambda _checked, choice=choice: self.theme_chosen.emit(choice))
            group.addAction(action)
            menu.addAction(action)
        return menu

    def show_choice(self, choice: str) -> None:
        """Check the theme that is chosen in the menu."""
        for action in self._theme_menu.actions():
            action.setChecked(action.data() == choice)

    def open_menu(self) -> None:
        """Open the menu below its button."""
        self._open(self._menu, self.menu_button)

    def _open(self, menu: QMenu, button: QWidget) -> None:
        at_right = button.geometry().center().x() > self.width() / 2
        left = button.width() - menu.sizeHint().width() if at_right else 0
        menu.popup(button.mapToGlobal(QPoint(left, button.height())))
