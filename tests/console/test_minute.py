"""What one machine does every minute: a line in the log, a ping while looks are made, a backup each day."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web

from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from coatcheck.model import Batch, DeliveryState
from coatcheck.store.sqlite.backup import ROOM, backups
from coatcheck.store.sqlite.restoring import contents
from console.minute import EveryMinute, chores
from tests.examples import delivery, verdict, watch
from tests.fakes.ports import NOON, HandClock, Line
from tests.fakes.serving import served


class Minutes:
    """One machine's minutes, each begun by hand; the shop is looked at when the test says so."""

    def __init__(self, services: Services, clock: HandClock) -> None:
        self.services, self.store, self.clock = services, services.store, clock
        self.store.add_watch(watch())
        self.store.commit_verdict("b1", verdict())
        self._minutes = EveryMinute(self.services, chores(self.services))

    def look(self) -> None:
        batch = self.store.batches(["b1"]).get("b1") or Batch("b1")
        now = self.clock.now()
        assert self.store.lease_batch(batch, now, "poller", now, now + timedelta(seconds=1))

    def go_by(self, minutes: int = 1, looks: bool = True) -> None:
        for _ in range(minutes):
            self.clock.sleep(60)
            if looks:
                self.look()
            self._minutes.do()


@contextmanager
def minutes(folder: Path, **settings: Any) -> Iterator[Minutes]:
    made, clock = Settings(store=f"sqlite:///{folder / 'one.db'}", **settings), HandClock()
    with closing(Services(made, Line(), clock)) as services:
        yield Minutes(services, clock)


def test_the_operator_hears_once_that_the_disk_is_nearly_full_and_once_that_it_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = ROOM
    monkeypatch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=free, total=100 * ROOM))
    with minutes(tmp_path) as made:
        made.go_by()
        assert made.store.alerts() == []
        free = ROOM - 1
        made.go_by(2)
        (alert,) = made.store.alerts()
        assert "500.0 MB are free" in alert.text
        made.store.mark_told(alert, made.clock.now())
        free = ROOM
        made.go_by()
        assert made.store.alerts()[0].closed_at


@pytest.fixture
def pinged() -> Iterator[tuple[str, list[str]]]:
    """An address that is called, and the calls."""
    calls = list[str]()

    async def answer(request: web.Request) -> web.Response:
        calls.append(request.path)
        return web.Response(text="OK")

    app = web.Application()
    app.router.add_get("/{token}", answer)
    with served(app) as base:
        yield f"{base}/a-token", calls


def test_the_ping_stops_when_looks_stop_and_comes_again_with_them(
    tmp_path: Path, pinged: tuple[str, list[str]], caplog: pytest.LogCaptureFixture
) -> None:
    url, calls = pinged
    with minutes(tmp_path, ping_url=url, allow_hosts=(url.split("/")[2],)) as one:
        one.go_by(3)
        assert calls == ["/a-token"] * 3
        one.go_by(20, looks=False)
        stopped = len(calls)
        assert stopped < 3 + 8  # it is late after five minutes and the watch's interval
        one.go_by(5, looks=False)
        assert len(calls) == stopped
        one.go_by(1)
        assert len(calls) == stopped + 1
    assert "a-token" not in caplog.text


def test_a_ping_cannot_reach_inside_and_keeps_nothing_else_from_being_done(
    tmp_path: Path, pinged: tuple[str, list[str]], caplog: pytest.LogCaptureFixture
) -> None:
    url, calls = pinged
    with minutes(tmp_path, ping_url=url, backups=str(tmp_path / "backups")) as one:
        one.go_by(1)
    assert (calls, len(backups(tmp_path / "backups"))) == ([], 1)
    assert "The ping was not taken" in caplog.text


def test_a_line_says_what_was_looked_at_told_and_late(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with minutes(tmp_path) as one:
        one.go_by(1)
        one.store.put_delivery(delivery(state=DeliveryState.SENT))
        one.go_by(1)
        one.go_by(10, looks=False)
    lines = [vars(record) for record in caplog.records if record.name == "console.minute"]
    said = [(line["levelname"], line["looked_at"], line["told"], line["late"], line["failing"]) for line in lines]
    assert said[:2] == [("INFO", 1, 0, 0, 0), ("INFO", 1, 1, 0, 0)]
    assert said[-1] == ("WARNING", 0, 0, 1, 0)


def test_a_backup_is_made_each_day_and_the_last_ones_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    with minutes(tmp_path, backups=str(folder), backups_kept=2) as one:
        one.go_by(3)
        assert list(backups(folder)) == [NOON + timedelta(minutes=1)]
        (folder / "coatcheck-mine.db").touch()
        for _ in range(3):
            one.clock.sleep(timedelta(days=1).total_seconds())
            one.go_by(1)
    made = backups(folder)
    assert [(max(made) - moment).days for moment in sorted(made)] == [1, 0]
    assert contents(made[max(made)])["watches"] == 1
    assert (folder / "coatcheck-mine.db").exists()


def test_copies_that_a_wrong_clock_dated_in_the_future_do_not_cost_the_one_just_made(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for year in (2098, 2099):
        (folder / f"coatcheck-{year}0101T000000Z.db").touch()
    with minutes(tmp_path, backups=str(folder), backups_kept=2) as one:
        for _ in range(3):
            one.go_by(1)
            one.clock.sleep(timedelta(days=1).total_seconds())
    made = backups(folder)
    assert sum(moment < one.clock.now() for moment in made) == 2
    assert len(made) == 4


def test_the_operator_hears_once_when_no_backup_can_be_made_and_when_one_can_again(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.write_text("a file where the folder should be")
    with minutes(tmp_path, backups=str(folder)) as one:
        one.go_by(3)
        (alert,) = one.store.alerts()
        assert "No backup could be made" in alert.text
        folder.unlink()
        one.go_by(1)
        assert one.store.alerts() == []
