"""What the Gates lab shows: the input plane, diagrams, truth table, curves."""
