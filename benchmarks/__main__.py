"""`make bench`, or `python -m benchmarks [NAME ...]`: every bench of this package, or those that are named."""

import sys
from importlib import import_module
from pathlib import Path
from time import perf_counter

BENCHES = (
    "rounds",
    "one_host",
    "tickets",
    "parsing",
    "pages",
    "shares",
    "browser",
    "hostile",
    "fanout",
    "waves",
    "budget",
    "growth",
    "site",
    "cold_start",
    "operations",
)  # in this order; each has a `main`


def main(names: list[str]) -> None:
    """Run these benches, each after its first line of description. Ends with code 2 where one does not exist."""
    here = Path(__file__).parent
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        sys.exit(f"There is no bench {', '.join(unknown)}. There are: {', '.join(BENCHES)}.")
    for name in names or [each for each in BENCHES if (here / f"{each}.py").is_file()]:
        bench = import_module(f"benchmarks.{name}")
        began = perf_counter()
        print(f"\n== {name}: {(bench.__doc__ or '').strip().splitlines()[0]}\n", flush=True)
        bench.main()
        print(f"\n({perf_counter() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
