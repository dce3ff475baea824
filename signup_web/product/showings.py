"""An event's showings in words: those that a message told of, and what is known of them now. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec.structs import replace

from coatcheck.languages import N_, gettext, ngettext
from coatcheck.model import EXACT_SEATS, LISTED, Availability, Frozen, Restocked, RestockEvent, Showing
from coatcheck.telling.showings import kind, long_day, place, terms, time_of
from signup_web.product.facts import Facts

SOLD_OUT, UNKNOWN = N_("sold out"), N_("not known")
FEW = 20  # hundredths of a bar, for what fills fast


class ShowingView(Frozen, frozen=True):
    """One showing: when, what is known of it, and where it is booked; no link where it can't be."""

    time: str
    terms: str
    url: str | None
    says: str  # "" where it can be booked
    seats: str = ""  # how many are left, in words; "" where nobody tells
    left: int | None = None  # their share of all, in hundredths, as a bar shows it; None where nothing tells it


class PlaceView(Frozen, frozen=True):
    name: str
    showings: tuple[ShowingView, ...]


class DayView(Frozen, frozen=True):
    """A day in words with its date, "" where none was told, and the places where something is shown on it."""

    name: str
    places: tuple[PlaceView, ...]


class ToldView(Frozen, frozen=True):
    """What a message told."""

    title: str
    kind: str
    days: tuple[DayView, ...]
    to_open: tuple[str, ...]
    slug: str  # of the watch; "" where it is gone
    checked: bool  # whether what is said of seats is what the last look showed


def told_view(event: RestockEvent, facts: Facts | None, now: datetime) -> ToldView:
    """Make the page of what was told, with what is known now of each showing where the watch is still looked at."""
    checked = bool(facts and facts.proven(now))
    opened = [_as_known(each, facts) if checked else each for each in event.variants if each.id != LISTED]
    return ToldView(
        title=event.title,
        kind=kind(event),
        days=_days(opened, with_kind=not kind(event)),
        to_open=tuple(event.to_open.values()),
        slug=facts.watch.slug if facts else "",
        checked=checked,
    )


def showing_views(showings: Iterable[Showing], with_kind: bool, proven: bool = True) -> tuple[ShowingView, ...]:
    """Say each of these in words; what is left of them nobody knows where it is not `proven` now."""
    return tuple(
        _showing(each if proven else replace(each, availability=Availability.UNKNOWN), with_kind) for each in showings
    )


def has_kinds(showings: Iterable[Showing]) -> bool:
    """Return whether they differ in language or format, so that each has to name its own."""
    return len({(each.in_language, each.video_format) for each in showings}) > 1


def _as_known(told: Restocked, facts: Facts | None) -> Restocked:
    """Return it with the showings that are known now; those that are not listed any more are sold out, as far as anybody can tell."""
    known = facts.state.variant(told.id) if facts else None
    if known is None:
        return told
    now = {each.id: each for each in known.showings}
    gone = [replace(each, availability=Availability.SOLD_OUT) for each in told.showings if each.id not in now]
    return replace(told, showings=tuple(sorted([*known.showings, *gone], key=lambda each: each.start_date)))


def _days(variants: Sequence[Restocked], with_kind: bool) -> tuple[DayView, ...]:
    days = sorted({each.start_date[:10] for variant in variants for each in variant.showings})
    return tuple(
        DayView(
            long_day(day) if day else "",
            tuple(
                PlaceView(place(variant), showing_views(here, with_kind))
                for variant in variants
                if (here := [each for each in variant.showings if each.start_date[:10] == day])
            ),
        )
        for day in days
    )


def _showing(showing: Showing, with_kind: bool) -> ShowingView:
    buyable = showing.availability.buyable
    says = {True: "", False: SOLD_OUT, None: UNKNOWN}[buyable]
    url = showing.url if showing.url and showing.url.startswith(("https://", "http://")) else None
    return ShowingView(
        time=time_of(showing),
        terms=terms(showing, with_kind) if buyable else "",
        url=None if buyable is False else url,
        says=gettext(says) if says else "",
        seats=_seats(showing) if buyable else "",
        left=_share(showing),
    )


def _seats(showing: Showing) -> str:
    """Say how many seats are left: "4 of 246 seats left", "at least 150 seats left"; "" where nobody tells."""
    left, most = showing.remaining_attendee_capacity, showing.maximum_attendee_capacity
    if not left:
        return ""
    if most and left <= most:
        seats = gettext("{count} of {most} seats", count=left, most=most)
    else:
        seats = ngettext("{count} seat", "{count} seats", left)
    if left <= EXACT_SEATS:
        return gettext("{seats} left", seats=seats)
    return gettext("at least {seats} left", seats=seats)


def _share(showing: Showing) -> int | None:
    """Return which share of the seats is left, in hundredths: as counted, else as far as words tell it."""
    buyable = showing.availability.buyable
    left, most = showing.remaining_attendee_capacity, showing.maximum_attendee_capacity
    if buyable and left is not None and most and left <= most:
        return max(1, min(100, 100 * left // most))
    if buyable and showing.availability is Availability.LIMITED_AVAILABILITY:
        return FEW
    return 0 if buyable is False else None
