"""Days and moments in words, as the language that is spoken has them, by CLDR's rules (babel). Pure.

English has a pattern of its own, the day before the month; each other language has what CLDR knows for the same fields:
https://www.unicode.org/reports/tr35/tr35-dates.html#availableFormats_appendItems
"""

from datetime import date, datetime

from coatcheck.languages import ENGLISH, language, locale


def long_day(day: date) -> str:
    """Write "Saturday 21 November 2026"."""
    from babel.dates import format_date

    return format_date(day, "EEEE d MMMM y" if language() == ENGLISH else "full", locale=locale())


def short_day(day: date) -> str:
    """Write "Sat 21 Nov"."""
    return _written(day, "EEE d MMM", "MMMEd")


def day_of(day: date) -> str:
    """Write "2 Mar 2026"."""
    return _written(day, "d MMM y", "yMMMd")


def moment(at: datetime) -> str:
    """Write "22 Nov 2026, 14:02", by the clock that the moment carries."""
    return f"{day_of(at)}, {at:%H:%M}"


def weekday(at: datetime) -> str:
    """Write "Tue 14:02", by the clock that the moment carries."""
    return _written(at, "EEE HH:mm", "EHm")


def weekdays() -> list[str]:
    """List the short names of the days of the week, from Monday on."""
    names = locale().days["stand-alone"]["abbreviated"]
    return [names[number] for number in range(7)]


def _written(at: date, english: str, fields: str) -> str:
    from babel.dates import format_datetime, format_skeleton

    if language() == ENGLISH:
        return format_datetime(at, english, locale=locale())
    return format_skeleton(fields, at, locale=locale())
