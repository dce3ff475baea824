"""Large answers are read in a process of its own: whatever they hold, only their own look is lost."""

import logging
import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coatcheck.errors import LookFailed, Unreadable
from coatcheck.ports import Answer, Request, Source, Store, Target
from coatcheck.sources import load
from coatcheck.store import open_store
from coatcheck.watching import reading
from coatcheck.watching.reading import LARGE, Counted, Processes, read_answers
from tests.fakes import costly_source
from tests.fakes.ports import HandClock

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
TARGET = Target("https://shop.example/p/coat")
ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def processes(monkeypatch: pytest.MonkeyPatch) -> Iterator[Processes]:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    found = Processes(1)
    monkeypatch.setattr(reading, "PROCESSES", found)
    yield found
    found.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(f"sqlite:///{tmp_path}/reading.db")) as opened:
        yield opened


def answer(body: bytes) -> Answer:
    return Answer(Request(TARGET.url), TARGET.url, 200, {}, body, started_at=NOW, ended_at=NOW)


def large(word: str) -> Answer:
    return answer(f"{word} ".encode() + b"x" * LARGE)


def read_in(source: Source, *answers: Answer) -> str:
    """The process that read these answers, by its id."""
    seen = read_answers("watch", source, TARGET, answers)
    assert not isinstance(seen, Request)
    return seen.products[0].id


def test_small_answers_are_read_here_and_large_ones_by_one_process_that_stays() -> None:
    assert read_in(costly_source, answer(b"well")) == str(os.getpid())
    first = read_in(costly_source, large("well"))
    assert first != str(os.getpid())
    assert read_in(costly_source, large("well")) == first


def test_a_page_says_the_same_wherever_it_is_read() -> None:
    markup = '<script type="application/ld+json">{"@type":"Product","name":"Coat","offers":{"price":"1","availability":"InStock"}}</script><h1>Coat</h1>'
    here, there = markup.encode(), f"{markup}<p>{'wool ' * LARGE}</p>".encode()
    page = load("page")
    assert read_answers("watch", page, TARGET, [answer(here)]) == read_answers("watch", page, TARGET, [answer(there)])


@pytest.mark.parametrize("word", ["endless", "memory", "crash"])
def test_what_takes_too_much_is_given_up_whatever_code_it_is_in_and_the_next_answer_is_read(word: str) -> None:
    with pytest.raises(Unreadable, match="no page of a shop takes as much"):
        read_in(costly_source, large(word))
    assert read_in(costly_source, large("well")) != str(os.getpid())


def test_why_a_look_failed_comes_back_as_it_was_raised() -> None:
    with pytest.raises(LookFailed) as raised:
        read_answers("watch", load("shopify"), Target("https://shop.example/products/x"), [answer(b"[" * (LARGE + 1))])
    assert isinstance(raised.value, Unreadable)
    assert "lists and objects" in raised.value.reason


def test_a_reader_that_is_broken_is_logged_with_its_place(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(Unreadable, match="costly_source failed at this page"):
        read_in(costly_source, large("broken"))
    assert 'KeyError("stock")' in caplog.text


def test_a_process_knows_no_secrets(monkeypatch: pytest.MonkeyPatch, processes: Processes) -> None:
    monkeypatch.setenv("COATCHECK_TWILIO_AUTH_TOKEN", "secret")
    process = read_in(costly_source, large("well"))
    assert b"secret" not in Path(f"/proc/{process}/environ").read_bytes()


def test_what_ends_the_whole_process_again_and_again_is_not_read_for_a_while(
    monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    clock = HandClock(NOW)

    def ended(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr(reading, "read_answers", ended)
    monkeypatch.setattr(Counted, "_end", lambda *_: None)  # as nothing is done any more in a process that is gone
    for _ in range(3):
        with pytest.raises(SystemExit):
            Counted(store, clock)("watch", costly_source, TARGET, [large("well")])
    with pytest.raises(Unreadable, match="3 times in an hour"):
        Counted(store, clock)("watch", costly_source, TARGET, [large("well")])


def test_readings_that_come_to_an_end_are_no_reason_to_stop(store: Store) -> None:
    clock = HandClock(NOW)
    for _ in range(5):  # processes that begin anew
        assert Counted(store, clock)("watch", costly_source, TARGET, [large("well")])
