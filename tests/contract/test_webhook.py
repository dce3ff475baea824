"""Webhooks out: signed, guarded, and the same name at each repeat."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from coatcheck.bootstrap import SystemClock
from coatcheck.channels import open_channel
from coatcheck.config import Settings
from coatcheck.errors import MaybeSent, SendFailed, Transient
from coatcheck.fetch import open_fetcher
from coatcheck.ports import Channel, Note
from tests.fakes.receiver import Receiver
from tests.fakes.serving import served

SECRET = "whsec of the test"
NOTE = Note(text="M is back", title="Jacket (M)", url="https://c.example/r/x", reference="jacket-1.ann")


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def base(receiver: Receiver) -> Iterator[str]:
    with served(receiver.app()) as base:
        yield base


def webhook(*allow_hosts: str, secret: str = SECRET) -> Channel:
    settings = Settings(webhook_secret=secret, allow_hosts=allow_hosts)
    return open_channel("webhook", settings, lambda: open_fetcher(settings, SystemClock()))


def trusted(base: str, secret: str = SECRET) -> Channel:
    return webhook(base.removeprefix("http://"), secret=secret)


def test_a_receiver_can_tell_that_a_webhook_is_ours(base: str, receiver: Receiver) -> None:
    trusted(base).send(f"{base}/hook", NOTE)
    headers, body = receiver.calls[0]
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mac = base64.b64encode(hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{mac}"
    assert json.loads(body) == {
        "type": "restock",
        "text": NOTE.text,
        "title": NOTE.title,
        "url": NOTE.url,
        "unsubscribe": None,
        "manage": None,
    }


@pytest.mark.parametrize("secret", ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_c2VjcmV0IG9mIHRoZSB0ZXN0"])
def test_the_standards_own_library_knows_a_webhook_of_ours(base: str, receiver: Receiver, secret: str) -> None:
    trusted(base, secret).send(f"{base}/hook", NOTE)
    headers, body = receiver.calls[0]
    assert Webhook(secret).verify(body, dict(headers))["text"] == NOTE.text
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_c29tZWJvZHkgZWxzZQ==").verify(body, dict(headers))


def test_a_repeat_has_the_same_id(base: str, receiver: Receiver) -> None:
    for _ in range(2):
        trusted(base).send(f"{base}/hook", NOTE)
    assert [headers["webhook-id"] for headers, _ in receiver.calls] == ["jacket-1.ann"] * 2


def test_an_address_inside_our_own_network_is_not_called(base: str, receiver: Receiver) -> None:
    for address in (f"{base}/hook", "http://169.254.169.254/latest/meta-data/"):
        with pytest.raises(SendFailed):
            webhook().send(address, NOTE)
    assert receiver.calls == []


def test_a_redirect_is_not_followed_to_somewhere_else(base: str, receiver: Receiver) -> None:
    receiver.status, receiver.headers = 307, {"Location": "http://169.254.169.254/"}
    with pytest.raises(MaybeSent):
        trusted(base).send(f"{base}/hook", NOTE)


def test_a_busy_receiver_is_called_again_when_it_says(base: str, receiver: Receiver) -> None:
    receiver.status, receiver.headers = 429, {"Retry-After": "30"}
    with pytest.raises(Transient) as caught:
        trusted(base).send(f"{base}/hook", NOTE)
    assert caught.value.retry_after == 30
