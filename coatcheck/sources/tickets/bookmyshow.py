"""Cinema tickets at BookMyShow (India, and sites of its kind in other countries), by the data its own pages used to ask for.

There is no public API: this one has moved before and may be gone. So the source must be switched on watch by watch
with `terms=accepted`, after reading https://in.bookmyshow.com/terms-and-conditions. It introduces itself honestly, and a
refusal is a refusal. What is watched is a movie at each cinema on each day, with all of its showings there.
"""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from coatcheck.errors import LookFailed, Over, Unreadable
from coatcheck.model import LISTED, Availability, Observation, Offer, Product, Showing, Variant, Witness, rounded_seats
from coatcheck.ports import Answer, Request, Target
from coatcheck.sources.answers import fingerprint, observe
from coatcheck.sources.tickets.bookmyshow_listing import Child, Region, decode_region
from coatcheck.sources.tickets.bookmyshow_shows import Shown, decode_shown
from coatcheck.sources.tickets.bookmyshow_wish import (
    CURRENCIES,
    MOST,
    OPTIONS,
    SAME_ROUND,
    Wish,
    calls,
    listing_request,
    read_wish,
    zone,
)
from coatcheck.sources.tickets.searching import Named, did_you_mean
from coatcheck.sources.tickets.wanted import over_at

__all__ = ["OPTIONS", "read", "request", "zone"]

MOST_SHOWINGS = 300  # of one look: each goes into every message about it


def request(target: Target) -> Request:
    """Ask for the region's listing, or with an event code for the last day's showings. Raises `Invalid` for what is missing."""
    wish = read_wish(target)
    if not wish.event:
        return listing_request(wish.site, wish.region)
    return next(calls(wish, [wish.event], wish.wanted.days)).request


def read(target: Target, answers: Sequence[Answer]) -> Observation | Request:
    """Read every cinema and day with its showings, one request after another. Nothing on sale is sold out."""
    wish = read_wish(target)
    place = ZoneInfo(wish.zone)
    today = answers[-1].ended_at.astimezone(place).date()
    days = [day for day in wish.wanted.days if day >= today]
    if not days:
        raise Over(f"{wish.wanted.days[-1].day} {wish.wanted.days[-1]:%B %Y} is over.")
    listed, given = _parted(wish, answers)
    if len(listed) == 1 and _lacks(wish, listed[0]):
        # One that was kept may be old: the answer to this one is not.
        return listing_request(wish.site, wish.region, SAME_ROUND)
    listing = _listing(wish, listed[-1]) if listed else None
    children = listing.children(wish.title, wish.language, wish.format) if listing else []
    asked = list(calls(wish, _asked(wish, listing, children), days))
    if len(asked) > MOST:
        raise Unreadable(f"{len(asked)} requests would be needed, {MOST} are the most: name the region, or fewer days.")
    if len(given) < len(asked):
        return asked[len(given)].request
    shown = [each for call, answer in zip(asked, given, strict=True) for each in decode_shown(answer, call, children)]
    wanted = list({(each.venue, each.session): each for each in shown if _is_wanted(wish, each)}.values())
    if len(wanted) > MOST_SHOWINGS:
        raise Unreadable(
            f"There are more than {MOST_SHOWINGS} showings: name fewer days, or hours in `after` and `before`."
        )
    names = {each.venue: each.name for each in shown if each.name} | (listing.venues if listing else {})
    variants = [_variant(wish, venue, names.get(venue, venue), day, wanted) for day in days for venue in wish.venues]
    titles = listing.movies_named(wish.title) if listing else [each.title for each in shown if each.title]
    title = next(iter(titles), wish.title or wish.event)
    if wish.listed and listing:
        variants.append(_listed(children))
    product = Product(id=f"{title} {wish.wanted.days[-1]}", title=title, url=target.url, variants=tuple(variants))
    return replace(
        observe([product], fingerprint("bookmyshow", [])),
        over_at=over_at(wish.wanted.days[-1], place),
        facts_at=_facts_at(listed, children),
    )


