"""The page of the system: a backup to take along, those that are made daily, and log levels."""

import shutil
from collections import namedtuple
from datetime import timedelta
from pathlib import Path

import pytest

from coatcheck.model import Health, Look, Scope, Team
from coatcheck.store.sqlite import backup
from coatcheck.store.sqlite.backup import ROOM, Disk, back_up_daily, database_file, doubts
from coatcheck.store.sqlite.restoring import contents
from signup_web.admin import system
from signup_web.errors import with_code
from tests.fakes.ports import NOON
from tests.signup_web.api.asking import Program
from tests.signup_web.visiting import Site, enter, words

Usage = namedtuple("Usage", "total used free")


def test_a_backup_is_made_sent_and_left_nowhere(site: Site, tmp_path: Path) -> None:
    visitor = enter(site)
    visitor.get("/admin/system")
    there = sorted(tmp_path.iterdir())
    answer = visitor.send(action="/backup")
    assert answer.headers["Content-Disposition"] == f"attachment; filename=coatcheck-{NOON:%Y%m%dT%H%M%SZ}.db"
    assert answer.headers["Cache-Control"] == "no-store"
    assert site.store.audit_entries(1)[0].did == "downloaded a backup"
    assert answer.content_length == len(answer.data)
    copied = tmp_path / "downloaded.db"
    copied.write_bytes(answer.data)
    assert contents(copied)["watches"] == 1
    copied.unlink()
    assert sorted(tmp_path.iterdir()) == there


def test_one_backup_is_made_at_a_time_and_none_where_there_is_no_room(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = enter(site)
    with system._making:
        visitor.get("/admin/system")
        visitor.send(action="/backup")
        assert (visitor.status, system.BUSY in visitor.page) == (409, True)
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Usage(10**9, 10**9, 1000))
    visitor.get("/admin/system")
    assert "The disk is short" not in visitor.page  # no daily copies are wanted here
    visitor.send(action="/backup")
    assert (visitor.status, "make room first" in visitor.page) == (422, True)


def test_the_daily_backups_are_listed_with_what_is_wrong_with_them(tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    site = Site(tmp_path, backups=str(folder))
    visitor, program = enter(site), Program(site, Scope.ADMIN)
    assert "There is no backup yet" in visitor.get("/admin/system").text
    back_up_daily(database_file(site.settings.store), folder, 7, site.clock.now())
    site.wait(hours=3)
    page = words(visitor.get("/admin/system").text)
    assert f"{NOON:%Y-%m-%d %H:%M} UTC 3 hours ago" in page
    assert program.get("/backups")["doubts"] == []
    site.wait(days=1)
    assert "one a day should be" in words(visitor.get("/admin/system").text)
    (listed,) = program.get("/backups")["items"]
    assert listed["size"] == next(folder.iterdir()).stat().st_size


def test_in_the_cloud_it_is_said_what_to_do_instead(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = enter(site)
    monkeypatch.setattr(backup, "is_file", lambda store: False)
    page = visitor.get("/admin/system").text
    assert "gcloud firestore export" in page
    assert "Make one now" not in page
    assert "gcloud" in Program(site, Scope.ADMIN).refused(422, "GET", "/backups")


def test_what_is_wrong_with_backups_is_said_by_their_age_and_the_disk() -> None:
    made = [backup.Kept(NOON, 100), backup.Kept(NOON - timedelta(days=1), 100)]
    for copies, free, now, says in (
        (made, ROOM + 200, NOON + timedelta(hours=26), []),
        (made, ROOM // 10 + 200, NOON, ["The disk is short"]),
        (made, ROOM + 200, NOON + timedelta(hours=27), ["The newest backup was made at"]),
        (made, ROOM + 199, NOON, ["The disk is short"]),
        ([], 0, NOON, ["There is no backup yet", "The disk is short"]),
        ([backup.Kept(NOON + timedelta(days=9), 100)], 2 * ROOM, NOON, ["There is no backup yet"]),
    ):
        said = doubts(copies, 100, Disk(free, 100 * ROOM), now)
        assert [each.startswith(start) for each, start in zip(said, says, strict=True)] == [True] * len(says)
    assert doubts(made, 100, Disk(ROOM // 10 + 200, ROOM), NOON) == []  # a small one, of which a tenth is enough


def test_a_log_level_is_set_for_a_while_and_taken_back(site: Site) -> None:
    visitor, program = enter(site), Program(site, Scope.ADMIN)
    visitor.submit("/admin/system", action="/log-level", logger="no_such", level="DEBUG", minutes="15")
    assert (visitor.status, "no_such" in visitor.page) == (422, True)
    visitor.submit("/admin/system", action="/log-level", logger="tests", level="DEBUG", minutes="15")
    assert (site.store.audit_entries(1)[0].did, site.store.audit_entries(1)[0].about) == (
        "set a log level",
        "tests DEBUG",
    )
    assert "tests DEBUG 2026-03-02 20:15 UTC" in words(visitor.page)
    assert program.get("/log-levels")["items"][0]["until"] == "2026-03-02T20:15:00Z"
    visitor.send(action="/log-level")  # the first form is that of the row: as usual
    assert program.get("/log-levels")["items"] == []
    set_one = program.put("/log-levels", {"level": "INFO", "logger": "tests", "seconds": 60})
    assert [(each["logger"], each["level"]) for each in set_one["items"]] == [("tests", "INFO")]
    site.wait(minutes=1)
    assert program.get("/log-levels")["items"] == []


def test_what_a_terminal_sets_in_backticks_pages_set_as_code_and_the_rest_stays_text(site: Site) -> None:
    assert with_code("Use `a <b>` or `c`, not ` alone") == "Use <code>a &lt;b&gt;</code> or <code>c</code>, not ` alone"
    visitor = enter(site)
    site.store.put_team(Team("coats", "<i>Coats", site.clock.now()))
    site.watch("parka", team="coats")
    visitor.submit("/admin/teams", action="/admin/teams", id="x", name="")
    shown = {path: visitor.get(path).text for path in ("/admin/keys", "/admin/enter/none")}
    assert "<code>demand</code>" in shown["/admin/keys"]
    visitor.submit("/admin/enter/none", action="/none")
    assert "<code>coatcheck admin-link</code>" in visitor.page
    operator = enter(site)
    operator.get("/admin/teams")
    operator.send(action="/x/remove", to="/admin/teams/coats/remove")
    assert (operator.status, "<code>coatcheck watch move</code>" in operator.page) == (422, True)
    assert all("`" not in page for page in (*shown.values(), visitor.page, operator.page))
    assert "<i>" not in operator.page
    operator.get("/admin/add")
    operator.send(action="/add", to="/admin/add/options", source="json_api", url="https://shop.example/api")
    assert ("<code>group</code>" in operator.page, "`" in operator.page) == (True, False)
    now, jacket = site.clock.now(), site.store.watch("jacket")
    site.record(jacket, Look("jacket", now, now, Health.UNREADABLE, "`items` is not there"))
    for path in ("/admin/", "/admin/watches/jacket", f"/admin/shops/{jacket.host}"):
        assert "<code>items</code> is not there" in operator.get(path).text, path
