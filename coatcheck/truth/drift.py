"""Shape drift: a shop's answer that still can be read, but has lost what told the stock. Pure."""

from collections.abc import Collection
from functools import lru_cache

from coatcheck.model import Availability, Observation, State


def fingerprint(family: str, fields: Collection[str]) -> str:
    """Name an answer's shape: its family, and which of the fields relied on were there."""
    return _named(family, frozenset(fields))


@lru_cache(maxsize=256)
def _named(family: str, fields: frozenset[str]) -> str:
    return f"{family}: {', '.join(sorted(fields))}"


def lost(before: str, after: str) -> list[str]:
    """List the fields that the first of two shapes has and the second has not."""
    return sorted(_fields(before) - _fields(after))


def silenced(state: State, observation: Observation) -> list[str]:
    """List what told the stock before and is gone, if nothing tells it any more; empty if something does, or nothing ever did."""
    tells = any(variant.offer.availability is not Availability.UNKNOWN for variant in observation.variants)
    if tells or all(variant.in_stock is None for variant in state.variants):
        return []
    return lost(state.shape, observation.shape)


def _fields(shape: str) -> set[str]:
    return set(filter(None, shape.partition(": ")[2].split(", ")))
