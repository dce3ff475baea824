"""`coatcheck team`: several teams on one deployment, each with its own watches and people."""

from collections import Counter

import click

from coatcheck.people import teams
from coatcheck.people.operators import members
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
    click.echo(plain(f"{made.name} is a team. `coatcheck watch add URL --team {made.id}` gives it a watch."))


@team.command("list")
@json_option
@pass_operator
def list_teams(operator: Operator, as_json: bool) -> None:
    """List the teams, with how many watches, users and keys each has."""
    store = operator.services.store
    watches = Counter(watch.team for watch in store.watches())
    keys = Counter(key.team for key in store.api_keys())
    known = [
        {
            "id": each.id,
            "name": each.name,
            "watches": watches[each.id],
            "users": len(members(store, each.id)),
            "keys": keys[each.id],
        }
        for each in (teams.FIRST, *store.teams())
    ]
    if as_json:
        print_json(known)
        return
    rows = [(each["id"] or '""', *list(each.values())[1:]) for each in known]
    print_table(("Team", "Name", "Watches", "Users", "Keys"), rows, "")


@team.command()
@click.argument("team_id", metavar="TEAM")
@click.option("--yes", is_flag=True, help="Don't ask first.")
@pass_operator
def remove(operator: Operator, team_id: str, yes: bool) -> None:
    """Forget a team that watches nothing any more. Its keys and invitations end, its users leave it."""
    services = operator.services
    found = teams.find_team(services.store, team_id)
    if not yes:
        click.confirm(plain(f"Remove the team {found.name}, with its keys and invitations?"), abort=True)
    teams.remove(services.store, team_id, services.clock.now())
    click.echo(plain(f"{found.name} is no team any more."))
