"""What a fan-out in waves reads: many people hear of few pieces, one wave after the other.

    python -m benchmarks.waves

On a SQLite file and on the Firestore emulator, where every read is counted. Only deliveries are made, nothing is sent.
Beside it the same fan-out to everybody at once, for which nobody's wave is asked.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from uuid import uuid4

from msgspec.structs import replace

from benchmarks.counting import counted
from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from coatcheck.model import Frozen, RestockEvent
from coatcheck.ports.messages import FanOut, Message
from console.cloud.emulators import both
from notifier.app import handler
from tests.fakes.crowd import restock

PEOPLE = 5000
PIECES = 10


class Page(Frozen, frozen=True):
    """What one page took; reads are those of Firestore."""

    reads: int
    seconds: float


class FanOuts:
    """A bus that keeps the fan-out's pages and drops everything else."""

    def __init__(self) -> None:
        self.waiting: list[FanOut] = []

    def publish(self, messages: Sequence[Message]) -> None:
        self.waiting += [message for message in messages if isinstance(message, FanOut)]

    def close(self) -> None:
        """Nothing is open."""


def fan_out(store: str, people: int, factor: float) -> list[Page]:
    """Every page of a fan-out to so many people, `factor` of them for each piece in one wave; 0: everybody at once."""
    bus, pages = FanOuts(), list[Page]()
    with counted() as counter:
        services = Services(Settings(store=store, secret_key="0123456789" * 4, wave_factor=factor), bus=bus)
        handle = handler(services)
        bus.waiting.append(FanOut(event=_of_few_pieces(restock(services.store, people))))
        while bus.waiting:
            counter.clear()
            began = perf_counter()
            handle(bus.waiting.pop())
            pages.append(Page(counter.reads, perf_counter() - began))
        services.close()
    return pages


def _of_few_pieces(event: RestockEvent) -> RestockEvent:
    return replace(event, variants=tuple(replace(variant, quantity=PIECES) for variant in event.variants))


def main(people: int = PEOPLE) -> None:
    print(f"{people:,} people, {PIECES} pieces\n")
    print(f"{'':<28}{'reads':>10}{'of the last page':>18}{'seconds':>9}{'of the last page':>18}")
    for name, factor in (("at once", 0.0), ("in waves", 1.0)):
        with tempfile.TemporaryDirectory() as folder, both(Path(folder)):
            for store, url in (("SQLite", f"sqlite:///{folder}/waves.db"), ("Firestore", f"firestore://{uuid4().hex}")):
                show(f"{store}, {name}", fan_out(url, people, factor))


def show(name: str, pages: list[Page]) -> None:
    reads, seconds, last = sum(page.reads for page in pages), sum(page.seconds for page in pages), pages[-1]
    print(f"{name:<28}{reads:>10,}{last.reads:>18,}{seconds:>9.2f}{last.seconds:>18.3f}", flush=True)


if __name__ == "__main__":
    main()
