"""How we descend, and what the labs compute. No Qt."""
