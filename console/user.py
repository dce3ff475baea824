"""`coatcheck user`: the people who run it."""

import click

from coatcheck.bootstrap import Services
from coatcheck.model import Role, User
from coatcheck.people import api_keys, invitations, operators
from coatcheck.people.teams import find_team
from console.operator import Operator, one_team, pass_operator
from console.output import json_option, plain, print_json, print_table

role_choice = click.Choice([role.value for role in Role])


@click.group(short_help="The people who run it: list, invite, role, link, end.")
def user() -> None:
    """The people who run it. An owner decides who else may, an editor changes what is watched, a viewer sees it."""


@user.command("list")
@one_team
@json_option
@pass_operator
def list_users(operator: Operator, as_json: bool) -> None:
    """List users, and what each may do."""
    services, team = _of_team(operator)
    show_users(operators.members(services.store, team), team, as_json)


def show_users(users: list[User], team: str, as_json: bool) -> None:
    """Print these, without their passkeys."""
    if as_json:
        shown = ("id", "name", "email", "created_at")
        print_json([{**{name: getattr(each, name) for name in shown}, "role": each.roles[team]} for each in users])
        return
    rows = [(each.name, each.email, each.roles[team], f"{each.created_at:%Y-%m-%d}") for each in users]
    print_table(("User", "Address", "Role", "Since"), rows, "There are no users: `coatcheck user invite` makes a link.")


@user.command()
@click.argument("email", default="")
@click.option("--role", type=role_choice, default=Role.VIEWER.value, show_default=True, help="What they may do.")
@one_team
@pass_operator
def invite(operator: Operator, email: str, role: str) -> None:
    """Print a link by which EMAIL, or without it whoever has the link, becomes a user, once, within seven days."""
    services, team = _of_team(operator)
    _, secret = invitations.invite(services.store, team, Role(role), email, operators.OPERATOR, services.clock.now())
    click.echo(invitation_link(operator, secret))


@user.command("role")
@click.argument("user")
@click.argument("role", type=role_choice)
@one_team
@pass_operator
def set_role(operator: Operator, user: str, role: str) -> None:
    """Give USER (an address, name or id) another role. It counts from their next request on."""
    services, team = _of_team(operator)
    changed = operators.set_role(services.store, team, user, Role(role), services.clock.now(), by=operators.OPERATOR)
    click.echo(plain(f"{changed.name} is {role} now."))
    _say_which_stop(services, changed)


@user.command("link")
@click.argument("user")
@one_team
@pass_operator
def let_in(operator: Operator, user: str) -> None:
    """Print a link that signs USER in once, within seven days: for somebody who lost their passkey.

    Using it ends the passkeys and sessions that they had, and stops their API keys.
    """
    services, team = _of_team(operator)
    found = operators.named(operators.members(services.store, team), user)
    _, secret = invitations.let_in(services.store, found, operators.OPERATOR, services.clock.now())
    click.echo(invitation_link(operator, secret))


@user.command()
@click.argument("user")
@click.option("--team", default=None, help="Only in this team; left out: in all, with every session of theirs.")
@pass_operator
def end(operator: Operator, user: str, team: str | None) -> None:
    """End USER (an address, name or id), at once: their sessions, their passkeys, and the invitations they made."""
    services = operator.deployment
    if team is None:
        ended = operators.end(services.store, user, services.clock.now())
    else:
        operator.work_for(team, is_named=True)
        services, team = _of_team(operator)
        ended = operators.set_role(services.store, team, user, None, services.clock.now(), by=operators.OPERATOR)
    click.echo(plain(f"{ended.name} is ended." if ended.ended_at else f"{ended.name} has left the team."))
    _say_which_stop(services, ended)


def invitation_link(operator: Operator, secret: str) -> str:
    """Return the link whose secret this is."""
    return f"{operator.settings.site}/admin/invitation/{secret}"


def _say_which_stop(services: Services, user: User) -> None:
    """Name the keys that a user answers for and may not any more."""
    made = [key for key in services.store.api_keys() if key.made_by == user.id]
    trusted = operators.user_ids(services.settings.iap_admins)
    for key in api_keys.stopped(services.store, made, services.clock.now(), trusted):
        click.echo(plain(f"Their key {key.name} has stopped: `coatcheck key take-over {key.id}` lets it go on."))


def _of_team(operator: Operator) -> tuple[Services, str]:
    """Return the services over everything, users among it, and the team that the command is about. Raises `Invalid` where there is none."""
    services = operator.deployment
    return services, find_team(services.store, operator.team).id
