"""`coatcheck watch add`: look first, agree, then watch."""

from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from coatcheck.errors import Invalid
from coatcheck.model import Health, Watch
from coatcheck.ports import WatchStore
from console.finding import KeyValue, Seconds
from console.operator import Operator, one_team, pass_operator
from console.output import plain

if TYPE_CHECKING:
    from coatcheck.watching.discovery import Finding


@click.command("add")
@click.argument("url")
@click.option("--source", help="Read it as this source does; without, all are tried.")
@click.option("--every", "interval", type=Seconds(), default="60s", show_default=True, help="How often to look.")
@click.option("--option", "options", type=KeyValue(), multiple=True, help="A setting of the source.")
@click.option("--title", help="What to call it; without, as the shop does.")
@click.option(
    "--tag", "words", multiple=True, help="A word of yours, by which lists are narrowed; several times for several."
)
@click.option(
    "--zone", help="The shop's time zone, like Europe/Paris; without, UTC, or that of a ticket site's country."
)
@click.option("--advance", is_flag=True, help="Count pre-orders and back-orders as back in stock.")
@click.option("--unlisted", is_flag=True, help="Keep it off the site's list: only its address leads there.")
@click.option("--anyway", is_flag=True, help="Watch it even where nothing on the page tells its stock.")
@click.option("--yes", is_flag=True, help="Don't ask first.")
@one_team
@pass_operator
def add_command(
    operator: Operator,
    url: str,
    source: str | None,
    interval: int,
    options: tuple[tuple[str, str], ...],
    title: str | None,
    words: tuple[str, ...],
    zone: str | None,
    advance: bool,
    unlisted: bool,
    anyway: bool,
    yes: bool,
) -> None:
    """Watch the page at URL.

    Shows what is seen there, and asks before anything is stored. Where that is not true, it lists all that the page says of stock: point at what is. A host on a private network may be named here (and only here).
    """
    from coatcheck.watching.agreement import answered
    from coatcheck.watching.catalogue import add_watch, check, check_wishes, draft
    from coatcheck.watching.tags import tags
    from console.agreeing import agree
    from console.preview import find
    from console.proposing import chosen

    def wanted(finding: "Finding") -> Watch:
        watch = wished(draft(finding, services.clock.now()))
        check(watch, operator.settings.allow_hosts)
        return watch

    def wished(watch: Watch) -> Watch:
        named, where = title or watch.title, zone or watch.zone
        return replace(
            watch, interval=interval, advance=advance, listed=not unlisted, title=named, zone=where, tags=tags(words)
        )

    services = operator.services
    now = services.clock.now()
    check_wishes(wished(Watch(id="", url=url, source="", created_at=now, updated_at=now)))  # before the shop is asked
    refuse_double(services.store, url, dict(options))
    finding = chosen(services, find(services, url, source, dict(options)), yes)
    refuse_double(services.store, url, finding.options)  # a make of shop that was recognised adds some
    if yes or finding.proposals or finding.look.health is not Health.UNREADABLE:  # which may be taught
        wanted(finding)  # what can't be watched is refused before anybody is asked
    finding, answer = agree(services, finding, yes, anyway)
    if not yes:
        click.confirm(f"Watch this every {interval} s?", default=True, abort=True)
    watch = answered(wanted(finding), finding.look, answer, services.clock.now())
    added = add_watch(services.store, watch, operator.settings.allow_hosts)
    click.echo(f"{plain(added.title)} is watched every {added.interval} s: {operator.settings.site}/p/{added.slug}")


def refuse_double(store: WatchStore, url: str, options: dict[str, str]) -> None:
    """Raise `Invalid` where this page is watched already."""
    from coatcheck.watching.catalogue import same_page

    double = same_page(store.watches(), url, options)
    if double:
        raise Invalid(f"This page is watched already, as {double.slug or double.id}.")
