"""People who run it: users, invitations, sessions, and the audit log."""

from datetime import datetime
from typing import Annotated

from flask import abort, g
from msgspec import Meta

from coatcheck.errors import Invalid
from coatcheck.model import FIRST_TEAM, AuditEntry, Role, Scope, SignedInBy, User, Via
from coatcheck.people import invitations
from coatcheck.people import operators as known
from coatcheck.process.log import mask
from signup_web import context
from signup_web.admin.guard import about
from signup_web.api.paging import Page, Pages, cursor, read_cursor
from signup_web.api.routes import Routes, Shape, Taken, show

operators = Routes("People who run it")


class UserShown(Shape, frozen=True):
    """A user of the team."""

    id: str
    name: str
    email: str
    role: Role
    passkeys: int
    created_at: datetime


class Users(Shape, frozen=True):
    """Every user of the team, oldest first."""

    items: list[UserShown]


class RoleSet(Taken, frozen=True, kw_only=True):
    """What a user may do from now on."""

    role: Role


class NewInvitation(Taken, frozen=True, kw_only=True):
    """Whom to invite. `email` left out: whoever has the link."""

    role: Role
    email: Annotated[str, Meta(max_length=invitations.LONGEST_EMAIL)] = ""


class InvitationShown(Shape, frozen=True):
    """An invitation that waits to be used."""

    id: str
    role: Role | None
    email: str
    created_at: datetime
    expires_at: datetime


class Invitations(Shape, frozen=True):
    """Every invitation of the team that waits, oldest first."""

    items: list[InvitationShown]


class InvitationMade(Shape, frozen=True):
    """A new invitation. `link` works once and is told this once."""

    invitation: InvitationShown
    link: str


class SessionShown(Shape, frozen=True):
    """A browser that is signed in. `user`: an id, "" for whoever has the key to the admin pages."""

    id: str
    user: str
    signed_in_by: SignedInBy
    browser: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


class Sessions(Shape, frozen=True):
    """Every session of the team's users, oldest first."""

    items: list[SessionShown]


class AuditEntryShown(Shape, frozen=True):
    """One thing that somebody did. Addresses are masked."""

    id: str
    at: datetime
    who: str
    who_id: str
    did: str
    about: str
    by: Via


@operators.get("/users", Scope.ADMIN)
def list_users() -> Users:
    """List the users, and what each may do."""
    return Users(items=[_user(each) for each in known.members(_store(), _team())])


@operators.patch("/users/{user_id}", Scope.ADMIN)
def set_role(user_id: str, body: RoleSet) -> UserShown:
    """Give a user another role. It counts from their next request on; keys that they answer for as an owner stop."""
    user = _member(user_id)
    about(f"{user.name}: {user.roles[_team()]} -> {body.role}")
    return _user(known.set_role(_store(), _team(), user.id, body.role, context.now(), by=_by()))


@operators.delete("/users/{user_id}", Scope.ADMIN)
def remove_user(user_id: str) -> None:
    """Take a user's role away; where it was their last, they are ended, with all of their sessions. Keys that they answer for stop."""
    user = _member(user_id)
    about(user.name)
    known.set_role(_store(), _team(), user.id, None, context.now(), by=_by())


@operators.get("/invitations", Scope.ADMIN)
def list_invitations() -> Invitations:
    """List the invitations that wait to be used."""
    waiting = invitations.waiting(_store(), _team(), context.now())
    return Invitations(items=[show(InvitationShown, each) for each in waiting])


@operators.post("/invitations", Scope.ADMIN, status=201, once=False)
def invite_user(body: NewInvitation) -> InvitationMade:
    """Make a link that works once, within seven days. It is told this once, and opens nothing once this key is ended."""
    by, now = f"{invitations.BY_KEY}{g.api_key.id}", context.now()
    made, secret = invitations.invite(_store(), _team(), body.role, body.email, by, now)
    about(f"{mask(made.email) if made.email else 'whoever has the link'} as {body.role}")
    link = f"{context.settings().site}/admin/invitation/{secret}"
    return InvitationMade(invitation=show(InvitationShown, made), link=link)


@operators.delete("/invitations/{invitation_id}", Scope.ADMIN)
def withdraw_invitation(invitation_id: str) -> None:
    """Take an invitation back."""
    found = _store().invitation(invitation_id)
    if found is None or found.team != _team():
        abort(404, "There is no such invitation.")
    about(mask(found.email) if found.email else "for whoever has the link")
    _store().remove_invitation(found.id)


@operators.get("/sessions", Scope.ADMIN)
def list_sessions() -> Sessions:
    """List where the users are signed in."""
    found = known.sessions_of(_store(), _team(), with_key=_team() == FIRST_TEAM)
    return Sessions(items=[show(SessionShown, each) for each in found])


@operators.delete("/sessions/{session_id}", Scope.ADMIN)
def end_session(session_id: str) -> None:
    """Sign a browser out, at once."""
    found = known.sessions_of(_store(), _team(), with_key=_team() == FIRST_TEAM)
    ended = next((each for each in found if each.id == session_id), None) or abort(404, "There is no such session.")
    user = _store().user(ended.user) if ended.user else None
    about(f"{user.name if user else 'whoever has the key'}, {ended.browser}")
    _store().remove_operator_session(ended.id)


@operators.get("/audit", Scope.ADMIN)
def list_audit_entries(query: Pages) -> Page[AuditEntryShown]:
    """List who did what, newest first."""
    before = read_cursor(query.after, str) if query.after else ""
    found = _store().audit_entries(query.limit + 1, before, _team())
    shown = found[: query.limit]
    return Page(items=[_entry(each) for each in shown], next=cursor(shown[-1].id) if len(found) > len(shown) else None)


def _store() -> invitations.People:
    return context.deployment().store


def _team() -> str:
    """Return the team of whoever asks."""
    team: str = g.api_key.team
    return team


def _by() -> str:
    """Return the user who acts, as the one who answers for the key; "" where whoever has the machine does."""
    made_by: str = g.api_key.made_by
    return known.OPERATOR if made_by in known.user_ids(context.settings().iap_admins) else made_by


def _member(user_id: str) -> User:
    try:
        return known.named(known.members(_store(), _team()), user_id)
    except Invalid as error:
        abort(404, str(error))


def _user(user: User) -> UserShown:
    return show(UserShown, user, role=user.roles[_team()], passkeys=len(user.passkeys))


def _entry(entry: AuditEntry) -> AuditEntryShown:
    return show(AuditEntryShown, entry)
