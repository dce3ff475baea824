"""What a product page says of trouble, and of the times in which nobody looked. Pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from coatcheck.model import Health
from signup_web.product import times
from signup_web.product.facts import Facts


def notice(facts: Facts, now: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """Write the one line that a page says about trouble, and its kind."""
    since = facts.state.health_since
    at = times.when(since, zone) if since else ""
    if facts.over(now):
        over_at = facts.state.over_at
        last = f" The last day was {times.day(over_at - timedelta(seconds=1), zone)}." if over_at else ""
        return f"This is over.{last} Nobody looks any more.", "gone"
    if facts.watch.ended and facts.watch.paused_at:
        at = times.when(facts.watch.paused_at, zone)
        return (
            f"Complete: whoever waited was told. What it says below is of {at}; sign up, and it is looked at again.",
            "first",
        )
    if not facts.watch.active:
        paused_at = facts.watch.paused_at
        paused = f"paused since {times.when(paused_at, zone)}" if paused_at else "paused"
        return f"This watch is {paused}. What it says below is from before.", "trouble"
    if facts.state.version == 0 and facts.state.failures == 0:
        return "The first check is under way.", "first"
    if facts.state.health is Health.GONE:
        return f"The shop removed this page{f' on {at}' if at else ''}. Sign-up is closed.", "gone"
    if facts.state.health is not Health.HEALTHY:
        since_when = f" since {at}" if at else ""
        return (
            f"The shop has not given a clear answer{since_when}. Until it does, nobody can say what is in stock. "
            "You will still be told when a size is back.",
            "trouble",
        )
    if facts.unwatched_since:
        return "This watch was paused. The first check after that is under way.", "first"
    if facts.stale(now) and facts.checked_at:
        return f"Our own checks have not run since {times.when(facts.checked_at, zone)}. We are on it.", "trouble"
    return "", ""


def unwatched(facts: Facts, now: datetime, zone: ZoneInfo) -> Iterator[str]:
    """List the times in which nobody looked, newest first: "since ...", "from ... to ..."."""
    if facts.checked_at and facts.stale(now):
        yield f"since {times.when(facts.checked_at, zone)}"
    for change in reversed(facts.changes):
        if change.unseen_since:
            yield f"from {times.when(change.unseen_since, zone)} to {times.when(change.at, zone)}"
