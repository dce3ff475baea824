"""A product's facts for machines. Pure."""

from datetime import datetime
from typing import Any

from coatcheck.languages import ENGLISH, speaking
from coatcheck.model import Showing, VariantState
from signup_web.product.facts import Facts
from signup_web.product.outlook import as_json
from signup_web.product.past import WHOLE_LOG
from signup_web.product.sizes import IN, OUT, SAYS, size_kind
from signup_web.product.strip import LONGEST
from signup_web.product.view import product_kind, product_view, title


def product(facts: Facts, now: datetime, site: str) -> dict[str, Any]:
    """Return what `/p/<slug>.json` answers, as docs/json.md lists it; `in_stock` is null if unknown. Its words are English."""
    with speaking(ENGLISH):
        view = product_view(facts, LONGEST, now, WHOLE_LOG)
    return {
        "title": title(facts),
        "page": f"{site}/p/{facts.watch.slug}",
        "url": facts.watch.url,
        "state": SAYS[product_kind(facts, now)],
        "health": facts.state.health,
        "checked_at": facts.checked_at,
        "sizes": [_size(facts, variant, now) for variant in facts.state.variants],
        "restocks": [
            {"size": stay.size, "from": stay.start, "until": stay.end, "price": stay.price or None}
            for stay in view.past.log
            if stay.came_back
        ],
        "forecast": as_json(view.past.ahead, any(size_kind(facts, each, now) == OUT for each in facts.state.variants)),
        "prices": [{"from": step.at, "price": step.price, "currency": step.currency} for step in view.past.price_steps],
        "ended": facts.watch.ended,
        "paused_at": None if facts.watch.active else facts.watch.paused_at,
        "unwatched": [
            {"from": change.unseen_since, "until": change.at} for change in facts.changes if change.unseen_since
        ],
    }


def summary(facts: Facts, now: datetime, site: str) -> dict[str, Any]:
    """Return one of the products in what `/products.json` answers, as docs/json.md lists it. Its words are English."""
    page = f"{site}/p/{facts.watch.slug}"
    return {
        "title": title(facts),
        "slug": facts.watch.slug,
        "page": page,
        "json": f"{page}.json",
        "url": facts.watch.url,
        "tags": facts.watch.tags,
        "state": SAYS[product_kind(facts, now)],
        "health": facts.state.health,
        "checked_at": facts.checked_at,
        "in_stock": [
            {"id": variant.id, "title": variant.title}
            for variant in facts.state.variants
            if size_kind(facts, variant, now) == IN
        ],
    }


def _showing(facts: Facts, showing: Showing, now: datetime) -> dict[str, Any]:
    proven = facts.proven(now)
    return {
        "id": showing.id,
        "start_date": showing.start_date or None,
        "location": showing.location or None,
        "in_language": showing.in_language or None,
        "video_format": showing.video_format or None,
        "availability": showing.availability if proven else "Unknown",
        "in_stock": showing.availability.buyable if proven else None,
        "seats_left": showing.remaining_attendee_capacity if proven else None,
        "seats": showing.maximum_attendee_capacity,
        "price": showing.price,
        "currency": showing.currency,
        "url": showing.url,
    }


def _size(facts: Facts, variant: VariantState, now: datetime) -> dict[str, Any]:
    kind = size_kind(facts, variant, now)
    return {
        "id": variant.id,
        "title": variant.title,
        "options": variant.options,
        "availability": variant.availability if facts.proven(now) else "Unknown",
        "in_stock": {"in": True, "out": False}.get(kind),
        "price": variant.price,
        "currency": variant.currency,
        "showings": [_showing(facts, showing, now) for showing in variant.showings],
        "last_in_stock": {"from": variant.in_since, "until": None if variant.in_stock else variant.out_since}
        if variant.in_since
        else None,
    }
