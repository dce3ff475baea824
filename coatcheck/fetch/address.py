"""Addresses as they may be fetched: http or https, a host, nothing that two parsers could read in two ways."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from coatcheck.errors import Unreachable
from coatcheck.model.host_names import ascii_host, bracketed

AMBIGUOUS = re.compile(r"[\x00-\x20\\\x7f]")
KEPT = "!#$%&'()*+,/:;=?@[]~"  # what quoting leaves alone: https://www.rfc-editor.org/rfc/rfc3986#section-2.2


@lru_cache(maxsize=4096)
def parse(url: str) -> SplitResult:
    """Read an address: its host in ASCII and everything else percent-encoded. Raises `Unreachable` where it can't be one."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
        login, at, _ = parts.netloc.rpartition("@")
        if host and not host.isascii():
            host = ascii_host(host)
    except (ValueError, UnicodeError) as error:
        raise Unreachable(f"The address {url[:200]!r} can't be used ({error}).") from error
    if parts.scheme not in ("http", "https") or not host or AMBIGUOUS.search(parts.netloc):
        raise Unreachable(f"The address {url[:200]!r} can't be used: write http:// or https:// and a host.")
    netloc = f"{login}{at}{bracketed(host)}" + (f":{port}" if port is not None else "")
    return SplitResult(parts.scheme, netloc, quote(parts.path or "/", KEPT), quote(parts.query, KEPT), "")


def follow(base: SplitResult, location: str) -> SplitResult:
    """Say where a redirect leads. Raises `Unreachable` for what must not be followed: never from https to http."""
    sent = location.encode("latin-1", "replace").decode("utf-8", "replace")  # servers put UTF-8 into headers
    target = parse(urljoin(base.geturl(), sent))
    if base.scheme == "https" and target.scheme == "http":
        raise Unreachable(f"{base.hostname} sends us from https to http, which is not followed.")
    return target


def origin(parts: SplitResult) -> tuple[str, str]:
    """Name the server of an address: scheme, and host with port. Two addresses of one origin are on the same one."""
    return parts.scheme, parts.netloc.lower()
