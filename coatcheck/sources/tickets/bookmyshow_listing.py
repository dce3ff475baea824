"""What is on in a region as BookMyShow lists it: movies, in their languages and formats, and cinemas.

Everything is a text there, and nothing is documented: each field relied on is required, and others are ignored.
"""

import re

import msgspec

from coatcheck.errors import Blocked, Unreadable
from coatcheck.ports import Answer
from coatcheck.sources.answers import decode, looks_like_html, require_ok

LONGEST_TITLE = 500  # characters in which a title is compared


class Venue(msgspec.Struct):
    VenueCode: str
    VenueName: str


class Child(msgspec.Struct):
    """A movie in one language and format."""

    EventCode: str
    EventLanguage: str
    EventDimension: str

    def is_in(self, language: str, format: str) -> bool:
        """Say whether it is in this language and format, "" for any; the order of a format's words is of no account."""
        spoken = language.casefold() in ("", self.EventLanguage.casefold())
        return spoken and (not format or _words(format) == _words(self.EventDimension))


class _Movie(msgspec.Struct):
    EventTitle: str
    ChildEvents: list[Child]


class _Movies(msgspec.Struct):
    arrEvents: list[_Movie]


class _Cinemas(msgspec.Struct):
    aiVN: list[Venue]


class _MoviesData(msgspec.Struct):
    BookMyShow: _Movies


class _CinemasData(msgspec.Struct):
    BookMyShow: _Cinemas


class Region(msgspec.Struct):
    """What is on in a region."""

    moviesData: _MoviesData
    cinemas: _CinemasData

    def movies(self, title: str) -> list[str]:
        """List the first code of each movie of this title; empty before it is listed."""
        return [movie.ChildEvents[0].EventCode for movie in self._of(title) if movie.ChildEvents]

    def movies_named(self, title: str) -> list[str]:
        """List the movies of this title as they are written here."""
        return [movie.EventTitle for movie in self._of(title)]

    def children(self, title: str, language: str, format: str) -> list[Child]:
        """List the languages and formats in which a movie is on, of those asked for; "" for any."""
        return [child for movie in self._of(title) for child in movie.ChildEvents if child.is_in(language, format)]

    def _of(self, title: str) -> list[_Movie]:
        """List the movies of exactly this title: "Jailer" is not "Jailer 2"."""
        return [each for each in self.moviesData.BookMyShow.arrEvents if _plain(each.EventTitle) == _plain(title)]

    @property
    def titles(self) -> list[str]:
        """The titles of its movies."""
        return [movie.EventTitle for movie in self.moviesData.BookMyShow.arrEvents]

    @property
    def venues(self) -> dict[str, str]:
        """The names of its cinemas, by code."""
        return {venue.VenueCode: venue.VenueName for venue in self.cinemas.BookMyShow.aiVN}


def decode_region(answer: Answer) -> Region:
    """Read a region's listing. Raises `Unreadable` for one without movies or cinemas too: the cookie that names it was ignored."""
    require_shown(answer)
    region = decode(answer.body, Region)
    if not region.moviesData.BookMyShow.arrEvents or not region.cinemas.BookMyShow.aiVN:
        raise Unreadable(
            "`arrEvents` or `aiVN` is empty: the shop did not understand the region. `coatcheck tickets regions` lists those there are."
        )
    return region


def require_shown(answer: Answer) -> None:
    """Return if these are its data; raise `Blocked` for a page or nothing in their place, or what its status says."""
    if answer.status == 200 and (looks_like_html(answer.body) or not answer.body.strip()):
        raise Blocked("BookMyShow answered with a page, or nothing, in place of its data.")
    require_ok(answer)


def _plain(title: str) -> str:
    """Strip a title of what BookMyShow adds or people leave out: `(3D)`, punctuation, capitals."""
    return " ".join(re.findall(r"\w+", re.sub(r"\([^()]*\)", "", title[:LONGEST_TITLE]).casefold()))


def _words(format: str) -> set[str]:
    return set(format.upper().split())
