"""`coatcheck demo`: everything at work on one machine, with nothing set up, until the first messages or Ctrl-C."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from threading import Event

    from console.demo.world import World


@click.command(short_help="See everything at work: a fake shop, a fake phone, and a text.")
@click.option("--once", is_flag=True, help="End after the first messages; exit 0 only if all arrived.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port of the site; without, one that is free.")
def demo(once: bool, port: int | None) -> None:
    """See everything at work, on this machine alone: a fake shop and box office, a fake phone and inbox, and the whole product between them.

    People sign up on the site, what they wait for comes back, and each is told. Nothing is kept afterwards.
    """
    from console.demo.story import play_all, prove_the_rest
    from console.demo.world import world
    from console.up import on_signals

    with world(port) as made:
        stopped = on_signals()
        show_addresses(made)
        play_all(made)
        if once:
            prove_the_rest(made)
        else:
            wait(stopped)


def wait(stopped: "Event") -> None:
    """Leave everything to whoever tries it."""
    click.echo("  Switch sizes at the shop, text from the phone, follow the site. Stop with Ctrl-C.")
    stopped.wait()


def show_addresses(made: "World") -> None:
    """Print where everything is, and how to add what is not watched yet."""
    from console.demo.story import UNWATCHED
    from signup_web.admin.lock import admin_link

    site, beanie = made.machine.services.settings.site, made.shop.page(UNWATCHED)
    click.echo("\n  CoatCheck, with shops, a phone and an inbox to try it on\n")
    click.echo(f"  Shop        {made.shop.page()}  (a switch for each size)")
    click.echo(f"  Box office  {made.office.page}  (a switch for each theatre)")
    click.echo(f"  Phone       {made.phone.url}  (shows texts, texts back)")
    click.echo(f"  Inbox       {made.inbox.url}  (shows emails and notifications)")
    click.echo(f"  Site        {site}/  and {site}/promise")
    click.echo(f"  Admin       {admin_link(made.machine.services)}\n")
    click.echo(f"  Nobody watches {beanie} yet: add it on the admin pages, or by\n")
    click.echo(f"    {_command()} --server {site} --token {made.token} watch add {beanie}\n")
    click.echo(f"  The shops are looked at every {made.watches[0].interval} s. Everything is sold out.")


def _command() -> str:
    """Return the command as whoever started the demo can type it: it may be on no path yet."""
    started = Path(sys.argv[0])
    return str(started) if started.name == "coatcheck" else "coatcheck"
