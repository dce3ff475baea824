"""Calendars to subscribe to: RFC 5545, https://www.rfc-editor.org/rfc/rfc5545. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from coatcheck.languages import gettext
from coatcheck.model import Frozen, Showing, VariantState, digest
from coatcheck.telling.showings import terms
from coatcheck.telling.variant_names import label
from signup_web.product.facts import Facts
from signup_web.product.view import title
from signup_web.sharing.restocks import Restock, line

MOST = 500  # events of a calendar: programs that read them ask every hour
OCTETS = 75  # of a line: https://www.rfc-editor.org/rfc/rfc5545#section-3.1
HOURLY = "PT1H"
FARTHEST = timedelta(days=366)  # what begins later, 2099-01-01 for instance, stands for "nobody knows"


class Event(Frozen, frozen=True):
    """One entry. A day without a time is a whole day; without an end it is a moment."""

    id: str
    start: datetime | date
    end: datetime | None
    changed_at: datetime
    summary: str
    description: str
    location: str
    url: str


def events_to_come(facts: Facts, now: datetime, site: str) -> list[Event]:
    """List the showings to come that can be booked as far as anybody knows, and the times from which things can be bought, as the shop announces them; soonest first of each."""
    return [*_showing_events(facts, now, site), *_sale_events(facts, now, site)]


def _showing_events(facts: Facts, now: datetime, site: str) -> list[Event]:
    today = now.astimezone(ZoneInfo(facts.watch.zone)).date()
    found = [
        (showing, variant)
        for variant in facts.state.variants
        for showing in variant.showings
        if showing.start_date[:10] >= today.isoformat() and showing.availability.buyable is not False
    ]
    found.sort(key=lambda each: each[0].start_date)
    return [_showing_event(facts, showing, variant, site) for showing, variant in found]


def _sale_events(facts: Facts, now: datetime, site: str) -> list[Event]:
    starting: dict[datetime, list[VariantState]] = {}
    for variant in facts.state.variants:
        if variant.availability_starts and now < variant.availability_starts <= now + FARTHEST:
            starting.setdefault(variant.availability_starts, []).append(variant)
    return [_sale_event(facts, at, starting[at], site) for at in sorted(starting)]


def restock_event(restock: Restock, now: datetime, site: str) -> Event:
    """Make the entry of a restock: as long as the stay in stock that began with it, a moment while that goes on."""
    facts, episode = restock.facts, restock.episode
    said = line(restock, now).stay
    page = f"{site}/p/{facts.watch.slug}"
    ended = episode.end or (None if episode.end_known else episode.seen_until)
    length = gettext("for {length}", length=said.length) if ended else said.ended
    return Event(
        id=digest(facts.watch.id, episode.variant_id, episode.start.isoformat()),
        start=episode.start,
        end=ended,
        changed_at=ended or episode.start,
        summary=f"{restock.product}: {restock.size}",
        description=", ".join(filter(None, (length, said.price))),
        location="",
        url=page,
    )


def calendar(name: str, events: Iterable[Event], host: str) -> str:
    """Write a calendar of these events. `host` makes their names the only ones of the kind."""
    return "".join(f"{_folded(each)}\r\n" for each in _lines(name, events, host))


def _sale_event(facts: Facts, at: datetime, variants: Iterable[VariantState], site: str) -> Event:
    sizes = ", ".join(map(label, variants)) if len(facts.state.variants) > 1 else ""
    return Event(
        id=digest(facts.watch.id, at.isoformat()),
        start=at,
        end=None,
        changed_at=facts.state.observed_until or facts.watch.created_at,
        summary=": ".join(filter(None, (title(facts), sizes))),
        description=gettext("The shop says that it can be bought from then on."),
        location="",
        url=f"{site}/p/{facts.watch.slug}",
    )


def _showing_event(facts: Facts, showing: Showing, variant: VariantState, site: str) -> Event:
    return Event(
        id=digest(facts.watch.id, variant.id, showing.id, showing.start_date),
        start=_start(showing.start_date, ZoneInfo(facts.watch.zone)),
        end=None,
        changed_at=facts.state.observed_until or facts.watch.created_at,
        summary=title(facts),
        description=terms(showing, with_kind=True),
        location=showing.location or label(variant),
        url=showing.url or f"{site}/p/{facts.watch.slug}",
    )


def _start(text: str, zone: ZoneInfo) -> datetime | date:
    if len(text) == len("2026-11-21"):
        return date.fromisoformat(text)
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def _lines(name: str, events: Iterable[Event], host: str) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//CoatCheck//Restocks//EN")
    # https://www.rfc-editor.org/rfc/rfc7986#section-5.1
    yield from (f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}")
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{HOURLY}"
    for event in events:
        yield from _event_lines(event, host)
    yield "END:VCALENDAR"


def _event_lines(event: Event, host: str) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{event.id}@{host}", f"DTSTAMP:{_utc(event.changed_at)}")
    if isinstance(event.start, datetime):
        yield f"DTSTART:{_utc(event.start)}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.start:%Y%m%d}"
    if event.end:
        yield f"DTEND:{_utc(event.end)}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.location:
        yield f"LOCATION:{_text(event.location)}"
    yield from (f"URL:{_address(event.url)}", "TRANSP:TRANSPARENT", "END:VEVENT")


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    """https://www.rfc-editor.org/rfc/rfc5545#section-3.3.11"""
    shown = "".join(each if unicodedata.category(each) not in ("Cc", "Cs") else " " for each in text)
    return re.sub(r"([\\;,])", r"\\\1", shown)


def _address(url: str) -> str:
    """An address as it stands alone on a line: nothing in it begins another one."""
    return re.sub(r"[\x00-\x20\x7f]|[\ud800-\udfff]", "", url)


def _folded(line: str) -> str:
    """Break a line after 75 octets, and never inside of a character."""
    parts, part, room = [], "", OCTETS
    for each in line:
        if len((part + each).encode()) > room:
            parts.append(part)
            part, room = "", OCTETS - 1  # the space that begins what follows counts, too
        part += each
    return "\r\n ".join([*parts, part])
