"""Webhooks to somebody's own server, checked by the library of the standard itself.

https://github.com/standard-webhooks/standard-webhooks/tree/main/libraries/python
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from standardwebhooks import Webhook, WebhookVerificationError

from tests.counterparts.house import House, told_once
from tests.fakes.receiver import Receiver
from tests.fakes.serving import served

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # the specification's own


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def house(receiver: Receiver, tmp_path: Path) -> Iterator[House]:
    variables = {"COATCHECK_CHANNELS": "webhook", "COATCHECK_WEBHOOK_SECRET": SECRET}
    with served(receiver.app()) as base, House(tmp_path, variables) as house:
        house.run("subscribe", house.slug, "webhook", f"{base}/hook", "--size", "M", "--every")
        yield house


def believed(receiver: Receiver, secret: str = SECRET) -> list[Any]:
    """Every call that the library takes for genuine, with what it says; raises where there is one that it does not."""
    return [Webhook(secret).verify(body, headers) for headers, body in receiver.calls]


def test_a_restock_is_told_once_until_the_link_in_it_is_posted_to(receiver: Receiver, house: House) -> None:
    def unsubscribe() -> None:
        requests.post(believed(receiver)[-1]["unsubscribe"], timeout=10).raise_for_status()

    told_once(house, lambda: believed(receiver), unsubscribe)


def test_a_receiver_with_another_secret_does_not_believe_it(receiver: Receiver, house: House) -> None:
    house.restock()
    with pytest.raises(WebhookVerificationError):
        believed(receiver, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
