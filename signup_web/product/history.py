"""When was it in stock? A watch's changes, told as spans and episodes. Pure.

Two things are kept apart: what was proven of a variant (the transitions) and when nothing could be proven (the
watch's health, and times without any look). Where nothing was proven a span is unknown, never sold out.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from coatcheck.model import Change, Frozen, Health, Transition, Watch
from coatcheck.truth.variants import meaning

DAYS = 90  # the longest that pages look back


class Span(Frozen, frozen=True):
    """A stretch of time in which one thing was true of a variant: in stock, out (False), or unknown (None)."""

    start: datetime
    end: datetime
    in_stock: bool | None
    price: str | None = None
    currency: str | None = None


class Episode(Frozen, frozen=True):
    """A stay in stock. Looks that proved nothing neither end it nor start another.

    `end` is None while it lasts, as far as anybody knows; `seen_until` is the last moment it was proven.
    """

    variant_id: str
    start: datetime
    seen_until: datetime
    end: datetime | None
    start_known: bool  # it was proven out right before
    end_known: bool  # it was proven out right after; or it is in stock now
    price: str | None = None
    currency: str | None = None
    came_back: bool = True  # it was proven out at some time before; if not, it was there when looking began


class Record(Frozen, frozen=True):
    """What a history is made of: the changes in order, and the limits of what they can tell."""

    watch: Watch
    changes: tuple[Change, ...]
    began: datetime  # nothing is known from before
    now: datetime
    proven_until: datetime  # the last moment for which looks were made at all
    healthy: bool = True  # how the last look went


class History:
    """A record, read once for all of its variants."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._looks = _looks(record)
        self._moves: dict[str, list[Transition]] = {}
        for change in record.changes:
            for move in change.transitions:
                self._moves.setdefault(move.variant_id, []).append(move)

    @property
    def now(self) -> datetime:
        """The moment at which it ends."""
        return self._record.now

    def looked(self) -> list[tuple[datetime, datetime]]:
        """List the times in which looks said what is there, in order."""
        return [(span.start, span.end) for span in _timeline(self._record, (), self._looks, True) if span.in_stock]

    def was_there(self, variant_id: str) -> bool:
        """Return whether a stay in stock of this variant is recorded."""
        moves = self._moves.get(variant_id, ())
        return any(move.in_stock or meaning(self._record.watch, move.before) for move in moves)

    def timeline(self, variant_id: str, current: bool | None) -> list[Span]:
        """Return everything from the beginning to now, without gaps. `current` is what is known where there is no transition."""
        stock = sorted(self._moves.get(variant_id, ()), key=lambda move: move.at)
        return _timeline(self._record, stock, self._looks, current)


def _timeline(
    record: Record, stock: Sequence[Transition], looks: tuple[bool, list[tuple[datetime, bool]]], current: bool | None
) -> list[Span]:
    healthy, healths = looks
    value = meaning(record.watch, stock[0].before) if stock else current
    marks: list[tuple[datetime, Transition | bool]] = [*((move.at, move) for move in stock), *healths]
    if record.proven_until < record.now:
        marks.append((record.proven_until, False))
    spans = [Span(record.began, record.began, value if healthy else None)]
    price, currency = None, None
    for at, mark in sorted(marks, key=lambda mark: mark[0]):
        if isinstance(mark, bool):
            healthy = mark
        else:
            value, price, currency = mark.in_stock, mark.price, mark.currency
        _cut(spans, max(at, record.began), Span(at, at, value if healthy else None, price, currency))
    _cut(spans, record.now, spans[-1])
    return [span for span in spans if span.start < span.end]


def _looks(record: Record) -> tuple[bool, list[tuple[datetime, bool]]]:
    """Whether looks proved something at the beginning, and the moments from which they did (True) or did not."""
    turns = [change.health is Health.HEALTHY for change in record.changes if change.health]
    first = healthy = not turns[0] if turns else record.healthy
    moments: list[tuple[datetime, bool]] = []
    for change in record.changes:
        healthy = change.health is Health.HEALTHY if change.health else healthy
        if change.unseen_since:
            moments.append((change.unseen_since, False))
        if change.unseen_since or change.health:
            moments.append((change.at, healthy))
    return first, moments


def _cut(spans: list[Span], at: datetime, following: Span) -> None:
    """End the last span there; begin the next one, unless it says the same."""
    last = spans.pop()
    spans.append(Span(last.start, at, last.in_stock, last.price, last.currency))
    if following.in_stock is not last.in_stock:
        spans.append(Span(at, at, following.in_stock, following.price, following.currency))


def episodes(variant_id: str, spans: Sequence[Span]) -> list[Episode]:
    """List the stays in stock, oldest first."""
    found: list[Episode] = []
    running: Episode | None = None
    before: Span | None = None
    was_out = False
    for span in spans:
        if span.in_stock and running is None:
            known = before is not None and before.in_stock is False
            running = Episode(variant_id, span.start, span.end, None, known, True, span.price, span.currency, was_out)
        elif span.in_stock and running:
            running = replace(running, seen_until=span.end, end_known=True)
        elif span.in_stock is False and running:
            found.append(replace(running, end=running.seen_until, end_known=running.seen_until == span.start))
            running = None
        elif running:
            running = replace(running, end_known=False)
        before, was_out = span, was_out or span.in_stock is False
    return [*found, running] if running else found


def restocks(episodes: Iterable[Episode]) -> list[datetime]:
    """List the moments at which something came back, oldest first; several sizes at once are one restock."""
    return sorted({episode.start for episode in episodes if episode.start_known})


def by_weekday_and_hour(moments: Iterable[datetime], zone: ZoneInfo) -> list[list[int]]:
    """Count how many of them fell on each weekday (Monday first) and hour of the shop's own clock."""
    local = (moment.astimezone(zone) for moment in moments)
    counts = Counter((moment.weekday(), moment.hour) for moment in local)
    return [[counts[day, hour] for hour in range(24)] for day in range(7)]


def spent_in_stock(spans: Iterable[Span], start: datetime, end: datetime) -> float:
    """Count the seconds in stock between two moments."""
    return sum(_overlap(span, start, end) for span in spans if span.in_stock)


def spent_unknown(spans: Iterable[Span], start: datetime, end: datetime) -> float:
    """Count the seconds between two moments of which nothing is known."""
    return sum(_overlap(span, start, end) for span in spans if span.in_stock is None)


def _overlap(span: Span, start: datetime, end: datetime) -> float:
    return max(0.0, (min(span.end, end) - max(span.start, start)).total_seconds())
