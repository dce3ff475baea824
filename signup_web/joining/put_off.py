"""Codes that a provider does not take yet, as mail servers that make strangers come back: offered again each minute while they are of use.

This process alone keeps them: where it ends, whoever waits asks for another code.
"""

import logging
from collections.abc import Callable
from contextvars import copy_context
from threading import BoundedSemaphore, Thread
from time import sleep

from coatcheck.errors import SendFailed, StoreError, Transient

EACH = 60.0  # seconds between two tries
MOST = 50  # codes that wait at once

_room = BoundedSemaphore(MOST)

log = logging.getLogger(__name__)


def offer_again(send: Callable[[], None], is_of_use: Callable[[], bool]) -> bool:
    """Send it later, in a thread of its own that speaks the present language; return whether it will, as no more than fifty wait."""
    if not _room.acquire(blocking=False):
        return False
    Thread(target=copy_context().run, args=(_offer, send, is_of_use), daemon=True, name="put-off code").start()
    return True


def _offer(send: Callable[[], None], is_of_use: Callable[[], bool]) -> None:
    try:
        while not _is_over(send, is_of_use):
            pass
    except (SendFailed, StoreError) as error:
        log.warning("A code that was put off is not offered again: %s", error)
    finally:
        _room.release()


def _is_over(send: Callable[[], None], is_of_use: Callable[[], bool]) -> bool:
    sleep(EACH)
    if not is_of_use():
        return True
    try:
        send()
    except Transient:
        return False
    return True
