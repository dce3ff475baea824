"""How often codes may be asked for. Counted in the store, so that all processes count together; a store that can't count lets nobody in."""

import ipaddress
from collections.abc import Mapping
from datetime import datetime, timedelta

from coatcheck.config import Settings
from coatcheck.errors import Invalid
from coatcheck.languages import N_, gettext
from coatcheck.model import ChannelAddress, digest
from coatcheck.ports import OperationStore
from coatcheck.telling import switches

HOUR, DAY, TEN_MINUTES = timedelta(hours=1), timedelta(days=1), timedelta(minutes=10)
NEIGHBOURS = 4  # last digits of a number in which its neighbours differ
VISITOR = {4: 32, 6: 64}  # bits of an internet address by which one visitor is known; a home has a whole IPv6 /64
NEIGHBOURHOOD = 5  # visitors' worth of pages for a whole network
NETWORK = {4: 24, 6: 48}  # and those that whoever rents addresses by the hundred shares with them all

TOO_OFTEN = N_("Too many codes were asked for. Try again in an hour.")
TOO_OFTEN_TODAY = N_("Too many codes were asked for today. Try again tomorrow.")
CLOSED = N_("Sign-up is closed for today: we have sent as many texts as we can afford. Try again tomorrow.")


class TooMany(Invalid):
    """A limit is reached; the text says when to come back."""


def check_code(
    store: OperationStore, settings: Settings, to: ChannelAddress, subscriber_id: str, ip: str, now: datetime
) -> None:
    """Count one code to this person, asked for from this internet address. Raises `TooMany` where none may be sent."""
    allowed = (
        (f"signups:{network(ip, VISITOR)}", settings.signups_per_address, HOUR, TOO_OFTEN),
        (f"signups-network:{network(ip, NETWORK)}", settings.signups_per_network, HOUR, TOO_OFTEN),
        (f"codes-hour:{subscriber_id}", settings.codes_per_hour, HOUR, TOO_OFTEN),
        (f"codes-day:{subscriber_id}", settings.codes_per_day, DAY, TOO_OFTEN_TODAY),
        (f"codes-near:{_neighbourhood(to)}", settings.codes_per_prefix, TEN_MINUTES, TOO_OFTEN),
    )
    for bucket, limit, window, says in allowed:
        if not store.take(bucket, 1, limit, window, now):
            raise TooMany(gettext(says))


def check_preview(store: OperationStore, settings: Settings, asker: str, network: str, now: datetime) -> None:
    """Count one page that is looked at for a stranger, of this network if one is known. Raises `TooMany` where none may be."""
    most = settings.previews_per_address
    allowed = (
        (f"previews:{asker}", most),
        *([(f"previews-network:{network}", NEIGHBOURHOOD * most)] if network else []),
        ("previews", settings.previews_per_hour),
    )
    for bucket, limit in allowed:
        if not store.take(bucket, 1, limit, HOUR, now):
            raise TooMany(gettext("Too many pages were looked at. Try again in an hour."))


def check_budget(store: OperationStore, settings: Settings, now: datetime) -> None:
    """Count one text towards the day's budget. Raises `TooMany` where it is spent, or the operator stopped everything."""
    if switches.stopped(store):
        raise TooMany(gettext(CLOSED))
    if not switches.take_answer(store, settings.texts_per_day, now):
        raise TooMany(gettext(CLOSED))


def network(ip: str, bits: Mapping[int, int]) -> str:
    """Return the network that an address shares so many first bits with (`VISITOR` or `NETWORK`); "unknown" for what is no address."""
    try:
        address = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ipaddress.ip_network((address, bits[address.version]), strict=False))


def _neighbourhood(to: ChannelAddress) -> str:
    """All numbers that differ in their last digits only, all addresses of one mail domain, or all keys of one endpoint: a keyless hash of it."""
    address = to.address.partition("#")[0] if "://" in to.address else to.address
    name, at, domain = address.rpartition("@")
    near = domain if at and name else address[:-NEIGHBOURS] if address.startswith("+") else address
    return digest("near", to.channel, near)
