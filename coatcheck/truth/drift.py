"""Shape drift: a shop's answer that still can be read, but has lost what told the stock. Pure."""

from collections.abc import Collection
from functools import lru_cache

from coatcheck.model import Availability, Observation, State


def fingerprint(family: str, fields: Collection[str]) -> str:
    """The name of an answer's shape: its family, and which of the fields relied on were there."""
    return _named(family, frozenset(fields))


@lru_cache(maxsize=256)
def _named(family: str, fields: frozenset[str]) -> str:
    return f"{family}: {', '.join(sorted(fields))}"


def lost(before: str, after: str) -> list[str]:
    """The fields that the first of two shapes has and the second has not."""
    return sorted(_fields(before) - _fields(after))


def silenced(state: State, observation: Observation) -> list[str]:
    """What told the stock and is gone, so that the answer tells nothing any more; empty where it tells anything, or never did."""
    if _tells(observation) or all(variant.in_stock is None for variant in state.variants):
        return []
    return lost(state.shape, observation.shape)


def _tells(observation: Observation) -> bool:
    return any(
        variant.offer.availability is not Availability.UNKNOWN
        for product in observation.products
        for variant in product.variants
    )


def _fields(shape: str) -> set[str]:
    return set(filter(None, shape.partition(": ")[2].split(", ")))
