"""How long does a round of all watches take, and what does it cost? Side by side with two other ways.

- ours: the real poller on a SQLite file: plan, lease, fetch, read, judge, commit, with all its limits and checks;
- bare: a loop on libcurl's multi interface that only fetches and unpacks;
- one by one: `requests.get` for each watch in turn, timed on a few watches and scaled to all of them.

The rounds of the ways alternate, each in a process of its own; the shops are a server in two further ones. Printed are
medians. Only figures in one row may be divided by each other: the machine may have been busier in the next.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import NamedTuple

import msgspec
from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.shop import running
from benchmarks.ways import Measured

ROUNDS = 5
WAYS = ("ours", "bare", "sequential")
KINDS = {"product": "JSON 5 KB", "page": "page 120 KB"}
MAKES = {"woocommerce": "WooCommerce 107 KB", "tailwind": "Next.js 88 KB"}  # of which ours knows nothing
MODES = {"new": "other bytes each time", "same": "the same bytes", "tagged": "304, by its ETag"}
ASKED = {("product", 1000, 300, "new"): (2.0, 4.0), ("page", 1000, 300, "new"): (2.0, 3.0)}  # round, CPU: times bare
ASKED_OF_MAKES = (2.5, 2.5)  # seconds for a round of 1,000, and ms of CPU a look
MOST_MEMORY = 150  # MB


class Case(NamedTuple):
    kind: str
    number: int
    milliseconds: int
    mode: str


CASES = [
    *(Case(kind, number, wait, "new") for kind in KINDS for number in (200, 1000) for wait in (0, 300)),
    *(Case(kind, 1000, wait, "same") for kind in KINDS for wait in (0, 300)),
    *(Case(kind, 1000, 300, "tagged") for kind in KINDS),
    *(Case(make, 1000, 300, "new") for make in MAKES),
]


class Figures(NamedTuple):
    """Medians of one way in one case."""

    seconds: float  # a round of all watches
    cpu: float  # ms for each watch
    memory: float  # MB, at its most
    scaled: bool  # whether only some of the watches were looked at


class Child:
    """One way in a process of its own."""

    def __init__(self, way: str, case: Case, port: int) -> None:
        arguments = [way, case.kind, case.mode, str(case.milliseconds), str(case.number), str(port)]
        command = [sys.executable, "-m", "benchmarks.ways", *arguments]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._line()

    def round(self) -> Measured:
        assert self.process.stdin is not None
        self.process.stdin.write(b"round\n")
        self.process.stdin.flush()
        return msgspec.json.decode(self._line(), type=Measured)

    def _line(self) -> bytes:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("a way broke down; its error is printed above")
        return line

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


@contextmanager
def children(case: Case, port: int) -> Iterator[dict[str, Child]]:
    started = {way: Child(way, case, port) for way in WAYS}
    try:
        yield started
    finally:
        for child in started.values():
            child.close()


def measure(case: Case, port: int, rounds: int) -> dict[str, Figures]:
    """The figures of each way, from rounds that alternate."""
    taken: dict[str, list[Measured]] = {way: [] for way in WAYS}
    with children(case, port) as ways:
        for _ in range(rounds):
            for way, child in ways.items():
                taken[way].append(child.round())
    return {way: figures(found, case.number) for way, found in taken.items()}


def figures(rounds: list[Measured], number: int) -> Figures:
    scale = number / rounds[0].watches
    return Figures(
        seconds=median(each.seconds for each in rounds) * scale,
        cpu=median(each.cpu / each.watches for each in rounds) * 1000,
        memory=max(each.memory for each in rounds),
        scaled=scale != 1,
    )


def table(found: dict[Case, dict[str, Figures]]) -> Table:
    """A row for each case."""
    grid = Table(box=box.SIMPLE_HEAD, header_style="")
    for column in ("answers", "", "wait", "watches"):
        grid.add_column(column, no_wrap=True)
    for column in ("ours: s", "bare: s", "one by one: s", "ours: /s", "ms CPU", "bare", "one by one", "MB", "bare"):
        grid.add_column(column, justify="right", no_wrap=True)
    grid.add_column("ours : bare, s", justify="right", no_wrap=True)
    grid.add_column("CPU", justify="right", no_wrap=True)
    for case, ways in found.items():
        ours, bare, single = (ways[way] for way in WAYS)
        grid.add_row(
            (KINDS | MAKES)[case.kind],
            MODES[case.mode],
            f"{case.milliseconds} ms",
            str(case.number),
            *(f"{each.seconds:.3g}{'*' if each.scaled else ''}" for each in (ours, bare, single)),
            f"{case.number / ours.seconds:,.0f}",
            *(f"{each.cpu:.3f}" for each in (ours, bare, single)),
            *(f"{each.memory:.0f}" for each in (ours, bare)),
            f"{ours.seconds / bare.seconds:.2f}",
            f"{ours.cpu / bare.cpu:.2f}",
        )
    return grid


def judge(found: dict[Case, dict[str, Figures]]) -> Iterator[str]:
    """Whether what was asked for is kept, in words."""
    for (kind, number, wait, mode), (most_seconds, most_cpu) in ASKED.items():
        ways = found.get(Case(kind, number, wait, mode))
        if ways:
            seconds = ways["ours"].seconds / ways["bare"].seconds
            cpu = ways["ours"].cpu / ways["bare"].cpu
            kept = seconds <= most_seconds and cpu <= most_cpu and ways["ours"].memory < MOST_MEMORY
            yield (
                f"{'kept' if kept else 'MISSED'}: {number} x {KINDS[kind]} after {wait} ms: round {seconds:.2f} of at most "
                f"{most_seconds:g} x bare, CPU {cpu:.2f} of {most_cpu:g} x, {ways['ours'].memory:.0f} of {MOST_MEMORY} MB"
            )
    for case, ways in found.items():
        if case.kind in MAKES:
            (most_seconds, most_cpu), ours = ASKED_OF_MAKES, ways["ours"]
            kept = ours.seconds <= most_seconds and ours.cpu <= most_cpu
            yield (
                f"{'kept' if kept else 'MISSED'}: {case.number} x {MAKES[case.kind]} after {case.milliseconds} ms: round {ours.seconds:.2f} of at most "
                f"{most_seconds:g} s, CPU {ours.cpu:.2f} of {most_cpu:g} ms"
            )


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of each way and case (%(default)s)")
    parser.add_argument("--only", default="", help="only cases whose row contains this, like 'page 1000 300 new'")
    chosen = parser.parse_args(arguments or [])
    cases = [case for case in CASES if all(word in map(str, case) for word in chosen.only.split())]
    found: dict[Case, dict[str, Figures]] = {}
    console = Console(width=190)
    with running() as port:
        for case in cases:
            console.print(f"{' '.join(map(str, case))} ...", style="dim", end="\r")
            found[case] = measure(case, port, chosen.rounds)
    console.print(table(found))
    console.print("* timed on 4 watches and scaled", style="dim")
    for line in judge(found):
        console.print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
