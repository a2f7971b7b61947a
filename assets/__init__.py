"""Fonts, icons, translations and data that ship with the program."""
