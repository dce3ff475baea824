"""A watch and the looks at it: what the tests of the rules of truth are told in."""

from typing import Any

from msgspec.structs import replace

from coatcheck.model import (
    Availability,
    Health,
    Look,
    Observation,
    Offer,
    Product,
    State,
    Transition,
    Variant,
    Verdict,
    Watch,
)
from coatcheck.truth.diff import diff
from tests.examples import after
from tests.examples import watch as example

IN, OUT, UNKNOWN = Availability.IN_STOCK, Availability.SOLD_OUT, Availability.UNKNOWN
PRE_ORDER = Availability.PRE_ORDER
WATCH = example(settle=2)


def page(shape: str = "", **sizes: Availability | Offer) -> Observation:
    """A product with these sizes."""
    offers = {size: said if isinstance(said, Offer) else Offer(said) for size, said in sizes.items()}
    variants = tuple(Variant(id=size, title=size.upper(), offer=offer) for size, offer in offers.items())
    return Observation(products=(Product(id="coat", title="Coat", variants=variants),), shape=shape)


class Story:
    """A watch and the looks at it, one a minute; each look takes a second."""

    def __init__(self, watch: Watch = WATCH) -> None:
        self.watch, self.state, self.minute = watch, State(watch_id=watch.id), 0
        self.verdicts: list[Verdict] = []

    def look(self, said: Observation | Health, baseline: bool = False, **fields: Any) -> list[str]:
        """The sizes that came back by this look."""
        self.minute += 1
        look = Look(WATCH.id, after(60 * self.minute), after(60 * self.minute + 1))
        found = (
            replace(look, observation=said)
            if isinstance(said, Observation)
            else replace(look, health=said, reason="trouble", **fields)
        )
        return self.take(diff(self.watch, self.state, found, baseline))

    def take(self, verdict: Verdict | None) -> list[str]:
        if verdict is None:
            return []
        self.verdicts.append(verdict)
        self.state = verdict.state
        return [variant.id for variant in verdict.event.variants] if verdict.event else []

    def sees(self, *looks: Observation | Health) -> list[list[str]]:
        return [self.look(said) for said in looks]

    def size(self, name: str) -> Any:
        return self.state.variant(name)

    @property
    def transitions(self) -> list[Transition]:
        return [each for verdict in self.verdicts if verdict.change for each in verdict.change.transitions]
