"""How the address of a visitor is known behind proxies, which name it in X-Forwarded-For; limits are counted by it.

A proxy that hands on what visitors say themselves lets one of them be many; one that names nobody makes all of them one.
"""

from enum import StrEnum

NOBODY = "192.0.2.1"  # no visitor has it (https://www.rfc-editor.org/rfc/rfc5737); `coatcheck doctor` says that it does
HEADER = "X-Visitor-Address"  # of the answer to /livez


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
