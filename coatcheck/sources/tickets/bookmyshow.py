"""Cinema tickets at BookMyShow (India), by the data its own pages used to ask for.

There is no public API: this one has moved before and may be gone. So the source must be switched on watch by watch
with `terms=accepted`, after reading https://in.bookmyshow.com/terms-and-conditions. It introduces itself honestly, and a
refusal is a refusal. What is watched is "any show" of a movie at a cinema on a day, and then each show by itself.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import quote, urlencode, urlsplit
from zoneinfo import ZoneInfo

from coatcheck.errors import Gone, Invalid, Unreadable
from coatcheck.model import Availability, Frozen, Observation, Offer, Product, Variant, Witness
from coatcheck.ports import Answer, Option, Request, Target
from coatcheck.sources.answers import fingerprint, observe
from coatcheck.sources.caps import require_few_variants
from coatcheck.sources.tickets.bookmyshow_items import Show, Shows, availability_of, decode_region, decode_shows

OPTIONS = (
    Option("terms", "`accepted`, once you have read and accepted BookMyShow's terms", choices=("accepted",)),
    Option("venues", "codes of cinemas with commas, like PVPH,INVS"),
    Option("date", "the day by India's calendar, YYYYMMDD (default: the one in the address)"),
    Option("event", "the movie's code in one language and format, ET12345678 (default: the one in the address)"),
    Option("region", "in place of the code: the region's code, like MUMBAI, and with it"),
    Option("title", "the movie's title, and if it matters"),
    Option("language", "its language, like Hindi, and"),
    Option("format", "its format, like IMAX 3D"),
)

INDIA = ZoneInfo("Asia/Kolkata")
MOST = 8  # requests of one look beside the first


class _Wish(Frozen, frozen=True):
    """What the options ask for."""

    site: str
    date: str
    venues: tuple[str, ...]
    event: str
    options: dict[str, str]

    @property
    def day(self) -> str:
        return datetime.strptime(self.date, "%Y%m%d").strftime("%d %B %Y").lstrip("0")


def request(target: Target) -> Request:
    """Ask for the region's listing, or with an event code the first cinema's shows. Raises `Invalid` for what is missing."""
    wish = _wish(target)
    return _shows_request(wish, wish.event, wish.venues[0]) if wish.event else _region_request(wish)


def read(target: Target, answers: Sequence[Answer]) -> Observation | Request:
    """Read for each cinema "any show" and every show there is, one request after another. Nothing on sale is sold out."""
    wish = _wish(target)
    if datetime.strptime(wish.date, "%Y%m%d").date() < answers[-1].ended_at.astimezone(INDIA).date():
        raise Gone(f"{wish.day} is over.")
    events, names, rest = [wish.event], {}, list(answers)
    if not wish.event:
        region = decode_region(rest.pop(0))
        events = region.events(*(wish.options.get(name, "") for name in ("title", "language", "format")))
        names = region.venues
        if strange := [venue for venue in wish.venues if venue not in names]:
            raise Unreadable(f"`venues`: there is no {', '.join(strange)} in this region.")
    wanted = [(event, venue) for venue in wish.venues for event in events]
    if len(wanted) > MOST:
        raise Unreadable(f"{len(wanted)} requests would be needed, {MOST} are the most: name the language and format.")
    read_so_far = [decode_shows(answer) for answer in rest]
    if len(rest) < len(wanted):
        return _shows_request(wish, *wanted[len(rest)])
    found = [(venue, shows) for (_, venue), shows in zip(wanted, read_so_far, strict=True)]
    for venue, shows in found:
        names |= {each.VenueCode: each.VenueName for each in shows.arrVenue if each.VenueCode == venue}
    variants = [variant for venue in wish.venues for variant in _variants(wish, events, venue, names, found)]
    title = wish.options.get("title") or wish.event
    product = Product(id=f"{title} {wish.date}", title=f"{title}, {wish.day}", url=target.url, variants=tuple(variants))
    return observe([product], fingerprint("bookmyshow", []))


def _wish(target: Target) -> _Wish:
    options, parts = dict(target.options), urlsplit(target.url)
    if options.get("terms") != "accepted":
        raise Invalid("BookMyShow is read only with the option terms=accepted: read its terms first.", "terms")
    in_address = re.search(r"ET\d{8}", parts.path), re.search(r"/(\d{8})(?:/|$)", parts.path)
    event = options.get("event") or (in_address[0][0] if in_address[0] and not options.get("title") else "")
    date = options.get("date") or (in_address[1][1] if in_address[1] else "")
    venues = tuple(code.strip().upper() for code in options.get("venues", "").split(",") if code.strip())
    if not event and not (options.get("region") and options.get("title")):
        raise Invalid("Name the movie: the option `event`, or `region` and `title`.", "event")
    if not venues or len(venues) > MOST:
        raise Invalid(f"Name one to {MOST} cinemas in the option `venues`.", "venues")
    if not _is_date(date):
        raise Invalid("Name the day in the option `date`, like 20261121.", "date")
    return _Wish(f"{parts.scheme}://{parts.netloc}", date, venues, event, options)


def _is_date(text: str) -> bool:
    try:
        return len(text) == 8 and bool(datetime.strptime(text, "%Y%m%d"))
    except ValueError:
        return False


def _region_request(wish: _Wish) -> Request:
    region = wish.options["region"].upper()
    query = urlencode({"cmd": "QUICKBOOK", "type": "MT"})
    return Request(url=f"{wish.site}/serv/getData?{query}", headers={"cookie": f"Rgn={quote(f'|Code={region}|')}"})


def _shows_request(wish: _Wish, event: str, venue: str) -> Request:
    query = {"cmd": "GETSHOWTIMESBYEVENTANDVENUE", "f": "json", "dc": wish.date, "vc": venue, "ec": event}
    return Request(url=f"{wish.site}/serv/getData?{urlencode(query)}")


def _variants(
    wish: _Wish, events: list[str], venue: str, names: dict[str, str], found: list[tuple[str, Shows]]
) -> Iterator[Variant]:
    """Any show at this cinema, and then each of them. A day without shows is answered with another day's."""
    name = names.get(venue, venue)
    shows = [
        show
        for place, answer in found
        for show in answer.arrShows
        if place == venue and show.ShowDateCode == wish.date and show.EventCode in ("", *events)
    ]
    require_few_variants(len(shows))
    words = f"{len(shows)} shows" if events else "not listed"
    best = _any([availability_of(show) for show in shows])
    offer = Offer(availability=best, witnesses=(Witness("bookmyshow", words),))
    yield Variant(id=f"{venue}-{wish.date}", title=f"Any show at {name}", options={"cinema": name}, offer=offer)
    for show in shows:
        yield _show(wish, venue, name, show)


def _any(said: list[Availability]) -> Availability:
    """Say what holds for any show: no shows at all means that none is on sale."""
    if not said:
        return Availability.OUT_OF_STOCK
    return Product(id="", variants=tuple(Variant(id="", offer=Offer(availability=word)) for word in said)).availability


def _show(wish: _Wish, venue: str, name: str, show: Show) -> Variant:
    seats = ", ".join(f"{band.PriceDesc} {band.SeatsAvail or band.AvailStatus}".strip() for band in show.Categories)
    prices = [band.CurPrice for band in show.Categories if re.fullmatch(r"\d+(\.\d+)?", band.CurPrice)]
    return Variant(
        id=f"{venue}-{show.SessionId}",
        title=f"{show.ShowTimeDisplay}, {name}",
        options={"cinema": name, "time": show.ShowTimeDisplay},
        offer=Offer(
            availability=availability_of(show),
            price=min(prices, key=float, default=None),
            currency="INR",
            url=f"{wish.site}/booktickets/{venue}/{show.SessionId}",
            witnesses=(Witness("bookmyshow", f"{show.Availability or show.AvailStatus} ({seats})"),),
        ),
    )
