"""What STATUS answers of a product. Pure."""

from datetime import datetime

from coatcheck.choices import label
from coatcheck.model import VariantState
from coatcheck.texts import listed
from signup_web import words
from signup_web.facts import Facts
from signup_web.view import IN, UNKNOWN, product_kind, size_kind

SIZES = 16


def news(facts: Facts, now: datetime) -> tuple[str, dict[str, str]]:
    """The name of the text that tells it, and the words for its gaps."""
    kind = product_kind(facts, now)
    checked = words.ago(facts.checked_at, now) if facts.checked_at else "just now"
    if facts.unwatched_since:
        return "paused", {}
    if kind == UNKNOWN:
        since = facts.state.health_since
        return "unclear", {"ago": words.ago(since, now) if since else "a while ago"}
    if kind == IN:
        there = [label(variant) for variant in facts.state.variants if size_kind(facts, variant, now) == IN]
        name = "all in" if len(there) == len(facts.state.variants) else "in"
        return name, {"stock": listed(there, SIZES), "checked": checked}
    last = max(facts.state.variants, key=_last_seen, default=None)
    if last is None or last.in_since is None or last.out_since is None:
        return "never", {"checked": checked}
    length = words.lasting((last.out_since - last.in_since).total_seconds())
    return "out", {
        "stock": listed([label(last)], SIZES),
        "ago": words.ago(last.out_since, now),
        "length": length,
        "checked": checked,
    }


def _last_seen(variant: VariantState) -> float:
    return variant.out_since.timestamp() if variant.out_since else 0.0
