"""Addresses of pages: which may be watched, and which of them lie in a private network."""

import ipaddress
from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit

from coatcheck.errors import Invalid

LONGEST_URL = 2000
PRIVATE_NAMES = (".localhost", ".local", ".lan", ".internal", ".home.arpa")


def host_of(url: str) -> str:
    """Return the host that an address names; "" for none. Raises `Invalid` where it is no address."""
    return split(url).hostname or ""


def refuse_other_addresses(url: str) -> None:
    """Raise `Invalid` for what is not the address of a web page, or has a password in it."""
    if len(url) > LONGEST_URL:
        raise Invalid(f"An address has {LONGEST_URL} characters at the most.")
    parts = split(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Invalid(f"{url!r} is not the address of a web page: write it with https://.")
    if parts.username or parts.password:
        raise Invalid("An address with a name or password in it can't be watched.")


def refuse_private(url: str, allow_hosts: Collection[str] = ()) -> None:
    """Raise `Invalid` for an address on a private network that is not among `allow_hosts` (the setting of that name)."""
    from coatcheck.fetch.guard import NEVER, refusal

    parts = split(url)
    if refusal(parts.hostname or "", private_allowed=True) == NEVER:
        raise Invalid(f"{parts.hostname} is {NEVER}.")
    if names_private_host(url) and {parts.hostname, parts.netloc}.isdisjoint(allow_hosts):
        raise Invalid(
            f"{parts.hostname} is on a private network: watch it from the operator's console, or name it in COATCHECK_ALLOW_HOSTS."
        )


def names_private_host(url: str) -> bool:
    """Return whether the address itself names a host on this machine or a private network, without asking DNS.

    The fetcher checks again what a public-looking name resolves to.
    """
    host = (split(url).hostname or "").rstrip(".").lower()
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(PRIVATE_NAMES)


def split(url: str) -> SplitResult:
    """Return the parts of an address. Raises `Invalid` where it is none."""
    try:
        return urlsplit(url.strip())
    except ValueError as error:
        raise Invalid(f"{url!r} is not an address: {error}.") from error
