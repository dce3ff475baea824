"""The availability strip: one bar for each bin of time, drawn as rectangles. Pure."""

from bisect import bisect, bisect_left
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from math import sqrt
from zoneinfo import ZoneInfo

from coatcheck.languages import N_, gettext
from coatcheck.model import Frozen
from signup_web.product.history import DAYS, Span, spent_in_stock, spent_unknown
from signup_web.product.times import narrow

WIDTH = 360.0
HEIGHT = 28.0
BASE = 4.0  # watched, and out of stock
UNKNOWN = 8.0  # hatched
NOTHING = ("", 0.0)  # is drawn of a bin in which nobody looked
LEAST = 2.0  # a bar narrower than this can't be seen

LONGEST = f"{DAYS}d"
RANGES = {"24h": N_("24 hours"), "7d": N_("7 days"), LONGEST: N_("90 days")}
LENGTHS = {"24h": timedelta(hours=24), "7d": timedelta(days=7), LONGEST: timedelta(days=DAYS)}


class Rect(Frozen, frozen=True):
    kind: str  # "in", "out", "unknown"
    x: float
    y: float
    width: float
    height: float


class Bars(Frozen, frozen=True):
    """All bars of one kind, as one path of SVG: a page of 36 strips has a thousand bars."""

    kind: str
    path: str


def ranges() -> dict[str, tuple[str, str]]:
    """Name each of `RANGES` in the language that is spoken: in few characters, and in whole."""
    return {key: (narrow(LENGTHS[key]), gettext(name)) for key, name in RANGES.items()}


def shortest(began: datetime, now: datetime) -> str:
    """Name the shortest of `RANGES` that holds everything since looking began; the longest where none does."""
    return next((name for name, length in LENGTHS.items() if now - began <= length), LONGEST)


def edges(name: str, now: datetime, zone: ZoneInfo) -> list[datetime]:
    """Return where the bins begin and end: 96 quarters of an hour, 84 pairs of hours, or `DAYS` of the shop's own calendar.

    The last bin is the one that holds `now`. A day on which the clocks change has 23 or 25 hours.
    """
    if name == LONGEST:
        today = now.astimezone(zone).date()
        days = (today + timedelta(days=offset) for offset in range(1 - DAYS, 2))
        return [datetime.combine(day, time(), zone).astimezone(UTC) for day in days]
    step, count = (timedelta(minutes=15), 96) if name == "24h" else (timedelta(hours=2), 84)
    last = datetime.fromtimestamp(now.timestamp() // step.total_seconds() * step.total_seconds(), UTC) + step
    return [last - step * back for back in range(count, -1, -1)]


def rects(spans: Sequence[Span], edges: Sequence[datetime], now: datetime) -> list[Rect]:
    """Draw the bars, from left to right; neighbours that look the same are one. Nothing is drawn where nothing was watched."""
    if not spans:
        return []
    first, last = max(0, bisect(edges, spans[0].start) - 1), bisect_left(edges, now)  # the bins that were watched
    looks = [NOTHING] * first + [("out", BASE)] * (last - first) + [NOTHING] * (len(edges) - 1 - last)
    starts = [span.start for span in spans]
    for place in _eventful(spans, edges, first, last):
        start, end = max(edges[place], spans[0].start), min(edges[place + 1], now)
        looks[place] = _look(spans[max(0, bisect(starts, start) - 1) : bisect(starts, end)], start, end)
    return list(_joined(looks[: len(edges) - 1], WIDTH / (len(edges) - 1)))


def _eventful(spans: Sequence[Span], edges: Sequence[datetime], first: int, last: int) -> set[int]:
    """The bins of these in which it was in stock, or nobody knows: few, of which alone more has to be worked out."""
    found: set[int] = set()
    for span in spans:
        if span.in_stock is not False:
            found.update(range(max(first, bisect(edges, span.start) - 1), min(last, bisect_left(edges, span.end))))
    return found


def bars(rects: Sequence[Rect]) -> tuple[Bars, ...]:
    """Write bars as a path for each kind."""
    paths: dict[str, list[str]] = {}
    for each in rects:
        drawn = f"M{each.x:g} {each.y:g}h{each.width:g}v{each.height:g}h-{each.width:g}z"
        paths.setdefault(each.kind, []).append(drawn)
    return tuple(Bars(kind, "".join(drawn)) for kind, drawn in paths.items())


def _look(spans: Sequence[Span], start: datetime, end: datetime) -> tuple[str, float]:
    """Choose the kind and height of the bar for a stretch of time, by the spans that reach into it."""
    seconds = (end - start).total_seconds()
    in_stock = spent_in_stock(spans, start, end)
    if in_stock:
        return "in", round(6 + 18 * sqrt(min(1.0, in_stock / seconds)), 1)
    return ("unknown", UNKNOWN) if spent_unknown(spans, start, end) > seconds / 2 else ("out", BASE)


def _joined(looks: Sequence[tuple[str, float]], width: float) -> Iterator[Rect]:
    position = 0
    for (kind, height), group in groupby(looks):
        count = len(list(group))
        if kind:
            across = round(max(LEAST, count * width), 2)
            yield Rect(kind, x=round(position * width, 2), y=HEIGHT - height, width=across, height=height)
        position += count
