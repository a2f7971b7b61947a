"""Logic gates, and the units and networks that learn them. No Qt; torch only where the worker runs."""
