"""`coatcheck forecast`: how many people wait, and how long telling them will take."""

import click

from console.finding import find_watch
from console.operator import Operator, any_team, pass_operator
from console.output import json_option, plain, print_json


@click.command(short_help="Say how long telling everybody of a restock will take.")
@click.argument("watch")
@json_option
@any_team
@pass_operator
def forecast(operator: Operator, watch: str, as_json: bool) -> None:
    """Say how many people wait for each size, and how long telling them takes at the rate of the senders.

    WATCH is an id or slug. Whoever waits for any size is counted with each. The rate is that of COATCHECK_TWILIO_SENDERS, else COATCHECK_SEND_RATE.
    """
    from coatcheck.telling import pace

    store, rate = operator.services.store, pace.rate(operator.settings)
    found = find_watch(store, watch)
    waiting = pace.waiting(store.states([found.id]).get(found.id), store.waiting_counts(found.id), rate)
    if as_json:
        print_json([{"size": each.size, "people": each.people, "seconds": each.seconds} for each in waiting])
        return
    for each in waiting:
        click.echo(plain(each.says(rate)))
    if not waiting:
        click.echo("Nobody waits for it.")
