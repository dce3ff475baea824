"""Sessions of people who run it: a browser that is signed in, until it is ended. Of its secret only a hash is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta

from msgspec.structs import replace

from coatcheck.errors import Conflict
from coatcheck.model import OperatorSession, SignedInBy, User
from coatcheck.ports import OperatorStore

LASTS = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=5)  # how exactly it is noted when a session was used


def begin(
    store: OperatorStore, user: User | None, by: SignedInBy, browser: str, now: datetime, key: str = ""
) -> tuple[OperatorSession, str]:
    """Store a new session, and return it with the secret that only its browser is told.

    Without a user it is one of whoever has the key; `key` is a hash of that.
    """
    secret = secrets.token_urlsafe(32)
    session = OperatorSession(
        secret_hash(secret), user.id if user else "", now, now, now + LASTS, by, browser, "" if user else key
    )
    return store.put_operator_session(session), secret


def known(store: OperatorStore, secret: str, now: datetime) -> OperatorSession | None:
    """Return the session that this is; None where it was ended or has run out. That it was used is noted, every five minutes."""
    session = store.operator_session(secret_hash(secret))
    if session is None or now >= session.expires_at:
        return None
    if abs(now - session.seen_at) < SEEN_EVERY:
        return session
    try:
        return store.put_operator_session(replace(session, seen_at=now))
    except Conflict:  # another request noted it just now, or somebody ended it
        return store.operator_session(session.id)


def opens_for(session: OperatorSession, user: User | None) -> bool:
    """Return whether this session still lets its user in: they were not ended since it was opened, and belong to a team."""
    return (
        user is not None
        and user.id == session.user
        and user.ended_at is None
        and bool(user.roles)
        and session.created_at >= user.created_at
    )


def end_all(store: OperatorStore, user_id: str, but: str = "") -> int:
    """End every session of a user, all but the one of this id, and return how many those were."""
    ended = [each.id for each in store.operator_sessions() if each.user == user_id and each.id != but]
    for session_id in ended:
        store.remove_operator_session(session_id)
    return len(ended)


def secret_hash(secret: str) -> str:
    """Hash 256 random bits, or nearly as many: nobody can guess them, so the hash need not be slow."""
    return hashlib.sha256(secret.encode()).hexdigest()
