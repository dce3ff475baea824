"""Telling people: what a message says and how it fits a text, its delivery, what providers say of it, what holds it."""
