"""How many people wait for each variant, for its shop: in steps, and nothing where few do, so that nobody is seen in it. Pure."""

from collections.abc import Mapping
from typing import Any

from coatcheck.model import ANY, State

STEP = 5  # people; fewer are not told at all


def demand(state: State, waiting: Mapping[str, int]) -> dict[str, Any]:
    """Return who waits for what, of `PeopleStore.waiting_counts`: at least so many, a multiple of five; null for fewer than five.

    Whoever takes any size is counted under `any`, and in none of the sizes.
    """
    return {
        "any": _at_least(waiting.get(ANY, 0)),
        "sizes": [
            {"id": variant.id, "title": variant.title, "at_least": _at_least(waiting.get(variant.id, 0))}
            for variant in state.variants
        ],
    }


def _at_least(people: int) -> int | None:
    return people - people % STEP or None
