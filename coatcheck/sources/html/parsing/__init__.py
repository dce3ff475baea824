"""Whether a page can be parsed at all: how its elements lie within each other, and what that costs."""
