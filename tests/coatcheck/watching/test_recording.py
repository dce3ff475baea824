"""A look that a shop sent by itself is judged, stored and published like any other."""

from typing import Any

import pytest
from msgspec.structs import replace

from coatcheck.errors import Conflict
from coatcheck.model import Availability, Look, Observation, Offer, Product, Variant
from coatcheck.ports import Store
from coatcheck.watching.recording import record
from tests.examples import after, watch
from tests.fakes.ports import HandClock, Line

WATCH = watch()


def sent(seconds: float, **sizes: Availability) -> Look:
    variants = tuple(Variant(id=size, offer=Offer(said)) for size, said in sizes.items())
    product = Product(id="coat", title="Coat", variants=variants)
    return Look(WATCH.id, after(seconds), after(seconds), observation=Observation(products=(product,)))


@pytest.fixture
def known(store: Store) -> Store:
    """A watch whose sizes were seen sold out."""
    record(WATCH, sent(0, s=Availability.SOLD_OUT, m=Availability.SOLD_OUT), store, Line(), HandClock(after(0)))
    return store


def test_a_size_that_a_shop_reports_as_back_is_told_at_once(known: Store) -> None:
    line = Line()
    verdict = record(WATCH, sent(5, m=Availability.IN_STOCK), known, line, HandClock(after(0)))
    assert verdict is not None
    assert len(line.messages) == 1
    batch = known.batches([WATCH.batch])[WATCH.batch]
    assert (batch.versions, batch.outbox) == ({WATCH.id: 2}, (f"{WATCH.id}-2",))


def test_an_event_that_a_report_makes_notes_when_it_was_handed_to_the_store(known: Store) -> None:
    verdict = record(WATCH, sent(5, m=Availability.IN_STOCK), known, Line(), HandClock(after(7)))
    assert verdict
    assert verdict.event
    assert (verdict.event.at, verdict.event.committed_at) == (after(5), after(7))
    assert known.event(verdict.event.id) == verdict.event


def test_the_first_report_after_a_pause_notes_the_pause(known: Store) -> None:
    paused = replace(WATCH, paused_at=after(1), resumed_at=after(4))
    first, late = sent(3, m=Availability.IN_STOCK), sent(5, m=Availability.SOLD_OUT)
    for look in (first, late):  # the first was made before the pause was over
        record(paused, look, known, Line(), HandClock(after(0)))
    assert [change.unseen_since for change in known.changes(WATCH.id, after(0))] == [None, None, after(1)]


def test_the_same_report_again_changes_nothing(known: Store) -> None:
    line = Line()
    for seconds in (5, 6, 5):
        record(WATCH, sent(seconds, m=Availability.IN_STOCK), known, line, HandClock(after(0)))
    assert len(line.messages) == 1


def test_sizes_that_a_report_leaves_out_stay_as_they_were(known: Store) -> None:
    before = known.states([WATCH.id])[WATCH.id].variant("s")
    for seconds in range(5, 15):
        record(WATCH, sent(seconds, m=Availability.IN_STOCK), known, Line(), HandClock(after(0)))
    assert known.states([WATCH.id])[WATCH.id].variant("s") == before


def test_while_the_bus_is_down_the_event_waits_in_the_outbox(known: Store) -> None:
    record(WATCH, sent(5, m=Availability.IN_STOCK), known, Line(down=True), HandClock(after(0)))
    assert known.batches([WATCH.batch])[WATCH.batch].outbox == (f"{WATCH.id}-2",)


def test_C1_a_report_crossed_by_another_writer_is_decided_again(known: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    line, commit, crossed = Line(), known.commit_verdict, [Conflict("first"), Conflict("second")]

    def cross(*arguments: Any) -> Any:
        if crossed:
            raise crossed.pop()
        return commit(*arguments)

    monkeypatch.setattr(known, "commit_verdict", cross)
    assert record(WATCH, sent(5, m=Availability.IN_STOCK), known, line, HandClock(after(0))) is not None
    assert len(line.messages) == 1
