"""Through every page that the public sees: by its address, or by what a visitor does to get there."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from unittest.mock import patch

from playwright.sync_api import Page

from coatcheck.model import ANY, ChannelAddress
from coatcheck.people.links import manage_token, subscriber_id, unsubscribe_url
from tests.e2e.ticketing import MAIL, Box, box_office
from tests.fakes.mail import mailbox
from tests.fakes.serving import served
from tests.fakes.twilio import Control, Twilio
from tests.notifier.notifying import SECRET_KEY
from tests.pictures.shelves import MUG, NEW, PARKA, SCREWS, large
from tests.signup_web.visiting import Site

CODE = "271828"  # of everybody who signs up here
SMALL = ("/", "/status", "/restocks", f"/p/{MUG}", f"/p/{MUG}/join", f"/p/{MUG}/log")
LARGE = (
    *("/", "/?q=coat&sort=name", "/?q=coat&page=2", "/?q=nothing", "/?state=trouble"),
    *("/status", "/status?state=trouble", "/restocks", "/restocks?page=2", "/promise"),
    *(f"/p/{PARKA}", f"/p/{PARKA}?range=7d", f"/p/{PARKA}/join?size=Olive / M", f"/p/{PARKA}/log"),
    *(f"/p/{SCREWS}", f"/p/{SCREWS}/join", f"/p/{PARKA}/embed", "/mine", "/suggest"),
    *("/help", "/terms", "/privacy", "/consent", "/offline", "/api/v1/", "/nowhere"),
)
_numbers = count(1)


@contextmanager
def opened(folder: Path) -> Iterator[tuple[Site, Box]]:
    """A large site on which people sign up by mail or by text, and a box office with a movie that is open: both at work."""
    with ExitStack() as stack:
        stack.enter_context(patch("coatcheck.people.codes._new_code", lambda: CODE))
        stack.enter_context(patch("signup_web.product.pictures.PATIENCE", 20.0))
        twilio, mail = Control(stack.enter_context(served(Twilio().app()))), stack.enter_context(mailbox())
        box = stack.enter_context(box_office(folder, suggestions="approval"))
        ways = {"channels": ("email", "sms"), **twilio.settings(), **mail.settings()}
        _open_a_movie(box)
        yield large(folder / "large", **ways), box


def walk(page: Page, site: Site) -> Iterator[str]:
    """Stop at each page of a large site, and give a name for it; what somebody does on a page is done between two stops."""
    yield from visit(page, LARGE)
    ann = f"ann@people-{next(_numbers)}.example"  # one domain gets few codes at once
    yield from _sign_up(page, ann)
    person = site.store.subscriber(subscriber_id(SECRET_KEY, ChannelAddress("email", ann)))
    assert person
    watch = site.store.watches()[0]
    own = f"/m/{manage_token(SECRET_KEY, person.id, person.links)}"
    yield from _look_after(page, own, f"{own}/why/{watch.id}", unsubscribe_url("", SECRET_KEY, person.id), ann)
    yield from _sign_up_in_a_frame(page)
    yield from _suggest(page)


def visit(page: Page, paths: tuple[str, ...]) -> Iterator[str]:
    """Stop at each of these addresses."""
    for path in paths:
        page.goto(path)
        yield re.sub(r"\W+", "-", path).strip("-") or "home"


def walk_to_a_movie(page: Page, box: Box) -> Iterator[str]:
    """Stop at each page about a movie whose tickets somebody waits for."""
    yield from visit(page, ("/suggest/tickets", "/suggest/tickets?region=bombay", "/p/film", "/p/film/join"))
    page.goto("/suggest/tickets?region=bombay")
    _send(page)
    yield "suggest-tickets-wrong"
    (told,) = (each for each in box.store.recent_deliveries(9) if each.code)
    page.goto(f"/r/{told.code}")
    yield "showings"


def _open_a_movie(box: Box) -> None:
    """Let somebody wait for a movie, and open it at a theatre."""
    box.wait_for(box.alert(), "email", MAIL, ANY)
    box.pass_time(2)
    for hour in (9, 13, 22):
        box.shop.open("ET00000012", "PVPH", f"2026-11-21T{hour:02}:30", f"5445{hour}", seats=hour % 5, price="620.00")
    box.pass_time()


def _sign_up(page: Page, name: str) -> Iterator[str]:
    page.goto(f"/p/{PARKA}/join?by=email")
    page.locator("#limit").evaluate("each => { each.closest('details').open = true; each.value = 'cheap' }")
    _send(page)
    yield "join-wrong"
    page.locator("#limit").fill("")
    page.locator("input[name=size]").nth(3).check(force=True)
    page.locator("#address").fill(name)
    page.locator("input[name=agree]").check()
    _send(page)
    yield "code"
    page.locator("input[name=code]").fill("1")
    _enter(page)
    yield "code-wrong"
    page.locator("input[name=code]").fill(CODE)
    _enter(page)
    yield "joined"


def _look_after(page: Page, own: str, why: str, unsubscribe: str, name: str) -> Iterator[str]:
    """Everything that somebody can do on a page of their own, until nothing is left of them."""
    page.goto(own)
    yield "own-page"
    page.goto(why)
    yield "own-page-why"
    page.goto(own)
    page.locator("details:has(#second)").evaluate("each => each.open = true")
    page.locator("#second").fill("not an address")
    page.locator("form[action$='/second'] button").click()
    yield "own-page-wrong"
    page.locator("#second").fill(_number())
    page.locator("form[action$='/second'] button").click()
    yield "second"
    page.locator("input[name=code]").fill("1")
    _enter(page)
    yield "second-wrong"
    page.locator("input[name=code]").fill(CODE)
    _enter(page)
    yield "own-page-saved"
    page.goto(unsubscribe)
    yield "unsubscribe"
    _enter(page)
    yield "unsubscribed"
    page.goto(own)
    yield "own-page-stopped"
    page.locator("form[action$='/start'] button").click()
    yield "back"
    page.goto("/mine?by=email")
    page.locator("#address").fill(name)
    _send(page)
    yield "mine-sent"
    page.goto(own)
    page.locator("details:has([name=sure])").evaluate("each => each.open = true")
    page.locator("[name=sure]").check()
    page.locator("form[action$='/delete'] button").click()
    yield "gone"
    page.goto(own)
    yield "own-page-nobody"


def _sign_up_in_a_frame(page: Page) -> Iterator[str]:
    page.goto(f"/p/{PARKA}/embed")
    _send(page)
    yield "embed-wrong"
    page.locator("input[name=size]").first.check(force=True)
    page.locator("#address").fill(_number())
    page.locator("input[name=agree]").check()
    _send(page)
    yield "embed-code"
    page.locator("input[name=code]").fill(CODE)
    _enter(page)
    yield "embed-joined"


def _suggest(page: Page) -> Iterator[str]:
    page.goto("/suggest")
    page.locator("#url").fill("no address")
    _send(page)
    yield "suggest-wrong"
    page.locator("#url").fill(f"{NEW}{next(_numbers)}")
    _send(page)
    yield "suggest-preview"
    _send(page)
    yield "suggest-preview-wrong"
    page.locator("input[name=size]").first.check(force=True)
    page.locator("#address").fill(_number())
    page.locator("input[name=agree]").check()
    _send(page)
    page.locator("input[name=code]").fill(CODE)
    _enter(page)
    yield "suggested"


def _number() -> str:
    """A phone number far from all others, as neighbours get few codes at once."""
    return f"+1415{200 + next(_numbers)}2671"


def _send(page: Page) -> None:
    """Send the page's last form."""
    page.locator("main form button[type=submit]:not(.quiet)").last.click()


def _enter(page: Page) -> None:
    """Send its first form."""
    page.locator("main form button[type=submit]").first.click()
