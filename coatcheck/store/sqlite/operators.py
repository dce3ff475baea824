"""People who run it."""

from collections.abc import Sequence

import msgspec

from coatcheck.model import AuditEntry, Invitation, OperatorSession, Team, User
from coatcheck.store.sqlite.database import Part
from coatcheck.store.sqlite.documents import Table, moment

USERS = Table("users", User, id=lambda user: user.id, created_at=lambda user: moment(user.created_at))
TEAMS = Table("teams", Team, id=lambda team: team.id, created_at=lambda team: moment(team.created_at))
INVITATIONS = Table(
    "invitations",
    Invitation,
    id=lambda invitation: invitation.id,
    created_at=lambda invitation: moment(invitation.created_at),
    expires_at=lambda invitation: moment(invitation.expires_at),
)
SESSIONS = Table(
    "operator_sessions",
    OperatorSession,
    id=lambda session: session.id,
    created_at=lambda session: moment(session.created_at),
    expires_at=lambda session: moment(session.expires_at),
)
OLDEST_FIRST = "ORDER BY created_at, id"

_entry = msgspec.json.Decoder(AuditEntry).decode


class Operators(Part):
    """`ports.OperatorStore`."""

    def user(self, user_id: str) -> User | None:
        return self._read(USERS.get, user_id)

    def users(self) -> list[User]:
        return self._read(USERS.find, OLDEST_FIRST)

    def put_user(self, user: User) -> User:
        return self._write(USERS.put, user)

    def put_users(self, users: Sequence[User]) -> list[User]:
        with self._database.writing() as connection:
            return [USERS.put(connection, user) for user in users]

    def team(self, team_id: str) -> Team | None:
        return self._read(TEAMS.get, team_id)

    def teams(self) -> list[Team]:
        return self._read(TEAMS.find, OLDEST_FIRST)

    def put_team(self, team: Team) -> Team:
        return self._write(TEAMS.put, team)

    def remove_team(self, team_id: str) -> None:
        self._write(TEAMS.remove, "id", team_id)

    def invitation(self, invitation_id: str) -> Invitation | None:
        return self._read(INVITATIONS.get, invitation_id)

    def invitations(self) -> list[Invitation]:
        return self._read(INVITATIONS.find, OLDEST_FIRST)

    def put_invitation(self, invitation: Invitation) -> Invitation:
        return self._write(INVITATIONS.put, invitation)

    def remove_invitation(self, invitation_id: str) -> None:
        self._write(INVITATIONS.remove, "id", invitation_id)

    def operator_session(self, session_id: str) -> OperatorSession | None:
        return self._read(SESSIONS.get, session_id)

    def operator_sessions(self) -> list[OperatorSession]:
        return self._read(SESSIONS.find, OLDEST_FIRST)

    def put_operator_session(self, session: OperatorSession) -> OperatorSession:
        return self._write(SESSIONS.put, session)

    def remove_operator_session(self, session_id: str) -> None:
        self._write(SESSIONS.remove, "id", session_id)

    def add_audit_entry(self, entry: AuditEntry) -> None:
        row = (entry.id, entry.team, moment(entry.expires_at), msgspec.json.encode(entry))
        self._change("INSERT INTO audit_entries VALUES (?, ?, ?, ?)", *row)

    def audit_entries(self, limit: int, before: str = "", team: str | None = None) -> list[AuditEntry]:
        asked = {"id < ?": before or None, "team = ?": team}
        narrowed = {clause: value for clause, value in asked.items() if value is not None}
        where = f"WHERE {' AND '.join(narrowed)} " if narrowed else ""
        sql = f"SELECT document FROM audit_entries {where}ORDER BY id DESC LIMIT ?"
        return [_entry(document) for (document,) in self._rows(sql, *narrowed.values(), limit)]
