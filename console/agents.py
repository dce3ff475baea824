"""`coatcheck agents`: who looks for this server from elsewhere."""

import click
from msgspec.structs import replace

from coatcheck.model import Health, LookFrom, Sight, Watch
from coatcheck.ports import Target
from coatcheck.watching import agents as known
from coatcheck.watching.catalogue import add_watch, check, look_from, usual_zone
from console.adding import refuse_double
from console.finding import KeyValue, Seconds, find_watch
from console.operator import Operator, any_team, one_team, pass_operator
from console.output import ago, json_option, plain, print_json, print_table


@click.group(short_help="Who looks for this server from elsewhere: pair, list, revoke, add, watch.")
def agents() -> None:
    """Who looks for this server from elsewhere: pair, list, revoke, add, watch."""


@agents.command()
@click.argument("name")
@pass_operator
def pair(operator: Operator, name: str) -> None:
    """Print a code by which one more agent is paired: once, within a quarter of an hour."""
    services = operator.services
    _, code = known.invite(services.store, services.secret_key, name, services.clock.now())
    click.echo("On the machine that is to look:")
    click.echo(f"  coatcheck agent --server {operator.settings.site} --pair {code}")


@agents.command("list")
@json_option
@pass_operator
def list_agents(operator: Operator, as_json: bool) -> None:
    """List agents, when each was heard, and what it saw last."""
    from coatcheck.watching.status import agents_status

    store, now = operator.services.store, operator.services.clock.now()
    found = agents_status(store, now)
    if as_json:
        print_json(found)
        return
    slugs = {watch.id: watch.slug or watch.id for watch in store.watches()}
    rows = []
    for each in found:
        seen = [
            f"{slugs[name]}: {said(sight)}, {ago(sight.at, now)} ago"
            for name, sight in each.sights.items()
            if name in slugs
        ]
        heard = f"{ago(each.heard_at, now)} ago" if each.paired_at else "waits to be paired"
        rows.append((each.name, heard, "; ".join(seen) or "nothing yet", each.refused))
    print_table(
        ("Agent", "Heard", "Saw last", "Refused"),
        rows,
        "No agent is paired: `coatcheck agents pair NAME` prints a code.",
    )


def said(sight: Sight) -> str:
    """Say in a few words what an agent saw."""
    if sight.health is Health.HEALTHY:
        return f"{sight.in_stock} of {sight.listed} can be had"
    return f"{sight.health} ({sight.reason})"


@agents.command()
@click.argument("name")
@pass_operator
def revoke(operator: Operator, name: str) -> None:
    """Take nothing more from an agent, at once."""
    store, now = operator.services.store, operator.services.clock.now()
    agent = known.revoke(store, known.find_agent(store, name, now), now)
    click.echo(f"{agent.name} is revoked.")


@agents.command("add")
@click.argument("url")
@click.option("--source", required=True, help="Read it as this source does.")
@click.option("--option", "options", type=KeyValue(), multiple=True, help="A setting of the source.")
@click.option("--every", "interval", type=Seconds(), default="60s", show_default=True, help="How often to look.")
@click.option("--title", default="", help="What to call it; without, its host.")
@click.option("--unlisted", is_flag=True, help="Keep it off the site's list: only its address leads there.")
@one_team
@pass_operator
def add(
    operator: Operator,
    url: str,
    source: str,
    options: tuple[tuple[str, str], ...],
    interval: int,
    title: str,
    unlisted: bool,
) -> None:
    """Watch the page at URL by agents alone, without a look from here: for a shop that refuses this server.

    What `coatcheck watch add` would show first, `coatcheck watch list` shows when an agent has looked.
    """
    services, chosen = operator.services, dict(options)
    refuse_double(services.store, url, chosen)
    now = services.clock.now()
    zone = usual_zone(source, Target(url, chosen))
    made = Watch(
        "", url, source, now, now, title, options=chosen, interval=interval, zone=zone, look_from=LookFrom.AGENT
    )
    made = replace(made, listed=not unlisted)
    added = add_watch(services.store, made, operator.settings.allow_hosts)
    click.echo(f"{plain(added.title)} is watched every {added.interval} s: {operator.settings.site}/p/{added.slug}")


@agents.command()
@click.argument("watch")
@click.argument("place", metavar="here|agent|'agent or here'")
@click.option("--agree", type=int, default=1, show_default=True, help="Agents that must see the same before it counts.")
@any_team
@pass_operator
def watch(operator: Operator, watch: str, place: str, agree: int) -> None:
    """Choose from where a watch is looked at.

    agent: by agents alone; while none is heard nobody knows. agent or here: by agents, and from here while none is heard.
    """
    store, now = operator.services.store, operator.services.clock.now()
    changed = replace(find_watch(store, watch), look_from=look_from(place), agree=agree, updated_at=now)
    check(changed, operator.settings.allow_hosts)
    store.put_watch(changed)
    click.echo(f"{changed.slug or changed.id} is looked at from: {changed.look_from}.")
