"""What does an answer cost that was made to stop its reader? Every family of them, from 100 KB to 8 MB.

Each kind is looked at in a process of its own, which has another one read what is large, as ever; both count. Asked: no look takes more than 2 s of CPU or 400 MB, and an answer of twice the size takes at
most 2.5 times the CPU (of those that take 0.2 s or more, a tenth of what is allowed: below, the way to the other process, the machine's own noise and the step where a second pass over a page begins are larger).
"""

import argparse
import gc
import logging
import multiprocessing
import resource
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from benchmarks.hostile_answers import FAMILIES
from benchmarks.hostile_shapes import Family
from coatcheck.errors import LookFailed
from coatcheck.ports import Answer, Request, Target
from coatcheck.watching.looking import look
from coatcheck.watching.reading import LARGE

SMALLEST, LARGEST = 100_000, 8_000_000  # bytes
MOST_SECONDS, MOST_MEMORY, MOST_GROWTH = 2.0, 400.0, 2.5
HANDING_OVER = 0.2  # seconds that a large answer takes beside its reader, which ends after two
CHEAP = 0.2  # seconds, below which steps are no growth
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
    """Seconds of CPU, and MB at the most, of this process and those that it began, whether they have ended or not."""
    own, ended = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    living = [Path("/proc", pid) for pid in Path("/proc/thread-self/children").read_text().split()]
    nanoseconds = sum(int((process / "schedstat").read_text().split()[0]) for process in living)
    memory = max((_most_memory(process) for process in living), default=ended.ru_maxrss)
    return (
        own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime + nanoseconds / 1e9,
        (own.ru_maxrss + memory) / 1024,
    )


def _most_memory(process: Path) -> int:
    lines = (process / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def look_at_each(family: Family, measured: Sequence[int], to: Connection) -> None:
    """Look at an answer of each size, and send what each look cost."""
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_CPU, (GIVEN_UP, GIVEN_UP))
    source = family.reader
    target = Target(f"https://shop.example{family.path}", family.options)

    def look_at(body: bytes) -> str:
        seen = look(("watch", source, target), OneAnswer(body), RealClock(), 600)
        return seen.reason or seen.health.value

    small = family.make(SMALLEST // 2)
    look_at(small)  # what is worked out once for all answers of this kind
    base = 0.0
    for size in measured:
        body = family.make(size)
        look_at(small + b" " * LARGE)  # the process that reads large answers is there, and knows these
        gc.collect()
        gc.freeze()  # what was there before is looked through for garbage again and again, whatever the answer is
        seconds, memory = used()
        base = base or memory
        said = look_at(body)
        after, most = used()
        to.send(Cost(after - seconds, most - base, said))


def measure(family: Family, measured: Sequence[int]) -> dict[int, Cost]:
    """Looks at an answer of each size, in a process of their own."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=look_at_each, args=(family, measured, theirs))
    child.start()
    theirs.close()
    costs = dict.fromkeys(measured, Cost(float("inf"), float("inf"), "did not come back"))
    try:
        for size in measured:
            costs[size] = ours.recv()
    except EOFError:
        pass
    child.join()
    return costs


def fairly(family: Family, measured: Sequence[int]) -> dict[int, Cost]:
    """Looks at an answer of each size; again, twice at the most, where more was taken than is asked, with the least of each: what else the machine does only adds."""
    costs = measure(family, measured)
    for _ in range(2):
        if is_kept(costs.values(), growth(costs)):
            break
        costs = {
            size: min(cost, again)
            for (size, cost), again in zip(costs.items(), measure(family, measured).values(), strict=True)
        }
    return costs


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
        (twice.seconds / max(once.seconds, CHEAP / MOST_GROWTH) for once, twice in pairs if twice.seconds > CHEAP),
        default=1.0,
    )


def is_kept(costs: Iterable[Cost], twice: float) -> bool:
    """Whether a family's looks take no more than was asked."""
    return twice <= MOST_GROWTH and all(
        cost.seconds <= MOST_SECONDS + HANDING_OVER and cost.memory <= MOST_MEMORY for cost in costs
    )


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
        costs = fairly(family, measured)
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
