"""A file that an earlier version left: all that is in it is read, written on, and found by the links that were given out."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from coatcheck.model import (
    Alert,
    Availability,
    Batch,
    Change,
    ChannelAddress,
    Confirmation,
    ConsentKind,
    DeadLetter,
    Delivery,
    DeliveryState,
    Health,
    RestockEvent,
    State,
    Status,
    Subscriber,
    Subscription,
    Topic,
    Watch,
    subscription_id,
)
from coatcheck.people import links
from coatcheck.ports import Store
from coatcheck.ports.stored_values import (
    ADMIN_KEY,
    ADMIN_LINK,
    SECRET_KEY,
    bot_of,
    by_operator,
    by_provider,
    webhook_secret,
)
from coatcheck.telling import switches
from tests.fakes.ports import NOON
from tests.signup_web.visiting import PUBLIC, Site

FILE = Path(__file__).parent / "november_2026.sql"
SECRET = "the-secret-key-of-a-test-and-of-nothing-else"
ANN, BOB, CARL, DORA, ED = (f"+1415555267{number}" for number in range(1, 6))
UNSUBSCRIBE = "/u/IjRhMzQ4YjMzMTljMmNmNmQwZTk4MDM4YSI.vqYm5VPho6XEgR34PLOjR6g3rjs"
MANAGE = "/m/WyI0YTM0OGIzMzE5YzJjZjZkMGU5ODAzOGEiLDBd.awsi5g.MbWPrFOy7YosWv9Ehx2ZnuTq4VA"
SHORT = "/r/epytLQ3"
KINDS: dict[str, Any] = {
    "watches": Watch,
    "batches": Batch,
    "states": State,
    "changes": Change,
    "events": RestockEvent,
    "subscribers": Subscriber,
    "subscriptions": Subscription,
    "confirmations": Confirmation,
    "deliveries": Delivery,
    "dead_letters": DeadLetter,
    "alerts": Alert,
}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The site of today on that file."""
    with sqlite3.connect(tmp_path / "site.db") as made:
        made.executescript(FILE.read_text())
    made.close()
    site = Site(tmp_path, secret_key="")
    site.wait(minutes=15)  # after the last thing in it
    yield site
    site.services.close()


@pytest.fixture
def store(site: Site) -> Store:
    return site.store


def person(store: Store, number: str) -> Subscriber:
    return store.subscriber(links.subscriber_id(SECRET, ChannelAddress("sms", number)))


@pytest.mark.parametrize("table", KINDS)
def test_no_word_of_a_document_is_lost_by_reading_it(site: Site, tmp_path: Path, table: str) -> None:
    with sqlite3.connect(tmp_path / "site.db") as raw:
        documents = [row[0] for row in raw.execute(f"SELECT document FROM {table}")]
    raw.close()
    assert documents
    for document in documents:
        read = msgspec.json.decode(document, type=KINDS[table])
        assert json.loads(msgspec.json.encode(read)) == json.loads(document)


def test_watches_and_what_is_known_of_them_are_there(store: Store) -> None:
    jacket, parka = store.watches()
    assert (jacket.id, jacket.title, jacket.cooldown, jacket.active) == ("jacket", "Jacket", 600, True)
    assert (parka.options, parka.active, parka.paused_at is not None) == ({"currency": "EUR"}, False, True)
    states = store.states(["jacket", "parka"])
    assert states["jacket"].variant("M").availability is Availability.IN_STOCK
    assert (states["parka"].health, states["parka"].reason) == (Health.BLOCKED, "403")
    batch = store.batches(["b1"])["b1"]
    assert batch.versions == {"jacket": 4, "parka": 2}
    (snapshot,) = store.snapshots("b1", NOON, NOON.replace(hour=23))
    assert [(glance.watch_id, glance.health) for glance in snapshot.glances] == [
        ("jacket", Health.HEALTHY),
        ("parka", Health.BLOCKED),
    ]
    back = [[t.in_stock for t in change.transitions] for change in store.changes("jacket", jacket.created_at)]
    assert back == [[False] * 3, [True], [False], [True]]
    assert [variant.price for variant in store.event("jacket-2").variants] == ["120.00"]


