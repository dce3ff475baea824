"""`python -m tests.simulation --seeds 10000`: many schedules, side by side, and what came of them."""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.simulation.schedule import Report, run_seed, stage


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=300, help="how many schedules")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", type=int, help="one seed, with everything that happened")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes")
    choices = parser.parse_args()
    with stage() as folder:
        if choices.seed is not None:
            return _show(run_seed(choices.seed, folder))
        began = time.monotonic()
        with ProcessPoolExecutor(choices.workers) as pool:
            seeds = range(choices.first, choices.first + choices.seeds)
            reports = pool.map(partial(_run, folder=folder), seeds, chunksize=10)
            return _summary(reports, began)


def _run(seed: int, folder: Path) -> Report:
    own = folder / str(os.getpid())
    own.mkdir(exist_ok=True)
    return run_seed(seed, own)


def _show(report: Report) -> int:
    print(*report.log, sep="\n")
    print(f"faults: {report.faults}", *report.broken, sep="\n")
    return 1 if report.broken else 0


def _summary(reports: Iterable[Report], began: float) -> int:
    totals: Counter[str] = Counter()
    deliveries: Counter[str] = Counter()
    broken = 0
    for report in reports:
        totals.update(schedules=1, steps=report.steps, restocks=report.events, texts=report.accepted)
        deliveries.update(report.outcomes)
        for violation in report.broken:
            print(f"seed {report.seed}: {violation}\n  replay: python -m tests.simulation --seed {report.seed}")
        broken += bool(report.broken)
    seconds = time.monotonic() - began
    print(", ".join(f"{count} {name}" for name, count in totals.items()), f"in {seconds:.0f} s")
    print("deliveries: " + ", ".join(f"{count} {state}" for state, count in deliveries.most_common()))
    print(f"{broken} schedules broke a promise")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
