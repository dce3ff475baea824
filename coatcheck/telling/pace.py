"""How fast texts may be sent: the numbers and services that they are sent from, each at its rate, and how long a list takes. Pure.

A provider takes texts faster than a number may send them, and keeps the rest in a queue of its own, where no STOP and no
sell-out reaches them any more. Where the senders' rates are known, a long list therefore waits here.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from math import ceil

from coatcheck.config import Sender, Settings, senders
from coatcheck.model import ANY, Frozen, State, digest
from coatcheck.telling.variant_names import label

CHANNEL = "sms"  # whose senders these are
TURN = timedelta(minutes=1)  # what the senders take in one is handed out at once: ticks may be that far apart
SHORT_CODE = 100  # texts a second: https://www.twilio.com/docs/glossary/what-is-a-short-code


def rate(settings: Settings) -> float:
    """Return how many texts a second all senders together may send. Raises `Invalid` where they can't be read."""
    return total(senders(settings.twilio_senders)) or settings.send_rate


def sender_for(address: str, among: Sequence[Sender]) -> Sender:
    """Return who writes to this address: the same one each time, and of many addresses each sender gets what its rate is of all."""
    place = int(digest(address, length=8), 16) / 16**8 * total(among)
    for sender in among:
        place -= sender.rate
        if place < 0:
            return sender
    return among[-1]


def total(among: Sequence[Sender]) -> float:
    """Return how many texts a second these may send together."""
    return sum(sender.rate for sender in among)


class Lines:
    """A line for each sender, in which whoever is texted by it waits for a turn: no sender is handed more than it takes, whoever its people are."""

    def __init__(self, senders: Sequence[Sender], places: Sequence[int], step: int, began: datetime) -> None:
        """`places`: the next one in each line, none in lines that begin; `step`: how many places each text moves its line on."""
        self._senders = senders
        self._step = step
        self.began = began
        self.places = list(places) if len(places) == len(senders) else [0] * len(senders)

    def turn(self, address: str) -> datetime:
        """Put whoever has this address in line, and return when their text is handed out."""
        sender = sender_for(address, self._senders)
        number = self._senders.index(sender)
        place = self.places[number]
        self.places[number] += self._step
        return turn_of(place, sender.rate, self.began)


def turn_of(place: int, rate: float, began: datetime) -> datetime:
    """Return when the text at this place of a line that began then is handed out: minute by minute, as many as are sent in one."""
    return began + int(place / rate / TURN.total_seconds()) * TURN


def forecast(people: int, rate: float) -> timedelta:
    """Return how long so many texts take, at `rate` a second."""
    return timedelta(seconds=ceil(people / rate))


class Waiting(Frozen, frozen=True):
    """How many people wait for a size (those for any among them), and how long telling them takes."""

    size: str
    people: int
    seconds: int

    def says(self, rate: float) -> str:
        """Say it in a sentence, for the sender's own rate and beside it for a short code's."""
        are = "person waits" if self.people == 1 else "people wait"
        faster = f", {_long(self.people / SHORT_CODE)} at {SHORT_CODE}" if rate < SHORT_CODE else ""
        return f"{self.people:,} {are} for {self.size}: {_long(self.people / rate)} at {rate:g} a second{faster}."


def waiting(state: State | None, counts: Mapping[str, int], rate: float) -> list[Waiting]:
    """Say of each size that somebody waits for how long telling everybody takes if it comes back. All are counted as texts."""
    anything = counts.get(ANY, 0)
    known = {variant.id: label(variant) for variant in (state.variants if state else ())}
    sizes = dict.fromkeys([*known, *(key for key in counts if key != ANY)])
    people = {known.get(key, key): counts.get(key, 0) + anything for key in sizes} or {"anything": anything}
    return [
        Waiting(size, number, int(forecast(number, rate).total_seconds())) for size, number in people.items() if number
    ]


def _long(seconds: float) -> str:
    """Write a length of time in one unit: "31 s", "52 minutes", "2.8 hours"."""
    if seconds < 100:
        return f"{max(seconds, 1):.0f} s"
    return f"{seconds / 60:.0f} minutes" if seconds < 100 * 60 else f"{seconds / 3600:,.1f} hours"
