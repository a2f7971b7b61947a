"""The surface drawn without OpenGL: numpy for the sheet and the floor, QPainter for all else."""
