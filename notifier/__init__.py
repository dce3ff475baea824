"""Tells the people who asked."""
