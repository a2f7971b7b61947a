"""The look of every control as one style sheet and palette, made from the theme; fonts are `QFont`s, never here."""

from __future__ import annotations

from PyQt6.QtGui import QPalette
from PyQt6.QtWidgets import QApplication, QToolTip

from app.theme import Theme

# Every role there is: one that is left out would come from the system's palette, dark or light as that may be.
_ROLES = {
    QPalette.ColorRole.Window: "bg1",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "bg2",
    QPalette.ColorRole.AlternateBase: "bg3",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text2",
    QPalette.ColorRole.Button: "bg3",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "text",
    QPalette.ColorRole.Light: "bg4",
    QPalette.ColorRole.Midlight: "bg3",
    QPalette.ColorRole.Mid: "line2",
    QPalette.ColorRole.Dark: "line2",
    QPalette.ColorRole.Shadow: "line2",
    QPalette.ColorRole.Highlight: "focus",
    QPalette.ColorRole.Accent: "focus",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "focus",
    QPalette.ColorRole.LinkVisited: "focus",
    QPalette.ColorRole.ToolTipBase: "bg3",
    QPalette.ColorRole.ToolTipText: "text",
}
_TEXT_ROLES = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def dress(application: QApplication, theme: Theme) -> None:
    """Give the whole application the theme's palette, style sheet and font; nothing where it has them already, as Qt
    would polish all widgets anew (0.1 s for each lab that is opened).
    """
    sheet = style_sheet(theme)
    if application.styleSheet() == sheet:
        return
    application.setPalette(palette(theme))
    application.setFont(theme.font())
    QToolTip.setFont(theme.font(theme.label_size))
    application.setStyleSheet(sheet)


def palette(theme: Theme) -> QPalette:
    """The theme's colors in Qt's roles."""
    made = QPalette()
    for role, token in _ROLES.items():
        made.setColor(role, theme.color(token))
    for role in _TEXT_ROLES:
        made.setColor(QPalette.ColorGroup.Disabled, role, theme.color("text3"))
    return made


def style_sheet(theme: Theme) -> str:
    """Rules for the widgets of this folder, by the names of their classes."""
    parts = (_texts, _fields, _buttons, _cards, _grounds, _gallery, _dialogs, _menus, _scroll_bars)
    return "".join(part(theme) for part in parts)


def _texts(theme: Theme) -> str:
    return f"""
QLabel {{ background: transparent; color: {theme.text}; }}
QLabel[quiet="true"] {{ color: {theme.text2}; }}
QLabel[refusal="true"] {{ color: {theme.danger}; }}
QToolTip {{ background: {theme.bg3}; color: {theme.text}; border: 1px solid {theme.line2};
  padding: {theme.px(6)}px {theme.px(8)}px; }}
SetupPanel, RunList {{ background: {theme.bg1}; }}
"""


def _fields(theme: Theme) -> str:
    ground = theme.bg0 if theme.dark else theme.bg2
    return f"""
NumberField, FormulaField, ListField {{ background: {ground}; border: 1px solid {theme.line2};
  border-radius: {theme.px(theme.control_radius)}px; }}
NumberField:hover, FormulaField:hover, ListField:hover {{ border-color: {theme.text3}; }}
NumberField[editing="true"], FormulaField[editing="true"],
ListField[editing="true"] {{ border: 2px solid {theme.focus}; }}
NumberField[refused="true"], FormulaField[refused="true"],
ListField[refused="true"] {{ border: 2px solid {theme.danger}; }}
QLineEdit {{ background: transparent; border: 0; padding: 0; color: {theme.text};
  selection-background-color: {theme.focus}; selection-color: {theme.on_accent}; }}
AngleSlider::groove:horizontal {{ height: {theme.px(4)}px; border-radius: {theme.px(2)}px; background: {theme.bg4}; }}
AngleSlider::handle:horizontal {{ width: {theme.px(10)}px; margin: -{theme.px(5)}px 0; border: 2px solid {theme.text2};
  border-radius: {theme.px(5) + 2}px; background: {theme.text if theme.dark else theme.bg2}; }}
AngleSlider::handle:horizontal:focus {{ border-color: {theme.focus}; }}
Segments {{ background: {theme.bg0 if theme.dark else theme.bg3}; border: 1px solid {theme.line2};
  border-radius: {theme.px(theme.control_radius)}px; }}
"""


