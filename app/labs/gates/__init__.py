"""The Gates lab: what a line can do, and what it cannot."""
