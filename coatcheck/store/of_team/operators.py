"""Who runs it: users may be in several teams, so their records are the deployment's, and whoever shows them chooses what to show."""

from collections.abc import Sequence

from coatcheck.model import AuditEntry, Invitation, OperatorSession, Team, User
from coatcheck.store.of_team.wall import Part, refuse

USERS = "Who runs it is"


class Operators(Part):
    """`ports.OperatorStore`: of all this the team itself is here, and no more."""

    def user(self, user_id: str) -> User | None:
        refuse(USERS)

    def users(self) -> list[User]:
        refuse(USERS)

    def put_user(self, user: User) -> User:
        refuse(USERS)

    def put_users(self, users: Sequence[User]) -> list[User]:
        refuse(USERS)

    def team(self, team_id: str) -> Team | None:
        return self._whole.team(team_id) if team_id == self._team else None

    def teams(self) -> list[Team]:
        """Return the team itself; nothing for the first one, which is not stored."""
        return [team for team in self._whole.teams() if team.id == self._team]

    def put_team(self, team: Team) -> Team:
        refuse("A team is")

    def remove_team(self, team_id: str) -> None:
        refuse("A team is")

    def invitation(self, invitation_id: str) -> Invitation | None:
        refuse(USERS)

    def invitations(self) -> list[Invitation]:
        refuse(USERS)

    def put_invitation(self, invitation: Invitation) -> Invitation:
        refuse(USERS)

    def remove_invitation(self, invitation_id: str) -> None:
        refuse(USERS)

    def operator_session(self, session_id: str) -> OperatorSession | None:
        refuse(USERS)

    def operator_sessions(self) -> list[OperatorSession]:
        refuse(USERS)

    def put_operator_session(self, session: OperatorSession) -> OperatorSession:
        refuse(USERS)

    def remove_operator_session(self, session_id: str) -> None:
        refuse(USERS)

    def add_audit_entry(self, entry: AuditEntry) -> None:
        refuse("The audit log is")

    def audit_entries(self, limit: int, before: str = "", team: str | None = None) -> list[AuditEntry]:
        refuse("The audit log is")
