"""Invitations: links that work once, and make a user, give one a team more, or sign one in. What one is worth is decided when it is used."""

import re
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Protocol

from msgspec.structs import replace

from coatcheck.errors import Conflict, Invalid
from coatcheck.model import FIRST_TEAM, RANKS, Invitation, Role, User
from coatcheck.people.api_keys import works
from coatcheck.people.operators import CHANGED, home, live, owns, user_id, user_name
from coatcheck.people.sessions import end_all, secret_hash
from coatcheck.plain_text import printable
from coatcheck.ports import AccessStore, OperatorStore
from coatcheck.retry import refuse, write_again

GOOD_FOR = timedelta(days=7)
MOST = 100  # of one team that wait to be used
LONGEST_EMAIL = 254  # https://www.rfc-editor.org/errata/eid1690
EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+")
BY_KEY = "key:"  # begins who invited, where a program did
BY_ADMIN_KEY = "admin-key:"  # the same, where it was whoever came by the key to the admin pages: a hash of that follows

WORTHLESS = "This invitation was used already, was taken back or has run out. Ask for a new one."
TAKEN = "There is a user with this address already. Sign in as them first, then open this link again."


class People(OperatorStore, AccessStore, Protocol):
    """What tells who may still invite."""


def invite(
    store: OperatorStore, team: str, role: Role, email: str, invited_by: str, now: datetime
) -> tuple[Invitation, str]:
    """Store an invitation to a team, and return it with the secret for its link: nobody can read that anywhere after this.

    `email`: whom it is for, "" for whoever has the link. Raises `Invalid` where it is no address, or too many wait.
    """
    address = email.strip().lower()
    if address and (len(address) > LONGEST_EMAIL or not EMAIL.fullmatch(address) or address != printable(address)):
        raise Invalid("Write an e-mail address, like ann@example.org.")
    if team != FIRST_TEAM and store.team(team) is None:
        raise Invalid(f"There is no team {team!r}.")
    if len(waiting(store, team, now)) >= MOST:
        raise Invalid(f"{MOST} invitations wait already: take some back first.")
    return _stored(store, Invitation("", team, role, now, now + GOOD_FOR, address, invited_by=invited_by))


def let_in(store: OperatorStore, user: User, invited_by: str, now: datetime) -> tuple[Invitation, str]:
    """Store a link that signs this user in anew, once: for somebody who lost their passkey.

    It opens all that they may, now and later. So only whoever is everywhere may make one, and has to be so still when it is used.
    """
    made = Invitation("", home(user), None, now, now + GOOD_FOR, user.email, user=user.id, invited_by=invited_by)
    return _stored(store, made)


def waiting(store: OperatorStore, team: str, now: datetime) -> list[Invitation]:
    """Return a team's invitations that can still be used, oldest first."""
    return [
        each for each in store.invitations() if each.team == team and each.used_at is None and now < each.expires_at
    ]


def usable(store: People, secret: str, now: datetime, trusted: Collection[str]) -> Invitation:
    """Return the invitation whose link has this secret. Raises `Invalid` where it opens nothing, or whoever made it might not make it now.

    `trusted`: who may have made it, though no user is stored for them.
    """
    invitation = store.invitation(secret_hash(secret))
    if invitation is None or invitation.used_at or now >= invitation.expires_at:
        raise Invalid(WORTHLESS)
    if invitation.team != FIRST_TEAM and store.team(invitation.team) is None:
        raise Invalid(WORTHLESS)
    if not _stands(store, invitation, now, trusted):
        raise Invalid(WORTHLESS)
    return invitation


def accept(store: People, invitation: Invitation, name: str, present: User | None, proven: str, now: datetime) -> User:
    """Use the invitation up, and return the user whom it makes, or who has one team more. Whoever comes second gets `Invalid`.

    `present`: who is signed in already. `proven`: the address that Google says, where it does; "" elsewhere.
    """
    if proven and invitation.email not in ("", proven.lower()):
        raise Invalid("This invitation is for another address.")
    if invitation.role is None:
        return _let_in(store, invitation, now)
    if present and invitation.email not in ("", present.email):
        raise Invalid("This invitation is for somebody else. Leave first, then open it again.")
    if present:
        _use(store, invitation, now)
        return _joined(store, present, invitation.team, invitation.role, now)
    email = proven.lower() or invitation.email
    before = store.user(user_id(email)) if email else None
    if live(before):
        raise Invalid(TAKEN)
    new = User(user_id(email) if email else secrets.token_hex(16), user_name(name), email, {}, now)
    joined = replace(new, roles={invitation.team: invitation.role}, revision=before.revision if before else "")
    _use(store, invitation, now)
    try:
        return store.put_user(joined)
    except Conflict as error:  # another invitation to the address was used just now: nobody gets in as somebody else
        raise Invalid(TAKEN) from error


def _let_in(store: OperatorStore, invitation: Invitation, now: datetime) -> User:
    """Return the user of the link, without the passkeys and sessions from before: whoever else had one is out."""

    def read() -> User:
        user = live(store.user(invitation.user))
        if user is None:
            raise Invalid(WORTHLESS)
        return user

    user = read()
    _use(store, invitation, now)
    alone = write_again(
        lambda user: store.put_user(replace(user, passkeys=(), created_at=now)), read, refuse(CHANGED), user
    )
    end_all(store, alone.id)
    return alone


def _joined(store: OperatorStore, user: User, team: str, role: Role, now: datetime) -> User:
    """Store the user with a role that is no less than they have there already."""

    def write(user: User) -> User:
        best = max((role, user.roles.get(team, role)), key=RANKS.index)
        return store.put_user(user.with_role(team, best, now))

    def again() -> User:
        return live(store.user(user.id)) or refuse(CHANGED)()

    return write_again(write, again, refuse(CHANGED), user)


def _use(store: OperatorStore, invitation: Invitation, now: datetime) -> None:
    """Take the invitation for one. Raises `Invalid` where somebody else had it first."""
    try:
        store.put_invitation(replace(invitation, used_at=now))
    except Conflict as error:
        raise Invalid(WORTHLESS) from error


def _stands(store: People, invitation: Invitation, now: datetime, trusted: Collection[str]) -> bool:
    """Return whether whoever made the invitation might make it now: an owner who was ended leaves no door behind."""
    by = invitation.invited_by
    if by.startswith(BY_KEY):
        key = store.api_key(by.removeprefix(BY_KEY))
        return key is not None and works(store, key, now, trusted)
    return owns(store, by, FIRST_TEAM if invitation.user else invitation.team, invitation.created_at, trusted)


def _stored(store: OperatorStore, invitation: Invitation) -> tuple[Invitation, str]:
    secret = secrets.token_urlsafe(32)
    return store.put_invitation(replace(invitation, id=secret_hash(secret))), secret
