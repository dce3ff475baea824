"""Looks at shops and proves restocks."""
