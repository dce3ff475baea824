"""Notifications at a push service that others wrote, which checks who sends and reads what is pushed: npm's web-push-testing."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from coatcheck.model import DeliveryState, Status
from coatcheck.ports import Subscribable
from console.serving import free_port
from tests.counterparts.house import House, told_once
from tests.counterparts.installed import FOLDER, installed, running

SERVER = FOLDER / "webpush" / "node_modules" / "web-push-testing" / "src" / "bin" / "server.js"


class PushService:
    """The push service while it runs, and the browser that is subscribed there."""

    def __init__(self, url: str) -> None:
        self.url = url

    def ask(self, path: str, **fields: str) -> Any:
        answer = requests.post(f"{self.url}/{path}", json=fields, timeout=30)
        assert answer.ok, answer.text
        return answer.json()["data"] if "data" in answer.text else None

    def answers(self) -> bool:
        try:
            return requests.post(f"{self.url}/status", timeout=5).ok
        except requests.RequestException:
            return False

    def subscribe(self, key: str) -> str:
        """Have a browser make an address for the holder of this key, as it gives it to a page."""
        made = self.ask("subscribe", userVisibleOnly="true", applicationServerKey=key)
        self.client = made.pop("clientHash")
        return json.dumps(made)

    def shown(self) -> list[dict[str, Any]]:
        """What it was pushed, which it could read."""
        read = self.ask("get-notifications", clientHash=self.client)["messages"]
        return [json.loads(message)["notification"] for message in read]

    def told(self) -> list[dict[str, Any]]:
        """The same without codes."""
        return [shown for shown in self.shown() if "/r/" in shown["navigate"]]

    def code(self) -> str:
        return str(self.shown()[-1]["body"][-6:])


@pytest.fixture
def service(tmp_path: Path) -> Iterator[PushService]:
    port = free_port()
    service = PushService(f"http://localhost:{port}")
    with running([installed("webpush", "node"), SERVER, str(port)], service.answers, tmp_path):
        yield service


@pytest.fixture
def house(service: PushService, tmp_path: Path) -> Iterator[House]:
    variables = {"COATCHECK_CHANNELS": "webpush", "COATCHECK_WEBPUSH_SERVICE_URL": service.url}
    with House(tmp_path, variables) as house:
        yield house


@pytest.fixture
def joined(service: PushService, house: House) -> House:
    """Somebody signed up in this browser for every restock of M."""
    channel = house.services.channel("webpush")
    assert isinstance(channel, Subscribable)
    house.sign_up("webpush", service.subscribe(channel.application_server_key), service.code)
    return house


def test_a_restock_is_one_notification_until_its_own_stop(service: PushService, joined: House) -> None:
    def stop() -> None:
        links = {each["action"]: each["navigate"] for each in service.told()[-1]["actions"]}
        requests.post(links["unsubscribe"], timeout=10).raise_for_status()

    told_once(joined, service.told, stop)
    assert "(M) is back" in service.told()[0]["title"]


def test_a_subscription_that_expired_ends(service: PushService, joined: House) -> None:
    service_client = service.client
    assert requests.post(f"{service.url}/expire-subscription/{service_client}", timeout=10).ok
    joined.restock()
    assert joined.deliveries() == {DeliveryState.FAILED: 1}
    (delivery,) = joined.services.store.recent_deliveries(1)
    assert joined.services.store.subscriber(delivery.subscriber_id).status is Status.UNREACHABLE
    joined.sell_out()
    joined.restock()
    assert joined.deliveries() == {DeliveryState.FAILED: 1}


def test_a_subscription_that_was_made_for_another_site_is_refused(service: PushService, house: House) -> None:
    other = service.subscribe("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8")
    channel = house.services.channel("webpush")
    said = house.run  # the operator tries it
    assert channel.normalize(other)
    with pytest.raises(AssertionError, match="400"):
        said("send-test", "webpush", other)
    assert service.shown() == []
