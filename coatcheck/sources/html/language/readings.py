"""What a sentence or a text may say of stock, and what several of them say together. Pure."""

from collections.abc import Callable
from typing import NamedTuple

from coatcheck.model import Availability
from coatcheck.sources.html.language.refusal import Refusal
from coatcheck.sources.html.language.sentences import Sentence

UNKNOWN = Availability.UNKNOWN
ABSENT = frozenset({Availability.OUT_OF_STOCK, Availability.DISCONTINUED, Availability.IN_STORE_ONLY})
LATER = frozenset({Availability.PRE_ORDER, Availability.BACK_ORDER})


class Reading(NamedTuple):
    """What words say for certain, and how much they speak against stock that they don't prove to be gone.

    `names`: the words that may name what is absent, "size" and "m" of "Size M is sold out"; none of "Sorry, sold out".
    """

    meaning: Availability = UNKNOWN
    doubt: Refusal = Refusal.NONE
    names: frozenset[str] = frozenset()


NOTHING_SAID = Reading()
DOUBTFUL = Reading(doubt=Refusal.PLAIN)
HEDGED = Reading(doubt=Refusal.FAINT)  # nothing certain, and not what is said of what can be bought
Rule = Callable[[Sentence, bool], Reading | None]


def together(said: set[Availability]) -> Availability:
    """Return the most careful reading of several statements; UNKNOWN where they contradict each other."""
    if not said:
        return UNKNOWN
    present = said - ABSENT
    if said & ABSENT:
        if not present:
            return Availability.DISCONTINUED if Availability.DISCONTINUED in said else min(said)
        return min(present) if present <= LATER else UNKNOWN
    for meaning in (Availability.PRE_ORDER, Availability.LIMITED_AVAILABILITY, Availability.IN_STOCK):
        if meaning in said:  # stock that could also be backordered is stock
            return meaning
    return min(said)
