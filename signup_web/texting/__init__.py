"""Texts that people send, and what they are answered."""
