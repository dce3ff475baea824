"""The numbers and services that texts are sent from, each at its rate, as they are written in settings. Pure."""

from collections.abc import Sequence
from math import isfinite

from coatcheck.errors import Invalid
from coatcheck.model import Frozen

SLOWEST, FASTEST = 0.001, 10_000  # texts a second of one sender


class Sender(Frozen, frozen=True):
    """A number or a Messaging Service, and how many texts a second it may send."""

    name: str
    rate: float


def senders(lines: Sequence[str]) -> tuple[Sender, ...]:
    """Read senders as the settings have them: +14155550100=1, MG...=100. Raises `Invalid` for what is none, or stands there twice."""
    found = tuple(map(_sender, lines))
    for sender in found:
        if sum(each.name == sender.name for each in found) > 1:
            raise Invalid(f"{sender.name} stands there twice: write each once, with all that it may send")
    return found


def _sender(line: str) -> Sender:
    name, _, rate = (part.strip() for part in line.partition("="))
    try:
        found = Sender(name, float(rate))
    except ValueError:
        found = Sender(name, 0)
    if not name.startswith(("+", "MG")) or not isfinite(found.rate) or not SLOWEST <= found.rate <= FASTEST:
        raise Invalid(f"write NUMBER=RATE, like +14155550100=1 or MG...=100, not {line!r}")
    return found
