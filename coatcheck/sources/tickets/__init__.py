"""Tickets: what is offered is a place on a day, with its showings."""
