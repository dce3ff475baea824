"""What the daily message says: what was back, from when until when, and what is there now. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from coatcheck.languages import gettext, ngettext
from coatcheck.languages.dates import moment
from coatcheck.model import Change, Frozen, Health, Restocked, RestockEvent, State
from coatcheck.ports import Line
from coatcheck.telling.announcement import STOP, cost, signed, size
from coatcheck.telling.news import News
from coatcheck.telling.texts import ITEM, SIZES, Form, fit, fullest, listed

DAY = timedelta(days=1)
LENGTHS = (240, 200, 160, 120, 90, 60)  # the most places that the list in a text may take; the first that fits is sent


class Known(Frozen, frozen=True):
    """What is known of some watches, by their ids; nothing where nobody looked it up."""

    states: Mapping[str, State] = {}
    changes: Mapping[str, Sequence[Change]] = {}  # since before the oldest news that is told
    at: datetime | None = None  # when it was looked up


class Row(Frozen, frozen=True):
    """Sizes of one product with the same story."""

    title: str
    sizes: tuple[str, ...]
    times: str
    there: bool
    url: str

    def __str__(self) -> str:
        """Write all of it."""
        return self._said(self.title, ", ".join(self.sizes))

    @property
    def short(self) -> str:
        """Write it in few characters."""
        return self._said(fit(self.title, ITEM), listed(self.sizes, SIZES))

    def _said(self, title: str, sizes: str) -> str:
        item = " ".join(filter(None, (title, sizes, self.times)))
        return gettext("{item} (there now)", item=item) if self.there else item


def daily_news(
    news: Sequence[RestockEvent], known: Known, zone: str, link: str, brand: str, is_text: bool, beyond: int = 0
) -> News:
    """Write what this news of a day was, by the clock of this zone. `is_text`: two segments, with the words that texting needs.

    `beyond`: how many more there were, for which the day's message had no room.
    """
    rows = _rows(news, known, ZoneInfo(zone))
    title = gettext("There in the last 24 hours: {items}.", items=", ".join(dict.fromkeys(row.title for row in rows)))
    if is_text:
        shown = [row.short for row in rows]
        forms = [_form(brand, listed(shown, length), link) for length in LENGTHS]
        return News(fullest(forms, segments=2), title.rstrip("."))
    lines = (
        Line(title, strong=True),
        *(Line(str(row), url=row.url) for row in rows),
        *([Line(ngettext("and one line more", "and {count} lines more", beyond))] if beyond else ()),
        Line(),
        Line(gettext("See"), url=link),
    )
    return News("\n".join(map(str, lines)), title.rstrip("."), lines)


def _form(brand: str, items: str, link: str) -> Form:
    said = gettext("There in the last 24 hours: {items}.", items=items)
    return lambda _: signed(brand, f"{said} {link} {gettext(STOP)}")


def _rows(news: Sequence[RestockEvent], known: Known, zone: ZoneInfo) -> list[Row]:
    """Gather what is told alike, in the order in which it began."""
    told: dict[tuple[str, str], list[tuple[RestockEvent, Restocked]]] = {}
    for event in news:
        for variant in event.variants:
            told.setdefault((event.watch_id, variant.id), []).append((event, variant))
    alike: dict[tuple[str, str, bool], list[tuple[RestockEvent, Restocked]]] = {}
    for (watch, variant_id), times in told.items():
        ends = [_end(known.changes.get(watch, ()), variant_id, event.at) for event, _ in times]
        spans = ", ".join(_span(event.at, end, zone, known.at) for (event, _), end in zip(times, ends, strict=True))
        there = ends[-1] is None and _is_there(known.states.get(watch), variant_id)
        alike.setdefault((watch, spans, there), []).append(times[-1])
    return [_row(some, spans, there) for (_, spans, there), some in alike.items()]


def _row(some: Sequence[tuple[RestockEvent, Restocked]], times: str, there: bool) -> Row:
    event = some[-1][0]
    return Row(
        event.title, tuple(filter(None, (_named(each, event.title) for _, each in some))), times, there, event.url
    )


def _named(variant: Restocked, product: str) -> str:
    """Name a size, with its price where that is the news."""
    name = size(variant, product)
    return f"{name} {cost(variant)}".strip() if variant.price_before is not None else name


def _end(changes: Sequence[Change], variant_id: str, since: datetime) -> datetime | None:
    """Say when it was gone again; None where nobody saw that."""
    gone = (
        each.at
        for change in changes
        for each in change.transitions
        if each.variant_id == variant_id and each.in_stock is False and each.at > since
    )
    return min(gone, default=None)


def _is_there(state: State | None, variant_id: str) -> bool:
    """Whether the last look went well and says so."""
    variant = state.variant(variant_id) if state and state.health is Health.HEALTHY else None
    return bool(variant and variant.in_stock)


def _span(at: datetime, end: datetime | None, zone: ZoneInfo, now: datetime | None) -> str:
    """Write when it was there; with the date where that is more than a day ago, as the message had to wait."""
    local = at.astimezone(zone)
    began = moment(local) if now and now - at > DAY else f"{local:%H:%M}"
    return f"{began}-{end.astimezone(zone):%H:%M}" if end else began
