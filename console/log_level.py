"""`coatcheck log-level` and `log-levels`: how much is logged, set while everything runs."""

from collections.abc import Sequence
from datetime import UTC, timedelta

import click

from coatcheck.watching.log_levels import HOUR, LogLevel
from console.finding import Seconds
from console.operator import Operator, pass_operator
from console.output import json_option, print_json, print_table


@click.command("log-level", short_help="Set how much is logged, while everything runs.")
@click.argument("words", nargs=-1, required=True, metavar="[NAME] LEVEL")
@click.option(
    "--for", "seconds", type=Seconds(), default=int(HOUR.total_seconds()), help="How long, like 15m [default: 1h]."
)
@pass_operator
def log_level(operator: Operator, words: tuple[str, ...], seconds: int) -> None:
    """Log from LEVEL on (DEBUG, INFO, WARNING or ERROR) for a time: in every process within a minute, without a restart.

    NAME is a module with all below it, like notifier or coatcheck.fetch; without it, it is all of CoatCheck. The level USUAL takes it back.
    """
    from coatcheck.watching.log_levels import set_level

    store, now = operator.services.store, operator.services.clock.now()
    name, level = asked(words)
    show_levels(set_level(store, now, level, name, timedelta(seconds=seconds)), as_json=False)


@click.command("log-levels", short_help="List the log levels that are set, and until when.")
@json_option
@pass_operator
def log_levels(operator: Operator, as_json: bool) -> None:
    """List the log levels that are set, and until when."""
    from coatcheck.watching.log_levels import levels

    show_levels(levels(operator.services.store, operator.services.clock.now()), as_json)


def asked(words: Sequence[str]) -> tuple[str, str]:
    """Return the name, "" for none, and the level."""
    if len(words) > 2:
        raise click.UsageError("Write a level, or a module and a level.")
    return (words[0] if len(words) == 2 else ""), words[-1]


def show_levels(found: Sequence[LogLevel], as_json: bool) -> None:
    """Print the levels that are set, and until when."""
    if as_json:
        print_json(found)
        return
    rows = [(each.logger or "all", each.level, f"{each.until.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC") for each in found]
    print_table(("Module", "Level", "Until"), rows, "All is logged as the settings say.")
