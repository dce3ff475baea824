"""The canary's channel: it takes a message and does nothing, so that whatever comes before a provider is tried for nobody."""

from typing import Self

from coatcheck.config import Settings
from coatcheck.ports import Channel, FetcherOf, Note, Receipt


class Canary(Channel):
    name = "canary"
    is_idempotent = True  # nobody hears of it

    @classmethod
    def open(cls, settings: Settings, fetcher: FetcherOf) -> Self:
        return cls()

    def normalize(self, address: str) -> str:
        return address.strip() or "nobody"

    def send(self, address: str, note: Note) -> Receipt:
        return Receipt(status="delivered", detail="for nobody")

    def check(self) -> str:
        return "the canary's messages go nowhere; that they were sent is recorded"
