"""The audit log: nobody's words pass for another entry, and no address stands in it whole."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coatcheck.model import Via
from coatcheck.people import audit
from coatcheck.ports import Store
from tests.fakes.ports import NOON
from tests.stores import open_sqlite


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_sqlite(tmp_path / "log.db")
    yield store
    store.close()


def test_entries_come_in_the_order_in_which_they_were_made_and_run_out(store: Store) -> None:
    ann = audit.Actor("Ann", Via.PAGE, "a1", "coats")
    for number in range(3):
        audit.note(store, ann, "did it", str(number), NOON + timedelta(milliseconds=number))
    newest = store.audit_entries(9)
    assert [each.about for each in newest] == ["2", "1", "0"]
    assert (newest[0].who, newest[0].who_id, newest[0].team, newest[0].by) == ("Ann", "a1", "coats", Via.PAGE)
    assert newest[0].expires_at - newest[0].at == audit.KEPT
    assert [each.about for each in store.audit_entries(9, before=newest[0].id)] == ["1", "0"]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Ann\n2026-11-29 Bob removed a watch", "Ann 2026-11-29 Bob removed a watch"),
        ("Ann\r\x1b[2K\x00Bob\x9b", "Ann [2K Bob"),
        ("Ann\u202eboB\u2066\u200b\u2028x", "Ann boB x"),
        ("\u3164Ann\ufe0f B\u034fob\u2800\U000e0101", "Ann Bob"),
        ("told +14155552671", "told +1 *** 2671"),
        ("told +1415\u034f5552671", "told +1 *** 2671"),
        ("told ann@example.org", "told a***@example.org"),
        ("https://hooks.example/T0/key", "https://hooks.example/***"),
        ("x" * 1000, "x" * audit.LONGEST),
    ],
)
def test_whatever_somebody_is_called_stays_on_its_line_and_hides_no_address(words: str, kept: str) -> None:
    assert audit.line(words) == kept


@given(st.text(max_size=300))
def test_a_line_is_one_line_of_what_can_be_seen(words: str) -> None:
    line = audit.line(words)
    assert line.isprintable()
    assert len(line) <= audit.LONGEST
