"""`coatcheck watch move`: a watch given to another team."""

import click

from coatcheck.people.teams import find_team
from coatcheck.watching.moving import move
from console.finding import find_watch
from console.operator import Operator, pass_operator
from console.output import plain


@click.command("move")
@click.argument("watch")
@click.argument("team")
@click.option("--yes", is_flag=True, help="Don't ask first.")
@pass_operator
def move_command(operator: Operator, watch: str, team: str, yes: bool) -> None:
    """Give a watch to another team, with those who wait for it: they wait as before. TEAM is its id, "" for the first."""
    store = operator.services.store
    found, to = find_watch(store, watch), find_team(store, team)
    confirm(found.title, to.name, yes)
    move(store, found, to.id, operator.services.clock.now())
    operator.concerns = (found.team, to.id)
    say_moved(found.title, to.name)


def confirm(watch: str, team: str, yes: bool) -> None:
    """Ask before it is done, unless that was answered."""
    if not yes:
        click.confirm(plain(f"Give {watch} to {team}? That team will see everybody who waits for it."), abort=True)


def say_moved(title: str, team: str) -> None:
    """Say what was done, and what is left to do."""
    click.echo(plain(f"{title} is watched by {team} now. Where its shop sends webhooks, set a new secret for them."))
