"""What a ticket site offers, by names: its regions, theatres and movies; and an alert's options made of what people call them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from coatcheck.errors import Invalid, LookFailed
from coatcheck.model import Frozen
from coatcheck.ports import Answer, Fetcher, Request, Target, fetch_one, permitted
from coatcheck.sources.tickets.bookmyshow_listing import Child, Region, decode_region
from coatcheck.sources.tickets.bookmyshow_regions import decode_regions, regions_request
from coatcheck.sources.tickets.bookmyshow_wish import LISTING_KEPT, MOST, listing_request, zone
from coatcheck.sources.tickets.searching import Named, exactly, pick
from coatcheck.watching.addresses import names_private_host

SOURCE = "bookmyshow"
SECONDS = 20.0  # for one answer
FRESH = 60.0  # seconds for which an answer will do where the kept one lacks something
CLOSED = (
    "Movies can't be searched here. Read https://in.bookmyshow.com/terms-and-conditions; if you accept it, set "
    "COATCHECK_TICKETS_SITE=https://in.bookmyshow.com."
)

T = TypeVar("T")


class Movie(Frozen, frozen=True):
    """A movie that is listed in a region, in each language and format."""

    title: str
    versions: tuple[Child, ...]

    @property
    def languages(self) -> list[str]:
        return list(dict.fromkeys(each.EventLanguage for each in self.versions))

    @property
    def formats(self) -> list[str]:
        return list(dict.fromkeys(each.EventDimension for each in self.versions))


class Wanted(Frozen, frozen=True):
    """What somebody wants to hear of, as they call it. `coming`: a movie of exactly this title that may not be listed yet."""

    movie: str
    region: str
    theatres: tuple[str, ...]
    date: str
    days: str = ""
    after: str = ""
    before: str = ""
    language: str = ""
    format: str = ""
    listed: bool = False
    coming: bool = False
    zone: str = ""


class BoxOffice:
    """What is asked of the ticket site that the operator named. Every method raises `LookFailed` where it gives no proper answer."""

    def __init__(self, site: str, fetcher: Fetcher) -> None:
        """`site`: the setting `tickets_site`. Raises `Invalid` where there is none."""
        if not site:
            raise Invalid(CLOSED)
        self.site, self._fetcher = site.rstrip("/"), fetcher

    @property
    def zone(self) -> str:
        """By whose clock its days are. Raises `Invalid` where the site's country has several zones."""
        return zone(Target(f"{self.site}/"))

    def regions(self) -> list[Named]:
        """List the regions, by their names; a list of up to a week ago."""
        return self._read(regions_request(self.site), decode_regions)

    def theatres(self, region: Named) -> list[Named]:
        """List a region's theatres, by their names; a list of up to six hours ago."""
        return _theatres(self._listing(region))

    def movies(self, region: Named) -> list[Movie]:
        """List the movies that are listed in a region, by their titles; a list of up to six hours ago."""
        return _movies(self._listing(region))

    def target(self, wanted: Wanted) -> Target:
        """Return what a watch on this looks at, with codes in place of names.

        Raises `Invalid` for a name that nothing or several things have, saying what was probably meant.
        """
        region = pick(self.regions(), wanted.region, "region")
        listing = self._listing(region)
        if not wanted.coming and not _is_listed(wanted.movie, listing):
            listing = self._listing(region, FRESH)
        theatres = _picked_theatres(listing, wanted.theatres)
        title, language, format = _version(_movies(listing), wanted)
        codes = tuple(each.code for each in theatres)
        return self.target_as_written(
            replace(wanted, movie=title, region=region.code, theatres=codes, language=language, format=format)
        )

    def target_as_written(self, wanted: Wanted) -> Target:
        """Return what a watch on this looks at, where the region and theatres are codes and the movie is its exact title; nothing is asked."""
        options = {
            "terms": "accepted",
            "region": wanted.region,
            "venues": ",".join(wanted.theatres),
            "title": wanted.movie,
            "language": wanted.language,
            "format": wanted.format,
            "date": wanted.date,
            "days": wanted.days,
            "after": wanted.after,
            "before": wanted.before,
            "listed": "yes" if wanted.listed else "",
            "zone": wanted.zone,
        }
        given = {name: text.strip() for name, text in options.items() if text.strip()}
        return Target(f"{self.site}/", given, self._is_private)

    @property
    def _is_private(self) -> bool:
        """The operator's own setting may name a host on a private network."""
        return names_private_host(self.site)

    def _listing(self, region: Named, max_age: float = LISTING_KEPT) -> Region:
        return self._read(listing_request(self.site, region.code, max_age), decode_region)

    def _read(self, request: Request, decode: Callable[[Answer], T]) -> T:
        """Read an answer; one that was kept and can't be read, like a page in place of the data, is asked for anew."""
        answer = self._ask(request)
        try:
            return decode(answer)
        except LookFailed:
            if answer.fetched_at is None:
                raise
            return decode(self._ask(replace(request, max_age=FRESH)))

    def _ask(self, request: Request) -> Answer:
        answer = fetch_one(
            self._fetcher, permitted(Target(self.site, allow_private=self._is_private), request), SECONDS
        )
        if isinstance(answer, LookFailed):
            raise answer
        return answer


