"""When the canary's page is in stock: ten minutes of every hour, from a moment that only the secret key tells. Pure."""

import hashlib
import hmac
from datetime import datetime, timedelta

from coatcheck.truth.leases import window_end

HOUR = timedelta(hours=1)
FIRST, LAST = timedelta(minutes=3), timedelta(minutes=45)  # of an hour: between them it flips
THERE = timedelta(minutes=10)  # for which it stays in stock
# From the flip until its message has to be out: a look a minute, a repeat, a slow minute
IN_TIME = timedelta(minutes=5)


def flip(hour: datetime, secret_key: str) -> datetime:
    """Return the moment, to the second, at which the page comes back in the hour that this moment lies in."""
    begun = window_end(hour, HOUR) - HOUR
    drawn = int(_keyed(secret_key, f"flip {begun.isoformat()}"), 16)
    return begun + FIRST + timedelta(seconds=drawn % ((LAST - FIRST) // timedelta(seconds=1)))


def is_in_stock(now: datetime, secret_key: str) -> bool:
    """Return whether the page says that it can be had."""
    return timedelta() <= now - flip(now, secret_key) < THERE


def last_due(now: datetime, secret_key: str) -> datetime:
    """Return the last flip that must have been told by now."""
    present = flip(now, secret_key)
    return present if now - present >= IN_TIME else flip(now - HOUR, secret_key)


def token(secret_key: str) -> str:
    """Return the part of the page's address that nobody guesses."""
    return _keyed(secret_key, "address")[:20]


def _keyed(secret_key: str, about: str) -> str:
    return hmac.new(secret_key.encode(), f"canary {about}".encode(), hashlib.sha256).hexdigest()
