"""`coatcheck dead-letters`: what was given up, and trying it again."""

from collections.abc import Sequence
from datetime import datetime

import click

from coatcheck.errors import CoatCheckError
from coatcheck.model import DeadLetter
from console.operator import Operator, pass_operator
from console.output import ago, json_option, print_json, print_table

LISTED = 1000
PATIENCE = 60.0  # seconds in which what is replayed may be handled, on one machine


@click.group("dead-letters", short_help="Messages that were given up: list them, replay them.")
def dead_letters() -> None:
    """Messages that were given up after the last try: list them, replay them."""


@dead_letters.command("list")
@json_option
@pass_operator
def list_letters(operator: Operator, as_json: bool) -> None:
    """List dead letters, newest first."""
    services = operator.services
    show_letters(services.store.dead_letters(LISTED), services.clock.now(), as_json)


def show_letters(letters: Sequence[DeadLetter], now: datetime, as_json: bool) -> None:
    """Print a line for each."""
    if as_json:
        print_json(letters)
        return
    rows = [(letter.id, letter.topic, f"{ago(letter.at, now)} ago", letter.reason) for letter in letters]
    print_table(("Id", "Topic", "Given up", "Why"), rows, "There are no dead letters.")


@dead_letters.command()
@click.argument("ids", nargs=-1)
@click.option("--all", "every", is_flag=True, help="All of them.")
@pass_operator
def replay(operator: Operator, ids: tuple[str, ...], every: bool) -> None:
    """Send dead letters on their way again. They pass every check there is: consent, age, stock."""
    from coatcheck.people.audit import so_far
    from coatcheck.telling.dead_letters import replay as send_again
    from console.pipeline import Pipeline

    if bool(ids) == every:
        raise click.UsageError("Name the letters by their ids, or say --all.")
    local = operator.settings.bus == "local"
    pipeline = Pipeline(operator.settings) if local else None
    services = pipeline.services if pipeline else operator.services
    try:
        wanted = [letter.id for letter in services.store.dead_letters(LISTED)] if every else ids
        for done, letter_id in enumerate(wanted, start=1):
            send_again(services.store, services.bus, letter_id, services.clock.now())
            operator.so_far = so_far(done, len(wanted))
        if pipeline and not pipeline.drain(PATIENCE):
            raise CoatCheckError("Not everything was handled yet; the rest is done by `coatcheck up`.")
    finally:
        if pipeline:
            pipeline.close()
    click.echo(f"{len(wanted)} dead letters were sent on their way again.")
