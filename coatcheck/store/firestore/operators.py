"""People who run it: a few documents of each kind, read as a whole; and the audit log."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypeVar

import msgspec

from coatcheck.model import AuditEntry, Invitation, OperatorSession, Team, User
from coatcheck.ports.store import Revised
from coatcheck.store.firestore.collections import AUDIT_ENTRIES, INVITATIONS, OPERATOR_SESSIONS, TEAMS, USERS
from coatcheck.store.firestore.database import Part
from coatcheck.store.firestore.documents import Documents, equals, where


class Made(Revised, Protocol):
    """A value that knows when it was made."""

    @property
    def id(self) -> str: ...

    @property
    def created_at(self) -> datetime: ...


M = TypeVar("M", bound=Made)
_entry = msgspec.json.Decoder(AuditEntry).decode

OF_USERS = Documents(USERS, User, key=lambda user: user.id)
OF_TEAMS = Documents(TEAMS, Team, key=lambda team: team.id)
OF_INVITATIONS = Documents(
    INVITATIONS, Invitation, key=lambda each: each.id, fields=lambda each: {"expires_at": each.expires_at}
)
OF_SESSIONS = Documents(
    OPERATOR_SESSIONS, OperatorSession, key=lambda each: each.id, fields=lambda each: {"expires_at": each.expires_at}
)


class Operators(Part):
    """`ports.OperatorStore`."""

    def user(self, user_id: str) -> User | None:
        return OF_USERS.get(self._database, user_id)

    def users(self) -> list[User]:
        return self._all(OF_USERS)

    def put_user(self, user: User) -> User:
        return OF_USERS.store(self._database, user)

    def put_users(self, users: Sequence[User]) -> list[User]:
        revisions = self._database.commit([OF_USERS.put(self._database, user) for user in users])
        return [OF_USERS.stored(user, revision) for user, revision in zip(users, revisions, strict=True)]

    def team(self, team_id: str) -> Team | None:
        return OF_TEAMS.get(self._database, team_id)

    def teams(self) -> list[Team]:
        return self._all(OF_TEAMS)

    def put_team(self, team: Team) -> Team:
        return OF_TEAMS.store(self._database, team)

    def remove_team(self, team_id: str) -> None:
        self._remove(OF_TEAMS, team_id)

    def invitation(self, invitation_id: str) -> Invitation | None:
        return OF_INVITATIONS.get(self._database, invitation_id)

    def invitations(self) -> list[Invitation]:
        return self._all(OF_INVITATIONS)

    def put_invitation(self, invitation: Invitation) -> Invitation:
        return OF_INVITATIONS.store(self._database, invitation)

    def remove_invitation(self, invitation_id: str) -> None:
        self._remove(OF_INVITATIONS, invitation_id)

    def operator_session(self, session_id: str) -> OperatorSession | None:
        return OF_SESSIONS.get(self._database, session_id)

    def operator_sessions(self) -> list[OperatorSession]:
        return self._all(OF_SESSIONS)

    def put_operator_session(self, session: OperatorSession) -> OperatorSession:
        return OF_SESSIONS.store(self._database, session)

    def remove_operator_session(self, session_id: str) -> None:
        self._remove(OF_SESSIONS, session_id)

    def add_audit_entry(self, entry: AuditEntry) -> None:
        body = msgspec.json.encode(entry).decode()
        fields = {"body": body, "id": entry.id, "team": entry.team, "expires_at": entry.expires_at}
        self._database.commit([self._database.put(AUDIT_ENTRIES, entry.id, fields, "")])

    def audit_entries(self, limit: int, before: str = "", team: str | None = None) -> list[AuditEntry]:
        asked = self._database.collection(AUDIT_ENTRIES)
        if team is not None:
            asked = equals(asked, "team", team)
        if before:
            asked = where(asked, "id", "<", before)
        newest = asked.order_by("id", direction="DESCENDING").limit(limit)
        return [_entry(document.get("body")) for document in self._database.find(newest)]

    def _all(self, documents: Documents[M]) -> list[M]:
        found = documents.find(self._database, self._database.collection(documents.collection))
        return sorted(found, key=lambda each: (each.created_at, each.id))

    def _remove(self, documents: Documents[M], key: str) -> None:
        self._database.commit([self._database.delete(self._database.reference(documents.collection, key))])
