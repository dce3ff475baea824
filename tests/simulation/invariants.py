"""What must hold whatever happened, once the faults have ceased and everything had time to settle.

I1 no loss, I2 no second text, I3 none after STOP, I4 no false restock, I5 everything settles, I7 no word forgotten,
I8 no unproven address, I9 no misreported delivery, I10 no overtaken look, I11 no false price, I12 no end unnoticed, I13 no text over the
day's budget, I14 no miss called told, I15 no text before its turn, I16 one number for each of us. (I6, bounded work, is the scheduler's.)
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from coatcheck.model import MINUTE, WAITING, Delivery, DeliveryState, Restocked, RestockEvent, State, Status, Subscriber
from coatcheck.truth.leases import window_end
from coatcheck.watching.canary.flips import IN_TIME
from coatcheck.watching.canary.records import Fate, Flip
from tests.simulation.world import NO_SUCH_NUMBER, Accepted, Interval, Provider, Shop

SEND_WINDOW = timedelta(seconds=40)  # a text under way when STOP arrived: the send deadline and the provider's call


@dataclass(frozen=True)
class Violation:
    """A broken promise."""

    kind: str
    detail: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.detail}"


@dataclass
class Silence:
    """From a stop to the start after it, if there was one. `heard`: we know of the stop."""

    begin: datetime
    end: datetime | None = None
    heard: bool = False

    def forbids(self, at: datetime) -> bool:
        return self.begin + SEND_WINDOW < at and (self.end is None or at < self.end)


@dataclass
class Person:
    """Somebody as the simulation knows them: what they did and were promised, whatever the product noted."""

    address: str
    subscriber_id: str
    wants: tuple[str, ...]
    every: bool = False
    daily: bool = False  # told once a day, at an hour that comes while the faults last
    limit: int = 0  # in cents; 0 for any price
    drops: bool = False  # told each time the price falls
    second: str = ""  # the address of their second way
    asked: int = 0  # times they may have been put on the list
    since: datetime | None = None  # when we last promised that they are on it, and they did not stop since
    silences: list[Silence] = field(default_factory=list)

    @property
    def silent(self) -> bool:
        return any(silence.end is None for silence in self.silences)

    def wanted(self, event: RestockEvent) -> bool:
        return any(self._wants(variant) for variant in event.variants)

    def _wants(self, variant: Restocked) -> bool:
        if self.wants != ("*",) and variant.id not in self.wants:
            return False
        if self.limit and cents(variant.price) > self.limit:
            return False
        return variant.price_before is None or self.drops or bool(self.limit)


def cents(price: str | None) -> int:
    return round(float(price or "inf") * 100)


@dataclass
class Left:
    """What is stored of the work."""

    deliveries: list[Delivery]
    state: State | None
    outbox: tuple[str, ...]


@dataclass
class Flown:
    """The canary: when its page came back, what it says became of that, when its messages really left, and whether the operator has an alert."""

    at: datetime
    judged: tuple[Flip, ...]
    taken: list[datetime]
    alert: bool


@dataclass
class Outcome:
    """All that came of a schedule."""

    shop: Shop
    provider: Provider
    people: list[Person]
    subscribers: dict[str, Subscriber]
    events: list[RestockEvent]
    left: Left
    histories: dict[str, list[DeliveryState]]  # each delivery's states, in the order in which they were stored
    overtaken: list[datetime] = field(default_factory=list)  # looks of an agent that were taken after a later one
    flown: Flown | None = None  # None where it is switched off
    texts: int = 0  # the most that may be sent in a day; 0 where that is more than anybody could need
    day: timedelta = timedelta(days=1)
    rates: Mapping[str, float] = field(default_factory=dict)  # texts a second of each sender that is asked
    lines: Mapping[str, int] = field(default_factory=dict)  # how often telling of each event began
    agreement: timedelta = timedelta()  # for how long what one agent saw is held against what another sees


def violations(outcome: Outcome) -> list[Violation]:
    """Every broken promise."""
    return [
        *_lost(outcome),
        *_repeated(outcome),
        *_daily(outcome),
        *_after_stop(outcome),
        *_too_dear(outcome),
        *_unheard_prices(outcome),
        *_false_restocks(outcome),
        *unsettled(outcome.shop, outcome.left),
        *_forgotten(outcome),
        *_unproven(outcome),
        *_misreported(outcome),
        *_unnoticed(outcome),
        *(_misjudged(outcome.flown) if outcome.flown else ()),
        *(_overspent(outcome) if outcome.texts else ()),
        *(_too_fast(outcome) if outcome.rates else ()),
        *_many_senders(outcome),
        *(Violation("OVERTAKEN", f"the look of {at:%X} was taken after a later one") for at in outcome.overtaken),
    ]


def _lost(outcome: Outcome) -> Iterator[Violation]:
    """I1: whoever waited for an event has a text of it or of a later one, unless it was gone again before."""
    for person in outcome.people:
        cooling = person.every and person.silences  # what came back within the cooldown is not told
        if person.silent or cooling or person.daily or not person.since or person.address in outcome.provider.gone:
            continue
        since = person.since
        due = [event for event in outcome.events if person.wanted(event) and event.at >= since]
        told = [text for text in _alerts(outcome) if text.to == person.address and text.at >= since]
        given_up = [t for t in _alerts(outcome) if t.to == person.address and t.lost == NO_SUCH_NUMBER]
        if any(text.said_at and text.said_at >= since for text in given_up):
            continue  # no such number any more, as far as the network knows
        ended = {
            d.state
            for d in outcome.left.deliveries
            if d.subscriber_id == person.subscriber_id and d.updated_at >= since
        }
        doubted = DeliveryState.STALE in ended and not _is_number(person.address)  # twice, and nobody can be asked
        if due and not told and DeliveryState.SOLD_OUT not in ended and not doubted:
            yield Violation("LOST", f"{person.address} was not told of {due[0].id}")


def _is_number(address: str) -> bool:
    """Whether it is a phone's: of a text its provider can be asked. A second way is named after the number that it stands in for."""
    return address.startswith("+") and "@" not in address


