"""`coatcheck watch add`: look first, agree, then watch."""

import click
from msgspec.structs import replace

from coatcheck.errors import Invalid
from coatcheck.model import Answer, Look
from coatcheck.ports import WatchStore
from console.finding import KeyValue, Seconds
from console.operator import Operator, pass_operator
from console.output import plain


@click.command("add")
@click.argument("url")
@click.option("--source", help="Read it as this source does; without, all are tried.")
@click.option("--every", "interval", type=Seconds(), default="60s", show_default=True, help="How often to look.")
@click.option("--option", "options", type=KeyValue(), multiple=True, help="A setting of the source.")
@click.option("--title", help="What to call it; without, as the shop does.")
@click.option("--zone", default="UTC", show_default=True, help="The shop's time zone, like Europe/Paris.")
@click.option("--advance", is_flag=True, help="Count pre-orders and back-orders as back in stock.")
@click.option("--unlisted", is_flag=True, help="Keep it off the site's list: only its address leads there.")
@click.option("--anyway", is_flag=True, help="Watch it even where nothing on the page tells its stock.")
@click.option("--yes", is_flag=True, help="Don't ask first.")
@pass_operator
def add_command(
    operator: Operator,
    url: str,
    source: str | None,
    interval: int,
    options: tuple[tuple[str, str], ...],
    title: str | None,
    zone: str,
    advance: bool,
    unlisted: bool,
    anyway: bool,
    yes: bool,
) -> None:
    """Watch the page at URL.

    Shows what is seen there, and asks before anything is stored. A host on a private network may be named here (and only here).
    """
    from coatcheck.watching.agreement import answered
    from coatcheck.watching.catalogue import add_watch, check, draft
    from console.preview import find, show

    services = operator.services
    refuse_double(services.store, url, dict(options))
    finding = find(services, url, source, dict(options))
    watch = draft(finding, services.clock.now())
    watch = replace(
        watch, interval=interval, zone=zone, advance=advance, listed=not unlisted, title=title or watch.title
    )
    check(watch, operator.settings.allow_hosts)
    show(finding)
    answer = _ask(finding.look, yes, anyway)
    if not yes:
        click.confirm(f"Watch this every {interval} s?", default=True, abort=True)
    watch = answered(watch, finding.look, answer, services.clock.now())
    added = add_watch(services.store, watch, operator.settings.allow_hosts)
    click.echo(f"{plain(added.title)} is watched every {added.interval} s: {operator.settings.site}/p/{added.slug}")


def _ask(look: Look, yes: bool, anyway: bool) -> Answer:
    """Ask whether what was read is true; a page that tells no stock has nothing to agree on.

    Raises `Invalid` where it is not true, or tells no stock and is not wanted all the same.
    """
    from coatcheck.watching.agreement import in_words
    from coatcheck.watching.catalogue import MISREAD
    from coatcheck.watching.discovery import proves

    if not proves(look):
        if not anyway:
            _mind_the_unproven(yes)
        return Answer.NOT_ASKED
    if yes:
        return Answer.NOT_ASKED
    click.echo(f"We read: {plain(in_words(look))}.")
    answer = click.prompt("Is that what the page shows you? (yes, no, can't tell)", value_proc=_answer)
    if answer is Answer.NO:
        raise Invalid(MISREAD)
    return Answer(answer)


def _answer(typed: str) -> Answer:
    """The answer that was typed, or its beginning."""
    able = (Answer.YES, Answer.NO, Answer.CANT_TELL)
    found = [each for each in able if typed.strip() and each.startswith(typed.strip().lower().replace("’", "'"))]
    if not found:
        raise click.BadParameter("answer yes, no or can't tell.")
    return found[0]


def _mind_the_unproven(yes: bool) -> None:
    """Ask whether a page that tells no stock is wanted all the same; raise `Invalid` where nobody can be asked."""
    from coatcheck.watching.catalogue import UNPROVEN

    if yes:
        raise Invalid(f"{UNPROVEN} With --anyway it is watched all the same.")
    click.echo(UNPROVEN)
    click.confirm("Watch it all the same?", default=False, abort=True)


def refuse_double(store: WatchStore, url: str, options: dict[str, str]) -> None:
    """Raise `Invalid` where this page is watched already."""
    from coatcheck.watching.catalogue import same_page

    double = same_page(store.watches(), url, options)
    if double:
        raise Invalid(f"This page is watched already, as {double.slug or double.id}.")
