"""Events in a page's structured data: what is on, where and when, and what is offered for it.

https://schema.org/Event, https://schema.org/ScreeningEvent
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from msgspec.structs import replace

from coatcheck.model import Availability, Frozen, Offer
from coatcheck.sources.caps import ONE_TOO_MANY, require_few_variants
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.structured.graph import Graph, Node, Path, outermost, types
from coatcheck.sources.html.structured.json_ld import NAME as JSON_LD
from coatcheck.sources.html.structured.json_ld import json_ld_values
from coatcheck.sources.html.structured.microdata import microdata_items
from coatcheck.sources.html.structured.microdata_rdfa import MICRODATA
from coatcheck.sources.html.structured.offers import OFFERED, best, offer_nodes, read_offer, text
from coatcheck.sources.html.structured.terms import begins_later

MOST_EVENTS = 300  # of one page
ANYWHERE = timedelta(hours=14)  # by which a day ends later in the last time zone than in UTC

# Of https://schema.org/Event#subtypes those that people go to; all others sell or print something
EVENTS = frozenset(
    f"{kind}event"
    for kind in (
        *("", "screening", "music", "theater", "dance", "comedy", "literary", "sports", "exhibition"),
        *("visualarts", "children", "childrens", "education", "social", "food", "business"),
    )
) | {"festival"}
# What is read of an event; a part says of it what is another than of the whole
PROPERTIES = (
    *("name", "url", "startDate", "endDate", "eventStatus", "location", "inLanguage", "videoFormat"),
    *("workPresented", "workPerformed", "remainingAttendeeCapacity", "maximumAttendeeCapacity", *OFFERED),
)
CANCELLED = frozenset({"eventcancelled", "eventpostponed"})


class Event(Frozen, frozen=True):
    """One event, as the page has it. `start` is by the clock of the place: 2026-11-21T20:00, or the day alone."""

    title: str
    start: str
    over_at: datetime | None  # when it is past, wherever it is; None where no date is told, or it never is
    location: str = ""
    in_language: str = ""
    video_format: str = ""
    url: str | None = None
    seats_left: int | None = None
    seats: int | None = None
    offers: tuple[tuple[str, Offer], ...] = ()  # each with its name or category


def read_events(document: Document) -> list[Event]:
    """Read every event that the page's JSON-LD describes, else its microdata; empty where there is none.

    Raises `Unreadable` where they offer more than anybody could look at.
    """
    described = _few(_events(Graph(json_ld_values(document), JSON_LD, document), document))
    if not described and "itemprop" in document.marks and document.tree.css_first('[itemtype*="Event" i]'):
        described = _few(_events(Graph(microdata_items(document), MICRODATA, document), document))
    return described


def _few(events: Iterator[Event]) -> list[Event]:
    """Take so many at the most, and stop at once where they have too many offers together."""
    taken, offers = [], 0
    for event in islice(events, MOST_EVENTS):
        offers += len(event.offers)
        require_few_variants(offers)
        taken.append(event)
    return taken


def _events(graph: Graph, document: Document) -> Iterator[Event]:
    def pick(node: Node, path: Path) -> Node | None:
        return node if types(node) & EVENTS else None

    for node, _ in outermost(graph.roots, pick):
        parts = [part for part in graph.follow(node.get("subEvent")) if part.get("startDate")]
        for part in parts or [node]:
            yield _event(_of_part(part, node), graph, document)


def _of_part(part: Node, whole: Node) -> Node:
    return {name: each[name] for each in (whole, part) for name in PROPERTIES if name in each}


def _event(node: Node, graph: Graph, document: Document) -> Event:
    work = next(iter(graph.follow(node.get("workPresented") or node.get("workPerformed"))), {})
    start, over_at = _moment(node.get("startDate")), _moment(node.get("endDate"))
    off = text(node.get("eventStatus")).rpartition("/")[2].lower() in CANCELLED
    offers = [(_name(offer), _tickets(offer, graph, document)) for offer in offer_nodes(node, graph)[:ONE_TOO_MANY]]
    ends = [_over(*moment) for moment in (start, over_at) if moment]
    return Event(
        title=text(work.get("name")) or text(node.get("name")),
        start=_written(*start) if start else "",
        over_at=None if None in ends else max(filter(None, ends), default=None),
        location=_place(node, graph),
        in_language=_language(node) or _language(work),
        video_format=text(node.get("videoFormat")),
        url=document.absolute(text(node.get("url"))),
        seats_left=_count(node.get("remainingAttendeeCapacity")),
        seats=_count(node.get("maximumAttendeeCapacity")),
        offers=() if off else tuple(offers),
    )


def _tickets(node: Node, graph: Graph, document: Document) -> Offer:
    """Read what is offered. Until tickets go on sale there are none: of an event that is what `validFrom` says.

    https://developers.google.com/search/docs/appearance/structured-data/event#offers
    """
    offer = read_offer(node, graph)
    if offer.availability is Availability.UNKNOWN and begins_later(node, document):
        return replace(offer, availability=Availability.OUT_OF_STOCK)
    return offer


def _name(offer: Node) -> str:
    return text(offer.get("name")) or text(offer.get("category"))


def _place(node: Node, graph: Graph) -> str:
    """Name the place: by its name, else its address; "" for one that is online, or not told."""
    told = node.get("location")
    if isinstance(told, str):
        return "" if told.startswith("http") else text(told)
    for place in graph.follow(told):
        if said := text(place.get("name")):
            return said
        for address in graph.follow(place.get("address")):
            parts = [text(address.get(name)) for name in ("streetAddress", "addressLocality")]
            return ", ".join(filter(None, parts))
        return text(place.get("address"))
    return ""


def _language(node: Node) -> str:
    said = node.get("inLanguage")
    return text(said.get("name") if isinstance(said, dict) else said)


def _count(value: object) -> int | None:
    said = text(value)
    return int(said) if re.fullmatch("[0-9]{1,7}", said) else None


def _moment(value: object) -> tuple[datetime, bool] | None:
    """Read a time, and whether it is a day alone; None for what is neither, and for 0001-01-01, which .NET writes where it knows none."""
    said = text(value)
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return None
    return (moment, len(said) <= len("2026-11-21")) if moment.year > 1 else None


def _written(moment: datetime, is_day: bool) -> str:
    return moment.date().isoformat() if is_day else moment.replace(tzinfo=None).isoformat("T", "minutes")


def _over(moment: datetime, is_day: bool) -> datetime | None:
    """Say when it is surely past: a day, or a time of no zone, lasts until it is over everywhere. None where the calendar ends before (9999-12-31)."""
    try:
        day = moment + timedelta(days=1) if is_day else moment
        return day.astimezone(UTC) if moment.tzinfo else day.replace(tzinfo=UTC) + ANYWHERE
    except OverflowError:
        return None


def best_of(event: Event) -> Offer:
    """Return the best of an event's offers; nothing proven where there is none."""
    return best([offer for _, offer in event.offers]) if event.offers else Offer(Availability.UNKNOWN)
