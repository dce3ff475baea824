"""Looking at something for a stranger: so often for each of them, so often in all, and so many at a time."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from threading import BoundedSemaphore
from typing import TypeVar

from coatcheck.errors import Invalid, LookFailed, Unreachable
from coatcheck.languages import N_, gettext
from coatcheck.ports import Answer, Clock, Fetcher, Request, Target
from coatcheck.sources.tickets.searching import Named, pick
from coatcheck.watching.box_office import SOURCE, BoxOffice, Movie
from coatcheck.watching.suggestion_draft import Draft, draft_of
from signup_web import context
from signup_web.joining import limits
from signup_web.joining.limits import TooMany

T = TypeVar("T")
Listing = tuple[Named, list[Named], list[Movie]]
LONGEST = 20.0  # seconds for everything that is asked of a shop
AT_ONCE = BoundedSemaphore(2)  # that this process looks at for strangers, so that others are still answered
BUSY = N_("Others are being looked at. Try again in a few seconds.")


class NoAnswer(Invalid):
    """The ticket site did not tell what was asked."""


def looked(asker: str, ask: Callable[[], T], network: str = "") -> T:
    """Return what this finds, within the limits of whoever asks. Raises `TooMany`, or `NoAnswer` where nothing proper came."""
    limits.check_preview(context.store(), context.settings(), asker, network, context.now())
    if not AT_ONCE.acquire(blocking=False):
        raise TooMany(gettext(BUSY))
    try:
        return ask()
    except LookFailed as error:
        raise NoAnswer(gettext("The ticket site gives us no proper answer just now. Try again later.")) from error
    finally:
        AT_ONCE.release()


class InAll:
    """A fetcher with so many seconds for all that it is asked for: a slow shop, asked in several ways, must not keep others waiting."""

    def __init__(self, fetcher: Fetcher, clock: Clock, seconds: float = LONGEST) -> None:
        self._fetcher, self._clock = fetcher, clock
        self._until = clock.now() + timedelta(seconds=seconds)

    def fetch(self, requests: Sequence[Request], seconds: float) -> Iterable[tuple[int, Answer | LookFailed] | None]:
        left = (self._until - self._clock.now()).total_seconds()
        if left <= 0:
            return [(place, Unreachable("The shop took too long.")) for place in range(len(requests))]
        return self._fetcher.fetch(requests, min(seconds, left))

    def close(self) -> None:
        self._fetcher.close()


def page_draft(url: str) -> Draft:
    """Read a page that a stranger names, as it is sent: no browser is started for them. Raises `Invalid` for one that tells no stock."""
    from coatcheck.watching.discovery import discover

    services = context.services()
    fetcher = InAll(services.public_fetcher, services.clock)
    return draft_of(discover(Target(url), fetcher, services.clock, may_draw=False))


def office() -> BoxOffice:
    """Open the ticket site that the operator named. Raises `Invalid` where there is none."""
    services = context.services()
    if not services.settings.tickets_site:
        raise Invalid(gettext("Movies can't be searched here."))
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
    return draft_of(discover(target, services.fetcher, services.clock, SOURCE))