def _buttons(theme: Theme) -> str:
    row, control = theme.px(theme.row_radius), theme.px(theme.control_radius)
    chosen = (theme.bg4, theme.text) if theme.dark else (theme.accent, theme.on_accent)
    return f"""
ChoiceButton {{ background: {theme.bg3}; color: {theme.text}; border: 1px solid {theme.line2};
  border-radius: {control}px; padding: 0; }}
ChoiceButton::menu-indicator, TextButton::menu-indicator {{ image: none; width: 0; }}
ChoiceButton:hover, ChoiceButton:open {{ background: {theme.bg4}; }}
ChoiceButton[ghost="true"] {{ background: transparent; border: 2px solid transparent;
  border-radius: {row}px; }}
ChoiceButton[ghost="true"]:hover, ChoiceButton[ghost="true"]:open {{ background: {theme.bg3}; }}
ToolButton {{ background: transparent; border: 2px solid transparent; border-radius: {control}px; }}
ToolButton:hover, ToolButton:checked {{ background: {theme.bg4}; }}
ToolButton:disabled {{ background: transparent; }}
TextButton {{ background: {theme.bg3}; color: {theme.text}; border: 1px solid {theme.line2};
  border-radius: {control}px; padding: 0 {theme.px(10)}px; }}
TextButton:hover, TextButton:pressed {{ background: {theme.bg4}; }}
TextButton[ghost="true"] {{ background: transparent; border: 2px solid transparent;
  padding: 0 {theme.px(4)}px; }}
TextButton[ghost="true"]:hover, TextButton[ghost="true"]:open {{ background: {theme.bg3}; }}
TextButton:disabled {{ color: {theme.text3}; }}
FlagButton {{ background: transparent; color: {theme.text2}; border: 1px solid {theme.line2};
  border-radius: {control}px; padding: 0 {theme.px(8)}px; }}
FlagButton:hover {{ border-color: {theme.text3}; }}
FlagButton:checked, Segment:checked {{ background: {chosen[0]}; color: {chosen[1]}; }}
FlagButton[refused="true"] {{ border: 2px solid {theme.danger}; }}
Segment {{ background: transparent; color: {theme.text2}; border: 2px solid transparent;
  border-radius: {row}px; padding: 0 {theme.px(4)}px; }}
#tight Segment {{ padding: 0 {theme.px(1)}px; }}
Segment:hover:!checked {{ color: {theme.text}; }}
"""


def _cards(theme: Theme) -> str:
    return f"""
RunCard {{ background: {theme.bg2}; border: 1px solid {theme.line}; border-radius: {theme.px(6)}px; }}
RunCard[selected="true"] {{ border-color: {theme.line2}; }}
RunNameEdit {{ border: 2px solid {theme.focus}; border-radius: {theme.px(theme.row_radius)}px;
  background: {theme.bg0 if theme.dark else theme.bg2}; padding: 0 {theme.px(4)}px; }}
DropLine {{ background: {theme.accent}; border: 0; }}
Veil {{ background: {_over(theme, "bg1", 0.7)}; border: 0; }}
ResultsTable {{ background: {theme.bg1}; border: 0; outline: 0; }}
ResultsTable QHeaderView {{ background: {theme.bg1}; border: 0; }}
ResultsTable QHeaderView::section {{ background: {theme.bg1}; color: {theme.text2}; border: 0;
  border-bottom: 1px solid {theme.line}; padding: 0 {theme.px(4)}px 0 0; }}
ResultsTable QHeaderView::section:first {{ padding-left: {theme.px(4)}px; }}
ResultsTable QHeaderView::section:hover {{ color: {theme.text}; }}
ResultsTable QHeaderView::up-arrow, ResultsTable QHeaderView::down-arrow {{ width: 0; height: 0; image: none; }}
TermTable, TermTable QHeaderView {{ background: {theme.bg1}; border: 0; outline: 0; }}
LookPicker {{ background: {theme.bg2}; border: 1px solid {theme.line2}; }}
Line {{ background: {theme.line}; border: 0; }}
"""


def _over(theme: Theme, token: str, alpha: float) -> str:
    """A color that lets through what lies below."""
    color = theme.color(token, alpha)
    return f"rgba({color.red()}, {color.green()}, {color.blue()}, {color.alpha()})"


