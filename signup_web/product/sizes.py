"""One size of a product in words: what it says now, when it was last in stock, and its strip. Pure."""

from datetime import datetime
from zoneinfo import ZoneInfo

from coatcheck.languages import N_, capitalised, gettext
from coatcheck.model import LISTED, Availability, Frozen, VariantState
from coatcheck.sources.carts import buy_url
from coatcheck.telling.offer_words import offer_words
from coatcheck.telling.variant_names import label
from signup_web.product import strip, times
from signup_web.product.facts import Facts
from signup_web.product.history import Episode, Span, spent_in_stock
from signup_web.product.showings import ShowingView, has_kinds, showing_views

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
    buy: str  # where it is bought; "" where each showing has a link of its own, or nobody tells
    now_for: str  # "8 minutes", where it is in stock
    showings: tuple[ShowingView, ...]  # of an event
    last: Stay | None  # the last stay before now
    otherwise: str  # what is said where there is none
    brief: str  # the same in few characters: "3 hr ago", "never"; how long it has been there, where it is
    strip: tuple[strip.Bars, ...]
    strip_label: str


def size_kind(facts: Facts, variant: VariantState, now: datetime) -> str:
    """Say whether it is in stock now: proven so, proven out, or neither."""
    if not facts.proven(now) or variant.in_stock is None or variant.availability is Availability.UNKNOWN:
        return UNKNOWN
    return IN if variant.in_stock else OUT


def buy(facts: Facts, variant: VariantState) -> str:
    """Return where a variant is bought; "" where there are several addresses, one for each showing."""
    if variant.showings:
        return ""
    return buy_url(facts.watch.source, variant.id, variant.url, facts.watch.url)


class Scene(Frozen, frozen=True):
    """What all sizes of a page have in common."""

    facts: Facts
    is_event: bool
    range: str  # one of `strip.RANGES`
    edges: list[datetime]
    now: datetime


def size_view(scene: Scene, variant: VariantState, spans: list[Span], found: list[Episode]) -> SizeView:
    """Say what is known of a variant, by its spans and its stays in stock, and draw its strip."""
    facts, now = scene.facts, scene.now
    kind = size_kind(facts, variant, now)
    running = found[-1] if kind == IN and found and found[-1].end is None else None
    past = found[:-1] if running else found
    last = stay(past[-1], label(variant), facts, now) if past else _older(facts, variant, now, running)
    return SizeView(
        id=variant.id,
        title=label(variant),
        kind=kind,
        says=_event_says(facts, kind, variant) if scene.is_event else _says(kind, variant),
        price=times.price(variant.price, variant.currency),
        buy=buy(facts, variant),
        now_for=_now_for(variant, running, now) if kind == IN else "",
        showings=showing_views(variant.showings, has_kinds(variant.showings), facts.proven(now)),
        last=last,
        otherwise=_without_another(scene, kind, running),
        brief=_brief(kind, variant, now),
        strip=strip.bars(strip.rects(spans, scene.edges, now)),
        strip_label=_strip_label(scene, label(variant), spans, last),
    )


def _now_for(variant: VariantState, running: Episode | None, now: datetime) -> str:
    """ "8 minutes"; "at least 8 minutes" where nobody saw it come, and nothing in the first of them."""
    since = running.start if running else variant.in_since
    seconds = (now - since).total_seconds() if since else 0
    if running and not running.start_known:
        return gettext("at least {length}", length=times.lasting(seconds)) if seconds >= 60 else ""
    return times.for_now(seconds) if since else ""


def _brief(kind: str, variant: VariantState, now: datetime) -> str:
    if kind == IN:
        length = times.brief(now - variant.in_since) if variant.in_since else ""
        return gettext("for {length}", length=length) if length else ""
    seen = variant.out_since or variant.in_since
    return gettext("{length} ago", length=times.brief(now - seen)) if seen else gettext("never")


def _without_another(scene: Scene, kind: str, running: Episode | None) -> str:
    """Say what is known where no earlier stay is; "" where a stay is older than the changes at hand."""
    facts = scene.facts
    began = times.day(facts.watch.created_at, ZoneInfo(facts.watch.zone))
    if scene.is_event:
        return "" if kind == IN else gettext("Watched since {day}", day=began)
    if kind != IN:
        return gettext("Not seen in stock since we began on {day}", day=began)
    if running and not running.came_back:
        was_there = gettext("It was there when we began on {day}", day=began)
        return was_there if facts.record(scene.now).began == facts.watch.created_at else ""
    return gettext("First time since we began on {day}", day=began)


def _says(kind: str, variant: VariantState) -> str:
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


def _older(facts: Facts, variant: VariantState, now: datetime, running: Episode | None) -> Stay | None:
    """Return the last stay as the state remembers it, where the changes at hand do not reach back to it."""
    if running or variant.in_since is None or variant.out_since is None or variant.out_since <= variant.in_since:
        return None
    episode = Episode(variant.id, variant.in_since, variant.out_since, variant.out_since, True, True)
    return stay(episode, label(variant), facts, now)


def stay(episode: Episode, size: str, facts: Facts, now: datetime) -> Stay:
    """Put a stay in stock into words."""
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


def _strip_label(scene: Scene, size: str, spans: list[Span], last: Stay | None) -> str:
    spent = spent_in_stock(spans, scene.edges[0], scene.now)
    of = {"size": size, "range": gettext(strip.RANGES[scene.range])}
    if not spent:
        return gettext("Size {size}: not seen in stock in the last {range}", **of)
    text = gettext("Size {size}: in stock for {length} in all in the last {range}", length=times.lasting(spent), **of)
    if last is None:
        return text
    return gettext("{text}; last on {moment}, for {length}", text=text, moment=last.started, length=last.length)
