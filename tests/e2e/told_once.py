"""Is everybody told exactly once when Twilio fails in every way and the notifier is killed again and again?

python -m tests.e2e.told_once            2,000 people, four faults at a fifth of the requests each, 50 kills
python -m tests.e2e.told_once --large    the same against the larger stand-in beside the project
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from coatcheck.model import WAITING, DeliveryState
from coatcheck.store import open_store
from tests.fakes.crowd import BATCH, restock
from tests.fakes.twilio import Control, running
from tests.places import MATERIAL
from tests.processes import started

FAULTS: tuple[dict[str, Any], ...] = (
    {"fault": "drop"},
    {"fault": "accept_then_drop"},
    {"fault": "error", "code": 20429},
    {"fault": "error", "code": 20500},
)
RATE = 0.2  # of the requests meet each of the faults
SPEED = 20.0  # how many seconds pass for the notifier in one of ours
GIVEN_UP_AFTER = 6000  # minutes; faults this dense would not be borne for an hour
LARGE = MATERIAL / "fakes" / "twilio_fake.py"


class FastClock:
    """Time that began with ours and runs faster; the same in every process that knows when that was."""

    def __init__(self, began: float, speed: float) -> None:
        self._began, self._speed = began, speed

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._began, UTC) + timedelta(seconds=(time.time() - self._began) * self._speed)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds / self._speed)


@dataclass(frozen=True)
class Outcome:
    """How many people got so many texts, the deliveries' states, and how often the notifier was killed at work."""

    told: Counter[int]
    states: dict[DeliveryState, int]
    killed: int
    seconds: float


def storm(
    people: int,
    kills: int,
    seed: int = 1,
    large: bool = False,
    rate: float = RATE,
    speed: float = SPEED,
    within: float = 3000,
) -> Outcome:
    """One restock for so many people, told by notifiers that are killed at random moments; then by one that is not.

    Ends when everybody is told or given up, or after `within` seconds.
    """
    began, random = time.time(), Random(seed)
    with tempfile.TemporaryDirectory() as folder, running(LARGE if large else None) as stand_in:
        stand_in.fail(*({**fault, "rate": rate} for fault in FAULTS), seed=seed)
        store = f"sqlite:///{folder}/told.db"
        with closing(open_store(store)) as opened:
            restock(opened, people, FastClock(began, speed).now())
            killed = 0
            for _ in range(kills):
                with _notifier(store, stand_in, began, speed) as at_work:
                    killed += _die(at_work, random.uniform(0.0, 1.0))
            with _notifier(store, stand_in, began, speed):
                while _left(opened.delivery_counts(), people) and time.time() - began < within:
                    time.sleep(0.2)
            told = Counter(stand_in.told().values())
            told[0] = people - sum(told.values())
            return Outcome(+told, opened.delivery_counts(), killed, time.time() - began)


def _left(states: dict[DeliveryState, int], people: int) -> int:
    """How many are not told and not given up."""
    return people - sum(count for state, count in states.items() if state not in WAITING)


@contextmanager
def _notifier(store: str, stand_in: Control, began: float, speed: float) -> Iterator[subprocess.Popen[str]]:
    """A notifier that is at work, until it is killed."""
    command = (sys.executable, "-m", "tests.e2e.told_once", "--serve", store, stand_in.base, str(began), str(speed))
    with started(*command, stdout=subprocess.PIPE) as process:
        if process.stdout is None or process.stdout.readline() != "at work\n":
            raise RuntimeError("the notifier did not start")
        yield process


def _die(process: subprocess.Popen[str], seconds: float) -> bool:
    """Kill it after so long; whether it still lived."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()
    return process.returncode == -9


def serve(store: str, twilio: str, began: float, speed: float) -> None:
    """The notifier as one process on one machine has it, with a clock that ticks and an outbox that is looked through."""
    from coatcheck.bootstrap import Services
    from coatcheck.bus.local import LocalBus
    from coatcheck.config import Settings
    from coatcheck.ports.messages import Tick
    from coatcheck.telling.dead_letters import bury
    from coatcheck.watching.outbox import publish_again
    from notifier.app import TOPICS, handler

    settings = Settings(
        store=store,
        channels=("sms",),
        texts_per_day=1_000_000,
        stale_minutes=GIVEN_UP_AFTER,
        **Control(twilio).settings(),  # type: ignore[arg-type]
    )
    bus = LocalBus(bury=lambda letter: bury(services.store, letter), workers={"restocks": 2, "deliveries": 4})
    services = Services(settings, bus=bus, clock=FastClock(began, speed))
    handle = handler(services)
    for topic in TOPICS:
        bus.subscribe(topic, handle)
    bus.start()
    print("at work", flush=True)
    while True:
        publish_again(services.store.batches([BATCH])[BATCH], services.store, bus, services.clock)
        bus.publish([Tick(slot=services.clock.now())])
        services.clock.sleep(settings.tick_seconds)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--serve", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve[0], options.serve[1], float(options.serve[2]), float(options.serve[3]))
    outcome = storm(options.people, options.kills, options.seed, options.large)
    print(f"{options.people} people, killed {outcome.killed} times, {outcome.seconds:.0f} s")
    print("texts each:", ", ".join(f"{count} people got {texts}" for texts, count in sorted(outcome.told.items())))
    print("deliveries:", ", ".join(f"{count} {state}" for state, count in outcome.states.items()))
    sys.exit(outcome.told != {1: options.people})
