"""Waves: where a shop says how many pieces came back, those who waited longest hear of it first. Pure."""

from collections.abc import Mapping
from datetime import timedelta
from math import ceil

from coatcheck.model import RestockEvent

PAUSE = timedelta(minutes=5)  # between two waves: time to buy, and for the shop to show what is left


def are_made(event: RestockEvent, factor: float) -> bool:
    """Return whether not everybody is told of this at once."""
    return any(_counted(variant.quantity, factor) for variant in event.variants)


def wave(event: RestockEvent, told: Mapping[str, int], factor: float) -> int:
    """Return which wave somebody belongs to who is told of these variants after so many others: 0 is told at once.

    A wave is `factor` people for each piece; a variant of unknown quantity, or a factor of 0, has one wave for all.
    Of several variants the earliest wave counts.
    """
    return min(
        (told.get(variant.id, 0) // size(variant.quantity, factor) if _counted(variant.quantity, factor) else 0)
        for variant in event.variants
    )


def size(quantity: int | None, factor: float) -> int:
    """Return how many people one wave tells."""
    return max(1, ceil((quantity or 0) * factor))


def counted(event: RestockEvent, told: Mapping[str, int], factor: float) -> dict[str, int]:
    """Return `told`, with one person more for each of these variants whose quantity is known."""
    more = {v.id: told.get(v.id, 0) + 1 for v in event.variants if _counted(v.quantity, factor)}
    return {**told, **more}


def _counted(quantity: int | None, factor: float) -> bool:
    return quantity is not None and factor > 0
