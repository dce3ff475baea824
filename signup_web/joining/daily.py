"""How often somebody is told, and when their daily message comes, as forms ask for it."""

from collections.abc import Mapping
from functools import cache

from flask import abort

from coatcheck.model import DAILY_HOUR, Conditions, Frequency

HOURS = [f"{hour:02}:00" for hour in range(24)]


def read_frequency(form: Mapping[str, str], conditions: Conditions) -> Frequency:
    """Read how often: one message a day weighs more than one for every restock, which each drop of a price needs."""
    if form.get("daily"):
        return Frequency.DAILY
    return Frequency.EVERY if form.get("every") or conditions.price_drops else Frequency.ONCE


def read_hour(form: Mapping[str, str]) -> int:
    """Read the hour of the daily message, from 0 to 23. A form has no others: 400 for anything else."""
    said = form.get("hour") or HOURS[DAILY_HOUR]
    return HOURS.index(said) if said in HOURS else abort(400)


def read_zone(form: Mapping[str, str], known: str = "") -> str:
    """Read the time zone; "" where the form did not ask for it. A form that shows `zones(known)` has no others: 400 for anything else."""
    said = form.get("zone", "")
    return said if said in ("", *zones(known)) else abort(400)


def zones(known: str = "") -> list[str]:
    """List the names of the world's time zones where people live, UTC first; and the one that is known, which may be another name for one of them."""
    return ["UTC", *sorted({*_zones(), known} - {"", "UTC"})]


@cache
def _zones() -> frozenset[str]:
    """Those that CLDR knows a country of, without other names for the same: https://www.unicode.org/reports/tr35/tr35-dates.html"""
    from babel.core import get_global

    return frozenset(name for name in get_global("zone_territories") if not name.startswith(("Etc/", "Antarctica/")))
