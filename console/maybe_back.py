"""`coatcheck watch maybe-back`: say whether a watch that may be back is."""

import click

from coatcheck.telling.variant_names import label
from console.finding import find_watch
from console.operator import Operator, any_team, pass_operator
from console.output import plain


@click.command("maybe-back")
@click.argument("watch")
@any_team
@pass_operator
def maybe_back_command(operator: Operator, watch: str) -> None:
    """Say whether WATCH is back, where that is in doubt.

    Shows what says that it may be back, and asks. "yes" tells those who wait, "no" tells nobody; either answer is remembered: when the page says the same again, it counts as in stock, or you are not asked.
    """
    from coatcheck.watching.answering import answer
    from coatcheck.watching.states import state_of

    services = operator.services
    store = services.store
    found = find_watch(store, watch)
    state = state_of(store, found.id)
    name = plain(found.title or found.url)
    operator.changed = bool(state.maybe_back)
    if not operator.changed:
        click.echo(f"There is no doubt about {name}.")
        return
    click.echo(f"{name} was sold out. What said so is gone, and what is left does not prove that it can be had:")
    for variant in state.variants:
        if variant.id in state.maybe_back:
            click.echo(plain(f"  {label(variant)}: {state.maybe_back[variant.id]}"))
    click.echo(f"The shop's page: {plain(found.url)}")
    is_back = click.prompt("Is it back? (yes, no)", type=click.Choice(["yes", "no"]), show_choices=False) == "yes"
    operator.changed = answer(found, is_back, store, None, services.clock)
    if not operator.changed:
        click.echo("There is no such question any more: it was answered, or a look has proven it.")
    elif is_back:
        click.echo("Those who wait for it are told within a minute or so, while the poller runs.")
    else:
        click.echo("Nobody is told.")
