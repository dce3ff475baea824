"""API keys: making one, knowing one, ending one. Of a key's secret only a hash is kept.

A user answers for each key that they make: it opens nothing once they are no owner of its team any more, and nothing when they are one again, until somebody takes it over.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from msgspec.structs import replace

from coatcheck.errors import Conflict, Invalid
from coatcheck.model import ApiKey, Scope, User
from coatcheck.people.operators import OPERATOR, owns
from coatcheck.plain_text import printable
from coatcheck.ports import AccessStore, OperatorStore
from coatcheck.retry import refuse, write_again

# cc_0123456789ab_ and 64 more hexadecimal digits: a form that programs which search for leaked keys can know.
TOKEN = re.compile(r"cc_([0-9a-f]{12})_([0-9a-f]{64})", re.ASCII)
MEANINGS = {
    Scope.READ: "see what is watched, its stock and history, and how it goes; every key may, but for those of `demand` alone",
    Scope.DEMAND: "see how many wait for each size, in steps of five: for a product's shop",
    Scope.WATCHES: "look at pages, and change what is watched",
    Scope.PEOPLE: "see and change who is told of what",
    Scope.MESSAGES: "see what is sent, hold it, send it again",
    Scope.ADMIN: "all of that, agents, keys and users",
}
USUAL_DAYS = 365
MOST_DAYS = 3650
MOST_KEYS = 100
LONGEST_NAME = 60  # characters, of the owner's, too
USED_EVERY = timedelta(hours=1)  # how exactly it is noted when a key was used


class Keys(AccessStore, OperatorStore, Protocol):
    """What tells which keys open something."""


def make(
    store: AccessStore,
    name: str,
    owner: str,
    scopes: Iterable[Scope],
    now: datetime,
    days: int = USUAL_DAYS,
    made_by: str = OPERATOR,
) -> tuple[ApiKey, str]:
    """Store a new key, and return it with what its user has to send: nobody can read that anywhere after this.

    `made_by`: the id of the user who answers for it, "" for whoever has the key to the admin pages or a terminal.
    Raises `Invalid` where the name or the owner is none or the name is another's, it may do nothing, or it would not run out in ten years.
    """
    name, owner, allowed = _name("key", name), _name("owner", owner), tuple(dict.fromkeys(scopes))
    if not allowed:
        raise Invalid(f"Say what the key may do: {', '.join(Scope)}.")
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(f"A key runs out after 1 to {MOST_DAYS} days.")
    known = store.api_keys()
    if any(key.name == name for key in known):
        raise Invalid(f"There is a key {name!r} already: end it first, or choose another name.")
    if len(known) >= MOST_KEYS:
        raise Invalid(f"There are {MOST_KEYS} keys already: end one first.")
    key_id, secret = secrets.token_hex(6), secrets.token_hex(32)
    made = ApiKey(key_id, name, owner, allowed, _hash(secret), now, now + timedelta(days=days), made_by=made_by)
    return store.put_api_key(made), f"cc_{key_id}_{secret}"


def known(store: Keys, token: str, now: datetime, trusted: Collection[str]) -> ApiKey | None:
    """Return the key that this is; None for one that is none, has run out, has stopped or was ended. That it was used is noted, once an hour.

    `trusted`: see `operators.owns`.
    """
    parts = TOKEN.fullmatch(token)
    key = store.api_key(parts[1]) if parts else None
    if parts is None or key is None or not hmac.compare_digest(key.hash, _hash(parts[2])):
        return None
    if not works(store, key, now, trusted):
        return None
    if key.used_at is None or abs(now - key.used_at) >= USED_EVERY:
        try:
            return store.put_api_key(replace(key, used_at=now))
        except Conflict:  # another request noted it just now, or somebody ended it
            return store.api_key(key.id)
    return key


def has_run_out(key: ApiKey, now: datetime) -> bool:
    """Return whether the key's time is over."""
    return now >= key.expires_at


def works(store: OperatorStore, key: ApiKey, now: datetime, trusted: Collection[str]) -> bool:
    """Return whether the key opens anything: its time is not over, and whoever answers for it has been an owner of its team all the while."""
    return not has_run_out(key, now) and owns(store, key.made_by, key.team, _since(key), trusted)


def stopped(store: OperatorStore, keys: Iterable[ApiKey], now: datetime, trusted: Collection[str]) -> list[ApiKey]:
    """Return those of these keys that nobody answers for any more, though their time is not over."""
    return [key for key in keys if not has_run_out(key, now) and not works(store, key, now, trusted)]


def tied_to(user: User, team: str, keys: Iterable[ApiKey], now: datetime) -> list[ApiKey]:
    """Return those of these keys that stop when this user is no owner of this team any more."""
    left = user.with_role(team, None, now)
    return [
        key
        for key in keys
        if key.made_by == user.id
        and not has_run_out(key, now)
        and user.has_owned(key.team, _since(key))
        and not left.has_owned(key.team, _since(key))
    ]


def take_over(store: AccessStore, key_id: str, by: str, now: datetime) -> ApiKey:
    """Have another user, or "" for the operator, answer for a key from now on: one that has stopped goes on. Raises `Invalid` where there is none."""

    def read() -> ApiKey:
        key = store.api_key(key_id)
        if key is None:
            raise Invalid("There is no such key any more.")
        return key

    def write(key: ApiKey) -> ApiKey:
        return store.put_api_key(replace(key, made_by=by, taken_over_at=now))

    return write_again(write, read, refuse("The key changes too often."))


def may(key: ApiKey, scope: Scope) -> bool:
    """Return whether the key may do what this scope says. A shop's own, which has `demand` alone, may not even read."""
    reads = scope is Scope.READ and set(key.scopes) != {Scope.DEMAND}
    return reads or scope in key.scopes or Scope.ADMIN in key.scopes


def end(store: AccessStore, name: str) -> ApiKey:
    """Forget the key of this name or id, at once, and return what it was. Raises `Invalid` where there is none."""
    key = named(store.api_keys(), name)
    store.remove_api_key(key.id)
    return key


def named(keys: Sequence[ApiKey], name: str) -> ApiKey:
    """Return the one of this name or id. Raises `Invalid` naming those there are, and where keys of several teams have that name."""
    found = [key for key in keys if name in (key.name, key.id)]
    if len(found) == 1:
        return found[0]
    if found:
        raise Invalid(
            f"Several keys have the name {name!r}: say which by its id ({', '.join(key.id for key in found)})."
        )
    raise Invalid(f"There is no key {name!r} ({', '.join(key.name for key in keys) or 'there is none'}).")


def _since(key: ApiKey) -> datetime:
    """Return since when somebody answers for the key."""
    return key.taken_over_at or key.created_at


def _name(what: str, name: str) -> str:
    words = " ".join(printable(name).split())
    if not words or len(words) > LONGEST_NAME:
        raise Invalid(f"Give the {what} a name of 1 to {LONGEST_NAME} characters.")
    return words


def _hash(secret: str) -> str:
    """Hash a secret of 256 random bits: nobody can guess it, so the hash need not be slow."""
    return hashlib.sha256(secret.encode()).hexdigest()
