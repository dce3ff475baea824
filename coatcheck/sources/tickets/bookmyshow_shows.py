"""The shows of a movie as BookMyShow answers: at one cinema, or at all of a region. As in its listings, everything is a text."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from coatcheck.errors import Unreadable
from coatcheck.model import Availability, Frozen
from coatcheck.ports import Answer
from coatcheck.sources.answers import decode
from coatcheck.sources.tickets.bookmyshow_listing import Child, Venue, require_shown
from coatcheck.sources.tickets.bookmyshow_wish import Call

AVAILABLE = {
    "Y": Availability.IN_STOCK,
    "A": Availability.IN_STOCK,
    "S": Availability.SOLD_OUT,
    "N": Availability.SOLD_OUT,
}
AVAIL_STATUS = {
    "3": Availability.IN_STOCK,
    "2": Availability.LIMITED_AVAILABILITY,
    "1": Availability.LIMITED_AVAILABILITY,
    "0": Availability.SOLD_OUT,
}

_NUMBER = re.compile(r"[0-9]{1,6}")
BEST_FIRST = (
    Availability.IN_STOCK,
    Availability.LIMITED_AVAILABILITY,
    Availability.UNKNOWN,
    Availability.SOLD_OUT,
)


class Category(msgspec.Struct):
    """A price band of a show."""

    PriceDesc: str = ""
    CurPrice: str = ""
    SeatsAvail: str = ""
    MaxSeats: str = ""
    AvailStatus: str = ""


class Show(msgspec.Struct):
    SessionId: str | int
    ShowDateCode: Annotated[str, msgspec.Meta(pattern=r"^\d{8}$")]
    ShowTimeDisplay: str
    Categories: list[Category]
    EventCode: str = ""
    Availability: str = ""
    AvailStatus: str = ""


class _Event(msgspec.Struct):
    Code: str = ""
    Name: str = ""
    LanguageCode: str = ""
    Dimension: str = ""


class _Shows(msgspec.Struct):
    """The shows of a movie at a cinema: three empty lists where nothing is on sale, or a code is wrong."""

    arrShows: list[Show]
    arrVenue: list[Venue] = []
    arrEvent: list[_Event] = []


class _ShowsAnswer(msgspec.Struct):
    BookMyShow: _Shows


class _DayChild(msgspec.Struct):
    EventCode: str
    EventLang: str
    EventDimension: str


class _DayEvent(msgspec.Struct):
    ChildEvents: list[_DayChild]
    EventTitle: str = ""


class _DayVenue(msgspec.Struct):
    VenueCode: str
    VenueName: str
    ShowTimes: list[Show]
    AllowSales: str = ""


class _Details(msgspec.Struct):
    Date: str
    Venues: list[_DayVenue]
    Event: _DayEvent


class _DayAnswer(msgspec.Struct):
    """The shows of a movie, in every language, at all cinemas of a region: `ShowDetails` is empty where none is on sale."""

    ShowDetails: list[_Details]


class Shown(Frozen, frozen=True):
    """One show, whichever answer it stood in. `event` is "" where the answer does not tell its code."""

    venue: str
    name: str  # the cinema's
    title: str  # the movie's
    session: str
    event: str
    start: str  # 2026-11-21T09:30
    availability: Availability
    price: str | None
    says: str
    child: Child | None = None  # its language and format
    seats_left: int | None = None
    seats: int | None = None  # in all


def decode_shown(answer: Answer, call: Call, children: Sequence[Child] = ()) -> list[Shown]:
    """Read the shows that this call asked for. `children`: what is known of languages and formats."""
    require_shown(answer)
    if not call.venue:
        return [shown for day in decode(answer.body, _DayAnswer).ShowDetails for shown in _of_day(day)]
    shows = decode(answer.body, _ShowsAnswer).BookMyShow
    known = {child.EventCode: child for child in children}
    known |= {each.Code: Child(each.Code, each.LanguageCode, each.Dimension) for each in shows.arrEvent}
    title = shows.arrEvent[0].Name if shows.arrEvent else ""
    name = next((each.VenueName for each in shows.arrVenue if each.VenueCode == call.venue), "")
    return [_shown(show, call.venue, name, title, known.get(show.EventCode or call.event)) for show in shows.arrShows]


def _of_day(day: _Details) -> Iterator[Shown]:
    """List what can be bought; what stands under another date than its own proves nothing."""
    listed = day.Event.ChildEvents
    children = {each.EventCode: Child(each.EventCode, each.EventLang, each.EventDimension) for each in listed}
    for venue in day.Venues:
        for show in venue.ShowTimes if venue.AllowSales != "N" else ():
            if show.EventCode not in children:
                raise Unreadable(f"`EventCode` is {show.EventCode[:20]!r}, which is none of the `ChildEvents`.")
            if show.ShowDateCode == day.Date:
                child = children[show.EventCode]
                yield _shown(show, venue.VenueCode, venue.VenueName, day.Event.EventTitle, child)


def _shown(show: Show, venue: str, name: str, title: str, child: Child | None) -> Shown:
    seats = ", ".join(f"{band.PriceDesc} {band.SeatsAvail or band.AvailStatus}".strip() for band in show.Categories)
    priced = [band for band in show.Categories if re.fullmatch(r"\d{1,9}(\.\d{1,2})?", band.CurPrice)]
    left = [band for band in priced if _seats(band) is not Availability.SOLD_OUT] or priced
    return Shown(
        venue=venue,
        name=name,
        title=title,
        session=str(show.SessionId),
        event=show.EventCode,
        start=_start(show),
        availability=availability_of(show),
        price=min((band.CurPrice for band in left), key=float, default=None),
        says=f"{show.ShowTimeDisplay}: {show.Availability or show.AvailStatus} ({seats})",
        child=child,
        seats_left=_counted([band.SeatsAvail for band in show.Categories]),
        seats=_counted([band.MaxSeats for band in show.Categories]),
    )


def _counted(texts: list[str]) -> int | None:
    """Add up the seats of a show's price bands; None where one does not tell."""
    return sum(map(int, texts)) if texts and all(_NUMBER.fullmatch(text) for text in texts) else None


