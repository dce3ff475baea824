"""Users: inviting somebody, using an invitation, changing a role, ending somebody. Who may do it is decided by the caller, but for what a link may do."""

import re
import secrets
import unicodedata
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Protocol

from msgspec.structs import replace

from coatcheck.errors import Conflict, Invalid
from coatcheck.model import FIRST_TEAM, RANKS, Invitation, OperatorSession, Role, User, digest
from coatcheck.people import sessions
from coatcheck.people.api_keys import has_run_out
from coatcheck.plain_text import printable
from coatcheck.ports import AccessStore, OperatorStore
from coatcheck.retry import refuse, write_again

GOOD_FOR = timedelta(days=7)
MOST_INVITATIONS = 100  # of one team that wait to be used
LONGEST_NAME = 60  # characters
LONGEST_EMAIL = 254  # https://www.rfc-editor.org/errata/eid1690
EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+")
RESERVED = frozenset(
    {"operator", "the operator", "admin", "console", "coatcheck", "system"}
)  # who else is named in the log
OPERATOR = ""  # invited by whoever has the key, or a terminal
BY_KEY = "key:"  # begins who invited, where a program did

WORTHLESS = "This invitation was used already, was taken back or has run out. Ask for a new one."
TAKEN = "There is a user with this address already. Sign in as them first, then open this link again."
CHANGED = "Somebody else changed this user at the same moment. Look again, and try again."


class People(OperatorStore, AccessStore, Protocol):
    """What tells who may still invite."""


def user_id(email: str) -> str:
    """Return the id of whoever has this address, so that no two users have it, whoever invites them at the same moment."""
    return digest("user", email.lower(), length=32)


def live(user: User | None) -> User | None:
    """Return the user where they may sign in; None where they were ended or belong to no team."""
    return user if user and user.roles and user.ended_at is None else None


def members(store: OperatorStore, team: str) -> list[User]:
    """Return the users who have a role in this team, oldest first."""
    return [user for user in store.users() if live(user) and team in user.roles]


