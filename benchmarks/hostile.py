"""What does an answer cost that was made to stop its reader? Every family of them, from 100 KB to 8 MB.

Each look is made in a process of its own. Asked: no look takes more than 2 s of CPU or 400 MB, and an answer of twice the size takes at
most 2.5 times the CPU (of those that take 20 ms or more: below, the machine's own noise is larger).
"""

import argparse
import logging
import multiprocessing
import resource
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import NamedTuple

from benchmarks.hostile_answers import FAMILIES, Family
from coatcheck import sources
from coatcheck.errors import LookFailed
from coatcheck.ports import Answer, Request, Target
from coatcheck.watching.looking import look

SMALLEST, LARGEST = 100_000, 8_000_000  # bytes
MOST_SECONDS, MOST_MEMORY, MOST_GROWTH = 2.0, 400.0, 2.5
NOISE = 0.02  # seconds
GIVEN_UP = 20  # seconds of CPU


class Cost(NamedTuple):
    """What one look took: seconds of CPU, MB more than before it, and what came of it."""

    seconds: float
    memory: float
    said: str


class RealClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class OneAnswer:
    """A fetcher that brings this body, and nothing for whatever else is asked."""

    def __init__(self, body: bytes) -> None:
        self.bodies = [body]

    def fetch(self, requests: Sequence[Request], seconds: float) -> Iterable[tuple[int, Answer | LookFailed]]:
        for place, request in enumerate(requests):
            now = datetime.now(UTC)
            body = self.bodies.pop() if self.bodies else b""
            yield place, Answer(request, request.url, 200, {"content-type": "text/html"}, body, now, now)

    def close(self) -> None:
        """Nothing is open."""


def used() -> tuple[float, float]:
    """Seconds of CPU, and MB at the most, of this process and those that it began and that have ended."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (
        own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime,
        (own.ru_maxrss + others.ru_maxrss) / 1024,
    )


def look_once(family: Family, size: int, to: Connection) -> None:
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_CPU, (GIVEN_UP, GIVEN_UP))
    source, body = sources.load(family.source), family.make(size)
    target = Target(f"https://shop.example{family.path}", family.options)
    look(
        ("watch", source, target), OneAnswer(family.make(1000)), RealClock(), 600
    )  # what is worked out once for all answers
    seconds, memory = used()
    seen = look(("watch", source, target), OneAnswer(body), RealClock(), 600)
    after, most = used()
    to.send(Cost(after - seconds, most - memory, seen.reason or seen.health.value))


def measure(family: Family, size: int) -> Cost:
    """One look in a process of its own."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=look_once, args=(family, size, theirs))
    child.start()
    theirs.close()
    try:
        return ours.recv()  # type: ignore[no-any-return]
    except EOFError:
        return Cost(float("inf"), float("inf"), "did not come back")
    finally:
        child.join()


def sizes(largest: int) -> list[int]:
    """Each twice the one before, and the largest."""
    found = [SMALLEST]
    while found[-1] * 2 < largest:
        found.append(found[-1] * 2)
    return [*found, largest]


def growth(costs: dict[int, Cost]) -> float:
    """How many times as much an answer of twice the size takes, at the most."""
    pairs = ((costs[size], costs[2 * size]) for size in costs if 2 * size in costs)
    return max(
        (twice.seconds / max(once.seconds, NOISE / MOST_GROWTH) for once, twice in pairs if twice.seconds > NOISE),
        default=1.0,
    )


def is_kept(costs: Iterable[Cost], twice: float) -> bool:
    """Whether a family's looks take no more than was asked."""
    return twice <= MOST_GROWTH and all(cost.seconds <= MOST_SECONDS and cost.memory <= MOST_MEMORY for cost in costs)


def row(name: str, figures: Iterable[str], said: str) -> str:
    return f"{name[:50]:50}{''.join(f'{figure:>8}' for figure in figures)}  {said[:70]}"


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="", help="families whose name contains this")
    parser.add_argument("--largest", type=int, default=LARGEST, help="bytes (%(default)s)")
    chosen = parser.parse_args(arguments or [])
    measured = sizes(chosen.largest)
    print(row("seconds of CPU for one look at", [*(f"{size / 1e6:g} MB" for size in measured), "twice", "MB"], ""))
    missed = []
    wanted = {name: family for name, family in FAMILIES.items() if chosen.only in name}
    for name, family in wanted.items():  # printed one by one: all of them take a quarter of an hour
        costs = {size: measure(family, size) for size in measured}
        twice, memory = growth(costs), max(cost.memory for cost in costs.values())
        if not is_kept(costs.values(), twice):
            missed.append(name)
        figures = [*(f"{cost.seconds:.3f}" for cost in costs.values()), f"{twice:.1f}", f"{memory:.0f}"]
        said = costs[measured[-1]].said
        print(row(name, figures, f"MISSED: {said}" if name in missed else said), flush=True)
    print("twice: how many times as much for an answer of twice the size, at the most; MB: memory at the most")
    print(
        f"{'MISSED by ' + ', '.join(missed) if missed else 'kept'}: {len(wanted)} kinds, at most {MOST_SECONDS:g} s, "
        f"{MOST_MEMORY:g} MB, {MOST_GROWTH:g} times for twice the size"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