def _repeated(outcome: Outcome) -> Iterator[Violation]:
    """I2: one text for each event and person, and no more texts than times they asked."""
    arrived = [text for text in _alerts(outcome) if text.arrived]
    for (to, reference), times in Counter((text.to, text.reference) for text in arrived).items():
        if times > (
            1 if _is_number(to) else 2
        ):  # whether a mail went out nobody can be asked: in doubt it is sent again
            yield Violation("TWICE", f"{to} was told of {reference} {times} times")
    told = Counter(text.to for text in arrived)
    doubtful = Counter(
        text.to for text in arrived if text.lost
    )  # they wait again, because nobody could tell that it arrived
    for person in outcome.people:
        asked = person.asked * (1 if "*" in person.wants else len(person.wants)) + doubtful[person.address]
        if not (person.every or person.daily) and told[person.address] > asked:
            yield Violation("TWICE", f"{person.address} asked {asked} times and was told {told[person.address]} times")


def _daily(outcome: Outcome) -> Iterator[Violation]:
    """I1 and I2 of whoever is told once a day: each restock is on the message of one day, and there is no single one."""
    for person in outcome.people:
        theirs = [d for d in outcome.left.deliveries if d.subscriber_id == person.subscriber_id]
        told = Counter(event.id for delivery in theirs for event in delivery.daily)
        due = [event for event in outcome.events if person.daily and person.wanted(event)]
        for event in due:
            if told[event.id] != 1:
                yield Violation(
                    "TWICE" if told[event.id] else "LOST", f"{event.id} is on {told[event.id]} daily messages"
                )
        if person.daily and not all(delivery.daily for delivery in theirs):
            yield Violation("TWICE", f"{person.address} was told one by one, too")


def _after_stop(outcome: Outcome) -> Iterator[Violation]:
    """I3: nothing but what was under way, until they come back themselves."""
    texts = [(text.at, text.to) for text in outcome.provider.accepted] + outcome.provider.answered
    for person in outcome.people:
        for at, to in texts:
            if to == person.address and any(silence.forbids(at) for silence in person.silences):
                yield Violation("AFTER_STOP", f"{to} was written to at {at:%X}")


def _false_restocks(outcome: Outcome) -> Iterator[Violation]:
    """I4: each event's variants were really there, and one stretch of stock makes one event."""
    used: set[int] = set()
    for event in sorted(outcome.events, key=lambda event: event.at):
        yield from _false_prices(outcome, event)
        for variant in (each for each in event.variants if each.price_before is None):
            match = next(
                (
                    i
                    for i in outcome.shop.intervals
                    if id(i) not in used and _explains(outcome, i, variant.title, event)
                ),
                None,
            )
            if match is None:
                yield Violation("FALSE_RESTOCK", f"{event.id} says {variant.title} came back")
            else:
                used.add(id(match))