def titles(movies: Sequence[Movie]) -> list[Named]:
    """Name the movies as they are searched by."""
    return [Named(movie.title) for movie in movies]


def _theatres(listing: Region) -> list[Named]:
    return sorted((Named(name, code) for code, name in listing.venues.items()), key=lambda each: each.name)


def _movies(listing: Region) -> list[Movie]:
    listed = listing.moviesData.BookMyShow.arrEvents
    return sorted((Movie(each.EventTitle, tuple(each.ChildEvents)) for each in listed), key=lambda each: each.title)


def _is_listed(words: str, listing: Region) -> bool:
    try:
        return bool(pick(titles(_movies(listing)), words, "movie"))
    except Invalid:
        return False


def _picked_theatres(listing: Region, names: Sequence[str]) -> list[Named]:
    known = _theatres(listing)
    picked = list(dict.fromkeys(pick(known, name, "theatre") for name in names if name.strip()))
    if not 1 <= len(picked) <= MOST:
        raise Invalid(f"Name one to {MOST} theatres.", "venues")
    return picked


def _version(movies: Sequence[Movie], wanted: Wanted) -> tuple[str, str, str]:
    """Say which movie is meant, in its own title's spelling, in which language and format: "" for any."""
    if wanted.coming and not exactly(titles(movies), wanted.movie):
        if not any(character.isalnum() for character in wanted.movie):
            raise Invalid("Write the movie's title.", "title")
        return wanted.movie.strip(), wanted.language.strip(), wanted.format.strip()
    title = pick(titles(movies), wanted.movie, "movie").name
    movie = next(each for each in movies if each.title == title)
    language = _one_of(movie.languages, wanted.language, "language", wanted.coming)
    format = _one_of(movie.formats, wanted.format, "format", wanted.coming)
    if not wanted.coming and not any(child.is_in(language, format) for child in movie.versions):
        known = ", ".join(f"{child.EventLanguage} {child.EventDimension}" for child in movie.versions)
        raise Invalid(f"{title} is not listed in {language} {format}. It is in: {known}.", "format")
    return title, language, format


def _one_of(known: Sequence[str], words: str, kind: str, coming: bool) -> str:
    """Return the language or format that is meant; as it was written where it may still come."""
    if not words.strip():
        return ""
    same = next((each for each in known if set(each.casefold().split()) == set(words.casefold().split())), "")
    if same or coming:
        return same or words.strip()
    raise Invalid(f"There is no {kind} {words!r} of it. There are: {', '.join(known) or 'none yet'}.", kind)
