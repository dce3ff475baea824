"""Watches as code: what is watched as a file that is kept, reviewed and applied."""
