"""Webhooks out: signed JSON to somebody's own server, as https://www.standardwebhooks.com describes it.

At least once: a repeat has the same `webhook-id`. Addresses inside our own network are refused by the fetcher.
"""

import time
from typing import Self

import msgspec

from coatcheck.channels import web_address
from coatcheck.channels.posting import post
from coatcheck.config import Settings
from coatcheck.errors import Invalid
from coatcheck.languages import gettext
from coatcheck.model import digest
from coatcheck.ports import Channel, FetcherOf, Note, Receipt, Request
from coatcheck.process.standard_webhooks import sign


class Webhook(Channel):
    name = "webhook"
    goes_anywhere = True
    is_idempotent = True  # by its `webhook-id`

    def __init__(self, settings: Settings, fetcher: FetcherOf) -> None:
        self._secret = settings.webhook_secret
        self._fetcher = fetcher

    @classmethod
    def open(cls, settings: Settings, fetcher: FetcherOf) -> Self:
        if not settings.webhook_secret:
            raise Invalid("Webhooks need COATCHECK_WEBHOOK_SECRET, which signs them.")
        return cls(settings, fetcher)

    def normalize(self, address: str) -> str:
        otherwise = gettext("That is not a web address for a webhook. Write it like https://example.org/restocked.")
        parts = web_address.read(address, otherwise)
        return parts._replace(netloc=parts.netloc.lower(), fragment="").geturl()

    def send(self, address: str, note: Note) -> Receipt:
        answer = post(self._fetcher(), self._request(address, note))
        return Receipt(status="delivered", detail=f"HTTP {answer.status}")

    def check(self) -> str:
        return "webhooks are signed; whether one arrives only its receiver can tell"

    def _request(self, address: str, note: Note) -> Request:
        told = {
            "type": "restock",
            "text": note.text,
            "title": note.title,
            "url": note.url,
            "unsubscribe": note.unsubscribe,
            "manage": note.manage,
        }
        body = msgspec.json.encode(told)
        key = note.reference or digest(address, note.text)
        headers = {"content-type": "application/json", **signed(self._secret, key, str(int(time.time())), body)}
        return Request(url=address, method="POST", headers=headers, body=body)


def signed(secret: str, key: str, timestamp: str, body: bytes) -> dict[str, str]:
    """Write the headers by which a receiver knows that a webhook is ours, new, and not a repeat."""
    signature = sign(secret, key, timestamp, body)
    return {"webhook-id": key, "webhook-timestamp": timestamp, "webhook-signature": signature}