def _grounds(theme: Theme) -> str:
    """What the window is made of: columns, what is laid over the large view, the hairlines between."""
    ground = _over(theme, "view_bottom" if theme.dark else "bg2", theme.overlay_alpha)
    return f"""
QWidget#column, Transport {{ background: {theme.bg1}; }}
WorkedPage, RacePage, GatesLab {{ background: {theme.bg0}; }}
QFrame#panel {{ background: {theme.bg1}; border: 1px solid {theme.line};
  border-radius: {theme.px(theme.card_radius)}px; }}
QFrame#overlay, Notice {{ background: {ground}; border: 1px solid {theme.line};
  border-radius: {theme.px(theme.control_radius)}px; }}
ViewPanel {{ background: {theme.bg1}; border: 1px solid {theme.line2};
  border-radius: {theme.px(theme.control_radius)}px; }}
LabTab {{ background: transparent; color: {theme.text2}; border: 0; padding: 0 {theme.px(12)}px;
  border-bottom: {max(2, theme.px(2))}px solid transparent; border-top: {max(2, theme.px(2))}px solid transparent; }}
LabTab:hover {{ color: {theme.text}; }}
LabTab:checked {{ color: {theme.text}; border-bottom-color: {theme.accent}; }}
QSplitter::handle {{ background: {theme.line}; }}
QSplitter::handle:hover, QSplitter::handle:pressed {{ background: {theme.text3}; }}
"""


def _gallery(theme: Theme) -> str:
    return f"""
SurfaceGallery {{ background: {theme.bg1}; border: 1px solid {theme.line2}; }}
SurfaceTiles {{ background: transparent; border: 0; outline: 0; }}
"""


def _dialogs(theme: Theme) -> str:
    control = theme.px(theme.control_radius)
    return f"""
QDialog {{ background: {theme.bg1}; color: {theme.text}; }}
QDialog QPlainTextEdit {{ background: {theme.bg0 if theme.dark else theme.bg2}; color: {theme.text};
  border: 1px solid {theme.line2}; border-radius: {control}px; padding: {theme.px(4)}px;
  selection-background-color: {theme.focus}; selection-color: {theme.on_accent}; }}
QDialog QPlainTextEdit:focus {{ border: 2px solid {theme.focus}; }}
QDialogButtonBox QPushButton, QProgressDialog QPushButton {{ background: {theme.bg3}; color: {theme.text};
  border: 1px solid {theme.line2}; border-radius: {control}px;
  min-height: {theme.px(theme.control_height - 4)}px; padding: 0 {theme.px(14)}px; }}
QDialogButtonBox QPushButton:hover, QProgressDialog QPushButton:hover {{ background: {theme.bg4}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QFileDialog QLineEdit {{ background: {theme.bg0 if theme.dark else theme.bg2};
  border: 1px solid {theme.line2}; border-radius: {control}px; padding: {theme.px(3)}px {theme.px(6)}px; }}
QFileDialog QLineEdit:focus {{ border: 2px solid {theme.focus}; }}
QFileDialog QHeaderView::section {{ background: {theme.bg3}; color: {theme.text2}; border: 0;
  padding: {theme.px(4)}px; }}
QProgressBar {{ background: {theme.bg4}; border: 0; border-radius: {theme.px(3)}px; height: {theme.px(6)}px;
  max-height: {theme.px(6)}px; }}
QProgressBar::chunk {{ background: {theme.accent}; border-radius: {theme.px(3)}px; }}
"""


def _menus(theme: Theme) -> str:
    return f"""
QMenu {{ background: {theme.bg2}; color: {theme.text}; border: 1px solid {theme.line2};
  padding: {theme.px(4)}px; }}
QMenu::item {{ padding: {theme.px(5)}px {theme.px(16)}px {theme.px(5)}px {theme.px(8)}px;
  border-radius: {theme.px(theme.row_radius)}px; }}
QMenu::item:selected {{ background: {theme.bg4}; }}
QMenu::item:disabled {{ color: {theme.text3}; }}
QMenu::separator {{ height: 1px; background: {theme.line}; margin: {theme.px(4)}px; }}
"""


def _scroll_bars(theme: Theme) -> str:
    width, radius = theme.px(8), theme.px(2)
    return f"""
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; border: 0; width: {width}px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {theme.line2}; border-radius: {radius}px; min-height: {theme.px(30)}px;
  margin: 1px {theme.px(2)}px; }}
QScrollBar::handle:vertical:hover {{ background: {theme.text3}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ height: 0;
  background: none; }}
"""