def _parted(wish: Wish, answers: Sequence[Answer]) -> tuple[Sequence[Answer], Sequence[Answer]]:
    """Part the answers that list the region, one or two, from those with showings."""
    if wish.event:
        return (), answers
    again = listing_request(wish.site, wish.region).url
    count = 2 if len(answers) > 1 and answers[1].request.url == again else 1
    return answers[:count], answers[count:]


def _lacks(wish: Wish, answer: Answer) -> bool:
    """Say whether a listing lacks what is wanted; one that was kept and can't be read does, too."""
    try:
        listing = _listing(wish, answer)
    except LookFailed:
        if answer.fetched_at:
            return True
        raise
    return not listing.children(wish.title, wish.language, wish.format)


def _facts_at(listed: Sequence[Answer], children: Sequence[Child]) -> datetime | None:
    """Say when the listing was fetched; None where it is asked for with each look, because the movie is not in it."""
    return (listed[-1].fetched_at or listed[-1].ended_at) if listed and children else None


def _listing(wish: Wish, answer: Answer) -> Region:
    """Read the region's movies and cinemas. Raises `Unreadable` where a wanted cinema is not among them."""
    listing = decode_region(answer)
    venues = listing.venues
    if strange := [venue for venue in wish.venues if venue not in venues]:
        known = [Named(name, code) for code, name in venues.items()]
        meant = dict.fromkeys(did_you_mean(known, code) for code in strange)
        raise Unreadable(" ".join((f"`venues`: there is no {', '.join(strange)} in this region.", *meant)).strip())
    return listing


def _asked(wish: Wish, listing: Region | None, children: Sequence[Child]) -> list[str]:
    """Say by which code the movie is asked for: by the same one in every language, so that watches share the answer."""
    if wish.event or listing is None:
        return [wish.event]
    return listing.movies(wish.title) if children else []


def _is_wanted(wish: Wish, shown: Shown) -> bool:
    """Say whether it is this movie at a wanted cinema and time. A day without showings is answered with another day's."""
    if wish.event:
        is_it = shown.event in ("", wish.event)
    else:
        is_it = shown.child is not None and shown.child.is_in(wish.language, wish.format)
    return is_it and shown.venue in wish.venues and wish.wanted.admits(shown.start)


def _variant(wish: Wish, venue: str, name: str, day: date, shown: Sequence[Shown]) -> Variant:
    """Make a cinema on a day, named by both where several days are wanted."""
    here = sorted(
        (each for each in shown if each.venue == venue and each.start.startswith(day.isoformat())),
        key=lambda each: each.start,
    )
    best = _any([each.availability for each in here])
    words = "; ".join(each.says for each in here[:20]) or "no showing"
    title = name if len(wish.wanted.days) == 1 else f"{name}, {day:%a} {day.day} {day:%b}"
    return Variant(
        id=f"{venue}-{day:%Y%m%d}",
        title=title,
        options={"location": name, "date": day.isoformat()},
        offer=Offer(availability=best, witnesses=(Witness("bookmyshow", words),)),
        showings=tuple(_showing(wish, name, each) for each in here),
    )


def _any(said: list[Availability]) -> Availability:
    """Say what holds for any showing: none at all means that none is on sale."""
    if not said:
        return Availability.OUT_OF_STOCK
    return Product(id="", variants=tuple(Variant(id="", offer=Offer(availability=word)) for word in said)).availability


def _showing(wish: Wish, name: str, shown: Shown) -> Showing:
    return Showing(
        id=f"{shown.venue}-{shown.session}",
        start_date=shown.start,
        location=name,
        in_language=shown.child.EventLanguage if shown.child else "",
        video_format=shown.child.EventDimension if shown.child else "",
        availability=shown.availability,
        price=shown.price,
        currency=CURRENCIES.get(wish.zone) if shown.price else None,
        url=f"{wish.site}/booktickets/{shown.venue}/{shown.session}",
        remaining_attendee_capacity=rounded_seats(shown.seats_left),
        maximum_attendee_capacity=shown.seats,
    )


def _listed(children: Sequence[Child]) -> Variant:
    found = ", ".join(f"{child.EventLanguage} {child.EventDimension}" for child in children)
    said = Availability.IN_STOCK if children else Availability.OUT_OF_STOCK
    return Variant(LISTED, "Listing", offer=Offer(said, witnesses=(Witness("bookmyshow", found or "not listed"),)))
