"""What commands print: tables for people, JSON for machines. A shop's words are never taken for terminal codes."""

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click
import msgspec

from coatcheck.model import Health
from coatcheck.model.values import complete

if TYPE_CHECKING:
    from rich.console import Console

# How looks at a watch go; completes a number, too: "2 refused by the shop".
HEALTHS = {
    Health.HEALTHY: "well",
    Health.BLOCKED: "refused by the shop",
    Health.UNREACHABLE: "shop not reached",
    Health.UNREADABLE: "page not understood",
    Health.GONE: "removed by the shop",
    Health.OVER: "over",
}
PIPE_WIDTH = 200  # columns where there is no terminal to ask
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def print_json(value: object) -> None:
    """Print one JSON document; every key of a struct is there, whatever its value."""
    click.echo(msgspec.json.format(msgspec.json.encode(complete(value)), indent=2).decode())


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], nothing: str) -> None:
    """Print a row a line under its heading, or the words for when there is nothing."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")  # what was cut off could not be copied
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    if table.row_count:
        screen().print(table)
    else:
        click.echo(nothing)


def screen(stderr: bool = False) -> "Console":
    """Open where rich prints: the terminal as it is, or a wide page without colours."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(file=stream, width=None if stream.isatty() else PIPE_WIDTH, highlight=False, markup=False)


def plain(value: object) -> str:
    """Write the value as words without control characters; "" for None."""
    words = "" if value is None else str(value)
    return "".join(character if character.isprintable() else " " for character in words)


def ago(then: datetime | None, now: datetime) -> str:
    """Say how long ago that was ("3 min"); "never" for None."""
    if then is None:
        return "never"
    return span(now - then)


def span(length: timedelta) -> str:
    """Say the length of a time in its largest unit, rounded down: "40 s", "3 min", "5 h", "2 days"."""
    seconds = max(0, int(length.total_seconds()))
    for size, unit in ((86400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size or (size < 86400 and seconds >= size):
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