def _false_prices(outcome: Outcome, event: RestockEvent) -> Iterator[Violation]:
    """I11: each price that is told was asked when the page was made, while the size was there; and one that fell was higher before."""
    made = outcome.shop.looks[event.at]
    for variant in event.variants:
        if cents(variant.price) != outcome.shop.price_at(made):
            yield Violation("FALSE_PRICE", f"{event.id} says that {variant.title} costs {variant.price}")
        if variant.price_before is None:
            continue
        there = any(each.variant == variant.title and each.holds(made) for each in outcome.shop.intervals)
        if not there or cents(variant.price_before) <= cents(variant.price):
            yield Violation("FALSE_PRICE", f"{event.id} says that {variant.title} fell from {variant.price_before}")


def _too_dear(outcome: Outcome) -> Iterator[Violation]:
    """I11: nobody is told of a price over their limit."""
    limits = {person.subscriber_id: person.limit for person in outcome.people if person.limit}
    for delivery in outcome.left.deliveries:
        limit = limits.get(delivery.subscriber_id)
        told = delivery.state in (DeliveryState.SENT, DeliveryState.DELIVERED)
        for variant in delivery.event.variants if limit and told else ():
            if cents(variant.price) > limit:
                yield Violation("TOO_DEAR", f"{delivery.id} tells of {variant.price}")


def _unheard_prices(outcome: Outcome) -> Iterator[Violation]:
    """I1, by the shelves and not by our own events: what is there in the end for no more than somebody's limit, they have heard of."""
    shop = outcome.shop
    for person in outcome.people:
        if not person.limit or person.silences or not person.since or shop.price > person.limit:
            continue
        low = _low_since(shop, person.limit)
        wanted = [size for number, size in enumerate(shop.variants, 101) if str(number) in person.wants]
        for size in (size for size in wanted if shop.in_stock.get(size)):
            begun = max(low, shop.open_interval(size).begin)
            told = any(text.to == person.address and text.at >= person.since for text in _alerts(outcome))
            if begun > person.since and not told:
                yield Violation(
                    "LOST", f"{person.address} was never told of {size}, there under the limit since {begun:%X}"
                )


def _low_since(shop: Shop, limit: int) -> datetime:
    """Since when the price has been no higher."""
    low = shop.prices[-1][0]
    for since, price in reversed(shop.prices):
        if price > limit:
            break
        low = since
    return low


def _explains(outcome: Outcome, interval: Interval, variant: str, event: RestockEvent) -> bool:
    """Whether it was there when the page was made; where agents have to agree, when the other one may have seen it, whose look is still remembered."""
    made = outcome.shop.looks[event.at]
    if not outcome.agreement:
        return interval.variant == variant and interval.holds(made)
    first = min(made, event.at - outcome.agreement)
    return interval.variant == variant and interval.begin <= event.at and (not interval.end or interval.end >= first)


def unsettled(shop: Shop, left: Left) -> Iterator[Violation]:
    """I5: no delivery is left half-way, no event in the outbox, and what we believe is what is so."""
    for delivery in left.deliveries:
        if delivery.state in WAITING and not _is_of_tomorrow(delivery):
            yield Violation("UNSETTLED", f"{delivery.id} is still {delivery.state}")
    for event_id in left.outbox:
        yield Violation("UNSETTLED", f"{event_id} is still in the outbox")
    for variant in left.state.variants if left.state else ():
        if variant.in_stock is not bool(shop.in_stock.get(variant.title)):
            yield Violation("UNSETTLED", f"{variant.title} is believed {variant.availability}")
        elif variant.in_stock and cents(variant.price) != shop.price:
            yield Violation("UNSETTLED", f"{variant.title} is believed to cost {variant.price}")


def _is_of_tomorrow(delivery: Delivery) -> bool:
    """Whether it is a daily message that gathers news, and that nobody tried to send, as its hour is far."""
    far = bool(delivery.daily) and delivery.event.at - delivery.daily[0].at > timedelta(hours=12)
    return far and not delivery.attempts


def _forgotten(outcome: Outcome) -> Iterator[Violation]:
    """I7: the last word of theirs that we took is what we go by."""
    for person in outcome.people:
        stored = outcome.subscribers.get(person.subscriber_id)
        status = stored.status if stored else None
        if person.silent and person.silences[-1].heard and status is not Status.OPTED_OUT:
            yield Violation("FORGOTTEN", f"{person.address} said stop and is {status}")
        if person.since and not person.silent and status not in (Status.ACTIVE, Status.UNREACHABLE):
            yield Violation("FORGOTTEN", f"{person.address} was promised to be told and is {status}")


def _unproven(outcome: Outcome) -> Iterator[Violation]:
    """I8: whoever never entered a code or wrote to us has no alert."""
    for person in outcome.people:
        stored = outcome.subscribers.get(person.subscriber_id)
        told = [text for text in _alerts(outcome) if text.to == person.address]
        if not person.asked and (told or (stored and stored.status is Status.ACTIVE)):
            yield Violation("UNPROVEN", f"{person.address} never proved to be theirs")


