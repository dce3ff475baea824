"""Which addresses may be connected to: none inside a private network, unless the operator named the host.

Asked for every socket after the name was resolved, so a redirect or a second DNS answer can't lead inside.
https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html
"""

from collections.abc import Collection
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult

from coatcheck.model.host_names import bracketed

# Where clouds answer with a machine's credentials; all of 169.254.0.0/16 and fe80::/10 is refused besides.
METADATA = frozenset({IPv6Address("fd00:ec2::254"), IPv6Address("fd20:ce::254"), IPv4Address("100.100.100.200")})
NEVER = "a link-local or metadata address, which is never looked at"
NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


@lru_cache(maxsize=4096)
def refusal(address: str, private_allowed: bool = False) -> str | None:
    """Say why this IP address must not be connected to; None if it may."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return "no IP address"
    meant = [ip, *_inside(ip)]
    if any(each in METADATA or each.is_link_local for each in meant):
        return NEVER
    if private_allowed:
        return None
    if any(not each.is_global or each.is_multicast for each in meant):
        return "an address inside a private network"
    return None


def _inside(ip: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """List the IPv4 addresses that an IPv6 address stands for."""
    if isinstance(ip, IPv4Address):
        return []
    last = IPv4Address(int(ip) & 0xFFFFFFFF)
    found = [each for each in (ip.ipv4_mapped, ip.sixtofour) if each]
    if ip.teredo:
        found += ip.teredo
    if any(ip in network for network in NAT64) or int(ip) >> 32 == 0:
        found.append(last)
    return found


def is_allowed_host(parts: SplitResult, allow_hosts: Collection[str]) -> bool:
    """Return whether the operator's settings name this host, with or without its port."""
    host = (parts.hostname or "").lower()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    shown = bracketed(host)
    return bool(host) and not {host, shown, f"{shown}:{port}"}.isdisjoint(allow_hosts)
