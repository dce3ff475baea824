"""Reading an answer of twice the size takes at most 2.5 times the work: counted in instructions, not in seconds.

Seconds depend on what else the machine does; calls and lines of Python say nothing of a pattern that goes back over its text
or of `in` on a list. So callgrind counts what the processor would do. It is some fifty times slower than the processor itself:
`make test` counts a few kinds of every source and reader, and small ones; `make explore` counts every kind of
`benchmarks.hostile_answers`, to 200 KB, in a quarter of an hour. `make bench` goes to 8 MB, by seconds of CPU.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.hostile_answers import FAMILIES
from tests.places import ROOT

MOST_GROWTH = 2.5  # of the work, on average, where the answer is twice as large
MOST_STEP = (
    3.3  # where one part of the work begins at a size between the two; work that goes with the square grows fourfold
)
LEAST = 3_000_000  # instructions, which are less than a millisecond
A_FEW = {  # and how large the largest answer is, in KB
    "shopify: products of one name": 128,
    "shopify: one product of many variants": 64,
    "shopify: scripts that never end": 32,
    "shopify: script tags that never end": 16,
    "woocommerce: children that are their own parents": 64,
    "json_api: lines of JSON": 64,
    "bookmyshow: many shows": 32,
    "page: almost comments": 32,
    "page: script tags that never end": 128,  # beyond what is surely little
    "page: headings": 16,
    "page: tags on availability": 32,
    "page: many classes": 64,
    "page: attributes behind two brackets in quotes": 200,
    "page: sentences": 16,
    "page: labels of sizes": 8,
    "page: elements named for stock around many": 8,
    "page: JSON-LD: broken": 16,
    "page: JSON-LD: references to many offers": 64,
    "page: JSON-LD: products of the same offers": 64,
    "page: JSON-LD: numbers in the properties of one thing": 32,
    "page: JSON-LD: a list with gaps of all variants": 32,
    "events: parts of a large whole": 128,
    "pretix: variations of a name that is a list": 32,
    "page: microdata: references": 32,
    "page: values in scripts": 64,
    "page: quotes in what SvelteKit was loaded with": 16,
    "page: variations in an attribute": 64,
    "schema_org: rdfa": 32,
}
NIGHT = "EXAMPLES" in os.environ  # make explore
LARGEST = dict.fromkeys(FAMILIES, 200) if NIGHT else A_FEW


def instructions(folder: Path, largest: dict[str, int]) -> dict[str, list[int]]:
    """Count what reading each of these kinds takes, at a quarter of its largest size, at half of it, and at that."""
    out = folder / "counts"
    options = ["--tool=callgrind", f"--callgrind-out-file={out}", "--dump-before=getloadavg"]
    kinds = [f"{kind}={1000 * size // 4},{1000 * size // 2},{1000 * size}" for kind, size in largest.items()]
    worker = [sys.executable, "-m", "tests.coatcheck.sources.counting_work", *kinds]
    environment = os.environ | {"PYTHONHASHSEED": "0"}
    made = subprocess.run(["valgrind", *options, *worker], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr[-2000:]
    counts = [_total(Path(f"{out}.{number}")) for number in range(1, len(list(folder.iterdir())))]
    readings = iter(counts[1::2])  # of each two, the first is of what lies between two readings
    return {kind: [next(readings) for _ in range(4)][1:] for kind in largest}


def _goes_with_size(counts: list[int]) -> bool:
    first, second, third = (max(count, LEAST) for count in counts)
    return third / first <= MOST_GROWTH**2 and max(second / first, third / second) <= MOST_STEP


def _total(dump: Path) -> int:
    return int(re.findall(r"^totals: (\d+)", dump.read_text(), re.MULTILINE)[0])


@pytest.fixture
def valgrind() -> None:
    if shutil.which("valgrind") is None:
        reason = "valgrind is not on this machine"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)


@pytest.mark.hypothesis  # as those that `make explore` runs
def test_an_answer_of_twice_the_size_takes_at_most_two_and_a_half_times_the_work(
    tmp_path: Path, valgrind: None
) -> None:
    counted = instructions(tmp_path, LARGEST)
    assert {kind: counts for kind, counts in counted.items() if not _goes_with_size(counts)} == {}
    assert min(counts[-1] for counts in counted.values()) > 10_000  # it was read
