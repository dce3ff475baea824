"""How much work is it to read an answer? `python -m benchmarks.parsing`

CPU time on one core, without fetching and unzipping, medians of interleaved rounds: a 120 KB page with JSON-LD by the
source `page`, beside selectolax building its tree only and extruct (all its syntaxes) on the same bytes; the same page
where its words speak against its JSON-LD, so that all witnesses are heard; and a Shopify answer of 5 KB.
Asked: a page under 1 ms, a Shopify answer under 0.05 ms.
"""

import argparse
import gc
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from statistics import median

import extruct
from selectolax.lexbor import LexborHTMLParser

from benchmarks.documents import page, product
from coatcheck.ports import Answer, Target
from coatcheck.sources import load

PAGE, PRODUCT = "https://shop.example/coat-5", "https://shop.example/products/coat-5"
LOOKS = count(1)
BLOCK = 25  # answers, so that a round measures reading and not cold caches
SLOW = frozenset({"extruct, all syntaxes"})


def reading(name: str, url: str, body: bytes) -> Callable[[], object]:
    now = datetime.now(UTC)
    source, target = load(name), Target(url)
    request = source.request(target)

    def read() -> object:
        """Read it with another element at its end each time: what was judged before is not judged anew."""
        other = body + f'<i id="look-{next(LOOKS)}"></i>'.encode() if name == "page" else body
        answer = Answer(request, request.url, 200, {"content-type": "text/html"}, other, started_at=now, ended_at=now)
        return source.read(target, [answer])

    return read


def tasks() -> dict[str, Callable[[], object]]:
    """What is measured, by name."""
    body = page(5, "nonce")
    doubted = body.replace(b"</h1>", b'</h1><p class="stock">Sold out</p>', 1)
    return {
        "page, by JSON-LD": reading("page", PAGE, body),
        "page, every witness": reading("page", PAGE, doubted),
        "selectolax, tree only": lambda: LexborHTMLParser(body),
        "extruct, all syntaxes": lambda: extruct.extract(body, base_url=PAGE),
        "Shopify answer": reading("shopify", PRODUCT, product(5, "nonce")),
    }


def measure(rounds: int) -> dict[str, float]:
    """Median milliseconds of CPU for one answer, for each task: in each round a block of answers, each task in turn."""
    runs = tasks()
    spent: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):  # the first warms up
        for name, run in runs.items():
            block = 1 if name in SLOW else BLOCK
            gc.collect()
            started = time.process_time()
            for _ in range(block):
                run()
            if number:
                spent[name].append((time.process_time() - started) * 1000 / block)
    return {name: median(times) for name, times in spent.items()}


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30)
    milliseconds = measure(parser.parse_args(arguments or []).rounds)
    print(f"{'CPU, one answer':<26}{'ms':>8}{'extruct / this':>18}")
    for name, spent in milliseconds.items():
        ratio = milliseconds["extruct, all syntaxes"] / spent
        print(f"{name:<26}{spent:>8.3f}{ratio:>17.1f}x")


if __name__ == "__main__":
    main(sys.argv[1:])
