"""A product page in words: what it says of each size, of the shop, and of the past. Pure."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from coatcheck.languages import capitalised, gettext, ngettext
from coatcheck.model import ANY, LISTED, Frozen, VariantState
from coatcheck.sources.carts import web_address
from coatcheck.telling.offer_words import OfferWords, is_event, offer_words
from coatcheck.telling.variant_names import label
from signup_web.product import grid, notices, strip, times
from signup_web.product.facts import Facts
from signup_web.product.grid import Grid
from signup_web.product.history import Episode, History, Span, episodes
from signup_web.product.past import SHORT_LOG, PastView, past_view
from signup_web.product.sizes import IN, OUT, SAYS, UNKNOWN, Scene, SizeView, buy, size_kind, size_view

PAGE = 60  # sizes
GRID_PAGE = 80  # sizes, where a table shows them
MOST_BUTTONS = 4


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
    headline: str  # what the page says first: "M is in stock now"; "" before anything is known, and of an event
    price: str  # of every size on the page; "" where they differ
    buttons: tuple[tuple[str, str], ...]  # the first sizes that are in stock, each with where it is bought
    sizes: tuple[SizeView, ...]
    grid: Grid | None  # how a table shows them; None where each has a card of its own
    choices: tuple[tuple[str, str], ...]  # id and name of each of them, in the order in which people name sizes
    size_page: int  # counted from 1
    size_pages: int
    offer: OfferWords
    is_event: bool
    progress: str  # of an event: "Open at 1 of 2 theatres"; else ""
    facts_at: str  # of an event: when its places and names were fetched, where not with each look
    why: tuple[tuple[str, str], ...]  # what the shop's page said, and of which of the sizes shown
    past: PastView

    def cells(self) -> dict[str, SizeView]:
        """Return the sizes by their ids."""
        return {size.id: size for size in self.sizes}


class _Walked(NamedTuple):
    """All sizes, gone through once: as those that are shown look now, and what the past says of all."""

    sizes: list[SizeView]
    timelines: dict[str, list[Span]]  # of those that were in stock at some time
    stays: list[tuple[Episode, VariantState]]


def product_view(facts: Facts, range: str, now: datetime, log: int = SHORT_LOG, page: int = 1) -> ProductView:
    """Make the page for one of `strip.RANGES`, with so many lines of the log and 60 sizes (80 in a table), those in stock first."""
    zone = ZoneInfo(facts.watch.zone)
    history = History(facts.record(now))
    scene = Scene(facts, is_event(facts.state), range, strip.edges(range, now, zone), now)
    kinds = {variant.id: size_kind(facts, variant, now) for variant in facts.state.variants}
    ordered = sorted(facts.state.variants, key=lambda variant: kinds[variant.id] != IN)
    table = None if scene.is_event else grid.arranged(facts.state.variants)
    shown, pages = {variant.id for variant in ordered[(page - 1) * PAGE : page * PAGE]}, -(-len(ordered) // PAGE)
    if table:
        table, pages = grid.page(table, {id for id, kind in kinds.items() if kind == IN}, GRID_PAGE, page)
        shown = table.ids()
    sizes, timelines, stays = _walk(scene, history, ordered, shown)
    there = [label(variant) for variant in ordered if kinds[variant.id] == IN]
    note, note_kind = notices.notice(facts, now, zone)
    kind = product_kind(facts, now)
    return ProductView(
        slug=facts.watch.slug,
        title=title(facts),
        heading=f"{_heading(facts, kind, there)} – {title(facts)}",
        url=web_address(facts.watch.url),
        kind=kind,
        zone=facts.watch.zone,
        range=range,
        oldest=gettext("{length} ago", length=gettext(strip.RANGES[range])),
        began=times.day(facts.watch.created_at, zone),
        note=note,
        note_kind=note_kind,
        open=facts.open(now),
        interval=times.every(facts.watch.interval),
        headline=_headline(facts, kind, there, now),
        price=_common({size.price for size in sizes}),
        buttons=_buttons(facts, ordered, kinds),
        sizes=tuple(sizes),
        grid=table,
        choices=tuple((variant.id, label(variant)) for variant in facts.state.variants if variant.id in shown),
        size_page=page,
        size_pages=pages,
        offer=offer_words(facts.state),
        is_event=scene.is_event,
        progress=_progress(facts, now),
        facts_at=times.when(facts.state.facts_at, zone) if facts.state.facts_at else "",
        why=_why(facts, {size.id: size.title for size in sizes if size.kind != UNKNOWN}),
        past=past_view(facts, history, timelines, stays, OUT in kinds.values(), now, log),
    )


def _walk(scene: Scene, history: History, ordered: Iterable[VariantState], shown: Collection[str]) -> _Walked:
    walked = _Walked([], {}, [])
    for variant in ordered:
        if variant.id not in shown and not history.was_there(variant.id):
            continue
        spans = history.timeline(variant.id, variant.in_stock)
        found = episodes(variant.id, spans)
        walked.stays.extend((episode, variant) for episode in found)
        if found:
            walked.timelines[variant.id] = spans
        if variant.id in shown:
            walked.sizes.append(size_view(scene, variant, spans, found))
    return walked


def title(facts: Facts) -> str:
    return facts.watch.title or facts.state.title or facts.watch.url


def in_stock_now(facts: Facts, wants: Iterable[str], now: datetime) -> list[tuple[str, str]]:
    """List the names of the wanted sizes (all of them for ANY) that are proven to be in stock now, each with its address in the shop; "" where there are several, one for each showing."""
    chosen = set(wants)
    return [
        (label(variant), buy(facts, variant))
        for variant in facts.state.variants
        if variant.id != LISTED and (ANY in chosen or variant.id in chosen) and size_kind(facts, variant, now) == IN
    ]


def product_kind(facts: Facts, now: datetime) -> str:
    """Say "in" where one size is in stock, "out" only where each one is sold out."""
    kinds = {size_kind(facts, variant, now) for variant in facts.state.variants if variant.id != LISTED}
    return IN if IN in kinds else OUT if kinds == {OUT} else UNKNOWN


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


def _heading(facts: Facts, kind: str, there: list[str]) -> str:
    words = offer_words(facts.state)
    if len(there) > 3:
        return gettext("{count} {sizes} {there}", count=len(there), sizes=words.sizes, there=words.there)
    if there:
        return gettext("{sizes} {there}", sizes=", ".join(there), there=words.there)
    if not is_event(facts.state):
        return gettext(SAYS[kind])
    return capitalised({OUT: words.gone, UNKNOWN: gettext("unknown"), IN: words.there}[kind])


def _headline(facts: Facts, kind: str, there: list[str], now: datetime) -> str:
    """Say how it is now, in one line."""
    if is_event(facts.state) or not facts.state.variants:
        return ""
    if kind != IN:
        return gettext("{state}; {seen}", state=gettext(SAYS[kind]), seen=_last_seen(facts, now))
    count = len(facts.state.variants)
    if count == 1:
        return gettext("In stock now")
    if len(there) > 3:
        return ngettext(
            "{there} of {count} size is in stock now",
            "{there} of {count} sizes are in stock now",
            count,
            there=len(there),
        )
    if len(there) == 1:
        return gettext("{size} is in stock now", size=there[0])
    return gettext("{sizes} are in stock now", sizes=", ".join(there))


def _buttons(facts: Facts, ordered: list[VariantState], kinds: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """List what can be bought now; the name is "" where there is nothing to choose."""
    there = [variant for variant in ordered[:MOST_BUTTONS] if kinds[variant.id] == IN]
    named = len(facts.state.variants) > 1
    found = [(label(variant) if named else "", buy(facts, variant)) for variant in there]
    return tuple((name, link) for name, link in found if link)


def _why(facts: Facts, shown: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """List what the shop's page said when each of these was last proven, what was said of several once."""
    said: dict[str, list[str]] = {}
    for variant in facts.state.variants:
        if variant.id in shown and variant.witnesses:
            words = "; ".join(f"{each.name}: {each.says}" for each in variant.witnesses)
            said.setdefault(words, []).append(shown[variant.id])
    return tuple((words, ", ".join(names)) for words, names in said.items())


def _common(prices: set[str]) -> str:
    return prices.pop() if len(prices) == 1 else ""


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
