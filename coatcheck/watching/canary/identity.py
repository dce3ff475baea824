"""By what the canary's watch, person and channel are known. Pure."""

from coatcheck.model import ChannelAddress, Watch

WATCH_ID = "canary"
CHANNEL = "canary"
NOBODY = ChannelAddress(channel=CHANNEL, address="nobody")
ALERT = "canary"  # the alert of a flip that was not told


def is_canary(watch: Watch) -> bool:
    """Return whether this is the canary's own watch, which is no product."""
    return watch.id == WATCH_ID
