"""A product page in words: what it says of each size, of the shop, and of the past. Pure."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from coatcheck.languages import N_, capitalised, gettext, ngettext
from coatcheck.model import ANY, LISTED, Availability, Frozen, VariantState
from coatcheck.telling.offer_words import OfferWords, is_event, offer_words
from coatcheck.telling.variant_names import label
from signup_web.product import notices, strip, times
from signup_web.product.facts import Facts
from signup_web.product.history import Episode, History, Span, by_weekday_and_hour, episodes, restocks, spent_in_stock
from signup_web.product.showings import ShowingView, has_kinds, showing_views

PAGE = 60  # sizes
SHORT_LOG = 12
WHOLE_LOG = 10_000
ENOUGH_FOR_A_MAP = 5  # restocks; fewer are told one by one

THIRDS = (0, 3, 6, 9, 12, 15, 18, 21)  # the hours at which the small map's columns begin

IN, OUT, UNKNOWN = "in", "out", "unknown"
SAYS = {IN: N_("In stock"), OUT: N_("Sold out"), UNKNOWN: N_("Unknown")}
ADVANCE_SAYS = {
    Availability.PRE_ORDER: N_("Pre-order"),
    Availability.PRE_SALE: N_("Pre-sale"),
    Availability.BACK_ORDER: N_("Back-order"),
}


class Stay(Frozen, frozen=True):
    """One stay in stock, in words."""

    size: str
    start: datetime
    started: str  # "22 Nov 2026, 14:02"
    ago: str  # since it was last seen: "3 hours ago"
    end: datetime | None
    ended: str
    length: str
    price: str
    start_known: bool
    came_back: bool  # if not, it was there when looking began


class SizeView(Frozen, frozen=True):
    """One size's card."""

    id: str
    title: str
    kind: str
    says: str
    price: str
    url: str | None
    now_for: str  # "8 minutes", where it is in stock
    showings: tuple[ShowingView, ...]  # of an event
    last: Stay | None  # the last stay before now
    otherwise: str  # what is said where there is none
    strip: tuple[strip.Rect, ...]
    strip_label: str


class HeatCell(Frozen, frozen=True):
    count: int
    step: int  # 0 to 4


class ProductView(Frozen, frozen=True):
    """Everything the page shows but the moment of the last look, so that two equal views are one page."""

    slug: str
    title: str
    heading: str  # for the browser's tab
    url: str
    kind: str
    zone: str
    range: str
    oldest: str
    began: str
    note: str
    note_kind: str  # "", "trouble", "gone", "first"
    open: bool  # whether people may sign up
    interval: str
    sizes: tuple[SizeView, ...]
    choices: tuple[tuple[str, str], ...]  # id and name of each of them, in the order in which people name sizes
    size_page: int  # counted from 1
    size_pages: int
    log: tuple[Stay, ...]  # newest first
    stays: int  # how many there are; `log` may hold fewer
    heat: tuple[tuple[HeatCell, ...], ...]  # by weekday and hour; empty where there is too little to draw
    heat_small: tuple[tuple[HeatCell, ...], ...]  # the same by three hours, for small screens
    few: tuple[str, ...]
    offer: OfferWords
    is_event: bool
    progress: str  # of an event: "Open at 1 of 2 theatres"; else ""
    facts_at: str  # of an event: when its places and names were fetched, where not with each look
    unwatched: tuple[str, ...]  # times in which nobody looked, newest first: "from 3 Nov 2026, 14:02 to ..."


