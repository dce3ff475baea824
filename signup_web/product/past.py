"""What a product page tells of the past, and what follows from it for the next days. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from coatcheck.model import Frozen, VariantState
from coatcheck.telling.variant_names import label
from signup_web.product import notices, outlook, times
from signup_web.product.facts import Facts
from signup_web.product.history import Episode, History, Span, by_weekday_and_hour, restocks
from signup_web.product.outlook import Outlook, OutlookWords
from signup_web.product.price_chart import PriceChart, PriceStep, lowest_prices, price_chart
from signup_web.product.sizes import Stay, stay

SHORT_LOG = 12
WHOLE_LOG = 10_000
ENOUGH_FOR_A_MAP = 5  # restocks; fewer are told one by one
THIRDS = (0, 3, 6, 9, 12, 15, 18, 21)  # the hours at which the small map's columns begin


class HeatCell(Frozen, frozen=True):
    count: int
    step: int  # 0 to 4


class PastView(Frozen, frozen=True):
    """What was seen since the watch began, of all sizes that ever were there, shown or not."""

    log: tuple[Stay, ...]  # newest first
    stays: int  # how many there are; `log` may hold fewer
    heat: tuple[tuple[HeatCell, ...], ...]  # by weekday and hour; empty where there is too little to draw
    heat_small: tuple[tuple[HeatCell, ...], ...]  # the same by three hours, for small screens
    few: tuple[str, ...]
    ahead: Outlook | None  # when it will come back, as far as the past tells; None where it tells too little
    outlook: OutlookWords | None  # the same in words
    price_steps: tuple[PriceStep, ...]  # the lowest price over time
    prices: PriceChart | None  # the same drawn; None where it never changed
    unwatched: tuple[str, ...]  # times in which nobody looked, newest first: "from 3 Nov 2026, 14:02 to ..."


def past_view(
    facts: Facts,
    history: History,
    timelines: Mapping[str, list[Span]],
    found: Sequence[tuple[Episode, VariantState]],
    is_out: bool,
    now: datetime,
    log: int,
) -> PastView:
    """Tell it with so many lines of the log.

    `timelines`: of the variants that were in stock at some time; `found`: their stays; `is_out`: whether anything is sold out now.
    """
    zone = ZoneInfo(facts.watch.zone)
    stays = [episode for episode, _ in found]
    moments = restocks(stays)
    enough = len(moments) >= ENOUGH_FOR_A_MAP
    counts = by_weekday_and_hour(moments, zone)
    newest = sorted(found, key=lambda each: each[0].start, reverse=True)
    ahead = outlook.outlook(facts, history, timelines, stays)
    steps = [] if facts.state.is_event else lowest_prices(facts, now)
    return PastView(
        log=tuple(stay(episode, label(variant), facts, now) for episode, variant in newest[:log]),
        stays=len(stays),
        heat=_heat(counts) if enough else (),
        heat_small=_heat([[sum(row[hour : hour + 3]) for hour in THIRDS] for row in counts]) if enough else (),
        few=() if enough else tuple(times.weekday(moment, zone) for moment in moments),
        ahead=ahead,
        outlook=outlook.words(facts, ahead, is_out) if ahead else None,
        price_steps=tuple(steps),
        prices=price_chart(facts, steps, history.looked(), now),
        unwatched=tuple(notices.unwatched(facts, now, zone))[:SHORT_LOG],
    )


def _heat(counts: list[list[int]]) -> tuple[tuple[HeatCell, ...], ...]:
    most = max(max(row) for row in counts)
    return tuple(tuple(HeatCell(count, -(-4 * count // most) if count else 0) for count in row) for row in counts)
