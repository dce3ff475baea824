"""Signing up by the site, and a person's own page."""