def member(store: OperatorStore, team: str, key: str) -> User:
    """Return the user of this id, address or name in the team. Raises `Invalid` naming those there are."""
    there = members(store, team)
    found = [user for user in there if key == user.id or key.lower() == user.email] or [
        user for user in there if key == user.name
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise Invalid(f"There are {len(found)} users of the name {key!r}: say which by the address.")
    raise Invalid(
        f"There is no user {key!r} ({', '.join(user.email or user.name for user in there) or 'there is none'})."
    )


def home(user: User) -> str:
    """Return the team in which a user is who chose none: the first, where it is among theirs."""
    return min(user.roles)


def sessions_of(store: OperatorStore, team: str, with_key: bool) -> list[OperatorSession]:
    """Return where this team's users are signed in, oldest first; `with_key`: those of whoever has the key to the admin pages, too."""
    there = {user.id for user in members(store, team)} | ({OPERATOR} if with_key else set())
    return [session for session in store.operator_sessions() if session.user in there]


# Invitations


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
    if len(waiting(store, team, now)) >= MOST_INVITATIONS:
        raise Invalid(f"{MOST_INVITATIONS} invitations wait already: take some back first.")
    return _stored(store, Invitation("", team, role, now, now + GOOD_FOR, address, invited_by=invited_by))


def let_in(store: OperatorStore, user: User, invited_by: str, now: datetime) -> tuple[Invitation, str]:
    """Store a link that signs this user in once, who lost their passkey; see `may_let_in`."""
    made = Invitation("", home(user), None, now, now + GOOD_FOR, user.email, user=user.id, invited_by=invited_by)
    return _stored(store, made)


def may_let_in(by: User, user: User) -> bool:
    """Return whether somebody may sign in another: only who owns every team of theirs, else it would open more than they have."""
    return all(by.may(team, Role.OWNER) for team in user.roles)


def waiting(store: OperatorStore, team: str, now: datetime) -> list[Invitation]:
    """Return a team's invitations that can still be used, oldest first."""
    return [
        each for each in store.invitations() if each.team == team and each.used_at is None and now < each.expires_at
    ]


def usable(store: People, secret: str, now: datetime, trusted: Collection[str]) -> Invitation:
    """Return the invitation whose link has this secret. Raises `Invalid` where it opens nothing, or whoever made it might not make it now.

    `trusted`: who may always have made it, though no user is stored for them.
    """
    invitation = store.invitation(sessions.secret_hash(secret))
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
    if invitation.user:
        user = live(store.user(invitation.user))
        if user is None:
            raise Invalid(WORTHLESS)
        _use(store, invitation, now)
        return user
    if invitation.role is None or (proven and invitation.email not in ("", proven.lower())):
        raise Invalid("This invitation is for another address.")
    if present and invitation.email not in ("", present.email):
        raise Invalid("This invitation is for somebody else. Leave first, then open it again.")
    if present:
        _use(store, invitation, now)
        return _joined(store, present, invitation.team, invitation.role)
    email = proven.lower() or invitation.email
    before = store.user(user_id(email)) if email else None
    if live(before):
        raise Invalid(TAKEN)
    new = User(user_id(email) if email else secrets.token_hex(16), user_name(name), email, {}, now)
    joined = replace(new, roles={invitation.team: invitation.role}, revision=before.revision if before else "")
    _use(store, invitation, now)
    try:
        return store.put_user(joined)
    except (
        Conflict
    ) as error:  # another invitation to the same address was used just now: nobody gets in as somebody else
        raise Invalid(TAKEN) from error


def _joined(store: OperatorStore, user: User, team: str, role: Role) -> User:
    """Store the user with a role that is no less than they have there already."""

    def write(user: User) -> User:
        best = max((role, user.roles.get(team, role)), key=RANKS.index)
        return store.put_user(replace(user, roles={**user.roles, team: best}))

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
    if by == OPERATOR or by in trusted:
        return True
    if by.startswith(BY_KEY):
        key = store.api_key(by.removeprefix(BY_KEY))
        return key is not None and not has_run_out(key, now)
    inviter, user = live(store.user(by)), store.user(invitation.user) if invitation.user else None
    if inviter is None:
        return False
    return may_let_in(inviter, user) if user else inviter.may(invitation.team, Role.OWNER)


def _stored(store: OperatorStore, invitation: Invitation) -> tuple[Invitation, str]:
    secret = secrets.token_urlsafe(32)
    return store.put_invitation(replace(invitation, id=sessions.secret_hash(secret))), secret


# Roles


def set_role(store: OperatorStore, team: str, key: str, role: Role | None, now: datetime, by: str) -> User:
    """Give a member of a team another role there, or none: then they leave it, and are ended where it was their last.

    `by`: the id of the user who does it, "" for none. Raises `Invalid` where a team's last owner would step down.
    """

    def write(user: User) -> User:
        if role is not Role.OWNER and user.id == by and _is_last_owner(store, team, user):
            raise Invalid("You are this team's last owner: make somebody else one first.")
        roles = {name: has for name, has in user.roles.items() if name != team} | ({team: role} if role else {})
        return store.put_user(replace(user, roles=roles) if roles else _ended(user, now))

    stored = write_again(write, lambda: member(store, team, key), refuse(CHANGED))
    if stored.ended_at:
        sessions.end_all(store, stored.id)
    return stored


def end(store: OperatorStore, key: str, now: datetime) -> User:
    """End a user in every team, at once, and return what is left. Raises `Invalid` where there is none of this id, address or name."""

    def read() -> User:
        found = [user for user in store.users() if live(user) and key in (user.id, user.email, user.name)]
        if len(found) != 1:
            raise Invalid(
                f"There {'are several users' if found else 'is no user'} {key!r}: `coatcheck user list` names them."
            )
        return found[0]

    stored = write_again(lambda user: store.put_user(_ended(user, now)), read, refuse(CHANGED))
    sessions.end_all(store, stored.id)
    return stored


def rename(store: OperatorStore, user: User, name: str) -> User:
    """Give a user another name. Raises `Invalid` where it is none, `Conflict` where somebody changed them meanwhile."""
    return store.put_user(replace(user, name=user_name(name)))


def user_name(name: str) -> str:
    """Return a name as it is kept: one line of printable characters, and not one that the log has for somebody else."""
    words = " ".join("".join(each if each.isprintable() else " " for each in name).split())
    if not words or len(words) > LONGEST_NAME:
        raise Invalid(f"Write your name in 1 to {LONGEST_NAME} characters.")
    if unicodedata.normalize("NFKC", words).casefold() in RESERVED:
        raise Invalid(f"{words} is not a name of your own: choose another.")
    return words


def _ended(user: User, now: datetime) -> User:
    return replace(user, roles={}, passkeys=(), ended_at=now)


def _is_last_owner(store: OperatorStore, team: str, user: User) -> bool:
    owners = [each.id for each in members(store, team) if each.roles[team] is Role.OWNER]
    return owners == [user.id]
