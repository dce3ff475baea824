"""Run under callgrind by `test_work`: reads hostile answers, and calls getloadavg around each reading.

    valgrind --tool=callgrind --dump-before=getloadavg python -m tests.coatcheck.sources.counting_work KIND=BYTES,BYTES...

callgrind counts the machine's instructions, in Python and in C alike, and writes what it counted since the last time
whenever that function of the C library is called, which nothing else here does.
https://valgrind.org/docs/manual/cl-manual.html#cl-manual.options.creation
"""

import gc
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime

from benchmarks.hostile_answers import FAMILIES
from benchmarks.hostile_shapes import Family
from coatcheck.errors import LookFailed
from coatcheck.ports import Answer, Request, Target

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


def read(family: Family, size: int) -> None:
    source, url = family.reader, f"https://shop.example{family.path}"
    body = family.make(size)
    answer = Answer(Request(url), url, 200, {"content-type": "text/html"}, body, NOW, NOW)
    os.getloadavg()
    with suppress(LookFailed):
        source.read(Target(url, family.options), [answer])
    os.getloadavg()


def main(*kinds: str) -> None:
    gc.disable()  # it looks through all that is there every now and then, and so belongs to no answer
    for kind in kinds:
        name, _, sizes = kind.rpartition("=")
        read(
            FAMILIES[name], 777
        )  # what is worked out once for all answers; no size below, lest its page be known again
        for size in sizes.split(","):
            read(FAMILIES[name], int(size))


if __name__ == "__main__":
    main(*sys.argv[1:])
