"""How long messages take to send: an answer for which none is sent takes as long, so that its time tells a stranger nothing."""

from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from random import choice
from time import perf_counter, sleep

KEPT = 50  # of the last messages of a channel, in this process
FIRST_GUESS = 0.2  # seconds, before any was sent
LONGEST = 10.0

_took: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=KEPT))


@contextmanager
def measured(channel: str) -> Iterator[None]:
    """Note how long the block takes that sends a message by this channel."""
    began = perf_counter()
    try:
        yield
    finally:
        _took[channel].append(perf_counter() - began)


def wait(channel: str) -> None:
    """Take as long as one of the channel's last messages took."""
    lately = tuple(_took[channel])
    sleep(min(choice(lately), LONGEST) if lately else FIRST_GUESS)
