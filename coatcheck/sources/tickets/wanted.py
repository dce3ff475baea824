"""Which days and hours of an event are wanted: "from Friday to Sunday, after 18:00". Pure."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coatcheck.errors import Invalid
from coatcheck.model import Frozen
from coatcheck.ports import Option

OPTIONS = (
    Option(
        "date",
        "the day by the place's own calendar, 2026-11-21, or the first and the last: 2026-11-20/2026-11-22; several with commas",
    ),
    Option("days", "of those only these weekdays: fri-sun, or mon,wed"),
    Option("after", "only showings that begin at this time or later, 18:00"),
    Option("before", "only showings that begin at this time or earlier, 22:30"),
)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_DAYS = 31
HOURS = {"after": "after", "from": "after", "before": "before", "until": "before"}
NEAR = {"today": 0, "tomorrow": 1}
WHEN = "Write the days like 2026-11-21, 2026-11-20/2026-11-22, or Fri-Sun after 18:00."
_DATES = re.compile(r"\d{4}-?\d\d-?\d\d(/\d{4}-?\d\d-?\d\d)?")
_NAME = "(mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(day|days)?"
_WEEKDAYS = re.compile(f"{_NAME}(-{_NAME})?")


class Wanted(Frozen, frozen=True):
    """The wanted days, oldest first, and the times between which a showing must begin."""

    days: tuple[date, ...]
    after: time = time.min
    before: time = time.max

    def admits(self, start_date: str) -> bool:
        """Return whether a showing that begins then is wanted; one whose time is not told is wanted on its day."""
        day, _, clock = start_date.partition("T")
        if day and date.fromisoformat(day) not in self.days:
            return False
        return not clock or self.after <= time.fromisoformat(clock) <= self.before


def read_wanted(options: Mapping[str, str], usual: str = "") -> Wanted:
    """Read what the options want; `usual` is the date where none is given. Raises `Invalid` naming what is missing or wrong."""
    days = _weekdays(options.get("days", ""))
    found = tuple(day for day in _dates(options.get("date") or usual) if day.weekday() in days)
    if not found:
        raise Invalid("None of the weekdays in `days` is between the dates in `date`.", "days")
    return Wanted(
        found,
        after=_time("after", options.get("after", "")) or time.min,
        before=_time("before", options.get("before", "")) or time.max,
    )


def read_when(text: str, today: date) -> dict[str, str]:
    """Read what people write of days and hours, as the options for it: "Fri-Sun after 18:00", "2026-11-21, 2026-11-23 before 22:30".

    Weekdays and hours alone are of the seven days from today on. Raises `Invalid` for what is neither, and where nothing is said.
    """
    dates, weekdays, hours = list[str](), list[str](), dict[str, str]()
    tokens = (
        re.sub(r"\s*([-/])\s*", r"\1", text.casefold().replace("–", "-")).replace(",", " ").replace("+", " ").split()
    )
    words = iter(token for token in tokens if token not in ("and", "on", "&"))
    for word in words:
        if word in HOURS:
            hours[HOURS[word]] = _hour(next(words, ""))
        elif word in NEAR:
            dates.append((today + timedelta(days=NEAR[word])).isoformat())
        elif _WEEKDAYS.fullmatch(word):
            weekdays.append(word)
        elif _DATES.fullmatch(word):
            dates.append(word)
        else:
            raise Invalid(f"{word[:40]!r} is no day. {WHEN}", "date")
    if not (dates or weekdays or hours):
        raise Invalid(WHEN, "date")
    week = f"{today}/{today + timedelta(days=6)}"
    options = {"date": ",".join(dates) or week, "days": ",".join(weekdays), **hours}
    read_wanted(options)
    return options


def _hour(text: str) -> str:
    """Write an hour as the options have it: 18 is 18:00."""
    hour = f"{text}:00" if text.isascii() and text.isdigit() else text
    _time("after", hour or "nothing")
    return hour


def over_at(last: date, zone: ZoneInfo) -> datetime:
    """Return when the day is over by the clock of the place."""
    return datetime.combine(last + timedelta(days=1), time.min, zone).astimezone(UTC)


def _day(text: str) -> date:
    """Read 2026-11-21, or 20261121 as addresses have it."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise Invalid("Name the day in the option `date`, like 2026-11-21.", "date") from error


def _dates(text: str) -> list[date]:
    """Read days, and first and last ones, with commas between; each day once, oldest first."""
    found: set[date] = set()
    for part in text.split(",")[:MOST_DAYS]:
        first, _, last = part.partition("/")
        found |= set(_days(_day(first), _day(last or first)))
    _days(min(found), max(found))  # refuses those that are too far apart
    return sorted(found)


def _days(first: date, last: date) -> list[date]:
    if not timedelta() <= last - first < timedelta(days=MOST_DAYS) or last == date.max:
        raise Invalid(f"The dates in `date` are the first and the last, {MOST_DAYS} days apart at the most.", "date")
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _weekdays(text: str) -> frozenset[int]:
    """Read "fri-sun" or "mon,wed" as numbers, Monday 0; all of them where nothing is said."""
    found: set[int] = set()
    for part in filter(None, (part.strip().lower() for part in text.split(","))):
        names = [name[:3] for name in part.split("-")]
        if len(names) > 2 or not set(names) <= set(WEEKDAYS):
            raise Invalid("Name the weekdays in the option `days`, like fri-sun or mon,wed.", "days")
        first, last = WEEKDAYS.index(names[0]), WEEKDAYS.index(names[-1])
        found |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    return frozenset(found or range(7))


def _time(name: str, text: str) -> time | None:
    if not text.strip():
        return None
    if not re.fullmatch(r"([01]?\d|2[0-3])[:.][0-5]\d", text.strip()):
        raise Invalid(f"Write the time in the option `{name}` as 18:00.", name)
    hour, minute = re.split("[:.]", text.strip())
    return time(int(hour), int(minute))
