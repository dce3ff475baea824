"""`coatcheck status`: how it goes."""

import sys
from collections.abc import Mapping
from typing import Any

import click

from coatcheck.model import Health
from coatcheck.watching.status import Report, report
from console.operator import Operator, any_team, pass_operator
from console.output import HEALTHS, ago, json_option, print_json, print_table, span
from signup_web.site.status_words import MESSAGES

MOST_NAMED = 10  # watches of one note


@click.command(short_help="How it goes: looks, deliveries, trouble.")
@json_option
@any_team
@pass_operator
def status(operator: Operator, as_json: bool) -> None:
    """How it goes: looks, deliveries, trouble. Exits 0 when all is well, 1 when something waits for you."""
    services = operator.services
    show_report(report(services.store, services.clock.now()), as_json)


def show_report(found: Report, as_json: bool) -> None:
    """Print the report, and end with what it says: 0 when all is well."""
    if as_json:
        print_json(found)
    else:
        _show(found)
    if not found.ok:
        sys.exit(1)


def _show(found: Report) -> None:
    click.echo("All is well." if found.ok else "Something needs you.")
    never = "never; `coatcheck up` looks" if found.unseen else "never"
    click.echo(f"Last look:    {f'{ago(found.last_tick, found.at)} ago' if found.last_tick else never}")
    others = {"ended": found.ended, "paused": found.paused, "not looked at yet": found.unseen}
    looked = {HEALTHS[health]: number for health, number in found.health.items()}
    told = {MESSAGES[state]: number for state, number in found.deliveries.items()}
    click.echo(f"Watches:      {_counts({**looked, **others}) or 'none'}")
    click.echo(f"Messages:     {_counts(told) or 'none'}")
    click.echo(f"Dead letters: {found.dead_letters or 'none'}")
    for agent in found.agents:
        click.echo(
            f"Agent:        {agent.name}, heard {f'{ago(agent.heard_at, found.at)} ago' if agent.heard_at else 'never'}"
        )
    for alert in found.alerts:
        click.echo(f"Alert:        {alert.text} (for {span(found.at - alert.opened_at)})")
    for note, names in _notes(found).items():
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        click.echo(f"Note:         {note} ({', '.join(names[:MOST_NAMED])}{more})")
    sick = [
        (line.slug or line.id, HEALTHS[line.health], ago(line.since, found.at), line.reason)
        for line in found.watches
        if line.active and line.health is not Health.HEALTHY
    ]
    if sick:
        print_table(("Watch", "Now", "For", "Why"), sick, "")


def _notes(found: Report) -> dict[str, list[str]]:
    """What is no trouble and still to be known, with the watches it is said of."""
    notes: dict[str, list[str]] = {}
    for line in found.watches:
        if line.note and line.active:
            notes.setdefault(line.note, []).append(line.slug or line.id)
    return notes


def _counts(numbers: Mapping[Any, int]) -> str:
    return ", ".join(f"{number} {kind}" for kind, number in numbers.items() if number)
