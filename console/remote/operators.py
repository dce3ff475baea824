"""The people who run it, on a server."""

import click
from msgspec import convert

from coatcheck.errors import Invalid
from coatcheck.model import FIRST_TEAM, AuditEntry, User
from coatcheck.people.teams import Counted
from console.audit import show_entries
from console.output import plain, print_json
from console.remote.server import PAGE, Server, segment
from console.team import confirm_end, say_made, show_teams
from console.user import show_users


def list_users(server: Server, as_json: bool) -> None:
    show_users([_user(each) for each in server.get("/users")["items"]], FIRST_TEAM, as_json)


def invite(server: Server, email: str, role: str) -> None:
    click.echo(server.post("/invitations", {"email": email, "role": role})["link"])


def set_role(server: Server, user: str, role: str) -> None:
    changed = server.patch(f"/users/{segment(user)}", {"role": role})
    click.echo(plain(f"{changed['name']} is {changed['role']} now."))


def audit(server: Server, limit: int, team: str | None, as_json: bool) -> None:
    if team:
        raise Invalid("On a server the key says whose log: leave --team out, and use a key of that team.")
    found, after = list[dict[str, object]](), dict[str, object]()
    while len(found) < limit:
        page = server.get("/audit", limit=min(limit - len(found), PAGE), **after)
        found += page["items"]
        if not page["next"]:
            break
        after = {"after": page["next"]}
    if as_json:
        print_json(found)
        return
    # Until when an entry is kept stays on the server, and no table shows it.
    show_entries([convert({**each, "expires_at": each["at"]}, AuditEntry) for each in found], as_json=False)


def add_team(server: Server, team_id: str, words: tuple[str, ...]) -> None:
    made = server.post("/teams", {"id": team_id, "name": " ".join(words)})
    say_made(made["id"], made["name"])


def list_teams(server: Server, as_json: bool) -> None:
    said = server.get("/teams")
    show_teams([convert({**each, "team": each}, Counted) for each in (said["first"], *said["items"])], as_json)


def remove_team(server: Server, team_id: str, yes: bool) -> None:
    confirm_end(team_id, yes)
    server.delete(f"/teams/{segment(team_id)}")
    click.echo(plain(f"{team_id} is no team any more."))


def _user(said: dict[str, object]) -> User:
    """Read a user of the key's team, whichever that is; their passkeys stay on the server."""
    return convert({**said, "passkeys": (), "roles": {FIRST_TEAM: said["role"]}}, User)
