"""How fast Thalweg is, in figures that compare two things measured in turns within one process."""
