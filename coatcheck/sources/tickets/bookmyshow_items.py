"""What BookMyShow's answers hold: movies and cinemas of a region, shows of a movie at a cinema.

Everything is a text there, and nothing is documented: each field relied on is required, and others are ignored.
"""

import re
from collections.abc import Sequence
from typing import Annotated

import msgspec

from coatcheck.errors import Blocked, Unreadable
from coatcheck.model import Availability
from coatcheck.ports import Answer
from coatcheck.sources.answers import decode, looks_like_html, require_ok

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

LONGEST_TITLE = 500  # characters in which a title is compared

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
    AvailStatus: str = ""


class Show(msgspec.Struct):
    SessionId: str | int
    ShowDateCode: Annotated[str, msgspec.Meta(pattern=r"^\d{8}$")]
    ShowTimeDisplay: str
    Categories: list[Category]
    EventCode: str = ""
    Availability: str = ""
    AvailStatus: str = ""


class _Venue(msgspec.Struct):
    VenueCode: str
    VenueName: str


class Shows(msgspec.Struct):
    """The shows of a movie at a cinema: three empty lists where nothing is on sale, or a code is wrong."""

    arrShows: list[Show]
    arrVenue: list[_Venue] = []


class _ShowsAnswer(msgspec.Struct):
    BookMyShow: Shows


class Child(msgspec.Struct):
    """A movie in one language and format."""

    EventCode: str
    EventLanguage: str
    EventDimension: str


class _Movie(msgspec.Struct):
    EventTitle: str
    ChildEvents: list[Child]


class _Movies(msgspec.Struct):
    arrEvents: list[_Movie]


class _Cinemas(msgspec.Struct):
    aiVN: list[_Venue]


class _MoviesData(msgspec.Struct):
    BookMyShow: _Movies


class _CinemasData(msgspec.Struct):
    BookMyShow: _Cinemas


class Region(msgspec.Struct):
    """What is on in a region."""

    moviesData: _MoviesData
    cinemas: _CinemasData

    def events(self, title: str, language: str, format: str) -> list[str]:
        """List the codes under which a movie is on; language and format may be "" for any. Empty before it is listed."""
        return [
            child.EventCode
            for movie in self.moviesData.BookMyShow.arrEvents
            if _plain(movie.EventTitle) == _plain(title)
            for child in movie.ChildEvents
            if language.casefold() in ("", child.EventLanguage.casefold())
            and (not format or _words(format) == _words(child.EventDimension))
        ]

    @property
    def venues(self) -> dict[str, str]:
        """The names of its cinemas, by code."""
        return {venue.VenueCode: venue.VenueName for venue in self.cinemas.BookMyShow.aiVN}


def decode_region(answer: Answer) -> Region:
    """Read a region's listing. Raises `Unreadable` for one without movies or cinemas too: the cookie that names it was ignored."""
    _require_shown(answer)
    region = decode(answer.body, Region)
    if not region.moviesData.BookMyShow.arrEvents or not region.venues:
        raise Unreadable("`arrEvents` or `aiVN` is empty: the shop did not understand the region.")
    return region


def decode_shows(answer: Answer) -> Shows:
    _require_shown(answer)
    return decode(answer.body, _ShowsAnswer).BookMyShow


def _require_shown(answer: Answer) -> None:
    if answer.status == 200 and (looks_like_html(answer.body) or not answer.body.strip()):
        raise Blocked("BookMyShow answered with a page, or nothing, in place of its data.")
    require_ok(answer)


def availability_of(show: Show) -> Availability:
    """Say what its price bands and its own words come to; UNKNOWN for words that nobody has seen yet."""
    words = (AVAILABLE.get(show.Availability.upper()), AVAIL_STATUS.get(show.AvailStatus))
    bands = _best([_seats(category) for category in show.Categories])
    said = [word for word in (bands, *words) if word and word is not Availability.UNKNOWN]
    return _best(said) if len({word.buyable for word in said}) == 1 else Availability.UNKNOWN


def _seats(category: Category) -> Availability:
    if category.SeatsAvail.isascii() and category.SeatsAvail.isdigit():
        return Availability.IN_STOCK if category.SeatsAvail.strip("0") else Availability.SOLD_OUT
    return AVAIL_STATUS.get(category.AvailStatus, Availability.UNKNOWN)


def _best(said: Sequence[Availability]) -> Availability:
    """Sold out only where every word says so."""
    return next((word for word in BEST_FIRST if word in said), Availability.UNKNOWN)


def _plain(title: str) -> str:
    """Strip a title of what BookMyShow adds or people leave out: `(3D)`, punctuation, capitals."""
    return " ".join(re.findall(r"\w+", re.sub(r"\([^()]*\)", "", title[:LONGEST_TITLE]).casefold()))


def _words(format: str) -> set[str]:
    return set(format.upper().split())
