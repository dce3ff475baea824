"""`coatcheck team`: several teams on one deployment, each with its own watches and people."""

import click

from coatcheck.people import teams
from console.operator import Operator, pass_operator
from console.output import json_option, plain, print_json, print_table


@click.group(short_help="Teams, each with its own watches and people: add, list, remove.")
def team() -> None:
    """Teams, each with its own watches and people: add, list, remove. What was there before them is the first team's."""


@team.command()
@click.argument("team_id", metavar="TEAM")
@click.argument("words", metavar="[NAME]...", nargs=-1)
@pass_operator
def add(operator: Operator, team_id: str, words: tuple[str, ...]) -> None:
    """Make a team. TEAM is what commands call it, like north-shop; NAME is shown to people."""
    made = teams.make(operator.services.store, team_id, " ".join(words), operator.services.clock.now())
    say_made(made.id, made.name)


def say_made(team_id: str, name: str) -> None:
    """Say that a team was made, and what comes next."""
    click.echo(plain(f"{name} is a team. `coatcheck watch add URL --team {team_id}` gives it a watch."))


@team.command("list")
@json_option
@pass_operator
def list_teams(operator: Operator, as_json: bool) -> None:
    """List the teams, with how many watches, users and keys each has."""
    show_teams(teams.counted(operator.services.store), as_json)


def show_teams(known: list[teams.Counted], as_json: bool) -> None:
    """Print a line for each."""
    rows = [(each.team.id, each.team.name, each.watches, each.users, each.keys) for each in known]
    if as_json:
        print_json([dict(zip(("id", "name", "watches", "users", "keys"), row, strict=True)) for row in rows])
        return
    print_table(("Team", "Name", "Watches", "Users", "Keys"), [(row[0] or '""', *row[1:]) for row in rows], "")


@team.command()
@click.argument("team_id", metavar="TEAM")
@click.option("--yes", is_flag=True, help="Don't ask first.")
@pass_operator
def remove(operator: Operator, team_id: str, yes: bool) -> None:
    """Forget a team that watches nothing any more. Its keys and invitations end, its users leave it."""
    services = operator.services
    found = teams.find_team(services.store, team_id)
    confirm_end(found.name, yes)
    teams.remove(services.store, team_id, services.clock.now())
    click.echo(plain(f"{found.name} is no team any more."))


def confirm_end(name: str, yes: bool) -> None:
    """Ask before it is done, unless that was answered."""
    if not yes:
        click.confirm(plain(f"Remove the team {name}, with its keys and invitations?"), abort=True)
