"""The poller's two doors: the function that takes messages, and the Flask app."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from coatcheck.errors import Undecodable
from coatcheck.ports import Store
from coatcheck.ports.messages import DeliveryBatch, Tick
from poller.app import create_app, handler
from poller.retention import Retention
from tests.fakes.ports import HandClock, Line


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with closing(Services(Settings(store=f"sqlite:///{tmp_path}/coatcheck.db"))) as services:
        yield services


def test_nothing_is_opened_before_the_first_message(services: Services) -> None:
    handler(services)
    create_app(services)
    assert not {"store", "bus", "fetcher"} & set(vars(services))


def test_a_message_for_somebody_else_is_refused(services: Services) -> None:
    with pytest.raises(Undecodable):
        handler(services)(DeliveryBatch(ids=()))


def test_the_app_answers_that_it_is_there_and_refuses_a_push_without_a_token(services: Services) -> None:
    client = create_app(services).test_client()
    assert client.get("/healthz").status_code == 200
    assert client.post("/push/ticks", json={}).status_code in (401, 403)
    assert client.post("/push/polls", json={}).status_code in (401, 403)
    assert client.post("/push/restocks", json={}).status_code in (401, 403, 404)


def test_old_things_are_deleted_once_a_day_whoever_asks(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    deleted: list[datetime] = []
    monkeypatch.setattr(store, "expire", lambda now, history, snapshots: deleted.append(now))

    clock = HandClock(datetime(2026, 1, 5, 3, tzinfo=UTC))
    keepers = [Retention(store, clock, Settings()) for _ in range(2)]
    for day in (5, 5, 6, 7):
        clock.moment = clock.moment.replace(day=day)
        for keeper in keepers:
            keeper.keep()
    assert [moment.day for moment in deleted] == [5, 6, 7]


def test_a_tick_without_watches_publishes_nothing(services: Services) -> None:
    line = Line()
    services._bus = line
    handler(services)(Tick(slot=datetime.now(UTC)))
    assert line.messages == []
