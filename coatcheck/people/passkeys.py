"""A user's passkeys, whom they are made for, and the challenges that they sign. `passkey_ceremonies.py` has what is asked and proven.

A passkey brings along whose it is, so that nobody types a name, and its device lets nobody use it who has not shown that
it is them: by a finger, a face or a number.
"""

import base64
import ipaddress
import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from coatcheck.config import Settings
from coatcheck.errors import Invalid
from coatcheck.model import Passkey, User
from coatcheck.model.host_names import ascii_host
from coatcheck.model.values import Frozen
from coatcheck.plain_text import printable
from coatcheck.ports import OperationStore

LASTS = timedelta(minutes=5)  # for which a challenge may be answered
MOST_PASSKEYS = 10  # of one user
LONGEST_NAME = 60  # characters

STALE = "That was not asked for here within the last five minutes. Try again."


class Ceremony(StrEnum):
    """What a challenge is for."""

    ADD = "add"
    SIGN_IN = "sign in"


class Challenge(Frozen, frozen=True):
    """What one browser has to have signed: within five minutes, once, for one thing. Its session keeps it."""

    secret: bytes
    ceremony: Ceremony
    made_at: datetime
    user: str = ""  # the id of the user whose passkey is added; "" where somebody signs in


class RelyingParty(Frozen, frozen=True):
    """The site that passkeys are made for; a browser uses them nowhere else."""

    id: str  # its host
    name: str
    origin: str


def relying_party(settings: Settings) -> RelyingParty | None:
    """Return the site as browsers name it. None where there are no passkeys: they need a host's name, and HTTPS.

    This machine's own name needs no HTTPS: https://www.w3.org/TR/secure-contexts/#is-origin-trustworthy
    Where Identity-Aware Proxy guards the pages, nobody signs in here.
    """
    with suppress(ValueError):  # an address that is none
        place = urlsplit(settings.site)
        host, port = ascii_host(place.hostname or ""), place.port
        usual = {"https": 443, "http": 80}.get(place.scheme)
        origin = f"{place.scheme}://{host}" if port in (None, usual) else f"{place.scheme}://{host}:{port}"
        named = host and not _is_number(host) and (place.scheme == "https" or host == "localhost")
        if named and not settings.iap_audience:
            return RelyingParty(host, settings.brand, origin)
    return None


def challenge(ceremony: Ceremony, now: datetime, user: str = "") -> Challenge:
    """Make one that nobody can guess."""
    return Challenge(secrets.token_bytes(32), ceremony, now, user)


def use_up(store: OperationStore, kept: object, ceremony: Ceremony, now: datetime, user: str = "") -> bytes:
    """Return the secret of the challenge that a session kept, this once.

    Raises `Invalid` where it kept none, too long, for something else or another user, or where it was used already.
    """
    try:
        asked = msgspec.convert(kept, Challenge)
    except msgspec.ValidationError:
        raise Invalid(STALE) from None
    fits = asked.ceremony is ceremony and asked.user == user and abs(now - asked.made_at) < LASTS
    if not fits or not store.once(f"passkey:{asked.secret.hex()}", now, 2 * LASTS):
        raise Invalid(STALE)
    return asked.secret


def rename(user: User, passkey_id: str, name: str) -> User:
    """Return the user with this passkey named so. Raises `Invalid` where they have none such, or the name is none."""
    return changed(user, replace(own(user, passkey_id), name=passkey_name(name)))


def remove(user: User, passkey_id: str) -> User:
    """Return the user without this passkey. Raises `Invalid` where they have none such."""
    removed = own(user, passkey_id)
    return replace(user, passkeys=tuple(each for each in user.passkeys if each is not removed))


def own(user: User, passkey_id: str) -> Passkey:
    """Return the passkey of this id among the user's. Raises `Invalid` where there is none such, or it was removed."""
    for each in user.passkeys:
        if passkey_id_of(each) == passkey_id:
            return each
    raise Invalid("You have no such passkey any more.")


def passkey_id_of(passkey: Passkey) -> str:
    """Return the id of a passkey as browsers write it."""
    return base64.urlsafe_b64encode(passkey.credential_id).decode().rstrip("=")


def changed(user: User, passkey: Passkey) -> User:
    """Return the user with the changed copy of a passkey in its place."""
    same = passkey.credential_id
    return replace(user, passkeys=tuple(passkey if each.credential_id == same else each for each in user.passkeys))


def passkey_name(name: str) -> str:
    """Return a name as it is kept: one line of printable characters. Raises `Invalid` where it is none."""
    words = " ".join(printable(name).split())
    if not words or len(words) > LONGEST_NAME:
        raise Invalid(f"Give the passkey a name of 1 to {LONGEST_NAME} characters.")
    return words


def _is_number(host: str) -> bool:
    with suppress(ValueError):
        return bool(ipaddress.ip_address(host))
    return False
