"""When will it come back, and what did it cost: the past of one product in sentences, numbers and a line."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from coatcheck.languages import LANGUAGES, speaking
from coatcheck.model import Availability, Change, Health, State, Transition, VariantState, Verdict
from coatcheck.truth.rhythm import Interval
from signup_web.product import strip
from signup_web.product.facts import Facts
from signup_web.product.history import Episode
from signup_web.product.outlook import typical
from signup_web.product.past import PastView
from signup_web.product.price_chart import PriceStep, price_chart
from signup_web.product.product_json import product
from signup_web.product.view import product_view
from tests import examples
from tests.signup_web.visiting import IN, OUT, Site, restock, words

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 5, 4, 10, 20, tzinfo=UTC)
BEGAN = NOW - timedelta(days=80)


def facts(moves: list[Transition], changes: tuple[Change, ...] = (), **fields: Any) -> Facts:
    """A product of M and L, both sold out, of which this is known."""
    moves = sorted(moves, key=lambda move: move.at)
    made = [Change("jacket", 2 + number, move.at, (move,)) for number, move in enumerate(moves)]
    last = {move.variant_id: move for move in moves}
    prices = {size: move.price for size, move in last.items()}
    variants = tuple(
        VariantState(size, size, availability=OUT, in_stock=False, price=prices.get(size), currency="EUR")
        for size in ("M", "L")
    )
    known: dict[str, Any] = {"created_at": BEGAN, "zone": "Europe/Paris", **fields}
    return Facts(
        watch=examples.watch(**known),
        state=State("jacket", 2 + len(made), variants, observed_until=NOW),
        changes=tuple(sorted([*made, *changes], key=lambda change: change.at)),
        checked_at=NOW,
    )


def move(
    at: datetime, there: bool, price: str = "120.00", size: str = "M", before: Availability | None = None
) -> Transition:
    after = IN if there else OUT
    return Transition(size, at, before or (OUT if there else IN), after, there, price, "EUR")


def stays(count: int = 14, minutes: float = 12) -> list[Transition]:
    """M came back on some Tuesdays to Thursdays after six, for so long."""
    random, found = Random(4), [move(BEGAN, False, before=Availability.UNKNOWN)]
    day = BEGAN.astimezone(PARIS).date()
    days = [day + timedelta(days=number) for number in range(1, 79)]
    chosen = sorted(random.sample([day for day in days if day.weekday() in (1, 2, 3)], count))
    for day in chosen:
        at = datetime.combine(day, time(6), PARIS).astimezone(UTC) + timedelta(minutes=random.uniform(0, 170))
        found += [move(at, True), move(at + timedelta(minutes=minutes), False)]
    return found


def view(known: Facts, now: datetime = NOW) -> PastView:
    return product_view(known, strip.LONGEST, now).past


def test_what_is_said_has_its_sample_its_days_its_hours_and_how_long_it_stays() -> None:
    said = view(facts(stays())).outlook
    assert said.seen == "14 restocks seen in 80 days. Mostly Tue to Thu, 06:00 to 09:00. M stays about 12 minutes."
    assert re.fullmatch(r"Chance that it is back within a day: \d+%; within a week: [>\d]+%\.", said.chance)
    assert re.match(r"Checked against the past: right \d+ of \d+ times\.", said.checked)


def test_below_five_restocks_nothing_is_said() -> None:
    assert view(facts(stays(4))).outlook is None
    assert product(facts(stays(4)), NOW, "https://coatcheck.example")["forecast"] is None
    assert view(facts(stays(5))).outlook is not None


def test_what_comes_by_chance_is_said_to_have_no_pattern() -> None:
    random = Random(9)
    found = [move(BEGAN, False, before=Availability.UNKNOWN)]
    at = BEGAN
    while (at := at + timedelta(days=random.expovariate(0.3), minutes=30)) < NOW - timedelta(hours=2):
        found += [move(at, True), move(at + timedelta(minutes=12), False)]
    assert "We see no pattern in the days or hours." in view(facts(found)).outlook.seen


def test_days_in_which_nobody_looked_are_not_counted() -> None:
    dark = Change("jacket", 999, BEGAN + timedelta(days=40), unseen_since=BEGAN + timedelta(days=10))
    kept = [each for each in stays(30) if not BEGAN + timedelta(days=10) <= each.at <= BEGAN + timedelta(days=40)]
    assert "seen in 50 days." in view(facts(kept, (dark,))).outlook.seen


def test_days_in_which_the_shop_blocked_are_not_counted_either() -> None:
    turns = (
        Change("jacket", 998, BEGAN + timedelta(days=10), health=Health.BLOCKED),
        Change("jacket", 999, BEGAN + timedelta(days=40), health=Health.HEALTHY),
    )
    kept = [each for each in stays(30) if not BEGAN + timedelta(days=10) <= each.at <= BEGAN + timedelta(days=40)]
    assert "seen in 50 days." in view(facts(kept, turns)).outlook.seen


def test_time_in_which_all_of_it_is_there_is_no_time_in_which_it_could_come_back() -> None:
    known = facts(stays(10, minutes=60 * 18))
    alone = replace(known, state=replace(known.state, variants=known.state.variants[:1]))
    assert view(alone).ahead.days_watched == 80
    assert view(alone).ahead.forecast.days_waited == pytest.approx(80 - 10 * 18 / 24, abs=0.1)
    there = replace(alone.state.variants[0], in_stock=True, availability=IN)
    back = replace(alone, state=replace(alone.state, variants=(there,)))
    assert view(back).outlook.chance == ""


def test_while_the_watch_is_paused_no_chance_is_said() -> None:
    known = facts(stays(), active=False, paused_at=NOW - timedelta(days=2))
    assert view(known).outlook.chance == view(known).outlook.checked == ""


def test_a_page_that_nothing_happens_to_stays_the_same_for_the_hour() -> None:
    known = facts(stays())
    later = replace(known, checked_at=NOW + timedelta(minutes=30))
    assert view(known).outlook == view(later, NOW + timedelta(minutes=30)).outlook
    assert view(known).prices == view(later, NOW + timedelta(minutes=30)).prices


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_in_every_language(language: str) -> None:
    with speaking(language):
        said = view(facts(stays())).outlook
    assert "14" in said.seen or "١٤" in said.seen
    assert "{" not in said.seen + said.chance + said.checked


def stay(minutes: float, end_known: bool = True) -> Episode:
    end = NOW + timedelta(minutes=minutes)
    return Episode("M", NOW, end, end if end_known else None, True, end_known)


def test_how_long_it_stays_is_the_middle_and_what_nobody_saw_end_counts_as_longer() -> None:
    assert typical([stay(minutes) for minutes in (1, 10, 12, 14, 600)]) == 12 * 60
    assert typical([stay(minutes) for minutes in (1, 10, 12, 14)]) is None
    cut = [stay(11, end_known=False)] * 4
    assert typical([*cut, *(stay(minutes) for minutes in (1, 10, 12, 14, 600))]) == 14 * 60


# Prices


def prices(*steps: tuple[float, str, str]) -> list[Transition]:
    """What each size cost from some day on."""
    return [move(BEGAN + timedelta(days=day), False, price, size, before=OUT) for day, price, size in steps]


def test_the_lowest_price_is_told_step_by_step() -> None:
    known = facts(prices((1, "120.00", "M"), (1, "99.00", "L"), (20, "90.00", "M"), (30, "130.00", "M"), (40, "110.00", "L")))  # fmt: skip
    told = [((step.at - BEGAN).days, step.price) for step in view(known).price_steps]
    assert told == [(1, "99.00"), (20, "90.00"), (30, "99.00"), (40, "110.00")]
    assert view(known).prices.says.startswith("From €90.00 to €110.00 since")
    assert view(known).prices.rows[0][1] == "€110.00"


def test_a_price_that_never_changed_is_no_chart() -> None:
    assert view(facts(prices((1, "120.00", "M"), (5, "120.00", "L")))).prices is None
    assert view(facts([])).prices is None


def test_the_line_breaks_where_nobody_looked() -> None:
    moves = prices((0, "120.00", "M"), (60, "90.00", "M"))
    dark = Change("jacket", 999, BEGAN + timedelta(days=40), unseen_since=BEGAN + timedelta(days=20))
    assert view(facts(moves)).prices.path.count("M") == 1
    broken = view(facts(moves, (dark,))).prices.path
    assert broken == "M0 4H90M180 4H270V76H360"


def test_a_price_that_never_rests_is_drawn_as_far_as_it_can_be_seen() -> None:
    """The time it takes is bounded likewise: steps and gaps are walked once, and never looked through."""

    class Counted(list[Interval]):
        read = 0

        def __iter__(self) -> Iterator[Interval]:
            for each in super().__iter__():
                Counted.read += 1
                yield each

    start, day = BEGAN, timedelta(days=1)
    steps = [PriceStep(start + day * number / 40, str(100 + number % 9), "EUR") for number in range(2000)]
    looked = Counted((start + day * number / 20, start + day * (number + 0.9) / 20) for number in range(1000))
    drawn = price_chart(facts([]), steps, looked, start + 50 * day)
    assert drawn
    assert Counted.read == len(looked)
    assert 360 <= drawn.path.count("H") <= 3 * 360


def test_a_size_that_is_not_listed_any_more_has_no_price() -> None:
    known = facts(prices((1, "120.00", "M"), (1, "20.00", "L"), (9, "110.00", "M")))
    gone = tuple(replace(each, missing_since=NOW if each.id == "L" else None) for each in known.state.variants)
    left = replace(known, state=replace(known.state, variants=gone))
    assert {step.price for step in view(left).price_steps} == {"120.00", "110.00"}


def test_a_shop_that_changes_its_money_is_told_in_the_last() -> None:
    first, second = prices((1, "120.00", "M"), (9, "110.00", "M"))
    known = facts([replace(first, currency="USD"), second])
    assert [(step.price, step.currency) for step in view(known).price_steps] == [("110.00", "EUR")]


def test_the_page_shows_it_with_a_drawing_that_can_be_read_aloud(site: Site) -> None:
    site.wait(days=1)
    for number in range(6):
        restock(site, 5, M=IN)
        site.wait(days=1, hours=number)
    watch = site.store.watch("jacket")
    state = site.store.states(["jacket"])["jacket"]
    cheaper = tuple(replace(each, price="90.00") for each in state.variants)
    fell = tuple(Transition(each.id, site.clock.now(), OUT, OUT, False, "90.00", "USD") for each in cheaper)
    change = Change("jacket", state.version + 1, site.clock.now(), fell)
    site.store.commit_verdict(watch.batch, Verdict(replace(state, version=state.version + 1, variants=cheaper), change))
    site.wait(hours=2)
    site.tick()
    page = site.visitor().get("/p/jacket").text
    assert "6 restocks seen in" in words(page)
    assert re.search(r'<svg class="prices"[^>]+role="img" aria-labelledby="prices prices-says"><title>', page)
    assert "From $90.00 to $120.00 since" in words(page)
    answer = json.loads(site.visitor().get("/p/jacket.json").text)
    assert answer["forecast"]["restocks"] == 6
    assert [step["price"] for step in answer["prices"]] == ["120.00", "90.00"]
