"""Widgets that show what they are told."""
