"""Pictures, animations and tables of an experiment."""
