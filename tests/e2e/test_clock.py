"""The real process under a clock that leaps: looks go on, and each restock is told once."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coatcheck.config import parse
from coatcheck.model import ChannelAddress, Consent, ConsentKind, Watch
from coatcheck.people import membership
from coatcheck.people.links import subscriber_id
from coatcheck.store import open_store
from coatcheck.watching.catalogue import add_watch
from console.demo.messages import NUMBER
from console.demo.phone import Phone
from console.demo.shop import Shop
from console.demo.world import environment
from console.serving import free_port
from tests.places import ROOT
from tests.processes import COATCHECK, started
from tests.waiting import until

LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)  # Debian's libfaketime
HOUR = timedelta(hours=1)
KEY = "a secret key of the tests, long enough"
NO_LIBRARY = "libfaketime is not on this machine"


class LeapingMachine:
    """`coatcheck up` whose clock is moved while it runs; its monotonic clock is the real one."""

    def __init__(self, folder: Path, stack: ExitStack, zone: str = "UTC", at: datetime | None = None) -> None:
        """`zone`: the machine's own. `at`: what its clock says as it starts; the right time where it is left out."""
        self.offset = folder / "offset"
        now = at or datetime.now(UTC)
        self.start = now - datetime.now(UTC)
        self.leap(timedelta())
        self.shop = stack.enter_context(closing(Shop()))
        port = free_port()
        self.phone = stack.enter_context(closing(Phone(f"http://127.0.0.1:{port}/sms/inbound")))
        variables = environment(self.phone, folder / "clock.db", port) | {"COATCHECK_SECRET_KEY": KEY}
        settings = parse(variables)
        self.store = stack.enter_context(closing(open_store(settings.store)))
        watch = Watch("", self.shop.page(), "shopify", now, now, interval=5, settle=1, allow_private=True)
        self.watch = add_watch(self.store, watch)
        fake = {
            "LD_PRELOAD": str(LIBRARY),
            "FAKETIME_TIMESTAMP_FILE": str(self.offset),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "TZ": zone,
        }
        log = stack.enter_context((folder / "log").open("ab"))
        everything = {**os.environ, **variables, **fake}
        # Killed at the end: sleeps that were under way at a leap may never end in time, which is libfaketime's, not the product's.
        self.process = stack.enter_context(started(*COATCHECK, "up", cwd=ROOT, env=everything, stdout=log, stderr=log))
        until(lambda: bool(self.store.states([self.watch.id])), 60, "The first look")
        self._join(now)

    def _join(self, now: datetime) -> None:
        to = ChannelAddress("sms", NUMBER)
        person = membership.subscriber_at(self.store, KEY, to, now)
        assert person.id == subscriber_id(KEY, to)
        sizes = [variant.id for variant in self.store.states([self.watch.id])[self.watch.id].variants]
        membership.join(
            self.store, person, self.watch.id, sizes, Consent(now, ConsentKind.OPT_IN, "test"), any_hour=True
        )

    def leap(self, leap: timedelta) -> None:
        """Move the clock to so far from what it would say had it never leapt."""
        whole = self.offset.with_suffix(".new")
        whole.write_text(f"{(self.start + leap).total_seconds():+.3f}\n")
        whole.replace(self.offset)

    def texts(self) -> list[str]:
        return [text.body for text in self.phone.texts(NUMBER)]

    def restock(self, size: str) -> None:
        """The size comes back; its text comes, and no other one."""
        told = len(self.texts())
        self.shop.put(size, True)
        until(lambda: len(self.texts()) > told, 60, f"The text about {size}")


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    if LIBRARY is None:
        pytest.fail(NO_LIBRARY) if os.environ.get("CI") == "true" else pytest.skip(NO_LIBRARY)
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def machine(tmp_path: Path, stack: ExitStack) -> LeapingMachine:
    return LeapingMachine(tmp_path, stack)


@pytest.mark.parametrize(
    ("zone", "change", "start", "leaps"),
    [  # back to just before the machine's own zone puts its clock from 2:00 to 3:00, over that, and to hours after it
        ("Europe/Berlin", datetime(2027, 3, 28, 1, tzinfo=UTC), 5 * HOUR - timedelta(seconds=3), (-5 * HOUR, 0 * HOUR)),
        # to an hour after it puts its clock from 2:00 to 1:00, and to hours before
        ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC), -4 * HOUR, (5 * HOUR, -HOUR / 6)),
    ],
)
def test_a_clock_that_leaps_and_a_zone_that_puts_it_stop_no_look_and_tell_nobody_twice(
    tmp_path: Path, stack: ExitStack, zone: str, change: datetime, start: timedelta, leaps: tuple[timedelta, ...]
) -> None:
    machine = LeapingMachine(tmp_path, stack, zone, change + start)
    machine.restock("S")
    for size, leap in zip(("M", "L"), leaps, strict=True):
        machine.leap(leap)
        machine.restock(size)
    machine.shop.wait_for_looks(2, 60)
    assert [size for text in machine.texts() for size in ("S", "M", "L") if f" {size} " in text] == ["S", "M", "L"]


def test_a_process_that_is_stopped_and_goes_on_an_hour_later_looks_and_tells(machine: LeapingMachine) -> None:
    machine.restock("S")
    machine.process.send_signal(signal.SIGSTOP)
    machine.leap(HOUR)
    machine.shop.put("M", True)
    machine.process.send_signal(signal.SIGCONT)
    until(lambda: len(machine.texts()) == 2, 60, "The text about M")
    machine.restock("L")
    assert len(machine.texts()) == 3
