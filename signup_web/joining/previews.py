"""Looking at something for a stranger: so often for each of them, so often in all, and so many at a time."""

from collections.abc import Callable
from threading import BoundedSemaphore
from typing import TypeVar

from coatcheck.errors import Invalid, LookFailed
from coatcheck.ports import Target
from coatcheck.sources.tickets.searching import Named, pick
from coatcheck.watching.box_office import SOURCE, ZONE, BoxOffice, Movie
from coatcheck.watching.suggesting import Draft, draft_of
from signup_web import context
from signup_web.joining import limits
from signup_web.joining.limits import TooMany

T = TypeVar("T")
Listing = tuple[Named, list[Named], list[Movie]]
AT_ONCE = BoundedSemaphore(2)  # that this process looks at for strangers, so that others are still answered
BUSY = "Others are being looked at. Try again in a few seconds."


class NoAnswer(Invalid):
    """The ticket site did not tell what was asked."""


def looked(asker: str, ask: Callable[[], T], network: str = "") -> T:
    """Return what this finds, within the limits of whoever asks. Raises `TooMany`, or `NoAnswer` where nothing proper came."""
    limits.check_preview(context.store(), context.settings(), asker, network, context.now())
    if not AT_ONCE.acquire(blocking=False):
        raise TooMany(BUSY)
    try:
        return ask()
    except LookFailed as error:
        raise NoAnswer("The ticket site gives us no proper answer just now. Try again later.") from error
    finally:
        AT_ONCE.release()


def office() -> BoxOffice:
    """Open the ticket site that the operator named. Raises `Invalid` where there is none."""
    services = context.services()
    if not services.settings.tickets_site:
        raise Invalid("Movies can't be searched here.")
    return BoxOffice(services.settings.tickets_site, services.fetcher)


def listing(words: str) -> Listing:
    """Return the region of this name, its theatres and its movies."""
    asked = office()
    region = pick(asked.regions(), words, "region")
    return region, asked.theatres(region), asked.movies(region)


def movie_draft(target: Target) -> Draft:
    """Read what the operator's ticket site says of a movie."""
    from coatcheck.watching.discovery import discover

    services = context.services()
    return draft_of(discover(target, services.fetcher, services.clock, SOURCE), ZONE)
