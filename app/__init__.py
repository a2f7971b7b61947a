"""Thalweg: the window, the engine and the command line."""
