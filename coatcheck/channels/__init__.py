"""The ways to reach people."""

from importlib import import_module
from importlib.metadata import entry_points
from typing import cast

from coatcheck.config import Settings
from coatcheck.errors import Invalid
from coatcheck.ports import Channel, FetcherOf

CHANNELS = {
    "console": "coatcheck.channels.console",
    "sms": "coatcheck.channels.sms",
    "email": "coatcheck.channels.email",
    "telegram": "coatcheck.channels.telegram",
    "webhook": "coatcheck.channels.webhook",
}


def names() -> list[str]:
    """Every channel there is, the plugins' last."""
    return [*CHANNELS, *(entry.name for entry in entry_points(group="coatcheck.channels"))]


def open_channel(name: str, settings: Settings, fetcher: FetcherOf) -> Channel:
    """The channel of this name, ready to send.

    Each channel is a module with a function `open(settings, fetcher)`: `fetcher()` gives the guarded client for
    addresses that somebody else chose; a provider's own API needs none. Raises `Invalid` where there is no such channel,
    or where a setting that it needs is missing (naming the variable).
    """
    if name in CHANNELS:
        return cast(Channel, import_module(CHANNELS[name]).open(settings, fetcher))
    for entry in entry_points(group="coatcheck.channels", name=name):
        return cast(Channel, entry.load().open(settings, fetcher))
    raise Invalid(f"There is no channel {name!r}. There are: {', '.join(names())}.")
