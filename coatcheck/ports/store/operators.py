"""The part of the store that holds the people who run it."""

from collections.abc import Sequence
from typing import Protocol

from coatcheck.model import AuditEntry, Invitation, OperatorSession, Team, User


class OperatorStore(Protocol):
    """Users, teams, invitations, sessions and the audit log.

    Invitations, sessions and entries of the log are deleted when their `expires_at` has passed, or somewhat later.
    """

    def user(self, user_id: str) -> User | None: ...

    def users(self) -> list[User]:
        """Return all users, oldest first, those that were ended among them."""

    def put_user(self, user: User) -> User:
        """Store a new or changed user; raises `Conflict` where its revision is old, or a new one's id is taken."""

    def put_users(self, users: Sequence[User]) -> list[User]:
        """Store these as `put_user` does each, together; raises `Conflict`, with none of them written, where it would for one."""

    def team(self, team_id: str) -> Team | None:
        """Return a team that was made; the first one is not among them."""

    def teams(self) -> list[Team]:
        """Return the teams that were made, oldest first."""

    def put_team(self, team: Team) -> Team:
        """Store a new or changed team; raises `Conflict` where its revision is old, or a new one's id is taken."""

    def remove_team(self, team_id: str) -> None: ...

    def invitation(self, invitation_id: str) -> Invitation | None: ...

    def invitations(self) -> list[Invitation]:
        """Return all invitations, oldest first, those that were used or have run out among them."""

    def put_invitation(self, invitation: Invitation) -> Invitation:
        """Store a new or changed one; raises `Conflict` where its revision is old, or it was removed meanwhile."""

    def remove_invitation(self, invitation_id: str) -> None: ...

    def operator_session(self, session_id: str) -> OperatorSession | None: ...

    def operator_sessions(self) -> list[OperatorSession]:
        """Return all sessions, oldest first."""

    def put_operator_session(self, session: OperatorSession) -> OperatorSession:
        """Store a new or changed one; raises `Conflict` where its revision is old, or it was removed meanwhile."""

    def remove_operator_session(self, session_id: str) -> None: ...

    def add_audit_entry(self, entry: AuditEntry) -> None:
        """Add to the log; nothing in it is ever changed. Raises `Conflict` where the id is taken."""

    def audit_entries(self, limit: int, before: str = "", team: str | None = None) -> list[AuditEntry]:
        """Return the newest entries, newest first: those older than the entry of the id `before`, of one team if it is given."""
