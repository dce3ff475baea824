"""Tickets of an event sold by pretix: each item of it, and each variation, by what its quotas leave.

Of a series each date is watched by itself, at its own address, like https://tickets.example/hall/concerts/12/.
They are read as pretix's own widget reads them; when the event begins stands on its page, and rarely changes.
https://docs.pretix.eu/en/latest/user/events/widget.html
"""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from coatcheck.errors import LookFailed, Unreadable
from coatcheck.model import Observation, Showing, Variant, rounded_seats
from coatcheck.ports import Answer, Option, Request, Target
from coatcheck.sources import json_api
from coatcheck.sources.answers import decode, require_ok
from coatcheck.sources.html.document import Document
from coatcheck.sources.tickets.schema_events import Event, read_events

OPTIONS = (Option("product", "the number of one item, where not all of them are wanted"),)

PAGE_KEPT = 6 * 3600.0  # seconds
MOST_NAMED = 5  # dates


class _Sold(msgspec.Struct):
    """An item or a variation of one: `avail` is a code, and how many are left where that is shown."""

    id: int
    avail: list[object] | None = None


class _Item(_Sold):
    variations: list[_Sold] = []


class _Category(msgspec.Struct):
    items: list[_Item]


class _Date(msgspec.Struct):
    """A date of a series, or an event of an organizer."""

    event_url: str
    name: str = ""
    date_range: str = ""
    subevent: int | None = None

    @property
    def address(self) -> str:
        return f"{self.event_url.rstrip('/')}/{self.subevent}/" if self.subevent else self.event_url


class _Widget(msgspec.Struct):
    items_by_category: list[_Category] = []
    events: list[_Date] = []


def request(target: Target) -> Request:
    return json_api.request(_as_widget(target))


def read(target: Target, answers: Sequence[Answer]) -> Observation | Request:
    """Read every item, with the event's date where its page tells one."""
    _refuse_series(target, answers[0])
    seen = json_api.read(_as_widget(target), answers[:1])
    if not isinstance(seen, Observation) or len(answers) < 2:
        return Request(url=target.url, max_age=PAGE_KEPT) if isinstance(seen, Observation) else seen
    event, left = _event(answers[1]), _left(answers[0])
    products = tuple(
        replace(
            product, variants=tuple(_with_showing(each, event, left.get(each.id), target) for each in product.variants)
        )
        for product in seen.products
    )
    at = answers[1].fetched_at or answers[1].ended_at
    return replace(seen, products=products, over_at=event.over_at if event else None, facts_at=at)


def _refuse_series(target: Target, answer: Answer) -> None:
    """Raise `Unreadable` for the address of several dates or events: whoever waits for one is not told of another."""
    require_ok(answer)
    listed = decode(answer.body, _Widget).events
    if listed:
        dates = "; ".join(f"{each.date_range or each.name}: {each.address}" for each in listed[:MOST_NAMED])
        raise Unreadable(f"These are several dates. Watch one of them: {dates}")


def _as_widget(target: Target) -> Target:
    return replace(target, options={**target.options, "preset": "pretix"})


def _event(page: Answer) -> Event | None:
    """Read when and where it is; None where the page does not say it, or was not shown to us."""
    try:
        return next(iter(read_events(Document(page))), None) if page.status == 200 else None
    except LookFailed:
        return None


def _left(answer: Answer) -> dict[str, int]:
    """Read how many tickets are left, by the ids of items and variations: where the organizer shows it, it stands behind their availability."""
    left: dict[str, int] = {}
    for category in decode(answer.body, _Widget).items_by_category:
        for item in category.items:
            for parts, avail in (
                ((item.id,), item.avail),
                *(((item.id, each.id), each.avail) for each in item.variations),
            ):
                count = avail[1] if avail and len(avail) == 2 else None
                if isinstance(count, int) and not isinstance(count, bool) and count >= 0:
                    left[" / ".join(map(str, parts))] = count
    return left


def _with_showing(variant: Variant, event: Event | None, left: int | None, target: Target) -> Variant:
    offer = variant.offer
    showing = Showing(
        id=variant.id,
        start_date=event.start if event else "",
        location=event.location if event else "",
        availability=offer.availability,
        price=offer.price,
        currency=offer.currency,
        url=target.url,
        remaining_attendee_capacity=rounded_seats(left),
    )
    return replace(variant, showings=(showing,))
