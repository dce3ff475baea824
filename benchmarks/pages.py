"""How much work is it to read the pages that shop software makes? Beside the tree that they are parsed into, in the same run.

CPU time on one core, medians of interleaved rounds, without fetching and unzipping: selectolax's tree of the page alone; a page read by
the source `page` that was never read before, another one each time; and a page as a later look finds it, in which nothing is new but what no
reader reads: tokens, numbers of requests, times, ids. Pages are those of `benchmarks.makes`, recorded ones where they are at hand, and files or folders that are named. A file is made another page by
an element at its end. Asked: at most 4 times the tree and 1.5 ms for 100 KB (medians of all pages), of first looks and of next ones.
"""

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from typing import NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table
from selectolax.lexbor import LexborHTMLParser

from benchmarks.documents import page
from benchmarks.makes import MAKES
from coatcheck.errors import LookFailed
from coatcheck.ports import Answer, Request, Target
from coatcheck.sources import load

ADDRESS = "https://shop.example/products/coat-5"
MOST_TIMES, MOST_MILLISECONDS = 4.0, 1.5  # the tree; for 100 KB
ROUNDS = 15
# Recorded pages, which belong to others and so are no part of the project
SAMPLES = Path(os.environ.get("COATCHECK_TEST_MATERIAL") or Path(__file__).parents[2] / "shared") / "samples"
BLOCK = 0.004  # seconds at least in which one task is repeated
NUMBERS = count(1)


class Page(NamedTuple):
    """A page by name, and how it is made for a product's number and a nonce."""

    name: str
    make: Callable[[int, str], bytes]


class Cost(NamedTuple):
    """Milliseconds of CPU."""

    size: int
    tree: float
    first: float
    again: float


def nonce(visit: int) -> str:
    """Return what is another one at each visit."""
    return f"{visit:032}"


def pages(places: list[Path]) -> Iterator[Page]:
    for name, make in MAKES.items():
        yield Page(name, make)
    yield Page("documents", page)
    for place in places:
        for file in sorted(place.rglob("*.html")) if place.is_dir() else [place]:
            body = file.read_bytes()
            yield Page(
                file.name,
                lambda number, nonce, body=body: body + f'<i id="look-{number}-{nonce}"></i>'.encode(),  # type: ignore[misc]
            )


def read(body: bytes, address: str) -> object:
    now = datetime.now(UTC)
    answer = Answer(Request(address), address, 200, {"content-type": "text/html"}, body, started_at=now, ended_at=now)
    try:
        return load("page").read(Target(address), [answer])
    except LookFailed as failure:
        return failure


def read_first(body: bytes) -> object:
    """Read a page at an address of its own: what is known of an address is known of another page."""
    return read(body, f"{ADDRESS}?first={next(NUMBERS)}")


def timed(task: Callable[[bytes], object], bodies: Callable[[], bytes]) -> float:
    """Milliseconds of CPU for one: repeated for a while, each time with a body of its own."""
    spent, times = 0.0, 0
    while spent < BLOCK:
        body = bodies()
        started = time.process_time()
        task(body)
        spent += time.process_time() - started
        times += 1
    return spent * 1000 / times


def measure(each: Page, rounds: int) -> Cost:
    body = each.make(0, nonce(0))
    read_again = partial(read, address=f"{ADDRESS}?page={each.name}")
    for visit in range(3):  # what may be new each time is looked for in a page that was another one before
        read_again(each.make(0, nonce(visit)))
    found: list[tuple[float, float, float]] = []
    for _ in range(rounds):
        gc.collect()
        tree = timed(LexborHTMLParser, lambda: each.make(next(NUMBERS), nonce(0)))
        first = timed(read_first, lambda: each.make(next(NUMBERS), nonce(0)))
        again = timed(read_again, lambda: each.make(0, nonce(next(NUMBERS))))
        found.append((tree, first, again))
    return Cost(len(body), *(median(spent) for spent in zip(*found, strict=True)))


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("places", nargs="*", type=Path, help="further pages: files, or folders of .html files")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="(%(default)s)")
    parser.add_argument("--only", default="", help="pages whose name contains this")
    chosen = parser.parse_args(arguments or [])
    known = [SAMPLES] if SAMPLES.is_dir() else []
    found = [each for each in pages([*known, *chosen.places]) if chosen.only in each.name]
    costs = {each.name: measure(each, chosen.rounds) for each in found}
    Console(width=140).print(table(costs))
    print(judge("first looks", [(cost.first / cost.tree, cost.first / cost.size * 1e5) for cost in costs.values()]))
    print(judge("next looks", [(cost.again / cost.tree, cost.again / cost.size * 1e5) for cost in costs.values()]))


def judge(looks: str, found: list[tuple[float, float]]) -> str:
    """Whether what was asked for is kept, in words. `found`: of each page times the tree, and milliseconds for 100 KB."""
    times, milliseconds = (median(each) for each in zip(*found, strict=True))
    kept = times <= MOST_TIMES and milliseconds <= MOST_MILLISECONDS
    return f"{'kept' if kept else 'MISSED'}: {looks}: median {times:.1f} of at most {MOST_TIMES:g} times the tree, {milliseconds:.2f} of at most {MOST_MILLISECONDS:g} ms for 100 KB"


def table(costs: dict[str, Cost]) -> Table:
    grid = Table(box=box.SIMPLE_HEAD, header_style="")
    grid.add_column("page")
    for column in ("KB", "tree: ms", "first look: ms", "x tree", "for 100 KB", "next look: ms", "x tree"):
        grid.add_column(column, justify="right")
    for name, cost in costs.items():
        first, again = cost.first, cost.again
        grid.add_row(
            name[-40:], f"{cost.size / 1000:.0f}", f"{cost.tree:.3f}", f"{first:.3f}", f"{first / cost.tree:.1f}",
            f"{first / cost.size * 1e5:.2f}", f"{again:.3f}", f"{again / cost.tree:.1f}",
        )  # fmt: skip
    return grid


if __name__ == "__main__":
    main(sys.argv[1:])
