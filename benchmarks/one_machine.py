"""One machine as benches run it: a poller on the bus of one process, and a note of when each restock is published."""

import time
from collections.abc import Callable
from threading import Event

from coatcheck.bootstrap import Services
from coatcheck.bus.local import LocalBus
from coatcheck.ports.messages import FanOut, Message

PATIENCE = 300.0  # seconds for all that is waited for at once


def serve(services: Services, bus: LocalBus, published: dict[str, float], most: int) -> Event:
    """Poll as one machine does, and note by watch when each restock is published, by `time.monotonic`; as the notifier does, take it off the outbox.

    Returns what is set when so many watches have published one.
    """
    from poller.app import handler

    every = Event()

    def note(message: Message) -> None:
        if isinstance(message, FanOut):
            published.setdefault(message.event.watch_id, time.monotonic())
            services.store.take_off_outbox(message.batch, [message.event.id])
            if len(published) == most:
                every.set()

    polls = handler(services)
    for topic, handle in (("ticks", polls), ("polls", polls), ("restocks", note)):
        bus.subscribe(topic, handle)
    bus.start()
    return every


def until(holds: Callable[[], bool]) -> None:
    """Return when this holds; end the bench where it never does."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise SystemExit("the looks that were waited for did not come")
        time.sleep(0.02)
