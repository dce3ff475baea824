"""Each service as gunicorn runs it: it starts with nothing in reach, keeps its doors locked, and ends in order."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from coatcheck.ports.messages import Tick, encode, wrap_push
from console.cloud.emulated import GUNICORN, Service
from console.cloud.emulators import FIRESTORE, PUBSUB
from console.cloud.identity import AUDIENCE, SERVICE_ACCOUNT, Identity
from console.cloud.topology import SERVICES, subscriptions
from console.serving import free_port
from tests.cloud.fault_proxy import FaultProxy
from tests.waiting import until

NOWHERE = "127.0.0.1:1"
TICK = wrap_push(encode(Tick(slot=datetime(2026, 1, 5, 12, tzinfo=UTC))), "ticks-poller")
SECONDS = 20.0  # a store call ends after 5; a busy machine takes its time

Start = Callable[..., Service]


@pytest.fixture
def identity() -> Identity:
    return Identity()


@pytest.fixture
def start(tmp_path: Path, identity: Identity) -> Iterator[Start]:
    """Starts services on Firestore and Pub/Sub at these addresses, and ends them."""
    started: list[Service] = []

    def make(name: str, firestore: str = NOWHERE) -> Service:
        environment = {
            "COATCHECK_STORE": "firestore://project",
            "COATCHECK_BUS": "pubsub://project",
            "COATCHECK_SECRET_KEY": "0123456789" * 4,
            "COATCHECK_PUSH_AUDIENCE": AUDIENCE,
            "COATCHECK_PUSH_SERVICE_ACCOUNT": SERVICE_ACCOUNT,
            "COATCHECK_PUSH_CERTIFICATES_URL": certificates,
            FIRESTORE.variable: firestore,
            PUBSUB.variable: NOWHERE,
        }
        service = Service(name, free_port(), environment, tmp_path / name, GUNICORN)
        service.start()
        started.append(service)
        service.wait_until_ready()
        return service

    with identity.published() as certificates:
        yield make
        for service in started:
            service.stop()


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_starts_with_nothing_in_reach_and_ends_in_order(start: Start, name: str) -> None:
    assert start(name).stop() == 0


@pytest.mark.parametrize("name", ["poller", "notifier"])
def test_every_push_door_of_a_service_is_there_and_locked(start: Start, identity: Identity, name: str) -> None:
    service = start(name)
    for each in (each for each in subscriptions() if each.service == name):
        url = service.url + each.path
        assert requests.post(url, json=TICK, timeout=SECONDS).status_code == 401
        token = {"Authorization": f"Bearer {identity.sign(identity.claims())}"}
        assert requests.post(url, json={}, headers=token, timeout=SECONDS).status_code == 400


def test_g1_a_request_under_way_is_answered_after_sigterm(start: Start, identity: Identity) -> None:
    with closing(FaultProxy(NOWHERE)) as mute, ThreadPoolExecutor() as pool:
        mute.hold()
        notifier = start("notifier", mute.address)
        headers = {"Authorization": f"Bearer {identity.sign(identity.claims())}"}
        answer = pool.submit(requests.post, f"{notifier.url}/push/ticks", json=TICK, headers=headers, timeout=SECONDS)
        until(lambda: mute.held > 0, SECONDS)
        assert notifier.stop() == 0
        assert answer.result().status_code == 503
