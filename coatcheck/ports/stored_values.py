"""The names of the store's values, all of them: no two things may share one, and what is kept under them is found by no other."""

from typing import NewType

ValueName = NewType("ValueName", str)

LAYOUT = ValueName("layout")  # of Firestore's documents: the number of the version that wrote them
SECRET_KEY = ValueName("secret_key")  # made once, where none is configured
ADMIN_KEY = ValueName("admin_key")  # the key to the admin pages, where none is configured
ADMIN_LINK = ValueName("admin_link")  # a hash of the one-time link's secret, "" once it was used
LOG_LEVELS = ValueName("log_levels")  # that the operator set while everything runs
CANARY_FLIPS = ValueName("canary-flips")  # what became of the canary's last flips

PICTURES = "picture:"  # begins the names of what browsers saw

# What every process asks for all the time: a store keeps it where it is read with what is read anyway. A change shows within 45 seconds.
AT_HAND = frozenset({LOG_LEVELS})


def by_operator(channel: str = "") -> ValueName:
    """Name the operator's switch for a channel, or for all of them: why messages are held."""
    return ValueName(f"stopped:{channel}" if channel else "stopped")


def by_provider(channel: str) -> ValueName:
    """Name the switch that a provider's refusal sets; its alert has the same name."""
    return ValueName(f"turned-away:{channel}")


def by_network(channel: str) -> ValueName:
    """Name the switch that is set where what the provider took was refused behind it."""
    return ValueName(f"filtered:{channel}")


def bot_of(channel: str) -> ValueName:
    """Name the value that holds the name of the bot that listens here."""
    return ValueName(f"{channel}_bot")


def picture(place: int) -> ValueName:
    """Name one of the places for what a browser saw."""
    return ValueName(f"{PICTURES}{place}")


def counted_day(place: int) -> ValueName:
    """Name one of the places for what a day's looks and messages came to."""
    return ValueName(f"counted-day:{place}")


def webhook_secret(watch_id: str) -> ValueName:
    """Name the value that holds the secret that signs a watch's webhooks."""
    return ValueName(f"hook:{watch_id}")
