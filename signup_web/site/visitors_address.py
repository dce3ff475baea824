"""How the address of a visitor is known behind proxies, which name it in X-Forwarded-For; limits are counted by it.

A proxy that hands on what visitors say themselves lets one of them be many; one that names nobody makes all of them one.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

NOBODY = "192.0.2.1"  # no visitor has it (https://www.rfc-editor.org/rfc/rfc5737); `coatcheck doctor` says that it does
HEADER = "X-Visitor-Address"  # of the answer to /livez
# What some proxies (Azure's gateways, IIS) write in an address's place: "203.0.113.9:51234" and "[2001:db8::9]:51234", caught as 4 and as 6
WITH_PORT = re.compile(r"(?P<v4>\d+(?:\.\d+){3}):\d+|\[(?P<v6>[\da-fA-F:.]+)\](?::\d+)?", re.ASCII)


class Proxies(ProxyFix):
    """Takes the visitor's address from what so many proxies say, and whether they were asked by HTTPS from the last one."""

    def __init__(self, app: "WSGIApplication", number: int) -> None:
        super().__init__(app, x_for=number, x_proto=1, x_host=0)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if forwarded := environ.get("HTTP_X_FORWARDED_FOR"):
            # Werkzeug takes a quoted comma for a part of an address: a visitor's single quote hid what the proxy wrote behind it
            addresses = forwarded.replace('"', "").split(",")
            environ["HTTP_X_FORWARDED_FOR"] = ",".join(map(_without_port, addresses))
        return super().__call__(environ, start_response)


def _without_port(address: str) -> str:
    found = WITH_PORT.fullmatch(address.strip())
    return (found["v4"] or found["v6"]) if found else address


class Known(StrEnum):
    NAMED = "named"
    UNNAMED = "unnamed"  # the proxies named fewer than they are
    MADE_UP = "made up"  # what `NOBODY` said of itself was believed
    PROXY = "a proxy's"  # there are more proxies than are trusted


def how_known(forwarded: str, proxies: int) -> Known:
    """Say how the address in this X-Forwarded-For is known behind so many trusted proxies."""
    chain = [address.strip() for address in forwarded.split(",") if address.strip()]
    if len(chain) < proxies:
        return Known.UNNAMED
    before, counted = chain[: len(chain) - proxies], chain[len(chain) - proxies :]
    if NOBODY in counted:
        return Known.MADE_UP
    return Known.PROXY if NOBODY in before[:-1] else Known.NAMED
