"""A look that comes late agrees with what others had seen by its own moment, and with nothing that they saw after it."""

from msgspec.structs import replace

from coatcheck.model import Availability, Look, Observation, Offer, Product, Variant
from coatcheck.watching.agent_looks import _sight, agreed
from tests.coatcheck.truth.stories import IN, WATCH
from tests.examples import after

TWO = replace(WATCH, agree=2)


def look(minute: int) -> Look:
    small = Variant("s", "S", {"size": "S"}, offer=Offer(IN))
    return Look(
        "jacket", after(minute), after(minute), observation=Observation((Product("jacket", variants=(small,)),))
    )


def test_what_another_agent_saw_later_proves_nothing_of_an_earlier_look() -> None:
    def read(minute: int, other: int) -> Availability:
        return agreed(TWO, look(minute), [_sight(TWO, look(other))]).variants[0].offer.availability

    assert read(3, other=2) is IN
    assert read(3, other=3) is IN
    assert read(3, other=4) is Availability.UNKNOWN
