"""Public pages and the files they need."""