def product_view(facts: Facts, range: str, now: datetime, log: int = SHORT_LOG, page: int = 1) -> ProductView:
    """Make the page for one of `strip.RANGES`, with so many lines of the log and 60 sizes, those in stock first.

    The log and the map tell of all sizes that ever moved, shown or not.
    """
    zone = ZoneInfo(facts.watch.zone)
    history = History(facts.record(now))
    edges = strip.edges(range, now, zone)
    kinds = {variant.id: size_kind(facts, variant, now) for variant in facts.state.variants}
    ordered = sorted(facts.state.variants, key=lambda variant: kinds[variant.id] != IN)
    shown = {variant.id for variant in ordered[(page - 1) * PAGE : page * PAGE]}
    sizes: list[SizeView] = []
    stays: list[tuple[Episode, VariantState]] = []
    for variant in ordered:
        if variant.id not in shown and not history.moved(variant.id):
            continue
        spans = history.timeline(variant.id, variant.in_stock)
        found = episodes(variant.id, spans)
        stays.extend((episode, variant) for episode in found)
        if variant.id in shown:
            sizes.append(_size(facts, variant, spans, found, edges, range, now))
    newest = sorted(stays, key=lambda stay: stay[0].start, reverse=True)
    there = [label(variant) for variant in ordered if kinds[variant.id] == IN]
    moments = restocks(episode for episode, _ in stays)
    enough = len(moments) >= ENOUGH_FOR_A_MAP
    counts = by_weekday_and_hour(moments, zone)
    note, note_kind = notices.notice(facts, now, zone)
    kind = product_kind(facts, now)
    return ProductView(
        slug=facts.watch.slug,
        title=title(facts),
        heading=f"{_heading(facts, kind, there)} – {title(facts)}",
        url=_web(facts.watch.url) or "",
        kind=kind,
        zone=facts.watch.zone,
        range=range,
        oldest=gettext("{length} ago", length=gettext(strip.RANGES[range])),
        began=times.day(facts.watch.created_at, zone),
        note=note,
        note_kind=note_kind,
        open=facts.open(now),
        interval=times.every(facts.watch.interval),
        sizes=tuple(sizes),
        choices=tuple((variant.id, label(variant)) for variant in facts.state.variants if variant.id in shown),
        size_page=page,
        size_pages=-(-len(ordered) // PAGE),
        log=tuple(_stay(stay, label(variant), facts, now) for stay, variant in newest[:log]),
        stays=len(stays),
        heat=_heat(counts) if enough else (),
        heat_small=_heat([[sum(row[hour : hour + 3]) for hour in THIRDS] for row in counts]) if enough else (),
        few=() if enough else tuple(times.weekday(moment, zone) for moment in moments),
        offer=offer_words(facts.state),
        is_event=is_event(facts.state),
        progress=_progress(facts, now),
        facts_at=times.when(facts.state.facts_at, zone) if facts.state.facts_at else "",
        unwatched=tuple(notices.unwatched(facts, now, zone))[:SHORT_LOG],
    )


def title(facts: Facts) -> str:
    return facts.watch.title or facts.state.title or facts.watch.url


def size_kind(facts: Facts, variant: VariantState, now: datetime) -> str:
    """Say whether it is in stock now: proven so, proven out, or neither."""
    if not facts.proven(now) or variant.in_stock is None or variant.availability is Availability.UNKNOWN:
        return UNKNOWN
    return IN if variant.in_stock else OUT


def in_stock_now(facts: Facts, wants: Iterable[str], now: datetime) -> list[tuple[str, str]]:
    """List the names of the wanted sizes (all of them for ANY) that are proven to be in stock now, each with its address in the shop; "" where there are several, one for each showing."""
    chosen = set(wants)
    return [
        (label(variant), "" if variant.showings else _web(variant.url) or _web(facts.watch.url) or "")
        for variant in facts.state.variants
        if variant.id != LISTED and (ANY in chosen or variant.id in chosen) and size_kind(facts, variant, now) == IN
    ]


def product_kind(facts: Facts, now: datetime) -> str:
    """Say "in" where one size is in stock, "out" only where each one is sold out."""
    kinds = {size_kind(facts, variant, now) for variant in facts.state.variants if variant.id != LISTED}
    return IN if IN in kinds else OUT if kinds == {OUT} else UNKNOWN


def _size(
    facts: Facts,
    variant: VariantState,
    spans: list[Span],
    found: list[Episode],
    edges: list[datetime],
    range: str,
    now: datetime,
) -> SizeView:
    kind = size_kind(facts, variant, now)
    running = found[-1] if kind == IN and found and found[-1].end is None else None
    past = found[:-1] if running else found
    last = _stay(past[-1], label(variant), facts, now) if past else _older(facts, variant, now, running)
    return SizeView(
        id=variant.id,
        title=label(variant),
        kind=kind,
        says=_says(facts, kind, variant),
        price=times.price(variant.price, variant.currency),
        url=_web(variant.url),
        now_for=_now_for(variant, running, now) if kind == IN else "",
        showings=showing_views(variant.showings, has_kinds(variant.showings), facts.proven(now)),
        last=last,
        otherwise=_without_another(facts, kind, running, now),
        strip=tuple(strip.rects(spans, edges, now)),
        strip_label=_strip_label(label(variant), spans, edges, range, now, last),
    )


def _now_for(variant: VariantState, running: Episode | None, now: datetime) -> str:
    """ "8 minutes"; "at least 8 minutes" where nobody saw it come, and nothing in the first of them."""
    since = running.start if running else variant.in_since
    seconds = (now - since).total_seconds() if since else 0
    if running and not running.start_known:
        return gettext("at least {length}", length=times.lasting(seconds)) if seconds >= 60 else ""
    return times.for_now(seconds) if since else ""


def _without_another(facts: Facts, kind: str, running: Episode | None, now: datetime) -> str:
    """Say what is known where no earlier stay is; "" where a stay is older than the changes at hand."""
    began = times.day(facts.watch.created_at, ZoneInfo(facts.watch.zone))
    if is_event(facts.state):
        return "" if kind == IN else gettext("Watched since {day}", day=began)
    if kind != IN:
        return gettext("Not seen in stock since we began on {day}", day=began)
    if running and not running.came_back:
        was_there = gettext("It was there when we began on {day}", day=began)
        return was_there if facts.record(now).began == facts.watch.created_at else ""
    return gettext("First time since we began on {day}", day=began)


def _says(facts: Facts, kind: str, variant: VariantState) -> str:
    if is_event(facts.state):
        return _event_says(facts, kind, variant)
    if kind == IN and variant.availability in ADVANCE_SAYS:
        return gettext(ADVANCE_SAYS[variant.availability])
    if kind == OUT and variant.availability in ADVANCE_SAYS:
        return gettext("{advance} only", advance=gettext(ADVANCE_SAYS[variant.availability]))
    return gettext(SAYS[kind])


def _event_says(facts: Facts, kind: str, variant: VariantState) -> str:
    """Say whether a place or ticket is open; of a watch that has ended, whether it was."""
    words = offer_words(facts.state)
    listed = (gettext("listed"), gettext("not listed yet"))
    there, gone = listed if variant.id == LISTED else (words.there, words.gone)
    if kind == UNKNOWN and facts.watch.ended and variant.in_stock is not None:
        return gettext("Was {state}", state=there if variant.in_stock else gone)
    return capitalised({IN: there, OUT: gone, UNKNOWN: gettext("unknown")}[kind])


def _progress(facts: Facts, now: datetime) -> str:
    """Say how far an event's alert has come: which of its places and days are open; "" for goods, or before the first look."""
    if not is_event(facts.state) or facts.over(now):
        return ""
    words = offer_words(facts.state)
    offered = [variant for variant in facts.state.variants if variant.id != LISTED and not variant.missing_since]
    opened = sum(bool(variant.in_stock) for variant in offered)
    of = {"sizes": words.sizes if len(offered) > 1 else words.size, "there": words.there}
    if not opened:
        return ngettext(
            "Waiting: none of {count} {sizes} {there} yet",
            "Waiting: none of {count} {sizes} {there} yet",
            len(offered),
            **of,
        )
    return ngettext(
        "{opened} of {count} {sizes} {there}", "{opened} of {count} {sizes} {there}", len(offered), opened=opened, **of
    )


def _older(facts: Facts, variant: VariantState, now: datetime, running: Episode | None) -> Stay | None:
    """Return the last stay as the state remembers it, where the changes at hand do not reach back to it."""
    if running or variant.in_since is None or variant.out_since is None or variant.out_since <= variant.in_since:
        return None
    episode = Episode(variant.id, variant.in_since, variant.out_since, variant.out_since, True, True)
    return _stay(episode, label(variant), facts, now)


def _stay(episode: Episode, size: str, facts: Facts, now: datetime) -> Stay:
    zone = ZoneInfo(facts.watch.zone)
    end = episode.end
    seconds = (episode.seen_until - episode.start).total_seconds()
    length = times.about(seconds, facts.watch.interval)
    if not (episode.end_known and episode.start_known):
        length = gettext("at least {length}", length=times.lasting(seconds))
    return Stay(
        size=size,
        start=episode.start,
        started=times.when(episode.start, zone),
        ago=times.ago(end or episode.seen_until, now),
        end=end,
        ended=times.when(end, zone)
        if end
        else (
            gettext("still {there}", there=offer_words(facts.state).there) if episode.end_known else gettext("unknown")
        ),
        length=length,
        price=times.price(episode.price, episode.currency),
        start_known=episode.start_known,
        came_back=episode.came_back,
    )


def _strip_label(
    size: str, spans: list[Span], edges: list[datetime], range: str, now: datetime, last: Stay | None
) -> str:
    spent = spent_in_stock(spans, edges[0], now)
    of = {"size": size, "range": gettext(strip.RANGES[range])}
    if not spent:
        return gettext("Size {size}: not seen in stock in the last {range}", **of)
    text = gettext("Size {size}: in stock for {length} in all in the last {range}", length=times.lasting(spent), **of)
    if last is None:
        return text
    return gettext("{text}; last on {moment}, for {length}", text=text, moment=last.started, length=last.length)


def _heading(facts: Facts, kind: str, there: list[str]) -> str:
    words = offer_words(facts.state)
    if len(there) > 3:
        return gettext("{count} {sizes} {there}", count=len(there), sizes=words.sizes, there=words.there)
    if there:
        return gettext("{sizes} {there}", sizes=", ".join(there), there=words.there)
    if not is_event(facts.state):
        return gettext(SAYS[kind])
    return capitalised({OUT: words.gone, UNKNOWN: gettext("unknown"), IN: words.there}[kind])


def _heat(counts: list[list[int]]) -> tuple[tuple[HeatCell, ...], ...]:
    most = max(max(row) for row in counts)
    return tuple(tuple(HeatCell(count, -(-4 * count // most) if count else 0) for count in row) for row in counts)


def _web(url: str | None) -> str | None:
    """Return an address only where it is one of the web's: a shop's own words never become another kind of link."""
    return url if url and url.startswith(("https://", "http://")) else None


class HomeView(Frozen, frozen=True):
    """A product's line in the list."""

    slug: str
    title: str
    kind: str
    says: str
    detail: str
    is_event: bool


def home_view(facts: Facts, now: datetime) -> HomeView:
    kind = product_kind(facts, now)
    there = [label(variant) for variant in facts.state.variants if size_kind(facts, variant, now) == IN]
    detail = _progress(facts, now) if is_event(facts.state) else ", ".join(there[:8]) or _last_seen(facts, now)
    return HomeView(
        slug=facts.watch.slug,
        title=title(facts),
        kind=kind,
        says=_ended(facts, now) or _heading(facts, kind, []),
        detail=detail,
        is_event=is_event(facts.state),
    )


def _ended(facts: Facts, now: datetime) -> str:
    """Say that nobody looks any more; "" where somebody does."""
    if facts.over(now):
        return gettext("Over")
    if facts.watch.active:
        return ""
    return gettext("Complete") if facts.watch.ended else gettext("Paused")


def _last_seen(facts: Facts, now: datetime) -> str:
    if facts.state.version == 0:
        return gettext("not checked yet")
    ends = [variant.out_since or variant.in_since for variant in facts.state.variants if variant.in_since]
    moments = [moment for moment in ends if moment]
    if moments:
        return gettext("last in stock {ago}", ago=times.ago(max(moments), now))
    began = times.day(facts.watch.created_at, ZoneInfo(facts.watch.zone))
    return gettext("not seen in stock since {day}", day=began)
