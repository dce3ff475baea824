"""`coatcheck settings`: the table, with what is in force."""

import click

from coatcheck.config import rows
from console.operator import Operator, pass_operator
from console.output import json_option, print_json, print_table


@click.command(short_help="Print every setting with its value.")
@json_option
@pass_operator
def settings(operator: Operator, as_json: bool) -> None:
    """Print every setting with its value. Secrets are masked."""
    now = operator.settings
    table = [(row, getattr(now, row.name)) for row in rows()]
    if as_json:
        print_json({row.variable: row.masked(value) for row, value in table})
    else:
        shown = [(row.variable, row.shown(value), row.help) for row, value in table]
        print_table(("Setting", "Value", "What it is"), shown, "")
