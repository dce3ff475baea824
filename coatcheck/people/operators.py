"""Users: their roles, changing one, ending somebody. Who may do it is decided by the caller."""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from msgspec.structs import replace

from coatcheck.errors import Invalid
from coatcheck.model import OperatorSession, Role, User, digest
from coatcheck.people import sessions
from coatcheck.plain_text import on_one_line
from coatcheck.ports import OperatorStore
from coatcheck.retry import refuse, write_again

LONGEST_NAME = 60  # characters
OPERATOR = ""  # in place of a user's id: whoever has the key, or a terminal
RESERVED = frozenset({"operator", "the operator", "admin", "console", "coatcheck", "system"})  # others in the log
CHANGED = "Somebody else changed this user at the same moment. Look again, and try again."


def user_id(email: str) -> str:
    """Return the id of whoever has this address, so that no two users have it, whoever invites them at the same moment."""
    return digest("user", email.lower(), length=32)


def live(user: User | None) -> User | None:
    """Return the user where they may sign in; None where they were ended or belong to no team."""
    return user if user and user.roles and user.ended_at is None else None


def user_ids(emails: Iterable[str]) -> set[str]:
    """Return the ids of those who have these addresses, whether or not a user is stored for them."""
    return set(map(user_id, emails))


def owns(store: OperatorStore, user_id: str, team: str, since: datetime, trusted: Collection[str]) -> bool:
    """Return whether somebody is an owner of this team, and was one at that moment and ever since, neither ended nor let in anew.

    `trusted`: ids of those who are owners of all without a user, as COATCHECK_IAP_ADMINS names them. So is `OPERATOR`.
    """
    if user_id == OPERATOR or user_id in trusted:
        return True
    user = live(store.user(user_id))
    return user is not None and user.has_owned(team, since)


def members(store: OperatorStore, team: str) -> list[User]:
    """Return the users who have a role in this team, oldest first."""
    return [user for user in store.users() if live(user) and team in user.roles]


def named(users: Sequence[User], key: str) -> User:
    """Return the one of this id or address, or else of this name. Raises `Invalid` naming those there are."""
    found = [user for user in users if user.id == key or (user.email and user.email == key.lower())]
    found = found or [user for user in users if user.name == key]
    if len(found) == 1:
        return found[0]
    if found:
        raise Invalid(f"There are {len(found)} users of the name {key!r}: say which by the address.")
    raise Invalid(
        f"There is no user {key!r} ({', '.join(user.email or user.name for user in users) or 'there is none'})."
    )


def home(user: User) -> str:
    """Return the team in which a user is who chose none: the first, where it is among theirs."""
    return min(user.roles)


def sessions_of(store: OperatorStore, team: str, with_key: bool) -> list[OperatorSession]:
    """Return where this team's users are signed in, oldest first; `with_key`: those of whoever has the key to the admin pages, too."""
    there = {user.id for user in members(store, team)} | ({OPERATOR} if with_key else set())
    return [session for session in store.operator_sessions() if session.user in there]


def set_role(store: OperatorStore, team: str, key: str, role: Role | None, now: datetime, by: str) -> User:
    """Give a member of a team another role there, or none: then they leave it, and are ended where it was their last.

    `by`: the id of the user who does it, "" for whoever has the key or a terminal. Raises `Invalid` where a team's last owner
    would step down, or `by` is no owner any more: also where two owners step down, or end each other, at the same moment.
    """

    def write(user: User) -> User:
        staying = _staying(store, team, user, role, by)
        changed = user.with_role(team, role, now)
        return store.put_users([changed if changed.roles else _ended(user, now), *staying])[0]

    stored = write_again(write, lambda: named(members(store, team), key), refuse(CHANGED))
    if stored.ended_at:
        sessions.end_all(store, stored.id)
    return stored


def end(store: OperatorStore, key: str, now: datetime) -> User:
    """End a user in every team, at once, and return what is left. Raises `Invalid` where there is none of this id, address or name."""

    def read() -> User:
        return named([user for user in store.users() if live(user)], key)

    ended = write_again(lambda user: store.put_user(_ended(user, now)), read, refuse(CHANGED))
    sessions.end_all(store, ended.id)
    return ended


def rename(store: OperatorStore, user: User, name: str) -> User:
    """Give a user another name, whatever else of them somebody changed meanwhile. Raises `Invalid` where it is none, `Conflict` where they were ended."""
    words = user_name(name)

    def read() -> User:
        return live(store.user(user.id)) or refuse(CHANGED)()

    return write_again(lambda known: store.put_user(replace(known, name=words)), read, refuse(CHANGED), user)


def user_name(name: str) -> str:
    """Return a name as it is kept: one line of printable characters, and not one that the log has for somebody else."""
    words = on_one_line(name)
    if not words or len(words) > LONGEST_NAME:
        raise Invalid(f"Write your name in 1 to {LONGEST_NAME} characters.")
    if unicodedata.normalize("NFKC", words).casefold() in RESERVED:
        raise Invalid(f"{words} is not a name of your own: choose another.")
    return words


def _ended(user: User, now: datetime) -> User:
    return replace(user, roles={}, owner_since={}, passkeys=(), ended_at=now)


def _staying(store: OperatorStore, team: str, user: User, role: Role | None, by: str) -> list[User]:
    """Return who has to be an owner still when the user's role is written: who does it, or one who stays where an owner steps down.

    They are written along as they are, so whoever changes them meanwhile, or is changed by them, comes second.
    """
    if by == OPERATOR:
        return []
    if by != user.id:
        acting = live(store.user(by))
        if acting is None or not acting.may(team, Role.OWNER):
            raise Invalid("You are no owner of this team any more.")
        return [acting]
    if role is Role.OWNER or user.roles[team] is not Role.OWNER:
        return []
    others = [each for each in members(store, team) if each.roles[team] is Role.OWNER and each.id != user.id]
    if not others:
        raise Invalid("You are this team's last owner: make somebody else one first.")
    return others[:1]
