"""pretix's tickets: each item by its quotas, on the day that the event's page tells."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from coatcheck.errors import LookFailed, Unreadable
from coatcheck.model import Observation
from coatcheck.ports import Answer, Request, Target
from coatcheck.sources.tickets import pretix
from tests.coatcheck.sources.answering import IN, answer, stock

PAGE = "https://tickets.example/hall/gala/"
TARGET = Target(PAGE)
ABOUT = (
    b'<!doctype html><title>Gala</title><script type="application/ld+json">{"@context": "http://schema.org", "@type": "Event", "name": "Gala", '
    b'"location": {"@type": "Place", "address": "Town Hall"}, "startDate": "2026-11-21T20:00:00+01:00"}</script>'
)


def widget(*codes: int) -> Answer:
    """What the widget gets: an item for each of these availabilities."""
    items = [
        {
            "id": number,
            "name": f"Row {number}",
            "has_variations": False,
            "current_unavailability_reason": None,
            "avail": [code, None],
            "price": {"gross": "30.00"},
            "variations": [],
        }
        for number, code in enumerate(codes)
    ]
    body: dict[str, Any] = {"name": "Gala", "currency": "EUR", "items_by_category": [{"items": items}]}
    return answer(body, pretix.request(TARGET).url)


def seen(*answers: Answer) -> Observation:
    found = pretix.read(TARGET, list(answers))
    assert isinstance(found, Observation)
    return found


def test_the_widget_is_asked_with_each_look_and_the_page_every_six_hours() -> None:
    assert pretix.request(TARGET).url.startswith(f"{PAGE}widget/product_list")
    following = pretix.read(TARGET, [widget(0)])
    assert following == Request(PAGE, max_age=6 * 3600)


def test_each_item_is_a_ticket_with_its_day_price_and_link() -> None:
    found = seen(widget(100, 0), answer(ABOUT, PAGE))
    row, sold = found.products[0].variants
    assert (row.title, row.offer.availability, sold.offer.availability.buyable) == ("Row 0", IN, False)
    (showing,) = row.showings
    assert (showing.start_date, showing.location, showing.price, showing.currency, showing.url) == (
        "2026-11-21T20:00",
        "Town Hall",
        "30.00",
        "EUR",
        PAGE,
    )
    assert found.over_at == datetime(2026, 11, 21, 19, tzinfo=UTC)


@pytest.mark.parametrize("page", [answer(b"<html>Sorry", PAGE, 403), answer(b"<!doctype html><h1>Gala</h1>", PAGE)])
def test_a_page_that_tells_no_day_takes_nothing_from_the_tickets(page: Answer) -> None:
    found = seen(widget(100), page)
    assert list(stock(found).values()) == [IN]
    assert (found.over_at, found.products[0].variants[0].showings[0].start_date) == (None, "")


def test_what_the_widget_does_not_tell_proves_nothing() -> None:
    with pytest.raises(LookFailed):
        pretix.read(TARGET, [answer({"error": "This ticket shop is currently disabled."}, PAGE)])


def test_how_many_are_left_is_told_where_the_organizer_shows_it() -> None:
    shown = widget(100, 100, 100)
    body = msgspec.json.decode(shown.body)
    first, second, third = body["items_by_category"][0]["items"]
    first["avail"][1], second["avail"][1] = 7, 123
    third |= {"has_variations": True, "variations": [{"id": 5, "value": "Child", "avail": [100, 1]}]}
    found = seen(replace(shown, body=msgspec.json.encode(body)), answer(ABOUT, PAGE))
    left = {each.id: each.showings[0].remaining_attendee_capacity for each in found.products[0].variants}
    assert list(left.values()) == [7, 100, 1]


def test_of_a_series_the_dates_are_named_and_none_is_taken_for_another() -> None:
    dates = [{"event_url": PAGE, "subevent": number, "date_range": f"December {number}th"} for number in range(1, 9)]
    listed = answer({"name": "Gala", "events": dates, "itemnum": 0}, pretix.request(TARGET).url)
    with pytest.raises(Unreadable, match=f"Watch one of them: December 1th: {PAGE}1/"):
        pretix.read(TARGET, [listed])
    assert pretix.request(Target(f"{PAGE}7/")).url.startswith(f"{PAGE}7/widget/product_list")
