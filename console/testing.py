"""`coatcheck watch test`: what would be seen at a page, and why."""

import sys
from pathlib import Path

import click

from coatcheck.errors import Invalid
from console.finding import KeyValue
from console.operator import Operator, pass_operator
from console.output import json_option, print_json

PROVED_NOTHING = 4  # the exit code for a look that proved nothing


@click.command("test")
@click.argument("target")
@click.option("--source", help="Read it as this source does; without, all are tried.")
@click.option("--page-url", help="Where a saved file came from.")
@click.option("--option", "options", type=KeyValue(), multiple=True, help="A setting of the source.")
@click.option(
    "--picture", type=click.Path(dir_okay=False, path_type=Path), help="Where to write what a browser saw, a JPEG."
)
@json_option
@pass_operator
def test_command(
    operator: Operator,
    target: str,
    source: str | None,
    page_url: str | None,
    options: tuple[tuple[str, str], ...],
    picture: Path | None,
    as_json: bool,
) -> None:
    """Show what would be seen at TARGET, and why.

    Nothing is stored. Of data that nobody explained it shows what that may mean, with the options that would read it. TARGET is an address, or a file with a shop's answer that was saved (nothing is fetched then).
    Exits 0 where it proved something, 4 where it proved nothing (a page of unknown states is nothing), 2 for bad usage.
    """
    from coatcheck.watching.discovery import proves
    from console.look_report import look_json
    from console.preview import find, show
    from console.proposing import show_proposals

    finding = find(operator.services, target, source, dict(options), page_url)
    if as_json:
        proposals = [each.options for each in finding.proposals]
        print_json(
            {**look_json(finding.url, finding.source, finding.look), "options": finding.options, "proposals": proposals}
        )
    else:
        show(finding)
        show_proposals(finding)
    if picture:
        write_picture(finding.picture, picture)
    if not proves(finding.look):
        sys.exit(PROVED_NOTHING)


def write_picture(jpeg: bytes, path: Path) -> None:
    """Write what a browser saw; say so, also where none drew the page. Raises `Invalid` where it can't be written."""
    if not jpeg:
        click.echo("No browser drew the page: there is no picture.", err=True)
        return
    try:
        path.write_bytes(jpeg)
    except OSError as error:
        raise Invalid(f"The picture can't be written to {path}: {error.strerror}.") from error
    click.echo(f"What the browser saw is in {path}.", err=True)
