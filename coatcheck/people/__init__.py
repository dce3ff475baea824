"""Knowing people: joining, stopping and coming back; codes, links and phone numbers; what is kept about a person."""
