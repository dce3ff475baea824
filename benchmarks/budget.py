"""The day's budget at 500 texts a second on Firestore's emulator: exact to the text, and next to never refused because of the others.

    python -m benchmarks.budget --rate 500 --seconds 600

Four processes lease blocks of one budget and send at that rate together, messages of 50 texts by eight threads each, to
the stand-in for Twilio; some of each are surely not sent, and given back. The budget ends a little before they do. The
texts are posted by a bare client, and nothing is stored of each: a delivery's own documents, and Twilio's library, take
more than a small machine has. The whole way of a text is `python -m benchmarks.large_list --texts-per-day`.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from threading import Lock, local
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import msgspec

from coatcheck.errors import StoreUnavailable
from coatcheck.model import Frozen
from coatcheck.store import open_store
from coatcheck.store.firestore.operations import Operations
from coatcheck.telling.budget import Budget
from coatcheck.telling.switches import DAY, TEXTS
from console.cloud.emulators import both
from notifier.fanout import BATCH
from tests.fakes.twilio import AUTH, MESSAGES, SENDER, running

PROCESSES, THREADS = 4, 8
UNSENT = 0.02  # of the texts
END = 0.97  # of what they would send is the budget


class Tally(msgspec.Struct):
    """What one process did."""

    asked: int = 0  # texts
    sent: int = 0
    calls: int = 0  # of the store, for texts or to return some
    refused: int = 0  # writes of the counter, where another was first
    failed: int = 0  # calls that the store could not serve
    longest: float = 0  # seconds of one call


class Measured(Frozen, frozen=True):
    """What came of it."""

    seconds: float
    limit: int
    accepted: int  # texts, by the stand-in
    counted: int  # texts, by the store
    tally: Tally

    @property
    def is_exact(self) -> bool:
        return self.accepted == self.counted == self.tally.sent <= self.limit and not self.tally.failed


def measure(rate: float, seconds: float, processes: int = PROCESSES) -> Measured:
    """Send so many texts a second for so long. The emulators have to be there."""
    project, limit = f"budget-{uuid4().hex[:10]}", int(rate * seconds * END)
    with running() as twilio, closing(open_store(f"firestore://{project}", 1, 1)) as store:
        began = time.time() + 4  # when all are there
        given = [project, twilio.base, str(limit), str(rate / processes), str(began), str(began + seconds)]
        command = [sys.executable, "-m", "benchmarks.budget", "--work", *given]
        started = [
            subprocess.Popen([*command, str(number)], stdout=subprocess.PIPE, text=True) for number in range(processes)
        ]
        tallies = [msgspec.json.decode(process.communicate()[0], type=Tally) for process in started]
        names = Tally.__struct_fields__
        tally = Tally(**{name: sum(getattr(each, name) for each in tallies) for name in names})
        tally.longest = max(each.longest for each in tallies)
        counted = store.taken(TEXTS, DAY, datetime.fromtimestamp(began, UTC))
        return Measured(time.time() - began, limit, twilio.count(), counted, tally)


def work(project: str, url: str, limit: int, rate: float, began: float, until: float, number: int) -> Tally:
    """Send at this rate, message by message."""
    tally, lock, random = Tally(), Lock(), Random(number)
    store = open_store(f"firestore://{project}", 1, 1)
    budget, phone = Budget(store, limit), Phone(url)

    def message(unsent: int) -> None:
        at = datetime.now(UTC)
        try:
            taken = budget.take(BATCH, at)
            kept = min(unsent, taken)
            for _ in range(taken - kept):
                phone.text()
            budget.give_back(kept, at)
            budget.settle(datetime.now(UTC))
        except StoreUnavailable:
            with lock:
                tally.failed += 1
            return
        with lock:
            tally.asked += BATCH
            tally.sent += taken - kept

    with closing(store), counted_calls(tally, lock), ThreadPoolExecutor(THREADS) as threads:
        due = began + random.random() * BATCH / rate
        while due < until:
            time.sleep(max(0.0, due - time.time()))
            threads.submit(message, random.randint(0, round(2 * UNSENT * BATCH)))
            due += BATCH / rate
        threads.shutdown()
        budget.close(datetime.now(UTC))
    return tally


@contextmanager
def counted_calls(tally: Tally, lock: Lock) -> Iterator[None]:
    """Count what is asked of the store's counter, and the writes of it that came too late."""
    block: Any = Operations.take_block
    take: Any = Operations.take
    went: Any = Operations._went_through

    def timed(call: Any) -> Any:
        def timing(self: Any, *terms: Any) -> Any:
            began = time.monotonic()
            try:
                return call(self, *terms)
            finally:
                with lock:
                    tally.calls += 1
                    tally.longest = max(tally.longest, time.monotonic() - began)

        return timing

    def going(self: Any, *writes: Any) -> bool:
        through: bool = went(self, *writes)
        with lock:
            tally.refused += not through
        return through

    with (
        patch.object(Operations, "take_block", timed(block)),
        patch.object(Operations, "take", timed(take)),
        patch.object(Operations, "_went_through", going),
    ):
        yield


class Phone:
    """A bare client of Twilio's, with a connection for each thread."""

    def __init__(self, url: str) -> None:
        self._host, self._open = urlsplit(url).netloc, local()

    def text(self) -> None:
        """Have one text taken. Raises where it was not."""
        connection = getattr(self._open, "connection", None)
        if connection is None:
            connection = self._open.connection = HTTPConnection(self._host, timeout=60)
        form = urlencode({"To": "+14155550100", "From": SENDER, "Body": "M is back"})
        headers = {"Authorization": AUTH, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", MESSAGES, form, headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 201


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", help=argparse.SUPPRESS)  # of the benches, where several are run
    parser.add_argument("--rate", type=float, default=500)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--work", nargs=7, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        project, url, limit, rate, began, until, number = options.work
        tally = work(project, url, int(limit), float(rate), float(began), float(until), int(number))
        print(msgspec.json.encode(tally).decode())
        return
    with tempfile.TemporaryDirectory() as folder, both(Path(folder)):
        measured = measure(options.rate, options.seconds)
    show(measured)
    if not measured.is_exact:
        sys.exit("The budget is not exact.")


def show(measured: Measured) -> None:
    tally = measured.tally
    print(
        f"{tally.asked:,} texts were to be sent in {measured.seconds:.0f} s: {tally.asked / measured.seconds:.0f} a second"
    )
    print(
        f"of a budget of {measured.limit:,} the store counted {measured.counted:,}, the stand-in took {measured.accepted:,}"
    )
    print(
        f"{tally.calls:,} calls for texts, {tally.calls / measured.seconds:.2f} a second, the longest {tally.longest:.2f} s"
    )
    share = 100 * tally.refused / max(tally.calls, 1)
    print(
        f"{tally.refused} of them had to be tried again because of another ({share:.1f} of a hundred), {tally.failed} failed"
    )


if __name__ == "__main__":
    main()
