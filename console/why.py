"""`coatcheck why`: what happened with somebody's alerts, line by line."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from coatcheck.errors import Invalid
from coatcheck.model import Subscriber
from coatcheck.process.log import mask
from console.finding import find_watch
from console.operator import Operator, any_team, pass_operator
from console.output import json_option, plain, print_json

if TYPE_CHECKING:
    from coatcheck.telling.timeline import Line


@click.command(short_help="Say why somebody was told of a restock, or not.")
@click.argument("address")
@click.argument("watch", required=False)
@json_option
@any_team
@pass_operator
def why(operator: Operator, address: str, watch: str | None, as_json: bool) -> None:
    """Say why somebody was told of a restock, or not: what happened in the last 30 days, newest first.

    ADDRESS is a number or address as it was signed up with; WATCH, an id or slug, leaves the others out. It is masked in what is printed.
    """
    from coatcheck.telling.timeline import timeline
    from coatcheck.watching.stories import people_at, stories

    services, now = operator.services, operator.services.clock.now()
    only = find_watch(services.store, watch).id if watch else None
    channels = [services.channel(name) for name in operator.settings.channels]
    people = people_at(services.store, services.secret_key, channels, address.strip())
    told = [(story, timeline(story, now)) for person in people for story in stories(services.store, person, now, only)]
    if not told:
        raise Invalid(f"{mask(address)} waits for nothing{' of that' if watch and people else ''}.")
    if as_json:
        print_json([{"watch": story.watch.slug or story.watch.id, "lines": lines} for story, lines in told])
        return
    for story, lines in told:
        show_timeline(story.person, story.watch.title or story.watch.url, story.zone, lines)


def show_timeline(person: Subscriber, title: str, zone: ZoneInfo, lines: "Iterable[Line]") -> None:
    """Print what happened to somebody's alerts for one product."""
    from coatcheck.languages import dates

    click.echo(plain(f"{mask(person.to.address)}, {person.status}: {title} (times of {zone.key})"))
    for line in lines:
        detail = f" ({line.detail})" if line.detail else ""
        click.echo(plain(f"  {dates.moment(line.at.astimezone(zone))}  {line.says}{detail}"))
