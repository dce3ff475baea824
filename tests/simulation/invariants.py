"""What must hold whatever happened, once the faults have ceased and everything had time to settle.

I1 no loss, I2 no second text, I3 none after STOP, I4 no false restock, I5 everything settles. (I6, bounded work, is
the scheduler's.)
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from coatcheck.model import WAITING, Delivery, DeliveryState, RestockEvent, State
from tests.simulation.world import Interval, Provider, Shop

SEND_WINDOW = timedelta(seconds=40)  # a text under way when STOP arrived: the send deadline and the provider's call


@dataclass(frozen=True)
class Violation:
    """A broken promise."""

    kind: str
    detail: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.detail}"


@dataclass
class Person:
    """A subscriber as the simulation knows them: what they asked for, whatever the product noted."""

    address: str
    subscriber_id: str
    wants: tuple[str, ...]
    every: bool = False
    armed: list[datetime] = field(default_factory=list)  # each time they joined or texted RESET

    def wanted(self, event: RestockEvent) -> bool:
        return "*" in self.wants or any(variant.id in self.wants for variant in event.variants)


@dataclass
class Outcome:
    """All that is left at the end of a schedule."""

    shop: Shop
    provider: Provider
    people: list[Person]
    events: list[RestockEvent]
    deliveries: list[Delivery]
    state: State | None
    outbox: tuple[str, ...]


def violations(outcome: Outcome) -> list[Violation]:
    """Every broken promise."""
    return [
        *_lost(outcome),
        *_repeated(outcome),
        *_after_stop(outcome),
        *_false_restocks(outcome),
        *unsettled(outcome),
    ]


def _lost(outcome: Outcome) -> Iterator[Violation]:
    """I1: whoever waited for an event has a text of it or of a later one, unless it was gone again before."""
    for person in outcome.people:
        if person.address in outcome.provider.stopped or not person.armed:
            continue
        due = [event for event in outcome.events if person.wanted(event) and event.at >= person.armed[0]]
        told = [text for text in outcome.provider.accepted if text.to == person.address]
        ended = {d.state for d in outcome.deliveries if d.subscriber_id == person.subscriber_id}
        if due and not told and DeliveryState.SOLD_OUT not in ended:
            yield Violation("LOST", f"{person.address} was not told of {due[0].id}")


def _repeated(outcome: Outcome) -> Iterator[Violation]:
    """I2: one text for each event and person, and no more texts than times they asked."""
    for (to, reference), times in Counter((text.to, text.reference) for text in outcome.provider.accepted).items():
        if reference and times > 1:
            yield Violation("TWICE", f"{to} was told of {reference} {times} times")
    told = Counter(text.to for text in outcome.provider.accepted)
    for person in outcome.people:
        asked = len(person.armed) * (1 if "*" in person.wants else len(person.wants))
        if not person.every and told[person.address] > asked:
            yield Violation("TWICE", f"{person.address} asked {asked} times and was told {told[person.address]} times")


def _after_stop(outcome: Outcome) -> Iterator[Violation]:
    """I3: nothing but what was under way."""
    for text in outcome.provider.accepted:
        stopped = outcome.provider.stopped.get(text.to)
        if stopped and text.at > stopped + SEND_WINDOW:
            yield Violation("AFTER_STOP", f"{text.to} was told of {text.reference} {text.at - stopped} after STOP")


def _false_restocks(outcome: Outcome) -> Iterator[Violation]:
    """I4: each event's variants were really there, and one stretch of stock makes one event."""
    used: set[int] = set()
    for event in sorted(outcome.events, key=lambda event: event.at):
        for variant in event.variants:
            match = next(
                (
                    i
                    for i in outcome.shop.intervals
                    if id(i) not in used and _explains(outcome.shop, i, variant.title, event)
                ),
                None,
            )
            if match is None:
                yield Violation("FALSE_RESTOCK", f"{event.id} says {variant.title} came back")
            else:
                used.add(id(match))


def _explains(shop: Shop, interval: Interval, variant: str, event: RestockEvent) -> bool:
    return interval.variant == variant and interval.holds(shop.looks[event.at])


def unsettled(outcome: Outcome) -> Iterator[Violation]:
    """I5: no delivery is left half-way, no event in the outbox, and what we believe is what is so."""
    for delivery in outcome.deliveries:
        if delivery.state in WAITING:
            yield Violation("UNSETTLED", f"{delivery.id} is still {delivery.state}")
    for event_id in outcome.outbox:
        yield Violation("UNSETTLED", f"{event_id} is still in the outbox")
    for variant in outcome.state.variants if outcome.state else ():
        if variant.in_stock is not bool(outcome.shop.in_stock.get(variant.title)):
            yield Violation("UNSETTLED", f"{variant.title} is believed {variant.availability}")
