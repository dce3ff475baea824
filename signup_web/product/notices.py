"""What a product page says of trouble, and of the times in which nobody looked. Pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from coatcheck.languages import gettext
from coatcheck.model import Health
from signup_web.product import times
from signup_web.product.facts import Facts


def notice(facts: Facts, now: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """Write the one line that a page says about trouble, and its kind: "trouble", "gone" or "first"; "" twice where there is none."""
    if facts.over(now):
        return _over(facts, zone), "gone"
    if facts.watch.ended and facts.watch.paused_at:
        complete = gettext(
            "Complete: whoever waited was told. What it says below is of {moment}; sign up, and it is looked at again.",
            moment=times.when(facts.watch.paused_at, zone),
        )
        return complete, "first"
    if not facts.watch.active:
        return _paused(facts, zone), "trouble"
    if facts.state.version == 0 and facts.state.failures == 0:
        return gettext("The first check is under way."), "first"
    if facts.state.health is Health.GONE:
        return _removed(facts, zone), "gone"
    if facts.state.health is not Health.HEALTHY:
        return _unclear(facts, zone), "trouble"
    if facts.unwatched_since:
        return gettext("This watch was paused. The first check after that is under way."), "first"
    if facts.stale(now) and facts.checked_at:
        at = times.when(facts.checked_at, zone)
        return gettext("Our own checks have not run since {moment}. We are on it.", moment=at), "trouble"
    return "", ""


def _over(facts: Facts, zone: ZoneInfo) -> str:
    over_at = facts.state.over_at
    if over_at is None:
        return gettext("This is over. Nobody looks any more.")
    last = times.day(over_at - timedelta(seconds=1), zone)
    return gettext("This is over. The last day was {day}. Nobody looks any more.", day=last)


def _paused(facts: Facts, zone: ZoneInfo) -> str:
    if facts.watch.paused_at is None:
        return gettext("This watch is paused. What it says below is from before.")
    at = times.when(facts.watch.paused_at, zone)
    return gettext("This watch has been paused since {moment}. What it says below is from before.", moment=at)


def _removed(facts: Facts, zone: ZoneInfo) -> str:
    if facts.state.health_since is None:
        return gettext("The shop removed this page. Sign-up is closed.")
    at = times.when(facts.state.health_since, zone)
    return gettext("The shop removed this page on {moment}. Sign-up is closed.", moment=at)


def _unclear(facts: Facts, zone: ZoneInfo) -> str:
    since = facts.state.health_since
    if since is None:
        unclear = gettext("The shop has not given a clear answer.")
    else:
        unclear = gettext("The shop has not given a clear answer since {moment}.", moment=times.when(since, zone))
    until = gettext("Until it does, nobody can say what is there. You will still be told.")
    return f"{unclear} {until}"


def unwatched(facts: Facts, now: datetime, zone: ZoneInfo) -> Iterator[str]:
    """List the times in which nobody looked, newest first: "Not watched since ...", "Not watched from ... to ..."."""
    if facts.checked_at and facts.stale(now):
        yield gettext("Not watched since {moment}", moment=times.when(facts.checked_at, zone))
    for change in reversed(facts.changes):
        if change.unseen_since:
            yield gettext(
                "Not watched from {start} to {end}",
                start=times.when(change.unseen_since, zone),
                end=times.when(change.at, zone),
            )