def _unnoticed(outcome: Outcome) -> Iterator[Violation]:
    """I12: a browser of which we were told that it took back its subscription is unreachable, and not written to again."""
    for person in outcome.people:
        known = outcome.subscribers.get(person.subscriber_id)
        if person.address in outcome.provider.turned and known and known.status is not Status.UNREACHABLE:
            yield Violation("UNNOTICED", f"{person.address} is {known.status}")


def _misreported(outcome: Outcome) -> Iterator[Violation]:
    """I9: what the network delivered is DELIVERED in the end, and nothing else is; that word is never taken back."""
    delivered = {text.reference for text in _alerts(outcome) if not text.lost}
    for delivery in outcome.left.deliveries:
        states = outcome.histories.get(delivery.id, [])
        last = states.index(DeliveryState.DELIVERED) if DeliveryState.DELIVERED in states else len(states)
        if any(state is not DeliveryState.DELIVERED for state in states[last:]):
            yield Violation("MISREPORTED", f"{delivery.id} went back from DELIVERED")
        if delivery.channel == "sms" and (delivery.state is DeliveryState.DELIVERED) != (delivery.id in delivered):
            yield Violation("MISREPORTED", f"{delivery.id} is {delivery.state}")


def _misjudged(flown: Flown) -> Iterator[Violation]:
    """I14: the canary says once what became of its page, calls nothing told that was not, or not in time, and alarms by that."""
    ours = [each for each in flown.judged if each.at == flown.at]
    if len(ours) != 1:
        yield Violation("MISJUDGED", f"the canary judged its page {len(ours)} times")
        return
    (judged,) = ours
    in_time = any(flown.at <= at <= flown.at + IN_TIME for at in flown.taken)
    if judged.fate is Fate.TOLD and not in_time:
        yield Violation("MISJUDGED", "the canary says that its message left in time")
    if flown.alert is not (judged.fate in (Fate.LATE, Fate.MISSED)):
        yield Violation("MISJUDGED", f"the canary's page was {judged.fate}, and the operator's alert says otherwise")


def _overspent(outcome: Outcome) -> Iterator[Violation]:
    """I13: no more texts in a day than its budget. One that was sent just after its beginning may be of the day before.

    What tells the operator that the budget is used up is sent all the same.
    """
    sent = [text.at for text in outcome.provider.accepted if _is_number(text.to)]
    late, early = Counter[datetime](), Counter[datetime]()
    for at in [*sent, *(at for at, _ in outcome.provider.answered)]:
        begin = window_end(at, outcome.day) - outcome.day
        (early if at < begin + SEND_WINDOW else late)[begin] += 1
    before = 0  # what is surely of the day before
    for begin in sorted(late | early):
        room = max(0, outcome.texts - before)  # that the day before had left
        before = late[begin] + max(0, early[begin] - room)
        if before > outcome.texts:
            yield Violation("OVERSPENT", f"{before} texts were sent on the day that began at {begin:%X}")


def _too_fast(outcome: Outcome) -> Iterator[Violation]:
    """I15: no more texts of an event than each sender could have taken since, by whole minutes. Twice as many, as a half counts in steps of two from where the whole list was.

    A list that was begun twice has two lines for each.
    """
    sent: dict[tuple[str, str], dict[str, datetime]] = defaultdict(dict)
    for text in (text for text in _alerts(outcome) if text.sender):
        sent[text.reference.partition(".")[0], text.sender].setdefault(text.to, text.at)
    events = {event.id: event.at for event in outcome.events if outcome.lines.get(event.id) == 1}
    for (event, sender), times in ((key, times) for key, times in sent.items() if key[0] in events):
        for number, at in enumerate(sorted(times.values()), start=1):
            minutes = (at - events[event]) // MINUTE + 1
            if number > 2 * ceil(outcome.rates[sender] * MINUTE.total_seconds() * minutes):
                yield Violation("TOO_FAST", f"{sender} sent {number} texts of {event} in {minutes} minutes")


def _many_senders(outcome: Outcome) -> Iterator[Violation]:
    """I16: whatever is texted to somebody, codes and answers to a wish among it, comes from one number."""
    senders = defaultdict[str, set[str]](set)
    for text in outcome.provider.accepted:
        senders[text.to].add(text.sender)
    for address, names in senders.items():
        if len(names) > 1:
            yield Violation("MANY_SENDERS", f"{address} was texted from {', '.join(sorted(names))}")


def _alerts(outcome: Outcome) -> list[Accepted]:
    """Everything but codes and what the operator was told."""
    return [text for text in outcome.provider.accepted if text.reference]
