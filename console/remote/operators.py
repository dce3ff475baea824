"""The people who run it, on a server."""

import click
from msgspec import convert

from coatcheck.errors import Invalid
from coatcheck.model import AuditEntry, User
from console.audit import show_entries
from console.output import plain
from console.remote.server import PAGE, Server, segment
from console.user import show_users

OWN_TEAM = "A key works in its own team: leave --team out."


def list_users(server: Server, team: str, as_json: bool) -> None:
    _own(team)
    show_users([_user(each, team) for each in server.get("/users")["items"]], team, as_json)


def invite(server: Server, email: str, role: str, team: str) -> None:
    _own(team)
    click.echo(server.post("/invitations", {"email": email, "role": role})["link"])


def set_role(server: Server, user: str, role: str, team: str) -> None:
    _own(team)
    changed = server.patch(f"/users/{segment(user)}", {"role": role})
    click.echo(plain(f"{changed['name']} is {changed['role']} now."))


def audit(server: Server, limit: int, team: str | None, as_json: bool) -> None:
    _own(team)
    found, after = list[AuditEntry](), dict[str, object]()
    while len(found) < limit:
        page = server.get("/audit", limit=min(limit - len(found), PAGE), **after)
        found += [convert({**each, "expires_at": each["at"]}, AuditEntry) for each in page["items"]]
        if not page["next"]:
            break
        after = {"after": page["next"]}
    show_entries(found, as_json)


def _own(team: str | None) -> None:
    if team:
        raise Invalid(OWN_TEAM)


def _user(said: dict[str, object], team: str) -> User:
    """Read a user; their passkeys stay on the server."""
    return convert({**said, "passkeys": (), "roles": {team: said["role"]}}, User)
