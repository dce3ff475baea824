"""The lowest price over time: as steps, and drawn. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby
from zoneinfo import ZoneInfo

from coatcheck.languages import gettext
from coatcheck.model import Frozen, Transition
from coatcheck.truth.prices import number
from coatcheck.truth.rhythm import Interval
from signup_web.product import times
from signup_web.product.facts import Facts

WIDTH, HEIGHT, EDGE = 360.0, 80.0, 4.0
MOST_ROWS = 30  # of the table; the JSON has all


class PriceStep(Frozen, frozen=True):
    """The lowest price of all sizes that are listed, from then on."""

    at: datetime
    price: str
    currency: str | None

    @property
    def number(self) -> Decimal:
        return number(self.price) or Decimal()


class PriceChart(Frozen, frozen=True):
    """The steps drawn as a line, broken where nobody looked, and the same in words."""

    path: str
    says: str
    rows: tuple[tuple[str, str], ...]  # since when, and the price; newest first


def lowest_prices(facts: Facts, now: datetime) -> list[PriceStep]:
    """List each step of the lowest price, oldest first; none where no price is known.

    Of several currencies the one that was named last counts. A size that is not listed any more has no price.
    """
    listed = {variant.id: variant for variant in facts.state.variants if not variant.missing_since}
    moves = [move for change in facts.changes for move in change.transitions if move.variant_id in listed]
    moves.sort(key=lambda move: move.at)
    priced = [
        *(each.currency for each in listed.values() if each.price),
        *(each.currency for each in moves if each.price),
    ]
    currency = priced[-1] if priced else None
    began = facts.record(now).began
    moved = {move.variant_id for move in moves}
    still = [each for each in listed.values() if each.id not in moved and each.currency == currency]
    known = {each.id: price for each in still if (price := number(each.price)) is not None}
    steps = [_step(began, known, currency)] if known else []
    for at, together in groupby(moves, key=lambda move: move.at):
        told = _prices(together, currency)
        if told.items() <= known.items():
            continue
        known.update(told)
        if not steps or min(known.values()) != steps[-1].number:
            steps.append(_step(max(at, began), known, currency))
    return steps


def _prices(moves: Iterable[Transition], currency: str | None) -> dict[str, Decimal]:
    told = {move.variant_id: number(move.price) for move in moves if move.currency == currency}
    return {variant: price for variant, price in told.items() if price is not None}


def _step(at: datetime, known: dict[str, Decimal], currency: str | None) -> PriceStep:
    return PriceStep(at, str(min(known.values())), currency)


def price_chart(
    facts: Facts, steps: Sequence[PriceStep], looked: Sequence[Interval], now: datetime
) -> PriceChart | None:
    """Draw the steps; None where the price was always the same."""
    numbers = [step.number for step in steps]
    if len(set(numbers)) < 2:
        return None
    until = max(now.replace(minute=0, second=0, microsecond=0), steps[-1].at)  # the page stays the same for a while
    zone, cheapest, dearest = ZoneInfo(facts.watch.zone), min(numbers), max(numbers)
    named = {step.number: times.price(step.price, step.currency) for step in steps}
    return PriceChart(
        path=_path(steps, looked, until),
        says=gettext(
            "From {lowest} to {highest} since {day}; last {price}.",
            lowest=named[cheapest],
            highest=named[dearest],
            day=times.day(steps[0].at, zone),
            price=named[numbers[-1]],
        ),
        rows=tuple((times.when(step.at, zone), named[step.number]) for step in reversed(steps[-MOST_ROWS:])),
    )


def _path(steps: Sequence[PriceStep], looked: Sequence[Interval], until: datetime) -> str:
    """Write the line as https://www.w3.org/TR/SVG2/paths.html#PathData has it: "M0 76H120V4H360"."""
    start, numbers = steps[0].at, [step.number for step in steps]
    low, high, pixel = min(numbers), max(numbers), (until - steps[0].at) / WIDTH
    shown = _shown(steps, start, pixel)
    drawn, pen = list[str](), None
    for place, (begins, ends) in _met([*(step.at for step in shown), until], _merged(looked, pixel / 2)):
        y = round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * float((shown[place].number - low) / (high - low)), 1)
        x, to = (round((at - start) / pixel, 1) for at in (begins, ends))
        drawn.append(f"V{y:g}H{to:g}" if pen == begins else f"M{x:g} {y:g}H{to:g}")
        pen = ends
    return "".join(drawn)


def _shown(steps: Iterable[PriceStep], start: datetime, pixel: timedelta) -> list[PriceStep]:
    """Of the steps in one pixel's width only the lowest and the last can be seen."""
    shown = list[PriceStep]()
    for _, together in groupby(steps, key=lambda step: (step.at - start) // pixel):
        some = list(together)
        lowest = min(some, key=lambda step: step.number)
        shown += [some[-1]] if lowest.number == some[-1].number else [lowest, some[-1]]
    return shown


def _merged(looked: Iterable[Interval], least: timedelta) -> list[Interval]:
    """Join the times between which nobody looked for so short that no gap would show."""
    merged: list[Interval] = []
    for since, end in looked:
        if merged and since - merged[-1][1] < least:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((since, end))
    return merged


def _met(edges: Sequence[datetime], looked: Sequence[Interval]) -> Iterator[tuple[int, Interval]]:
    """Give what each time between two edges has in common with the times in which somebody looked; both are walked once."""
    step = place = 0
    while step < len(edges) - 1 and place < len(looked):
        begins, ends = max(looked[place][0], edges[step]), min(looked[place][1], edges[step + 1])
        if begins < ends:
            yield step, (begins, ends)
        if looked[place][1] <= edges[step + 1]:
            place += 1
        else:
            step += 1
