"""When will it come back? What the past says of it, with its sample, in words. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from babel.numbers import format_percent

from coatcheck.languages import dates, gettext, locale, ngettext
from coatcheck.model import Frozen
from coatcheck.telling.variant_names import label
from coatcheck.truth.forecast import Forecast, Past, Score, forecast
from coatcheck.truth.rhythm import ALWAYS, Interval, Window
from signup_web.product import times
from signup_web.product.facts import Facts
from signup_web.product.history import Episode, History, Span, restocks

ENOUGH = 5  # restocks, or stays of one size, before anything is said of the next
STEP = 5  # per cent to which a chance is rounded: it is no more exact than that


class TypicalStay(Frozen, frozen=True):
    """How long one size stays, half of the times at least."""

    size: str
    seconds: float
    sample: int


class Outlook(Frozen, frozen=True):
    """What can be said of the next restock, and what it is said from."""

    restocks: int
    days_watched: float
    stays: tuple[TypicalStay, ...]  # of the sizes that came back often enough, the one that did most often first
    forecast: Forecast | None  # None where it came back on too few days


class OutlookWords(Frozen, frozen=True):
    """The same in sentences."""

    seen: str  # "14 restocks seen in 87 days. Mostly Tue to Thu, 06:00 to 09:00. M stays about 12 minutes."
    chance: str  # "" where nothing is sold out, or nobody can tell
    checked: str  # how often such forecasts were right; "" where none is made


def outlook(
    facts: Facts, history: History, spans: Mapping[str, list[Span]], found: Sequence[Episode]
) -> Outlook | None:
    """Look ahead from this hour on; None below five restocks, and for events.

    `spans` and `found`: the timelines of those variants that were in stock at some time, and their stays.
    """
    moments = restocks(found)
    if facts.state.is_event or len(moments) < ENOUGH:
        return None
    hour = history.now.replace(minute=0, second=0, microsecond=0)
    looked = history.looked()
    never = any(variant.in_stock is False and variant.id not in spans for variant in facts.state.variants)
    out = [(span.start, span.end) for each in spans.values() for span in each if span.in_stock is False]
    past = Past(
        restocks=tuple(moment for moment in moments if moment < hour),
        looked=_until(looked, hour),
        waited=_until(looked if never else _joined(out), hour),
        zone=facts.watch.zone,
    )
    days = sum((end - start).total_seconds() for start, end in looked) / 86400
    return Outlook(len(moments), round(days, 1), _stays(facts, found), forecast(past, hour))


def words(facts: Facts, found: Outlook, is_out: bool) -> OutlookWords:
    """Say it. `is_out`: something is proven sold out now, so that it can come back."""
    seen = ngettext(
        "{count} restock seen in {length}.",
        "{count} restocks seen in {length}.",
        found.restocks,
        length=times.days(found.days_watched),
    )
    ahead = found.forecast
    pattern = [_pattern(ahead.window)] if ahead else []
    chance = ""
    if ahead and is_out and ahead.within_day is not None and ahead.within_week is not None:
        chance = gettext(
            "Chance that it is back within a day: {day}; within a week: {week}.",
            day=_rounded(ahead.within_day),
            week=_rounded(ahead.within_week),
        )
    stays = [_stay(each, facts) for each in found.stays[:1]]
    return OutlookWords(" ".join([seen, *pattern, *stays]), chance, _checked(ahead.day) if ahead and chance else "")


def as_json(found: Outlook | None, is_out: bool) -> dict[str, object] | None:
    """Return what `/p/<slug>.json` says of it, as docs/json.md lists it."""
    if found is None:
        return None
    ahead = found.forecast
    window = ahead.window if ahead and ahead.window != ALWAYS else None
    return {
        "restocks": found.restocks,
        "days_watched": found.days_watched,
        "days_waited": round(ahead.days_waited, 1) if ahead else None,
        "pattern": {
            "first_weekday": window.first_day + 1,
            "weekdays": window.days,
            "first_hour": window.first_hour,
            "hours": window.hours,
        }
        if window
        else None,
        "within_day": ahead.within_day if ahead and is_out else None,
        "within_week": ahead.within_week if ahead and is_out else None,
        "scores": {"day": ahead.day, "week": ahead.week} if ahead else None,
        "stays": [{"size": each.size, "seconds": each.seconds, "sample": each.sample} for each in found.stays],
    }


def typical(stays: Iterable[Episode]) -> float | None:
    """Return the seconds that half of these stays last at least; None below five that were seen whole, or where nobody can tell.

    One whose end nobody saw counts as long as it was seen: the Kaplan-Meier estimate
    (https://en.wikipedia.org/wiki/Kaplan%E2%80%93Meier_estimator).
    """
    known = sorted(
        ((stay.seen_until - stay.start).total_seconds(), stay.end is None or not stay.end_known)
        for stay in stays
        if stay.start_known
    )
    if sum(not cut for _, cut in known) < ENOUGH:
        return None
    last = 1.0
    for place, (seconds, cut) in enumerate(known):
        last *= 1 if cut else 1 - 1 / (len(known) - place)
        if last <= 0.5:
            return seconds
    return None


def _stays(facts: Facts, found: Sequence[Episode]) -> tuple[TypicalStay, ...]:
    of: dict[str, list[Episode]] = {}
    for episode in found:
        of.setdefault(episode.variant_id, []).append(episode)
    lasting = [
        TypicalStay(label(variant), seconds, sum(stay.start_known for stay in of[variant.id]))
        for variant in facts.state.variants
        if variant.id in of and (seconds := typical(of[variant.id])) is not None
    ]
    return tuple(sorted(lasting, key=lambda each: -each.sample))


def _stay(typical: TypicalStay, facts: Facts) -> str:
    length = times.about(typical.seconds, facts.watch.interval)
    if len(facts.state.variants) == 1:
        return gettext("It stays {length}.", length=length)
    return gettext("{size} stays {length}.", size=typical.size, length=length)


def _pattern(window: Window) -> str:
    if window == ALWAYS:
        return gettext("We see no pattern in the days or hours.")
    names = dates.weekdays()
    last = names[(window.first_day + window.days - 1) % 7]
    days = [_from_to(names[window.first_day], last)] if window.days < 7 else []
    until = (window.first_hour + window.hours) % 24
    hours = [_from_to(f"{window.first_hour:02}:00", f"{until:02}:00")] if window.hours < 24 else []
    return gettext("Mostly {when}.", when=", ".join([*days, *hours]))


def _from_to(first: str, last: str) -> str:
    return first if first == last else gettext("{first} to {last}", first=first, last=last)


def _checked(score: Score | None) -> str:
    if score is None:
        return gettext("There are too few past days yet to check such forecasts against.")
    return gettext(
        "Checked against the past: right {right} of {count} times. On average {said} was said, and {came} came true.",
        right=score.right,
        count=score.forecasts,
        said=_percent(score.said),
        came=_percent(score.came),
    )


def _rounded(chance: float) -> str:
    """Say "40%"; "<5%" and ">95%" where it is nearer to none or all than can be known."""
    rounded = round(chance * 100 / STEP) * STEP
    if rounded < STEP:
        return f"<{_percent(STEP / 100)}"
    return f">{_percent(1 - STEP / 100)}" if rounded > 100 - STEP else _percent(rounded / 100)


def _percent(part: float) -> str:
    return format_percent(round(part, 2), locale=locale())


def _joined(intervals: Iterable[Interval]) -> list[Interval]:
    """Join those that touch or overlap, in order."""
    joined: list[Interval] = []
    for start, end in sorted(intervals):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def _until(intervals: Iterable[Interval], moment: datetime) -> tuple[Interval, ...]:
    return tuple((start, min(end, moment)) for start, end in intervals if start < moment)
