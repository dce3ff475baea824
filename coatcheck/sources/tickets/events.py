"""Any page whose structured data describes an event, or an event at several places and times, with what is offered for it.

https://schema.org/Event, https://schema.org/ScreeningEvent
"""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from coatcheck.errors import Over, Unreadable
from coatcheck.model import Observation, Offer, Product, Showing, Variant, digest, rounded_seats
from coatcheck.ports import Answer, Option, Request, Target
from coatcheck.sources.answers import fingerprint, observe, require_ok
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.hearing import structured, tells
from coatcheck.sources.tickets import wanted
from coatcheck.sources.tickets.schema_events import Event, best_of, read_events
from coatcheck.sources.tickets.wanted import read_wanted

OPTIONS = (Option("title", "the event's title, where the page has several"), *wanted.OPTIONS)


def request(target: Target) -> Request:
    if target.options.get("date"):
        read_wanted(target.options)
    return Request(url=target.url)


def read(target: Target, answers: Sequence[Answer]) -> Observation:
    """Read each place and day with its showings; of an event at one place and time each kind of ticket."""
    answer = answers[-1]
    require_ok(answer)
    document = Document(answer)
    found = [event for event in read_events(document) if event.offers]
    if found and tells(structured(document)):
        raise Unreadable("The page's structured data describes goods beside an event: it is read as a shop's page.")
    if not found:
        raise Unreadable("The page's structured data (JSON-LD, microdata) describes no event with an offer.")
    events = _wanted(_titled(found, target.options.get("title", ""), document), target)
    left = [event for event in events if event.over_at is None or event.over_at > answer.ended_at]
    if events and not left:
        raise Over(f"{events[0].title} is over.")
    if not left:
        raise Unreadable("The page lists no event on the wanted days and hours.")
    title = left[0].title
    at_once = len({(event.start, event.location) for event in left}) == 1
    variants = _tickets(left, target) if at_once else _places(left, target)
    ends = [event.over_at for event in left]
    product = Product(id=title, title=title, url=target.url, variants=tuple(variants))
    seen = observe([product], fingerprint("event", ["offers"]))
    return replace(seen, over_at=None if None in ends else max(filter(None, ends)), turns_at=document.turns_at)


def _titled(found: Sequence[Event], title: str, document: Document) -> list[Event]:
    """Choose the events of this title, else those that the page is about. Raises `Unreadable` where nobody can tell."""
    titles = list(dict.fromkeys(event.title for event in found))
    if title:
        chosen = [each for each in titles if each.casefold() == title.casefold()]
    else:
        head = " ".join(document.headings).casefold()
        chosen = titles if len(titles) == 1 else [each for each in titles if each and each.casefold() in head]
    if len(chosen) != 1:
        raise Unreadable(
            f"The page describes several events: name one in the option `title` ({', '.join(titles[:5])})."
        )
    return [event for event in found if event.title == chosen[0]]


def _wanted(events: Sequence[Event], target: Target) -> list[Event]:
    if not target.options.get("date"):
        return list(events)
    wish = read_wanted(target.options)
    return [event for event in events if wish.admits(event.start)]


def _tickets(events: Sequence[Event], target: Target) -> list[Variant]:
    """Make a variant of each kind of ticket: those of one name are one, by the best of them."""
    kinds: dict[str, list[tuple[Event, Offer]]] = {}
    for event in events:
        for name, offer in event.offers:
            kinds.setdefault(name, []).append((event, offer))
    variants = []
    for name, offers in kinds.items():
        event, offer = min(offers, key=lambda each: _rank(each[1]))
        location = {} if len(kinds) > 1 else {"location": event.location} if event.location else {}
        shown = (_showing(event, offer, name or "ticket", target),)
        title = name or event.location or event.title
        variants.append(Variant(id=name or "ticket", title=title, options=location, offer=offer, showings=shown))
    return variants


def _places(events: Sequence[Event], target: Target) -> list[Variant]:
    """Make a variant of each place on each day."""
    places: dict[tuple[str, str], list[Event]] = {}
    for event in sorted(events, key=lambda event: event.start):
        places.setdefault((event.location, event.start[:10]), []).append(event)
    days = {day for _, day in places}
    variants = []
    for (location, day), here in places.items():
        best = min((best_of(event) for event in here), key=_rank)
        named = f", {_short(day)}" if len(days) > 1 and day else ""
        shown = tuple(_showing(event, best_of(event), event.start, target) for event in here)
        variants.append(
            Variant(
                id=digest(location, day, length=8),
                title=f"{location}{named}".lstrip(", "),
                options={"location": location or here[0].title, "date": day},
                offer=Offer(best.availability, witnesses=best.witnesses),
                showings=shown,
            )
        )
    return variants


def _short(day: str) -> str:
    when = date.fromisoformat(day)
    return f"{when:%a} {when.day} {when:%b}"


def _rank(offer: Offer) -> int:
    """Put what can be had first, and what nobody can tell before what is gone."""
    return {True: 0, None: 1, False: 2}[offer.availability.buyable]


def _showing(event: Event, offer: Offer, name: str, target: Target) -> Showing:
    return Showing(
        id=digest(name, event.start, event.location, event.video_format, event.in_language, length=10),
        start_date=event.start,
        location=event.location,
        in_language=event.in_language,
        video_format=event.video_format,
        availability=offer.availability,
        price=offer.price,
        currency=offer.currency,
        url=offer.url or event.url or target.url,
        remaining_attendee_capacity=rounded_seats(event.seats_left),
        maximum_attendee_capacity=event.seats,
    )
