"""`coatcheck watch teach`: agree on what is read of a watch, or point at what tells its stock."""

import click

from console.finding import KeyValue, find_watch
from console.operator import Operator, any_team, pass_operator
from console.output import plain


@click.command("teach")
@click.argument("watch")
@click.option("--source", help="Read it as this source does; without, as before.")
@click.option(
    "--option", "options", type=KeyValue(), multiple=True, help="A setting of the source, in place of all it has."
)
@any_team
@pass_operator
def teach_command(operator: Operator, watch: str, source: str | None, options: tuple[tuple[str, str], ...]) -> None:
    """Agree on what is read of WATCH, or teach it.

    Shows what is read of its page now, and asks whether that is true. Where it is not, it lists all that the page says of stock: point at what tells it. Nothing changes before you agree, and nobody is told of what only looks different then.
    """
    from coatcheck.watching.agreement import not_listed, unlisted
    from coatcheck.watching.states import state_of
    from coatcheck.watching.teaching import read_so
    from console.agreeing import agree
    from console.preview import find

    services = operator.services
    store = services.store
    stored = find_watch(store, watch)
    finding = find(services, stored.url, source or stored.source, dict(options) or stored.options)
    finding, answer = agree(services, finding, yes=False, anyway=False)
    lost = unlisted(state_of(store, stored.id), finding.look)
    if lost:
        counts = store.waiting_counts(stored.id)
        click.echo(f"Read so, {plain(not_listed(lost, sum(counts.get(each.id, 0) for each in lost)))}")
    if (finding.source, finding.options) != (stored.source, stored.options):
        click.confirm("Read it so from now on?", default=True, abort=True)
    allow_hosts = operator.settings.allow_hosts
    taught = read_so(stored, finding, answer, store, services.clock, allow_hosts)
    click.echo(f"{plain(taught.title)} is read so from the next look on.")
