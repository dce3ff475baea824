"""Publishing to Pub/Sub, and the pusher that stands in for its pushes: attempts counted, given up in the end."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
from flask import Flask, request

from coatcheck.bus.pubsub import AT_ONCE, PubSub
from coatcheck.errors import BusUnavailable
from coatcheck.ports.messages import DeliveryBatch, Envelope, Tick, decode, parse_push
from console.cloud import pusher
from console.cloud.emulators import PUBSUB
from console.cloud.identity import Identity
from console.cloud.pusher import Emulated, Manners, Pusher
from console.cloud.topology import SERVICES, subscriptions
from console.serving import Server
from tests.emulators import address, fresh_project
from tests.waiting import until

TICK = Tick(slot=datetime(2026, 3, 1, 12, tzinfo=UTC))
SECONDS = 30.0


@pytest.fixture
def project() -> Iterator[Emulated]:
    address(PUBSUB)
    with closing(Emulated(fresh_project())) as emulated:
        emulated.create()
        yield emulated


def pulled(project: Emulated, subscription: str, wanted: int) -> list[Envelope]:
    """So many messages of a subscription."""
    found: list[Envelope] = []
    deadline = time.monotonic() + SECONDS
    while len(found) < wanted:
        assert time.monotonic() < deadline, f"only {len(found)} of {wanted} came"
        asked = {"subscription": project.subscription(subscription), "max_messages": 1000}
        for each in project.subscriber.pull(request=asked, timeout=5).received_messages:
            found.append(Envelope(each.message.data, dict(each.message.attributes)))
    return found


def test_a_published_message_arrives_with_its_type_version_and_trace(project: Emulated) -> None:
    with closing(PubSub(project.project)) as bus:
        bus.publish([TICK])
    (envelope,) = pulled(project, "ticks-poller", 1)
    assert decode(envelope) == TICK
    assert set(envelope.attributes) == {"type", "version", "trace"}


def test_many_messages_of_several_topics_all_arrive(project: Emulated) -> None:
    batches = [DeliveryBatch(ids=(str(number),)) for number in range(AT_ONCE + 50)]
    with closing(PubSub(project.project)) as bus:
        bus.publish([TICK, *batches])
    found = [decode(envelope) for envelope in pulled(project, "deliveries-notifier", len(batches))]
    assert {each.ids for each in found if isinstance(each, DeliveryBatch)} == {each.ids for each in batches}
    assert len(pulled(project, "ticks-notifier", 1)) == 1


def test_a_missing_topic_is_said_at_once(project: Emulated) -> None:
    project.publisher.delete_topic(topic=project.topic("ticks"))
    with closing(PubSub(project.project)) as bus, pytest.raises(BusUnavailable, match="ticks"):
        bus.publish([TICK])


def test_g4_an_absent_pubsub_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PUBSUB.variable, "127.0.0.1:1")
    with closing(PubSub("project")) as bus, pytest.raises(BusUnavailable):
        bus.publish([TICK])


class Door:
    """A service that answers pushes of ticks with these statuses, and then, like all others, with 204."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.pushed: list[tuple[str, Envelope]] = []
        self.tokens: set[str | None] = set()
        self.app = Flask(__name__)
        self.app.post("/push/<path:topic>")(self.push)

    def push(self, topic: str) -> tuple[str, int]:
        self.pushed.append((topic, parse_push(request.get_data())))
        self.tokens.add(request.headers.get("Authorization"))
        return "", self.statuses.pop(0) if topic == "ticks" and self.statuses else 204

    def attempts(self, topic: str) -> list[int]:
        return [envelope.attempt for pushed, envelope in self.pushed if pushed == topic]


@pytest.fixture
def push(project: Emulated) -> Iterator[Callable[..., Pusher]]:
    """Pushes a tick to a door that all services share."""
    opened: list[Pusher | Server] = []

    def start(door: Door, copies: int = 1) -> Pusher:
        server = Server(door.app)
        sites = dict.fromkeys(SERVICES, server.url)
        opened.extend([server, Pusher(project, sites, Identity(), Manners(copies=copies, first_pause=0.01))])
        with closing(PubSub(project.project)) as bus:
            bus.publish([TICK])
        started = opened[-1]
        assert isinstance(started, Pusher)
        return started

    yield start
    for each in reversed(opened):
        each.close()


def test_what_is_not_acknowledged_comes_again_and_is_counted(push: Callable[..., Pusher]) -> None:
    door = Door(503, 400, 500)
    push(door)
    until(lambda: len(door.pushed) == 5, SECONDS)  # two readers, three refusals
    assert sorted(door.attempts("ticks"))[-1] > 1
    assert all(token and token.startswith("Bearer ") for token in door.tokens)


def test_every_message_can_come_twice(push: Callable[..., Pusher]) -> None:
    door = Door()
    push(door, copies=2)
    until(lambda: len(door.pushed) == 4, SECONDS)


def test_what_nobody_takes_is_given_up_to_the_dead_letters(
    push: Callable[..., Pusher], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pusher, "ATTEMPTS", 3)
    door = Door(*[503] * 6)
    push(door)
    until(lambda: len(door.attempts("dead/ticks")) == 2, SECONDS)
    assert sorted(door.attempts("ticks")) == [1, 1, 2, 2, 3, 3]
    told = [envelope.attributes for topic, envelope in door.pushed if topic == "dead/ticks"]
    sources = {attributes["CloudPubSubDeadLetterSourceSubscription"] for attributes in told}
    assert sources == {each.name for each in subscriptions() if each.topic == "ticks"}
