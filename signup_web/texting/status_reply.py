"""What STATUS answers of a product. Pure."""

from datetime import datetime

from coatcheck.languages import gettext
from coatcheck.model import VariantState
from coatcheck.telling.texts import SIZES, listed
from coatcheck.telling.variant_names import label
from signup_web.product import times
from signup_web.product.facts import Facts
from signup_web.product.sizes import IN, UNKNOWN, size_kind
from signup_web.product.view import product_kind


def news(facts: Facts, now: datetime) -> tuple[str, dict[str, str]]:
    """Return the name of the text that tells it, and the words for its gaps."""
    kind = product_kind(facts, now)
    checked = times.ago(facts.checked_at, now) if facts.checked_at else gettext("just now")
    if facts.over(now):
        return "over", {}
    if facts.unwatched_since:
        return "paused", {}
    if kind == UNKNOWN:
        since = facts.state.health_since
        return "unclear", {"ago": times.ago(since, now) if since else gettext("a while ago")}
    if kind == IN:
        there = [label(variant) for variant in facts.state.variants if size_kind(facts, variant, now) == IN]
        name = "all in" if len(there) == len(facts.state.variants) else "in"
        return name, {"stock": listed(there, SIZES), "checked": checked}
    last = max(facts.state.variants, key=_last_seen, default=None)
    if last is None or last.in_since is None or last.out_since is None:
        return "never", {"checked": checked}
    length = times.lasting((last.out_since - last.in_since).total_seconds())
    return "out", {
        "stock": listed([label(last)], SIZES),
        "ago": times.ago(last.out_since, now),
        "length": length,
        "checked": checked,
    }


def _last_seen(variant: VariantState) -> float:
    return variant.out_since.timestamp() if variant.out_since else 0.0
