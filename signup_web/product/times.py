"""How times and lengths are said, in the language that is spoken. Pure; by CLDR's rules (babel)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache, wraps
from typing import ParamSpec
from zoneinfo import ZoneInfo

from babel.dates import format_timedelta
from babel.numbers import format_currency

from coatcheck.languages import dates, gettext, language, locale

P = ParamSpec("P")
KEPT = 10_000  # words of each function below that are kept, in all languages
TWICE = 2  # "90 minutes", and hours only from two on: what people ask is how quick they have to be


def _kept(say: Callable[P, str]) -> Callable[P, str]:
    """Keep what was said of the same in each language: a page that is made anew says most times, lengths and prices again."""

    @lru_cache(maxsize=KEPT)
    def said(spoken: str, *of: P.args, **named: P.kwargs) -> str:
        return say(*of, **named)

    return wraps(say)(lambda *of, **named: said(language(), *of, **named))


def ago(moment: datetime, now: datetime) -> str:
    """Say "3 hours ago"; "just now" within the first minute, so that a page stays the same for a while."""
    passed = now - moment
    if passed < timedelta(minutes=1):
        return gettext("just now")
    return format_timedelta(-passed, add_direction=True, threshold=TWICE, locale=locale())


@_kept
def lasting(seconds: float) -> str:
    """Say "12 minutes"."""
    return format_timedelta(timedelta(seconds=max(1, seconds)), threshold=TWICE, locale=locale())


def brief(passed: timedelta) -> str:
    """Say "12 min" in as few characters as the language has, for a cell of a table."""
    return format_timedelta(max(passed, timedelta(minutes=1)), threshold=TWICE, format="short", locale=locale())


def narrow(length: timedelta) -> str:
    """Say "24h" or "90d", in hours up to a day."""
    if length <= timedelta(days=1):
        return format_timedelta(length, granularity="hour", threshold=10_000, format="narrow", locale=locale())
    return format_timedelta(length, granularity="day", threshold=10_000, format="narrow", locale=locale())


def days(count: float) -> str:
    """Say "87 days", in whole ones."""
    return format_timedelta(timedelta(days=max(1, round(count))), granularity="day", threshold=10_000, locale=locale())


def for_now(seconds: float) -> str:
    """Say the same for something that goes on, in whole minutes: "less than a minute"."""
    return lasting(seconds) if seconds >= 60 else gettext("less than a minute")


def since(moment: datetime | None, now: datetime) -> str:
    """Say "for 7 weeks"; "" where nobody knows since when."""
    return gettext("for {length}", length=for_now((now - moment).total_seconds())) if moment else ""


def every(seconds: int) -> str:
    """Say "every minute", "every 5 seconds"."""
    return gettext("every minute") if seconds == 60 else gettext("every {length}", length=lasting(seconds))


def about(seconds: float, step: float) -> str:
    """Say a length that is known to the step between two looks only: "about 12 minutes"; a long one is said plainly."""
    if seconds >= 30 * step:
        return lasting(seconds)
    return gettext("about a minute") if 45 <= seconds < 90 else gettext("about {length}", length=lasting(seconds))


@_kept
def when(moment: datetime, zone: ZoneInfo) -> str:
    """Say "22 Nov 2026, 14:02", by the shop's own clock."""
    return dates.moment(moment.astimezone(zone))


@_kept
def day(moment: datetime, zone: ZoneInfo) -> str:
    """Say "2 Mar 2026"."""
    return dates.day_of(moment.astimezone(zone))


def weekday(moment: datetime, zone: ZoneInfo) -> str:
    """Say "Tue 14:02"."""
    return dates.weekday(moment.astimezone(zone))


@_kept
def price(amount: str | None, currency: str | None) -> str:
    """Say "$120.00"; the shop's own words where they are no number; "" where there are none."""
    if not amount:
        return ""
    try:
        return format_currency(amount, currency, locale=locale()) if currency else amount
    except (ValueError, ArithmeticError):
        return f"{amount} {currency}"
