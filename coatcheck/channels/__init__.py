"""The ways to reach people: one file for each, whose class says all there is to know of it.

What the class has beside the methods of a `Channel`:

    open(settings, fetcher)    the channel, ready to send
    goes_anywhere              whether an address names the server that messages go to; False, or absent: a provider's own
    sign_up                    how visitors sign up by it (`SignUp`); None, or absent: only the operator names addresses
    receive, reply, report     how people's messages and the provider's reports come in, where they can (`inbound.py`)
"""

from functools import cache
from importlib.metadata import entry_points
from pkgutil import resolve_name
from typing import Protocol, cast

from coatcheck.channels.inbound import Bot, Inbox, StatusReports
from coatcheck.config import Settings
from coatcheck.errors import Invalid
from coatcheck.plain_text import there_are
from coatcheck.ports import Channel, FetcherOf, SignUp

CHANNELS = {
    "console": "coatcheck.channels.console:Console",
    "sms": "coatcheck.channels.sms:Sms",
    "email": "coatcheck.channels.email:Email",
    "telegram": "coatcheck.channels.telegram:Telegram",
    "whatsapp": "coatcheck.channels.whatsapp:WhatsApp",
    "discord": "coatcheck.channels.discord:Discord",
    "slack": "coatcheck.channels.slack:Slack",
    "ntfy": "coatcheck.channels.ntfy:Ntfy",
    "apprise": "coatcheck.channels.apprise:Apprise",
    "webhook": "coatcheck.channels.webhook:Webhook",
    "webpush": "coatcheck.channels.webpush:WebPush",
    "canary": "coatcheck.channels.canary:Canary",
}


class ChannelClass(Protocol):
    """What a row of the table, or an entry point in the group `coatcheck.channels`, names."""

    def open(self, settings: Settings, fetcher: FetcherOf) -> Channel:
        """Open the channel, ready to send. Raises `Invalid` where a setting that it needs is missing (naming the variable).

        `fetcher()` gives the guarded client for addresses that somebody else chose; a provider's own API needs none.
        """


def names() -> list[str]:
    """List every channel there is, the plugins' last."""
    return [*CHANNELS, *(entry.name for entry in entry_points(group="coatcheck.channels"))]


def no_channel(name: str) -> str:
    """Say that there is no channel of this name, and which was meant or which there are; "" where there is one."""
    if name in CHANNELS or name in (every := names()):
        return ""
    return f"there is no channel {name!r}. {there_are(name, every)}"


@cache
def channel_class(name: str) -> ChannelClass:
    """Return the class of this channel, which can be asked without any setting. Raises `Invalid` where there is no such channel."""
    if name in CHANNELS:
        return cast(ChannelClass, resolve_name(CHANNELS[name]))
    for entry in entry_points(group="coatcheck.channels", name=name):
        return cast(ChannelClass, entry.load())
    raise Invalid(f"T{no_channel(name)[1:]}")


def open_channel(name: str, settings: Settings, fetcher: FetcherOf) -> Channel:
    """Open the channel of this name, ready to send. Raises `Invalid` where there is none, or where its settings are missing."""
    return channel_class(name).open(settings, fetcher)


def sign_up(name: str) -> SignUp | None:
    """Return how visitors sign up by this channel; None where they can't, or where it is not (any more) installed."""
    return cast(SignUp | None, getattr(_installed(name), "sign_up", None))


def is_text(name: str) -> bool:
    """Return whether the channel's messages are texts to phones; False where it is not (any more) installed."""
    return bool(getattr(_installed(name), "is_text", False))


def wakes(name: str) -> bool:
    """Return whether the channel's messages ring where somebody sleeps; False where it is not (any more) installed."""
    return bool(getattr(_installed(name), "wakes", False))


def goes_anywhere(name: str) -> bool:
    """Return whether the channel's addresses name the servers that its messages go to, which may be as slow as they like."""
    return bool(getattr(_installed(name), "goes_anywhere", False))


def inbox(name: str) -> Inbox | None:
    """Return where people's messages come in by this channel; None where they can't."""
    found = _installed(name)
    return found if isinstance(found, Inbox) else None


def status_reports(name: str) -> StatusReports | None:
    """Return where the provider's reports come in; None where there are none."""
    found = _installed(name)
    return found if isinstance(found, StatusReports) else None


def bot(name: str) -> Bot | None:
    """Return how people reach the channel's bot; None where it has none."""
    found = _installed(name)
    return found if isinstance(found, Bot) else None


def offered(switched_on: tuple[str, ...]) -> dict[str, SignUp]:
    """List how visitors can sign up, by channel, in the order of the table; plugins last."""
    in_order = [name for name in CHANNELS if name in switched_on] + [
        name for name in switched_on if name not in CHANNELS
    ]
    ways = {name: way for name in in_order if (way := sign_up(name))}
    return {name: way for name, way in ways.items() if not way.only_alone} or ways


def _installed(name: str) -> object:
    try:
        return channel_class(name)
    except Invalid:  # a person's channel may be gone from the machine since they signed up
        return None