def _start(show: Show) -> str:
    """Write when a show begins, by the cinema's clock. Raises `Unreadable` for what is no such moment."""
    try:
        clock = datetime.strptime(f"{show.ShowDateCode} {show.ShowTimeDisplay}", "%Y%m%d %I:%M %p")  # noqa: DTZ007
        return clock.isoformat("T", "minutes")
    except ValueError as error:
        raise Unreadable(
            f"`ShowTimeDisplay` is {show.ShowTimeDisplay[:40]!r}: that is no time like 09:30 AM."
        ) from error


def availability_of(show: Show) -> Availability:
    """Say what its price bands and its own words come to; UNKNOWN for words that nobody has seen yet."""
    words = (AVAILABLE.get(show.Availability.upper()), AVAIL_STATUS.get(show.AvailStatus))
    bands = _best([_seats(category) for category in show.Categories])
    said = [word for word in (bands, *words) if word and word is not Availability.UNKNOWN]
    if len({word.buyable for word in said}) != 1:
        return Availability.UNKNOWN
    return Availability.LIMITED_AVAILABILITY if Availability.LIMITED_AVAILABILITY in words else _best(said)


def _seats(category: Category) -> Availability:
    if category.SeatsAvail.isascii() and category.SeatsAvail.isdigit():
        return Availability.IN_STOCK if category.SeatsAvail.strip("0") else Availability.SOLD_OUT
    return AVAIL_STATUS.get(category.AvailStatus, Availability.UNKNOWN)


def _best(said: Sequence[Availability]) -> Availability:
    """Sold out only where every word says so."""
    return next((word for word in BEST_FIRST if word in said), Availability.UNKNOWN)
