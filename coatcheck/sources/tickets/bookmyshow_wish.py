"""What a watch wants of BookMyShow, and how it is asked for. Pure."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import quote, urlencode, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coatcheck.errors import Invalid
from coatcheck.model import Frozen
from coatcheck.ports import Option, Request, Target
from coatcheck.sources.tickets import wanted
from coatcheck.sources.tickets.wanted import Wanted, read_wanted

OPTIONS = (
    Option("terms", "`accepted`, once you have read and accepted BookMyShow's terms", choices=("accepted",)),
    Option("venues", "codes of cinemas with commas, like PVPH,INVS"),
    *wanted.OPTIONS,
    Option("region", "the region's code, like MUMBAI: with it one request serves all of its cinemas"),
    Option("event", "the movie's code in one language and format, ET12345678 (default: the one in the address)"),
    Option("title", "in place of the code: the movie's title in that region, and if it matters"),
    Option("language", "its language, like Hindi, and"),
    Option("format", "its format, like IMAX 3D"),
    Option("zone", "the cinemas' time zone, like Asia/Jakarta (default: that of the site's country, where it has one)"),
    Option("listed", "`yes`: tell that the movie is listed, too, though no showing is open", choices=("yes",)),
)

# Each country's site is at its own name, like in.bookmyshow.com. Where a country has several zones (id: Indonesia), or is not here, a watch names it.
ZONES = {"in": "Asia/Kolkata", "lk": "Asia/Colombo", "ae": "Asia/Dubai", "sg": "Asia/Singapore"}
CURRENCIES = {"Asia/Kolkata": "INR", "Asia/Colombo": "LKR", "Asia/Dubai": "AED", "Asia/Singapore": "SGD"}

LISTING_KEPT = 6 * 3600.0  # seconds; codes and names don't change, and what is not in it is asked for anew
SAME_ROUND = 4.0  # seconds: less than pass between two looks at any watch, so that all of them share an answer
MOST = 8  # requests of one look beside the listing, and so cinemas


class Wish(Frozen, frozen=True):
    """What the options ask for. `event` is "" where the movie is known by its title."""

    site: str
    wanted: Wanted
    venues: tuple[str, ...]
    event: str
    region: str
    title: str = ""
    language: str = ""
    format: str = ""
    listed: bool = False
    zone: str = ZONES["in"]


def zone(target: Target) -> str:
    """Return the time zone of the cinemas: as the watch names it, else that of the site's country. Raises `Invalid` where nobody knows it."""
    if given := target.options.get("zone", "").strip():
        try:
            return ZoneInfo(given).key
        except (ValueError, OSError, ZoneInfoNotFoundError) as error:
            raise Invalid(f"There is no time zone {given!r}: write an IANA name like Asia/Jakarta.", "zone") from error
    country, _, site = (urlsplit(target.url).hostname or "").partition(".")
    # A site of another name stands in for India's.
    known = ZONES.get(country) if site == "bookmyshow.com" else ZONES["in"]
    if known is None:
        raise Invalid("Name the cinemas' time zone in the option `zone`, like Asia/Jakarta.", "zone")
    return known


def read_wish(target: Target) -> Wish:
    """Read the options and the address. Raises `Invalid` naming what is missing or wrong."""
    options, parts = target.options, urlsplit(target.url)
    if options.get("terms") != "accepted":
        raise Invalid("BookMyShow is read only with the option terms=accepted: read its terms first.", "terms")
    in_address = re.search(r"ET\d{8}", parts.path), re.search(r"/(\d{8})(?:/|$)", parts.path)
    event = options.get("event") or (in_address[0][0] if in_address[0] and not options.get("title") else "")
    if not event and not (options.get("region") and options.get("title")):
        raise Invalid("Name the movie: the option `event`, or `region` and `title`.", "event")
    venues = tuple(code.strip().upper() for code in options.get("venues", "").split(",") if code.strip())
    if not venues or len(venues) > MOST:
        raise Invalid(f"Name one to {MOST} cinemas in the option `venues`.", "venues")
    return Wish(
        site=f"{parts.scheme}://{parts.netloc}",
        wanted=read_wanted(options, in_address[1][1] if in_address[1] else ""),
        venues=venues,
        event=event,
        region=options.get("region", "").upper(),
        title=options.get("title", ""),
        language=options.get("language", ""),
        format=options.get("format", ""),
        listed=options.get("listed") == "yes",
        zone=zone(target),
    )


def listing_request(site: str, region: str, max_age: float = LISTING_KEPT) -> Request:
    """Ask for the movies and cinemas of a region, which is named by a cookie; an answer of so many seconds ago will do."""
    query = urlencode({"cmd": "QUICKBOOK", "type": "MT"})
    return Request(
        url=f"{site}/serv/getData?{query}", headers={"cookie": f"Rgn={quote(f'|Code={region}|')}"}, max_age=max_age
    )


class Call(Frozen, frozen=True):
    """One request for showings, and what its answer is about: `venue` is "" for all cinemas of the region."""

    request: Request
    event: str
    venue: str = ""


def calls(wish: Wish, events: Sequence[str], days: Sequence[date]) -> Iterator[Call]:
    """Ask for the showings of each day, the last one first: it is not over before all of them are.

    With the region an answer has all of its cinemas, and the movie in every language; without it there is one for each cinema.
    """
    for day in reversed(days):
        for event in events:
            if wish.region:
                yield Call(_region_request(wish, event, day), event)
            else:
                yield from (Call(_venue_request(wish, event, venue, day), event, venue) for venue in wish.venues)


def _region_request(wish: Wish, event: str, day: date) -> Request:
    query = {"eventCode": event, "regionCode": wish.region, "dateCode": f"{day:%Y%m%d}"}
    return Request(url=f"{wish.site}/api/movies-data/showtimes-by-event?{urlencode(query)}", max_age=SAME_ROUND)


def _venue_request(wish: Wish, event: str, venue: str, day: date) -> Request:
    query = {"cmd": "GETSHOWTIMESBYEVENTANDVENUE", "f": "json", "dc": f"{day:%Y%m%d}", "vc": venue, "ec": event}
    return Request(url=f"{wish.site}/serv/getData?{urlencode(query)}", max_age=SAME_ROUND)
