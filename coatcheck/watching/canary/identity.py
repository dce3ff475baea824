"""By what the canary's watch, person and channel are known. Pure."""

import secrets
from collections.abc import Iterable

from coatcheck.model import ChannelAddress, Watch

CHANNEL = "canary"
NOBODY = ChannelAddress(channel=CHANNEL, address="nobody")
BEGINS = "canary-"  # the ids of its watches
ALERT = "canary"  # the alert of a flip that was not told


def new_id() -> str:
    """Make an id for the canary's watch: another one each time it is made, since the history of the one before stays."""
    return f"{BEGINS}{secrets.token_hex(6)}"


def canary(watches: Iterable[Watch]) -> Watch | None:
    """Return the canary's own watch; None where there is none."""
    return next((watch for watch in watches if _is_canary(watch)), None)


def products(watches: Iterable[Watch]) -> list[Watch]:
    """Leave out the canary's own watch, which a setting makes and unmakes."""
    return [watch for watch in watches if not _is_canary(watch)]


def _is_canary(watch: Watch) -> bool:
    return watch.id.startswith(BEGINS)
