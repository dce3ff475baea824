"""The notifier's smoke test: a message to nobody."""

from collections.abc import Sequence
from contextlib import closing
from tempfile import TemporaryDirectory

from coatcheck.bootstrap import Services
from coatcheck.model import Restocked, RestockEvent
from coatcheck.ports.messages import DeliveryBatch, FanOut, Message
from coatcheck.process.startup import SmokeTestFailed
from coatcheck.store import open_store
from coatcheck.telling.announcement import announcement
from notifier.context import Context, in_turn
from notifier.deliver import deliver
from notifier.fanout import fan_out

LINK = "https://coats.example/r/smoke"


class _Nowhere:
    """A bus that keeps what is published."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def publish(self, messages: Sequence[Message]) -> None:
        self.messages += messages

    def close(self) -> None: ...


def tell_nobody(services: Services) -> None:
    """Word a restock, tell everybody who waits for it in a store where nobody does, and send what came of that.

    Raises `SmokeTestFailed` where the words are missing or somebody was told after all.
    """
    now, settings = services.clock.now(), services.settings
    event = RestockEvent("smoke", "smoke", now, "Coat", LINK, (Restocked("coat-m", "M", price="120", currency="USD"),))
    text = announcement(event, LINK, settings.brand, is_text=True)
    if not all(part in text for part in ("Coat", "M", "$120", LINK)):
        raise SmokeTestFailed(f"A restock of the coat in M for $120 was worded: {text}")
    nowhere = _Nowhere()
    with (
        TemporaryDirectory(prefix="coatcheck-") as folder,
        closing(open_store(f"sqlite:///{folder}/smoke.db")) as store,
    ):
        key = "only for this test, and gone after it"
        context = Context(store, nowhere, services.clock, settings, services.channel, key, in_turn)
        fan_out(FanOut(event), context)
        deliver(DeliveryBatch(ids=()), context)
    if nowhere.messages:
        raise SmokeTestFailed(f"Nobody waits, and these were published: {nowhere.messages}")
