"""`coatcheck demo`: the whole product between a fake shop and a fake phone, and the first text."""

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

import click

from coatcheck.errors import CoatCheckError

if TYPE_CHECKING:
    from threading import Event

    from coatcheck.bootstrap import Services
    from coatcheck.model import Watch
    from console.demo.phone import Phone, Text
    from console.demo.shop import Shop
    from console.up import Machine

SIZE = "M"
EVERY = 5  # seconds between two looks
PATIENCE = 60.0  # seconds for each step; each takes far less


@click.command(short_help="See everything at work: a fake shop, a fake phone, and a text.")
@click.option("--once", is_flag=True, help="End after the first text; exit 0 only if it arrived.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port of the site; without, one that is free.")
def demo(once: bool, port: int | None) -> None:
    """See everything at work, on this machine alone: a fake shop, a fake phone, and the whole product between them.

    A number signs up for a size on the site, the size comes back, the text arrives. Nothing is kept afterwards.
    """
    from console.up import on_signals

    with world(port) as (shop, phone, machine):
        stopped = on_signals()
        play(shop, phone, machine)
        if not once:
            wait(stopped)


class Place(Protocol):
    """Where the product runs: one machine, or the emulated cloud."""

    @property
    def url(self) -> str:
        """The site's address."""

    @property
    def services(self) -> "Services": ...


def play(shop: "Shop", phone: "Phone", place: Place) -> None:
    """Sign a number up, bring its size back, wait for the text. Raises `CoatCheckError` where one does not come."""
    watch = _watch(place, shop)
    _addresses(shop, phone, place, watch)
    _say(f"The shop is looked at every {EVERY} s. Everything is sold out.")
    _sign_up(phone, place, watch)
    text, seconds = _restock(shop, phone)
    if text is None:
        raise CoatCheckError(f"No text arrived within {PATIENCE:.0f} s.")
    _say(f"The text arrived after {seconds:.1f} s:\n\n            {text.body}\n")


def wait(stopped: "Event") -> None:
    """Leave everything to whoever tries it."""
    click.echo("  Switch sizes at the shop, text from the phone, follow the site. Stop with Ctrl-C.")
    stopped.wait()


@contextmanager
def world(port: int | None = None) -> "Iterator[tuple[Shop, Phone, Machine]]":
    """Run shop, phone and product, on free ports but for that of the site if it is given, and a database that is gone afterwards."""
    from coatcheck.config import parse
    from coatcheck.process.log import set_up
    from console.demo.phone import Phone
    from console.demo.shop import Shop
    from console.serving import free_port
    from console.up import Machine

    set_up("plain", "WARNING")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="coatcheck-")))
        port = port or free_port()
        shop = stack.enter_context(closing(Shop()))
        phone = stack.enter_context(closing(Phone(f"http://127.0.0.1:{port}/sms/inbound")))
        of_shop = {
            "COATCHECK_ALLOW_HOSTS": urlsplit(shop.page()).netloc
        }  # so that the operator's pages may add it, too
        machine = stack.enter_context(closing(Machine(parse(environment(phone, folder / "demo.db", port) | of_shop))))
        yield shop, phone, machine


def environment(phone: "Phone", database: Path, port: int) -> dict[str, str]:
    """Return what a real `.env` would say for a site at that port, with the fake phone in Twilio's place."""
    return {
        "COATCHECK_STORE": f"sqlite:///{database}",
        "COATCHECK_PORT": str(port),
        "COATCHECK_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "COATCHECK_TICK_SECONDS": "1",
        **texting(phone),
    }


def texting(phone: "Phone") -> dict[str, str]:
    """Return the variables for sending every text to the fake phone, at any hour: whoever tries it at night wants to see it."""
    hours = {"COATCHECK_QUIET_FROM": "00:00", "COATCHECK_QUIET_UNTIL": "00:00"}
    return {"COATCHECK_CHANNELS": "sms", **hours, **phone.environment()}


def _watch(place: Place, shop: "Shop") -> "Watch":
    """Watch the shop as `coatcheck watch add` does, and wait for the first look."""
    from msgspec.structs import replace

    from coatcheck.watching.catalogue import add_watch, draft
    from console.preview import find

    services = place.services
    finding = find(services, shop.page(), "shopify", {"currency": "USD"})
    watch = add_watch(services.store, replace(draft(finding, services.clock.now()), interval=EVERY))
    deadline = time.monotonic() + PATIENCE
    while not services.store.states([watch.id]):
        if time.monotonic() > deadline:
            raise CoatCheckError("The shop was not looked at.")
        time.sleep(0.05)
    return watch


def _addresses(shop: "Shop", phone: "Phone", place: Place, watch: "Watch") -> None:
    from signup_web.admin.lock import admin_link

    click.echo("\n  CoatCheck, with a shop and a phone to try it on\n")
    click.echo(f"  Shop    {shop.page()}  (a switch for each size)")
    click.echo(f"  Phone   {phone.url}  (shows texts, texts back)")
    click.echo(f"  Site    {place.url}/p/{watch.slug}")
    click.echo(f"  Admin   {admin_link(place.services)}\n")


def _sign_up(phone: "Phone", place: Place, watch: "Watch") -> None:
    from console.demo.messages import NUMBER
    from console.demo.visitor import sign_up

    sign_up(f"{place.url}/p/{watch.slug}", (SIZE,), phone)
    _say(f"{NUMBER} signed up for {SIZE} on the site, with the code that arrived on the phone.")


def _restock(shop: "Shop", phone: "Phone") -> "tuple[Text | None, float]":
    """Bring the size back between two looks; the text, and the seconds until it arrived."""
    shop.wait_for_looks(1, PATIENCE)
    time.sleep(EVERY / 2)
    shop.put(SIZE, True)
    began = time.monotonic()
    _say(f"{SIZE} is back in stock at the shop.")
    text = phone.wait_for(lambda text: f" {SIZE} " in text.body, PATIENCE)
    return text, time.monotonic() - began


def _say(words: str) -> None:
    click.echo(f"  {datetime.now(UTC).astimezone():%H:%M:%S}  {words}")
    sys.stdout.flush()
