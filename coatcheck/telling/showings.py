"""What the news of an event's showings says: what, in which language and format, when and where, and where each is booked. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from coatcheck.languages import dates, gettext, ngettext
from coatcheck.model import LISTED, Restocked, RestockEvent, Showing
from coatcheck.ports import Line
from coatcheck.telling.announcement import STOP, amount, signed
from coatcheck.telling.texts import Form, fit, fullest, listed

TITLE, PLACE, KIND, NAMES = 60, 40, 24, 80  # the most septets of a text that they may take
MOST_LINES = 80  # of a message: the page behind its link has all of them


def tells_showings(event: RestockEvent) -> bool:
    """Return whether this is the news of an event, and not of goods."""
    return any(variant.showings or variant.id == LISTED for variant in event.variants)


def is_addition(event: RestockEvent) -> bool:
    """Return whether it tells of new showings alone, at places that were open already."""
    return all(variant.was_open for variant in event.variants)


def open_showings(variant: Restocked) -> list[Showing]:
    """List the showings that can be booked, as far as anybody knows."""
    return [each for each in variant.showings if each.availability.buyable is not False]


def headline(event: RestockEvent) -> str:
    """Write the news in one line: what is open, where and when, in which language and format."""
    opened = [variant for variant in event.variants if variant.id != LISTED]
    if not opened:
        return gettext("{item} is listed. No showing is open yet.", item=event.title)
    at = _joined(place(variant) for variant in opened if "location" in variant.options)
    tickets = _joined(variant.title for variant in opened)
    days = _joined(short_day(day) for day in _days(opened) if day)
    if is_addition(event):
        what = gettext("{item} has new showings at {places}", item=event.title, places=_joined(map(place, opened)))
    elif at:
        what = gettext("{item} is open at {places}", item=event.title, places=at)
    else:
        what = gettext("{item} is on sale: {tickets}", item=event.title, tickets=tickets)
    return f"{what}{f', {days}' if days else ''}{_in_brackets(kind(event))}."


def lines(event: RestockEvent, link: str) -> tuple[Line, ...]:
    """Write the news at full length, with a link for each showing and one to the page that has all of them."""
    opened = [variant for variant in event.variants if variant.id != LISTED]
    head = [Line(event.title, strong=True), *([Line(kind(event), strong=True)] if kind(event) else [])]
    if not opened:
        return (*head, Line(gettext("is listed now. No showing is open yet.")), Line(gettext("See"), url=link))
    if where := _elsewhere(opened):
        head.append(Line(where))
    if is_addition(event):
        head.append(Line(gettext("New showings:")))
    body = [line for day in _days(opened) for line in _of_day(day, opened, kind(event) == "")]
    more = len(body) - MOST_LINES
    shown = [
        *body[:MOST_LINES],
        *([Line(), Line(ngettext("and one line more", "and {count} lines more", more))] if more > 0 else []),
    ]
    ahead = [Line(), Line(gettext("Still to open:"), _joined(event.to_open.values()))] if event.to_open else []
    return (*head, *shown, *ahead, Line(), Line(gettext("All showings"), url=link))


def text(event: RestockEvent, link: str, brand: str) -> str:
    """Write the news as one text of two segments at the most, with one link."""
    return fullest(_forms(event, link, brand), event.title, segments=2, longest=TITLE)


def kind(event: RestockEvent) -> str:
    """Name the language and format that all of the showings have: "English, IMAX 3D"; "" where they differ or nobody said."""
    kinds = {(each.in_language, each.video_format) for variant in event.variants for each in variant.showings}
    return ", ".join(filter(None, next(iter(kinds)))) if len(kinds) == 1 else ""


def place(variant: Restocked) -> str:
    """Name where it is: the cinema, or what the ticket is for."""
    return variant.options.get("location") or variant.title


def long_day(day: str) -> str:
    """Write a day in words with its date: "Saturday 21 November 2026 (2026-11-21)"."""
    return f"{dates.long_day(date.fromisoformat(day))} ({day})"


def short_day(day: str) -> str:
    """Write the same in few characters: "Sat 21 Nov (2026-11-21)"."""
    return f"{dates.short_day(date.fromisoformat(day))} ({day})"


def terms(showing: Showing, with_kind: bool = False) -> str:
    """Say what is known of a showing beside its time: "Hindi 2D, from 230 INR, filling fast"."""
    of_kind = " ".join(filter(None, (showing.in_language, showing.video_format))) if with_kind else ""
    priced = showing.price and showing.currency
    cost = gettext("from {price}", price=amount(showing.price or "", showing.currency or "")) if priced else ""
    fast = gettext("filling fast") if showing.availability.value == "LimitedAvailability" else ""
    return ", ".join(filter(None, (of_kind, cost, fast)))


def time_of(showing: Showing) -> str:
    """Write when it begins, "09:30"; "Tickets" where no time is told."""
    return showing.start_date.partition("T")[2] or gettext("Tickets")


def _elsewhere(variants: Iterable[Restocked]) -> str:
    """Name the place of an event whose variants are kinds of tickets; "" where they are places themselves."""
    said = {each.location for variant in variants for each in variant.showings if "location" not in variant.options}
    return said.pop() if len(said) == 1 else ""


def _days(variants: Iterable[Restocked]) -> list[str]:
    """List the days on which something is open, oldest first; "" among them where no day was told."""
    return sorted({each.start_date[:10] for variant in variants for each in open_showings(variant)})


def _of_day(day: str, variants: Sequence[Restocked], with_kind: bool) -> Iterator[Line]:
    all_new = all(variant.was_open for variant in variants)
    if day:
        yield Line(long_day(day), strong=True)
    for variant in variants:
        here = [each for each in open_showings(variant) if each.start_date[:10] == day]
        if here:
            yield Line()
            yield Line(place(variant), strong=True)
        if here and variant.was_open and not all_new:
            yield Line(gettext("New showings:"))
        for each in here:
            yield Line(time_of(each), terms(each, with_kind), url=each.url)


def _forms(event: RestockEvent, link: str, brand: str) -> list[Form]:
    """List what a text can say, the fullest first."""
    opened = [variant for variant in event.variants if variant.id != LISTED]
    if not opened:
        return [_form(brand, lambda name: gettext("{item} is listed. No showing is open yet.", item=name), link)]
    on = listed([short_day(day) for day in _days(opened) if day], PLACE)
    days = f"{_in_brackets(fit(kind(event), KIND))} {on}"
    to_open = listed(list(event.to_open.values()), NAMES)
    ahead = " " + gettext("To open: {places}.", places=to_open) if event.to_open else ""
    timed = "; ".join(map(_timed, opened))
    named = _counted(
        sum(len(open_showings(variant)) for variant in opened),
        listed(list(map(place, opened)), NAMES),
        is_addition(event),
    )
    told = (f"{timed}.{ahead}", f"{timed}.", f"{named}.{ahead}", f"{named}.")
    return [_form(brand, _about(days, words), link) for words in told]


def _counted(count: int, places: str, new: bool) -> str:
    if new:
        return ngettext("{count} new showing at {places}", "{count} new showings at {places}", count, places=places)
    return ngettext("{count} showing at {places}", "{count} showings at {places}", count, places=places)


def _about(days: str, words: str) -> Form:
    return lambda name: f"{name} {days}: {words}"


def _timed(variant: Restocked) -> str:
    times = _times(variant)
    times = gettext("new: {times}", times=times) if variant.was_open else times
    return f"{fit(place(variant), PLACE)} {times}"


def _times(variant: Restocked) -> str:
    return listed([time_of(each) for each in open_showings(variant)], PLACE)


def _form(brand: str, says: Form, link: str) -> Form:
    return lambda name: signed(brand, f"{says(name)} {link} {gettext(STOP)}")


def _joined(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def _in_brackets(words: str) -> str:
    return f" ({words})" if words else ""
