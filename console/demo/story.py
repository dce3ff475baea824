"""What the demo shows by itself: people sign up by text, email and notification, what they wait for comes back, and each is told."""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

import click

from coatcheck.errors import CoatCheckError
from console.demo.watches import EVERY, SHIRT, watch_page

if TYPE_CHECKING:
    from coatcheck.bootstrap import Services
    from console.demo.inbox import Arrived
    from console.demo.phone import Phone
    from console.demo.shop import Shop
    from console.demo.world import World

SIZE = "M"
MAILED, SHOWN = "Moss / L", "Rust / S"  # the shirts that a mail and a notification tell of
THEATRE = "Lantern"
UNWATCHED = "wool-beanie"
SIGNED_UP = f"{{number}} signed up for {SIZE} on the site, with the code that arrived on the phone."
PATIENCE = 60.0  # seconds for each step; each takes far less

Message = TypeVar("Message")


class Place(Protocol):
    """Where the product runs: one machine, or the emulated cloud."""

    @property
    def url(self) -> str:
        """The site's address."""

    @property
    def services(self) -> "Services": ...


def play(shop: "Shop", phone: "Phone", place: Place) -> None:
    """Watch the shop, sign a number up, bring its size back, wait for the text. Raises `CoatCheckError` where one does not come."""
    from console.demo.messages import NUMBER
    from console.demo.visitor import sign_up
    from signup_web.admin.lock import admin_link

    watch = watch_page(place.services, shop.page(), "shopify", {"currency": "USD"})
    page = f"{place.url}/p/{watch.slug}"
    click.echo(f"\n  Shop    {shop.page()}  (a switch for each size)\n  Phone   {phone.url}  (shows texts, texts back)")
    click.echo(f"  Site    {page}\n  Admin   {admin_link(place.services)}\n")
    shop.wait_for_looks(1, PATIENCE)
    sign_up(page, (SIZE,), phone)
    say(SIGNED_UP.format(number=NUMBER))
    began = _between_two_looks(shop)
    shop.put(SIZE, True)
    say(f"{SIZE} is back in stock at the shop.")
    _wait_for_text(phone, began)


def play_all(world: "World") -> None:
    """Sign people up by every channel, bring back what they wait for, wait for each message. Raises as `play` does."""
    from console.demo.messages import NUMBER
    from console.demo.visitor import sign_up, sign_up_browser, sign_up_by_mail

    jacket, shirt, film = (f"{world.machine.url}/p/{watch.slug}" for watch in world.watches)
    ids = {each["title"]: str(each["id"]) for each in world.shop.variants(SHIRT)}
    sign_up(jacket, (SIZE,), world.phone)
    say(SIGNED_UP.format(number=NUMBER))
    sign_up(film, ("*",), world.phone)
    sign_up_by_mail(shirt, (ids[MAILED],), world.inbox)
    sign_up_browser(shirt, (ids[SHOWN],), world.inbox)
    say("Others signed up for a shirt, by email and in a browser, and for a film whose tickets are not on sale yet.")
    began = _between_two_looks(world.shop)
    world.shop.put(SIZE, True)
    for size in (MAILED, SHOWN):
        world.shop.put(size, True, SHIRT)
    world.office.put(THEATRE, True)
    say(f"{SIZE} is back in stock at the shop, so are two shirts, and there are tickets.")
    _wait_for_text(world.phone, began)
    _wait_for_others(world)


def prove_the_rest(world: "World") -> None:
    """Add the shop's last page as the operator does, and read what is promised. Raises `CoatCheckError` where that fails."""
    import requests

    from console.remote.server import Server

    added = Server(world.machine.url, world.token).post("/watches", {"url": world.shop.page(UNWATCHED), "interval": 5})
    say(f"{added['title']} was added, and is watched too: {added['page']}")
    for path, word in (("/promise", "95 in 100"), (f"/p/{world.watches[0].slug}", "made up")):
        page = requests.get(f"{world.machine.url}{path}", timeout=PATIENCE)
        if not page.ok or word not in page.text.lower():
            raise CoatCheckError(f"{path} does not say {word!r} (HTTP {page.status_code}).")


def say(words: str) -> None:
    """Print what happened, and when."""
    click.echo(f"  {datetime.now(UTC).astimezone():%H:%M:%S}  {words}")
    sys.stdout.flush()


def _between_two_looks(shop: "Shop") -> float:
    """Wait until it is as long until the next look as since the last; that moment, by the monotonic clock."""
    shop.wait_for_looks(1, PATIENCE)
    time.sleep(EVERY / 2)
    return time.monotonic()


def _wait_for_text(phone: "Phone", began: float) -> None:
    text = _arrived("text", lambda: phone.wait_for(lambda text: f" {SIZE} " in text.body, PATIENCE))
    say(f"The text arrived after {time.monotonic() - began:.1f} s:\n\n            {text.body}\n")


def _wait_for_others(world: "World") -> None:
    from console.demo.inbox import MAIL, NOTIFICATION

    phone, inbox = world.phone, world.inbox
    alert = _arrived("ticket alert", lambda: phone.wait_for(lambda text: THEATRE in text.body, PATIENCE))
    say(f"So did the one about tickets:\n\n            {alert.body}\n")
    for kind, size in ((MAIL, MAILED), (NOTIFICATION, SHOWN)):
        told = _arrived(kind, partial(inbox.wait_for, partial(_tells, kind, size), PATIENCE))
        say(f"The {kind}: {told.title}")


def _tells(kind: str, size: str, message: "Arrived") -> bool:
    return message.kind == kind and size in message.title + message.text


def _arrived(what: str, wait: Callable[[], Message | None]) -> Message:
    message = wait()
    if message is None:
        raise CoatCheckError(f"No {what} arrived within {PATIENCE:.0f} s.")
    return message
