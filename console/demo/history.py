"""A year that never was: restocks and figures made up for the demo, so that its pages show what a year's look like. The pages say so."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from random import Random

from msgspec.structs import replace

from coatcheck.model import Availability, DeliveryState, Health, Look, Observation, Offer, Variant, Watch
from coatcheck.ports import Store
from coatcheck.truth.diff import diff
from coatcheck.watching.promise.counting import begun
from coatcheck.watching.promise.days import LONGEST_BACK, Day, keep
from coatcheck.watching.promise.looks import Looks
from coatcheck.watching.promise.messages import Messages
from coatcheck.watching.promise.tally import Tally, tally

NOTICE = "This is a demo: its shops, its phone and everything before today are made up."
YEAR = timedelta(days=365)
DAY = timedelta(days=1)
USUAL_DAYS = (1, 3)  # Tuesdays and Thursdays, when it mostly comes back
OFTEN, SELDOM = 0.45, 0.04  # of those days, and of all others
SALE = (20, 34)  # days ago, in which it costs less
LOOKS_A_DAY = 17_000
Stock = frozenset[str]  # ids of the variants that can be had


def make_up_year(store: Store, watch: Watch, seen: Observation, now: datetime) -> None:
    """Store a year of restocks of a watch, as if it had been looked at all the time; `seen` is what its shop shows now.

    All is sold out at its end. Nobody is told: there was nobody who could have waited.
    """
    chance, state = Random(watch.slug), None
    for at, there in _stock(chance, [each.id for each in seen.variants], now):
        look = Look(watch.id, at, at + timedelta(seconds=1), observation=_shown(seen, there, _is_sale(at, now)))
        verdict = diff(replace(watch, settle=1), state, look)
        if verdict:
            state = store.commit_verdict(watch.batch, replace(verdict, event=None))


def _stock(chance: Random, variants: Sequence[str], now: datetime) -> Iterator[tuple[datetime, Stock]]:
    """Yield what could be had from when on, oldest first: a few sizes for minutes or hours, mostly in the morning."""
    yield now - YEAR, frozenset()
    for ago in range(YEAR.days - 1, 0, -1):
        day = (now - ago * DAY).date()
        is_usual = day.weekday() in USUAL_DAYS
        if chance.random() > (OFTEN if is_usual else SELDOM):
            continue
        hour = chance.randint(7, 8) if is_usual else chance.randint(0, 20)
        back = datetime.combine(day, time(hour, chance.randint(0, 59)), now.tzinfo)
        yield back, frozenset(chance.sample(variants, chance.randint(1, min(3, len(variants)))))
        yield back + timedelta(minutes=chance.randint(4, 180)), frozenset()


def _is_sale(at: datetime, now: datetime) -> bool:
    return SALE[0] <= (now - at).days <= SALE[1]


def _shown(seen: Observation, there: Stock, is_sale: bool) -> Observation:
    """Return what the shop would have shown."""

    def variant(each: Variant) -> Variant:
        known = Availability.IN_STOCK if each.id in there else Availability.OUT_OF_STOCK
        price = f"{float(each.offer.price) * 0.8:.2f}" if each.offer.price and is_sale else each.offer.price
        return replace(each, offer=Offer(known, price, each.offer.currency, witnesses=each.offer.witnesses))

    products = (replace(each, variants=tuple(map(variant, each.variants))) for each in seen.products)
    return replace(seen, products=tuple(products))


def make_up_promise(store: Store, shop: str, interval: int, now: datetime) -> None:
    """Store figures for the page on what is promised: of the last month's looks and messages. Today's real ones are added to them."""
    chance, until = Random(shop), begun(now)
    for ago in range(LONGEST_BACK - 1, -1, -1):
        end = min(until, datetime.combine((now - (ago - 1) * DAY).date(), time(), now.tzinfo))
        keep(store, Day((now - ago * DAY).date(), end, (_looks(chance, shop, interval),), _messages(chance)))


def _looks(chance: Random, shop: str, interval: int) -> Looks:
    failed = {Health.UNREACHABLE: chance.randint(0, 6)}
    ages = tally(timedelta(seconds=interval + chance.choice((0, 0, 0, 1, 2))) for _ in range(300))
    return Looks(
        shop, interval, LOOKS_A_DAY, failed, Tally({age: 50 * n for age, n in ages.counts.items()}, ages.worst)
    )


def _messages(chance: Random) -> Messages:
    made = chance.randint(20, 120)

    def lengths(least: float, most: float) -> Tally:
        return tally(timedelta(seconds=round(chance.uniform(least, most), 3)) for _ in range(made))

    return Messages(
        made=made,
        states={DeliveryState.DELIVERED: made - 1, DeliveryState.UNDELIVERED: 1},
        committed=lengths(0.01, 0.3),
        accepted=lengths(0.1, 1.2),
        delivered=lengths(0.5, 4),
        in_all=lengths(0.2, 1.5),
        taken={"sms": made},
        lost={"sms": 1},
    )