def test_people_what_they_said_and_what_they_wait_for_are_there(store: Store) -> None:
    ann, bob, carl, dora, ed = (person(store, number) for number in (ANN, BOB, CARL, DORA, ED))
    assert [each.kind for each in ann.consents] == [
        ConsentKind.OPT_IN,
        ConsentKind.CONFIRMED,
        ConsentKind.SECOND_WAY_CONFIRMED,
    ]
    assert (ann.status, ann.fallback) == (Status.ACTIVE, ChannelAddress("email", "ann@example.org"))
    assert store.subscribers_with_fallback(ann.fallback) == [ann]
    assert (bob.about, carl.about) == (Topic(("jacket", "parka"), asked=True), Topic(("jacket", "parka")))
    assert (dora.status, dora.consents[-1].kind) == (Status.OPTED_OUT, ConsentKind.OPT_OUT)
    assert ed.status is Status.UNCONFIRMED
    wants = {each.watch_id: (each.wants, each.armed) for each in store.subscriptions_of(carl.id)}
    assert wants == {"jacket": (("M",), ()), "parka": (("M",), ("M",))}
    assert store.waiting_counts("parka") == {"M": 1}
    assert store.subscription(subscription_id(ann.id, "jacket")).told_at == store.event("jacket-4").at


def test_deliveries_are_there_by_person_state_and_time(store: Store) -> None:
    held, told = store.deliveries_of(person(store, ANN).id)
    assert (held.state, told.state) == (DeliveryState.HELD, DeliveryState.DELIVERED)
    assert told.provider_status == "delivered"
    assert store.delivery_counts() == {DeliveryState.SENT: 1, DeliveryState.DELIVERED: 1, DeliveryState.HELD: 1}
    assert store.due_deliveries(held.next_at, 10) == [held.id]


def test_values_alerts_and_dead_letters_are_there(store: Store, site: Site) -> None:
    names = (
        SECRET_KEY,
        ADMIN_KEY,
        by_operator(),
        by_provider("sms"),
        bot_of("telegram"),
        webhook_secret("jacket"),
    )
    kept = [SECRET, "the-admin-key-of-a-test", "a rehearsal", "20003", "coats_bot", "s3cret"]
    assert [store.value(name) for name in names] == kept
    assert len(store.value(ADMIN_LINK)) == 64
    assert site.services.secret_key == SECRET
    assert switches.stopped(store) == "a rehearsal"
    assert {alert.key for alert in store.alerts()} == {"dead-letters", "turned-away:sms", "watch:parka"}
    assert [letter.id for letter in store.dead_letters(10)] == ["letter-1"]
    assert not store.once("sms:SM1", NOON, NOON - NOON)


def test_everything_can_be_written_over(store: Store) -> None:
    ann = person(store, ANN)
    assert store.put_subscriber(replace(ann, any_hour=True)).revision != ann.revision
    jacket = store.watch("jacket")
    assert store.put_watch(replace(jacket, title="Coat")).title == "Coat"
    (held, _) = store.deliveries_of(ann.id)
    (claimed,) = store.claim([held.id], "us", held.next_at, held.next_at)
    assert claimed.attempts == held.attempts + 1


def test_links_that_were_given_out_still_lead_there(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: 1_795_978_342)  # a day after they were made
    visitor = site.visitor()
    assert site.app.test_client().get(SHORT).location == "https://shop.example/jacket"
    assert "Jacket" in visitor.get(MANAGE).text
    assert visitor.get(UNSUBSCRIBE).status_code == 200
    assert site.app.test_client().post(UNSUBSCRIBE, base_url=PUBLIC).status_code == 200
    assert person(site.store, ANN).status is Status.OPTED_OUT
