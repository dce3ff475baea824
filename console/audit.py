"""`coatcheck audit`: who did what."""

import click

from coatcheck.model import AuditEntry
from console.operator import Operator, pass_operator
from console.output import json_option, print_json, print_table


@click.command(short_help="Print who did what, newest first.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="How many at the most.")
@click.option("--team", default=None, help="Only what was done in this team.")
@json_option
@pass_operator
def audit(operator: Operator, limit: int, team: str | None, as_json: bool) -> None:
    """Print who did what, newest first. It is kept for 400 days; addresses are masked."""
    show_entries(operator.services.store.audit_entries(limit, team=team), as_json)


def show_entries(entries: list[AuditEntry], as_json: bool) -> None:
    """Print a line for each."""
    if as_json:
        print_json(entries)
        return
    rows = [
        (f"{each.at:%Y-%m-%d %H:%M:%S}", each.who, each.who_id[:6], each.did, each.about, each.by) for each in entries
    ]
    print_table(("When (UTC)", "Who", "Id", "Did", "About", "By"), rows, "Nothing was changed yet.")
