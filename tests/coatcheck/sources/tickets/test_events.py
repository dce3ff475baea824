"""Event pages: dates, places and offers as schema.org writes them, and nothing guessed beyond that."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from coatcheck.errors import Over, Unreadable
from coatcheck.model import Availability, Observation, Variant
from coatcheck.ports import Target
from coatcheck.sources.tickets import events
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN, answer, stock
from tests.coatcheck.truth.stories import Story
from tests.fakes.ports import NOON

PAGE = "https://hall.example/gala"
SOLD = Availability.SOLD_OUT


def offer(said: str = "InStock", **fields: Any) -> dict[str, Any]:
    return {"@type": "Offer", "availability": f"https://schema.org/{said}", **fields}


def event(start: str = "2026-11-21T20:00:00+01:00", *offers: Any, kind: str = "MusicEvent", **fields: Any) -> Any:
    place = {"@type": "Place", "name": "Town Hall", "address": "Main Street 1"}
    made = {"@type": kind, "name": "Gala", "startDate": start, "location": place, "offers": list(offers), **fields}
    return {"@context": "https://schema.org", **made}


def screening(start: str, cinema: str, said: str = "InStock", **fields: Any) -> Any:
    film = {"@type": "Movie", "name": "Star Harbour"}
    place = {"@type": "MovieTheater", "name": cinema}
    asked = offer(said, price="9.50", priceCurrency="EUR", url=f"https://cinema.example/{start[8:13]}")
    told = {"workPresented": film, "location": place, "inLanguage": "en", "videoFormat": "3D", **fields}
    return event(start, asked, kind="ScreeningEvent", **told)


def seen(*described: Any, body: str = "", **options: str) -> Observation:
    script = f'<script type="application/ld+json">{json.dumps(list(described))}</script>'
    page = f"<!doctype html><title>Hall</title>{script}{body or '<h1>Gala</h1>'}".encode()
    found = events.read(Target(PAGE, options), [answer(page, PAGE)])
    assert isinstance(found, Observation)
    return found


def variants(found: Observation) -> list[Variant]:
    return list(found.products[0].variants)


def test_each_kind_of_ticket_of_an_event_is_waited_for_by_itself() -> None:
    front = offer("SoldOut", name="Front row", price="40", priceCurrency="EUR", url="https://hall.example/front")
    found = seen(event("2026-11-21T20:00:00+01:00", front, offer(name="Gallery")))
    assert stock(found) == {"Front row": SOLD, "Gallery": IN}
    (showing,) = variants(found)[0].showings
    assert (showing.start_date, showing.location, showing.price, showing.url) == (
        "2026-11-21T20:00",
        "Town Hall",
        "40",
        "https://hall.example/front",
    )
    assert found.over_at == datetime(2026, 11, 21, 19, tzinfo=UTC)


def test_seats_that_are_left_are_told_as_far_as_the_page_counts_them() -> None:
    told = {"remainingAttendeeCapacity": "123", "maximumAttendeeCapacity": 400}
    for more, expected in (
        (told, (100, 400)),
        ({"remainingAttendeeCapacity": "a few"}, (None, None)),
        ({}, (None, None)),
    ):
        (variant,) = variants(seen({**event("2026-11-21T20:00:00+01:00", offer()), **more}))
        (showing,) = variant.showings
        assert (showing.remaining_attendee_capacity, showing.maximum_attendee_capacity) == expected


def test_showings_at_several_theatres_are_told_theatre_by_theatre_and_day_by_day() -> None:
    found = seen(
        screening("2026-11-21T18:15+01:00", "Odeon"),
        screening("2026-11-21T20:30+01:00", "Odeon", "SoldOut"),
        screening("2026-11-22T18:15+01:00", "Odeon", "SoldOut"),
        screening("2026-11-21T19:00+01:00", "Royal", "SoldOut"),
        body="<h1>Star Harbour</h1>",
    )
    assert {each.title: each.offer.availability for each in variants(found)} == {
        "Odeon, Sat 21 Nov": IN,
        "Royal, Sat 21 Nov": SOLD,
        "Odeon, Sun 22 Nov": SOLD,
    }
    odeon = variants(found)[0]
    assert odeon.options == {"location": "Odeon", "date": "2026-11-21"}
    assert [
        (each.start_date[11:], each.availability, each.in_language, each.video_format) for each in odeon.showings
    ] == [
        ("18:15", IN, "en", "3D"),
        ("20:30", SOLD, "en", "3D"),
    ]
    assert odeon.showings[0].url == "https://cinema.example/21T18"


def test_days_and_hours_are_a_window() -> None:
    shown = [screening(f"2026-11-{day}T{time}:00+01:00", "Odeon") for day in (20, 21) for time in ("15:00", "21:00")]
    found = seen(*shown, body="<h1>Star Harbour</h1>", date="2026-11-20/2026-11-22", days="sat", after="18:00")
    assert [each.start_date for variant in variants(found) for each in variant.showings] == ["2026-11-21T21:00"]


@pytest.mark.parametrize(
    ("described", "expected"),
    [
        (event("2026-11-21", offer("OutOfStock")), OUT),
        (event("2026-11-21", {"@type": "Offer", "price": "5"}), UNKNOWN),
        (event("2026-11-21", offer(validFrom="2026-10-01")), OUT),
        (event("2026-11-21", offer(validFrom="2026-02-01")), IN),
        (event("2026-11-21", {"@type": "Offer", "price": "5", "validFrom": "2026-02-01"}), UNKNOWN),
        (event("2026-11-21", {"@type": "AggregateOffer", "lowPrice": "5", "offers": [offer("SoldOut")]}), SOLD),
    ],
)
def test_an_offer_says_no_more_than_it_says(described: Any, expected: Availability) -> None:
    assert stock(seen(described)) == {"ticket": expected}


def test_tickets_are_news_at_the_moment_from_which_they_are_on_sale() -> None:
    described, story = event("2026-11-21", offer(validFrom=(NOON + timedelta(minutes=1)).isoformat())), Story()
    script = f'<script type="application/ld+json">{json.dumps(described)}</script>'
    given = answer(f"<!doctype html>{script}<h1>Gala</h1>".encode(), PAGE)
    said = [
        events.read(Target(PAGE), [replace(given, ended_at=NOON + timedelta(seconds=each))]) for each in (0, 59, 61)
    ]
    assert story.sees(*said) == [[], [], ["ticket"]]
    assert [each.turns_at for each in said] == [NOON + timedelta(minutes=1)] * 2 + [None]


def test_microdata_is_read_where_there_is_no_json() -> None:
    body = (
        '<div itemscope itemtype="https://schema.org/TheaterEvent"><h1 itemprop="name">Gala</h1>'
        '<time itemprop="startDate" datetime="2026-11-21T20:00">Saturday</time>'
        '<div itemprop="offers" itemscope itemtype="https://schema.org/Offer">'
        '<link itemprop="availability" href="https://schema.org/SoldOut"></div></div>'
    )
    page = answer(f"<!doctype html><title>Gala</title>{body}".encode(), PAGE)
    found = events.read(Target(PAGE), [page])
    assert isinstance(found, Observation)
    assert stock(found) == {"ticket": SOLD}
    assert found.over_at == datetime(2026, 11, 22, 10, tzinfo=UTC), (
        "a time of no zone is past when it is past everywhere"
    )


def test_what_is_past_is_over_and_a_cancelled_event_offers_nothing() -> None:
    with pytest.raises(Over):
        seen(event((NOON - timedelta(hours=1)).isoformat(), offer()))
    with pytest.raises(Unreadable, match="no event with an offer"):
        seen(event("2026-11-21", offer(), eventStatus="https://schema.org/EventCancelled"))


@pytest.mark.parametrize("day", ["9999-12-31", "9999-12-31T23:59:59", "9999-12-31T23:59:59-05:00", "0001-01-01", "0001-01-01T00:00:00+05:30"])  # fmt: skip
def test_a_day_that_stands_for_none_ends_nothing(day: str) -> None:
    assert (seen(event(day, offer())).over_at, stock(seen(event(day, offer())))) == (None, {"ticket": IN})
    ends = seen(event("2026-11-28T20:00:00+01:00", offer(), endDate=day)).over_at
    assert ends == (None if day > "2026" else datetime(2026, 11, 28, 19, tzinfo=UTC))


def test_of_several_events_the_pages_own_is_read_or_the_one_that_was_named() -> None:
    other = event("2026-12-01", offer("SoldOut"), name="Ball")
    assert stock(seen(event("2026-11-21", offer()), other)) == {"ticket": IN}
    assert stock(seen(event("2026-11-21", offer()), other, title="ball")) == {"ticket": SOLD}
    with pytest.raises(Unreadable, match="several events"):
        seen(event("2026-11-21", offer()), other, body="<h1>Programme</h1>")


def test_a_shops_page_that_mentions_an_event_is_a_shops_page() -> None:
    shirt = {"@context": "https://schema.org", "@type": "Product", "name": "Gala", "offers": offer("SoldOut")}
    with pytest.raises(Unreadable, match="goods"):
        seen(event("2026-11-21", offer()), shirt)


def test_a_page_that_offers_more_than_anybody_could_look_at_is_refused_before_it_costs_anything() -> None:
    many = [offer(name=f"Row {number}") for number in range(300)]
    with pytest.raises(Unreadable, match="more than 2,000"):
        seen(*(event("2026-11-21", *many) for _ in range(40)))
