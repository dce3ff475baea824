"""The shared core: what things are, and what can be swapped."""
