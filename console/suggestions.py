"""`coatcheck suggestions`: what visitors want watched, and the operator's yes or no."""

from collections.abc import Sequence
from datetime import datetime

import click

from coatcheck.model import Suggestion
from console.operator import Operator, pass_operator
from console.output import ago, json_option, plain, print_json, print_table


@click.group(short_help="What visitors suggest: list, accept, decline.")
def suggestions() -> None:
    """What visitors suggest: list it, accept or decline it.

    COATCHECK_SUGGESTIONS says whether they may. Whoever suggested something hears once of what you decide.
    """


@suggestions.command("list")
@json_option
@pass_operator
def list_suggestions(operator: Operator, as_json: bool) -> None:
    """List what waits for you, longest first."""
    services = operator.services
    show_suggestions(services.inbox.waiting(), services.clock.now(), as_json)


def show_suggestions(waiting: Sequence[Suggestion], now: datetime, as_json: bool) -> None:
    """Print a line for each."""
    if as_json:
        print_json(waiting)
        return
    rows = [
        (each.id, each.title, each.url, ", ".join(each.wants) or "any", each.read, ago(each.waiting_since, now))
        for each in waiting
    ]
    print_table(("Id", "Title", "Address", "Wanted", "We read", "Waits"), rows, "Nothing waits for you.")


@suggestions.command()
@click.argument("suggestion")
@click.option("--unlisted", is_flag=True, help="Keep it off the site's list: only its address leads there.")
@pass_operator
def accept(operator: Operator, suggestion: str, unlisted: bool) -> None:
    """Watch what was suggested, and tell whoever suggested it."""
    decided, told = operator.services.inbox.accept(suggestion, not unlisted)
    click.echo(plain(f"{decided.title or decided.url} is watched now. {told}"))


@suggestions.command()
@click.argument("suggestion")
@click.option("--because", default="", help="A sentence for whoever suggested it.")
@pass_operator
def decline(operator: Operator, suggestion: str, because: str) -> None:
    """Decline it, and tell whoever suggested it."""
    decided, told = operator.services.inbox.decline(suggestion, because)
    click.echo(plain(f"{decided.title or decided.url} was declined. {told}"))
