"""Before a page is parsed: whether it is the one that was judged before, and whether it can be parsed at all."""
