"""Everybody in one file: whole or not there, safe to open, and never all of them in memory."""

import csv
import io
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from coatcheck.errors import Invalid, StoreUnavailable
from coatcheck.model import ChannelAddress, Conditions, Consent, ConsentKind, Status
from coatcheck.people.personal_data import erase_person
from coatcheck.ports import PeoplePage, Store
from coatcheck.watching import everybody, people_file
from coatcheck.watching.everybody import Entry, Everybody
from tests.examples import after, subscriber, subscription, verdict, watch
from tests.fakes.ports import NOON, Failing
from tests.stores import open_sqlite


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Three people, of whom ann waits for two things, and one who said STOP and was erased."""
    with closing(open_sqlite(tmp_path / "people.db")) as opened:
        opened.add_watch(watch(title='=HYPERLINK("https://evil.example")'))
        opened.commit_verdict("b1", verdict())
        agreed = (Consent(at=NOON, kind=ConsentKind.CONFIRMED, method="web", wording="3"),)
        for name, number in (("ann", "+14155550101"), ("bob", "+14155550102"), ("cat", "+14155550103")):
            to = ChannelAddress("sms", number)
            opened.put_subscriber(subscriber(name, to=to, status=Status.ACTIVE, consents=agreed))
        opened.put_subscription(subscription("ann", conditions=Conditions("80", "USD", minimum_quantity=2)))
        opened.put_subscription(subscription("ann", "gone", ("M",), created_at=after(60)))
        opened.put_subscriber(subscriber("dan", status=Status.OPTED_OUT, status_at=NOON))
        erase_person(opened, "dan")
        yield opened


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_table_has_a_row_for_each_thing_that_somebody_wants(store: Store) -> None:
    found = rows("".join(people_file.lines(Everybody(store), "csv")))
    assert [(row["address"], row["watch"], row["waits_for"]) for row in found] == [
        ("+14155550101", "jacket", "M"),
        ("+14155550101", "gone", "M"),
        ("+14155550102", "", ""),
        ("+14155550103", "", ""),
    ]
    assert found[0]["title"] == '\'=HYPERLINK("https://evil.example")'
    assert found[0]["consents"] == "2026-03-02T20:00:00+00:00 confirmed by web (wording 3)"
    assert found[0]["only"] == "at most 80 USD; at least 2 pieces"


def test_a_line_of_json_holds_all_that_a_person_wants(store: Store) -> None:
    entries = [msgspec.json.decode(line, type=Entry) for line in people_file.lines(Everybody(store), "jsonl")]
    assert entries == list(Everybody(store))
    assert [len(entry.wishes) for entry in entries] == [2, 0, 0]
    assert "dan" not in {entry.id for entry in entries}


def test_no_text_is_taken_for_a_formula_and_none_leaves_its_cell() -> None:
    for text, written in {
        "=1+1": "'=1+1",
        "\t=1+1": "'=1+1",
        "\r\n@SUM(A1)": "'@SUM(A1)",
        "-2+3": "'-2+3",
        "+1+1": "'+1+1",
        "＝1+1": "'＝1+1",
        "+14155550101": "+14155550101",
        "ann@example.org": "ann@example.org",
        "two\nlines": "two lines",
        "": "",
    }.items():
        assert people_file.cell(text) == written, text
    assert people_file._record(['a;=1+1,"b"']) == '"a;=1+1,""b"""\r\n'


def test_the_file_is_its_owners_alone_and_replaces_nothing(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "people.csv"
    assert people_file.write(Everybody(store), target) == 3
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert len(rows(target.read_text())) == 4
    for name, says in (("people.csv", "is there already"), ("people.xlsx", "ends in"), ("none/people.csv", "written")):
        with pytest.raises(Invalid, match=says):
            people_file.write(Everybody(store), tmp_path / name)


def test_a_file_that_breaks_off_is_not_there(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(everybody, "PAGE", 1)
    breaking = Failing(store, "watch", StoreUnavailable("away"), after=True)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(StoreUnavailable):
        people_file.write(Everybody(breaking), tmp_path / "people.csv")
    assert sorted(tmp_path.iterdir()) == before


def test_one_page_is_read_at_a_time(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(everybody, "PAGE", 1)
    asked = list[str]()
    people = store.people

    def page(after: str, limit: int) -> PeoplePage:
        asked.append(after)
        return people(after, limit)

    monkeypatch.setattr(store, "people", page)
    lines = people_file.lines(Everybody(store), "jsonl")
    assert asked == []
    next(lines)
    assert asked == [""]
    assert len(list(lines)) == 2
    assert asked == ["", "ann", "bob", "cat"]
