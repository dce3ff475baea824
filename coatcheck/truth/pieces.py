"""How many pieces there are, kept so that few changes of the number are written. Pure."""


def kept(known: int | None, told: int | None) -> int | None:
    """Return the number that is kept: what is told, where it rose, or fell to a half of what was kept; else what was kept.

    Each number that is stored costs a write, and a size that sells piece by piece must not cost one with each look. There are
    never more pieces than the number that is kept, and more than half as many.
    """
    if told is None or told < 0:
        return known
    if known is None or told > known or 2 * told <= known:
        return told
    return known


def at_least(kept: int | None) -> int | None:
    """Return how many pieces there surely are, by the number that is kept; None where none is."""
    return None if kept is None else (kept // 2 + 1 if kept else 0)
