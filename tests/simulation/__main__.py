"""`python -m tests.simulation --seeds 10000`: many schedules, side by side, and what came of them."""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor

from tests.simulation.schedule import Report, run_seed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=300, help="how many schedules")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", type=int, help="one seed, with everything that happened")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes")
    choices = parser.parse_args()
    if choices.seed is not None:
        return _show(run_seed(choices.seed))
    began = time.monotonic()
    with ProcessPoolExecutor(choices.workers) as pool:
        seeds = range(choices.first, choices.first + choices.seeds)
        return _summary(pool.map(run_seed, seeds, chunksize=10), began)


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
    print(", ".join(f"{count:,} {name}" for name, count in totals.items()))
    print("deliveries: " + ", ".join(f"{count:,} {state}" for state, count in deliveries.most_common()))
    print(
        f"{broken} schedules broke a promise; {seconds:.0f} s, {totals['schedules'] / seconds:.1f} schedules a second"
    )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
