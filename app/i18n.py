"""The one translation function; English is the key."""

from __future__ import annotations

import gettext
from pathlib import Path

from surfaces.message import Message

_FOLDER = Path(__file__).resolve().parent.parent / "assets" / "translations"
_catalog: gettext.NullTranslations = gettext.NullTranslations()


def set_language(code: str) -> None:
    """Use the catalog of a language from now on; English where there is none."""
    global _catalog
    _catalog = gettext.translation("thalweg", _FOLDER, [code], fallback=True)


def tr(text: str | Message, **values: object) -> str:
    """The text in the language of the user, its `{fields}` filled in after translation."""
    if isinstance(text, Message):
        return text.text(_catalog.gettext)
    translated = _catalog.gettext(text)
    return translated.format(**values) if values else translated
