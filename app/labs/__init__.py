"""The pages of the window, one idea each."""
