"""People who run it: users with their roles in teams, how they are let in, and the record of what they did."""

from datetime import datetime
from enum import StrEnum

from msgspec.structs import replace

from coatcheck.model.values import Frozen

FIRST_TEAM = ""  # always there without being stored: all that was here before there were teams is its


class Role(StrEnum):
    """What a user may do in a team."""

    OWNER = "owner"
    EDITOR = "editor"
    VIEWER = "viewer"


RANKS = (Role.VIEWER, Role.EDITOR, Role.OWNER)  # each may do all that those before it may


def role_allows(has: Role | None, needs: Role) -> bool:
    """Return whether somebody of this role may do what takes that one; nobody may without a role."""
    return has is not None and RANKS.index(has) >= RANKS.index(needs)


class Team(Frozen, frozen=True):
    """Watches and the people who run them. The id is a short slug."""

    id: str
    name: str
    created_at: datetime
    revision: str = ""


class Passkey(Frozen, frozen=True):
    """A key in somebody's device, by which they sign in. Only its public half is here."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    name: str
    made_at: datetime
    used_at: datetime | None = None


class User(Frozen, frozen=True):
    """Somebody who runs it. Once they are ended they have no role, no passkey and no session."""

    id: str
    name: str
    email: str  # as they were invited, "" for whoever had the link; proven only behind Identity-Aware Proxy
    roles: dict[str, Role]  # by the team's id
    created_at: datetime  # or since when they are one again: no session from before opens anything
    passkeys: tuple[Passkey, ...] = ()
    ended_at: datetime | None = None
    revision: str = ""
    owner_since: dict[str, datetime] = {}  # by the team's id, where they became its owner later than `created_at`

    def with_role(self, team: str, role: Role | None, now: datetime) -> "User":
        """Return them with another role in a team from now on, or with none there."""
        roles = {name: has for name, has in self.roles.items() if name != team} | ({team: role} if role else {})
        since = {name: at for name, at in self.owner_since.items() if roles.get(name) is Role.OWNER}
        is_new = role is Role.OWNER and self.roles.get(team) is not Role.OWNER
        return replace(self, roles=roles, owner_since=since | ({team: now} if is_new else {}))

    def has_owned(self, team: str, since: datetime) -> bool:
        """Return whether they have been an owner of this team since that moment or before, by one and the same of their roles."""
        owned = [name for name in (team, FIRST_TEAM) if self.roles.get(name) is Role.OWNER]
        return any(max(self.created_at, self.owner_since.get(name, self.created_at)) <= since for name in owned)

    def may(self, team: str, needs: Role) -> bool:
        """Return whether they may do in this team what takes this role. An owner of the first team may everywhere."""
        return self.is_everywhere or role_allows(self.roles.get(team), needs)

    @property
    def is_everywhere(self) -> bool:
        """Whether the whole deployment is theirs, as an owner of the first team."""
        return self.roles.get(FIRST_TEAM) is Role.OWNER


class Invitation(Frozen, frozen=True):
    """A link that works once: it makes a user, adds a team to one, or lets one in again."""

    id: str  # a hash of the secret in the link
    team: str
    role: Role | None  # None: it gives no role, and lets `user` in anew
    created_at: datetime
    expires_at: datetime
    email: str = ""  # "": for whoever has the link
    user: str = ""  # whom it lets in; "" for whoever uses it
    invited_by: str = ""  # in words
    used_at: datetime | None = None
    revision: str = ""


class SignedInBy(StrEnum):
    """How a session was opened."""

    LINK = "link"
    KEY = "key"
    PASSKEY = "passkey"
    INVITATION = "invitation"


class OperatorSession(Frozen, frozen=True):
    """A browser that is signed in."""

    id: str  # a hash of the secret in its cookie
    user: str  # "": whoever has the key, or the link that works once
    created_at: datetime
    seen_at: datetime  # to five minutes
    expires_at: datetime
    signed_in_by: SignedInBy
    browser: str = ""  # in a few words
    key: str = ""  # without a user: a hash of the key that opened it; another key ends it
    revision: str = ""


class Via(StrEnum):
    """How somebody acted."""

    PAGE = "page"
    API = "api"
    CONSOLE = "console"


class AuditEntry(Frozen, frozen=True):
    """One thing that somebody did. No word of it has a control character, and no address stands in it whole."""

    id: str  # in the order of time
    at: datetime
    who: str  # their name as it was then; names are chosen, ids are not
    did: str  # "added a watch"
    by: Via
    expires_at: datetime
    team: str = FIRST_TEAM
    about: str = ""
    who_id: str = ""  # the user's, or the API key's
