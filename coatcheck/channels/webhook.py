"""Webhooks out: signed JSON to somebody's own server, as https://www.standardwebhooks.com describes it.

At least once: a repeat has the same `webhook-id`. Addresses inside our own network are refused by the fetcher.
"""

import time
from typing import Self
from urllib.parse import urlsplit

import msgspec

from coatcheck.channels.session import seconds
from coatcheck.config import Settings
from coatcheck.errors import Invalid, LookFailed, MaybeSent, Rejected, Scope, SendFailed, Transient
from coatcheck.languages import gettext
from coatcheck.model import digest
from coatcheck.ports import Answer, Channel, FetcherOf, Note, Receipt, Request, fetch_one
from coatcheck.ports.time_budgets import PROVIDER_CALL
from coatcheck.process.standard_webhooks import sign


class Webhook(Channel):
    name = "webhook"
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
        parts = urlsplit(address.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise Invalid(
                gettext("That is not a web address for a webhook. Write it like https://example.org/restocked.")
            )
        return parts._replace(netloc=parts.netloc.lower(), fragment="").geturl()

    def send(self, address: str, note: Note) -> Receipt:
        answer = fetch_one(self._fetcher(), self._request(address, note), PROVIDER_CALL)
        if isinstance(answer, LookFailed):
            raise MaybeSent(answer.reason, retry_after=answer.retry_after)
        if 200 <= answer.status < 300:
            return Receipt(status="delivered", detail=f"HTTP {answer.status}")
        raise _refused(answer)

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


def _refused(answer: Answer) -> SendFailed:
    reason, code = f"HTTP {answer.status}", str(answer.status)
    if answer.status in (408, 425, 429):
        return Transient(reason, code, seconds(answer.headers.get("retry-after")))
    if answer.status >= 500 or answer.status < 400:
        return MaybeSent(reason, code)
    return Rejected(reason, code, Scope.ADDRESS if answer.status == 410 else Scope.MESSAGE)
