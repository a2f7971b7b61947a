"""The fair race: every run swept over its learning rates, its curve, and its best one."""
