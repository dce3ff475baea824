"""Watching shops: adding a watch, looking at it, recording what a look proved, and how all of it is doing."""
