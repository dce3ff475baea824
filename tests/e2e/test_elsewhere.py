"""The site outside of its own window, in a real browser: in frames on other sites' pages, and in notifications.

Chromium subscribes at its maker's push service alone, so what is pushed is handed to the worker by DevTools (`ServiceWorker.deliverPushMessage`):
it then runs as it does after a push. That a push service takes what we send, and can read it, `tests/counterparts/webpush` proves.
"""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from aiohttp import web
from playwright.sync_api import Browser, BrowserContext, Page, Worker, expect

from coatcheck.channels.webpush import WebPush, message
from coatcheck.model import Status
from coatcheck.people.links import unsubscribe_url
from coatcheck.ports import Note
from console.serving import Server
from tests.fakes.serving import served
from tests.fakes.twilio import Control, Twilio
from tests.notifier.notifying import SECRET_KEY
from tests.signup_web.visiting import ANN, IN, OUT, Site
from tests.waiting import until

# As a browser makes it; the key is a point of the curve.
SUBSCRIPTION = {
    "endpoint": "https://push.example/ann",
    "keys": {
        "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    },
}


class Blog:
    """Somebody's pages, which trust no script and no frame but the site's."""

    body = policy = ""

    def write(self, body: str, site: str) -> None:
        self.body, self.policy = body, f"default-src 'none'; script-src {site}; frame-src {site}; form-action {site}"

    def app(self) -> web.Application:
        async def page(request: web.Request) -> web.Response:
            html = f"<!doctype html><html lang=de><title>Blog</title>{self.body}"
            return web.Response(text=html, content_type="text/html", headers={"Content-Security-Policy": self.policy})

        app = web.Application()
        app.router.add_get("/", page)
        return app


class Places:
    """The site at one host, the blog at another."""

    def __init__(self, site: Site, server: Server, blog: Blog, blog_url: str) -> None:
        self.site, self.url, self.blog, self.blog_url = site, server.url, blog, blog_url


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Places]:
    blog = Blog()
    with ExitStack() as stack:
        base = stack.enter_context(served(Twilio().app()))
        blog_url = stack.enter_context(served(blog.app())).replace("127.0.0.1", "localhost")
        site = Site(tmp_path, Control(base), public_url="", channels=("sms", "webpush"), embed_sites=(blog_url,))
        stack.callback(site.services.close)
        site.watch()
        server = stack.enter_context(closing(Server(site.app)))
        yield Places(site, server, blog, blog_url)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with closing(browser.new_context(locale="en")) as context:
        yield context


def opened(places: Places, context: BrowserContext, body: str, url: str = "") -> Page:
    """The blog's page with this in it."""
    places.blog.write(body, places.url)
    page = context.new_page()
    page.goto(url or places.blog_url)
    return page


def test_a_visitor_of_a_blog_signs_up_there_for_a_text(places: Places, context: BrowserContext) -> None:
    link = f'<a data-coatcheck href="{places.url}/p/jacket">Jacket</a>'
    page = opened(places, context, f'{link}<script src="{places.url}/embed.js"></script>')
    noise: list[str] = []
    page.on("console", lambda said: noise.append(said.text))
    holder, frame = page.locator("iframe"), page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text("Jacket")
    assert frame.locator("html").get_attribute("lang") == "de"  # as the page around it
    until(lambda: "px" in (holder.get_attribute("style") or ""), 10, "the frame's own height")
    assert frame.locator("html").evaluate("html => html.scrollHeight <= html.clientHeight")
    frame.locator(".chip", has_text="M").first.click()
    frame.locator("[name=address]").fill("(415) 555-2671")
    frame.locator("[name=agree]").check()
    frame.get_by_role("button").last.click()
    expect(frame.locator("[name=code]")).to_be_visible()
    frame.locator("[name=code]").fill(places.site.code(ANN))
    frame.get_by_role("button").first.click()
    expect(frame.get_by_role("heading", level=1)).to_have_text("Sie stehen auf der Liste")
    assert places.site.wants() == {"jacket": ("M",)}
    assert context.cookies(places.url) == []
    places.site.look(places.site.store.watch("jacket"), S=OUT, M=IN, L=OUT)
    places.site.notify()
    assert "Jacket M" in places.site.texts(ANN)[-1]
    assert noise == []


def test_no_other_page_is_shown_in_a_frame_and_the_frame_on_no_other_site(
    places: Places, context: BrowserContext
) -> None:
    def shown(path: str, host: str) -> bool:
        page = opened(places, context, f'<iframe src="{places.url}{path}"></iframe>', host)
        page.wait_for_load_state("networkidle")
        (frame,) = page.main_frame.child_frames
        there = frame.url.startswith(places.url)
        page.close()
        return there

    assert shown("/p/jacket/embed", places.blog_url)
    elsewhere = places.blog_url.replace("localhost", "127.0.0.1")
    assert not shown("/p/jacket/embed", elsewhere)
    for path in ("/p/jacket", "/p/jacket/join?size=M", "/mine", "/admin/enter"):
        assert not shown(path, places.blog_url), path


def test_a_form_on_the_blog_signs_nobody_up(places: Places, context: BrowserContext) -> None:
    fields = {"by": "sms", "size": "M", "country": "US", "address": ANN, "agree": "1"}
    inputs = "".join(f'<input name="{name}" value="{value}">' for name, value in fields.items())
    for path in ("/p/jacket/embed", "/p/jacket/join"):
        page = opened(
            places, context, f'<form method="post" action="{places.url}{path}">{inputs}<button>Win</button></form>'
        )
        with page.expect_navigation() as came:
            page.get_by_role("button").click()
        assert came.value.status in (400, 403), path
    assert places.site.texts() == []


class Kept:
    """A page whose browser keeps the site's worker, and shows its notifications."""

    def __init__(self, places: Places, context: BrowserContext) -> None:
        context.grant_permissions(["notifications"], origin=places.url)
        self.places, self.page = places, context.new_page()
        self.devtools = context.new_cdp_session(self.page)
        registrations: list[dict[str, Any]] = []
        self.devtools.on(
            "ServiceWorker.workerRegistrationUpdated", lambda told: registrations.extend(told["registrations"])
        )
        self.devtools.send("ServiceWorker.enable")
        self.page.goto(f"{places.url}/p/jacket")
        self.page.evaluate("navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready)")
        until(lambda: registrations != [] and context.service_workers != [], 20, "the worker")
        self.registration = registrations[-1]["registrationId"]
        self.worker: Worker = context.service_workers[0]

    def push(self, data: str) -> None:
        """What a push service would hand over, decrypted."""
        told = {"origin": self.places.url, "registrationId": self.registration, "data": data}
        self.devtools.send("ServiceWorker.deliverPushMessage", told)

    def shown(self) -> list[dict[str, Any]]:
        said = "registration.getNotifications().then(all => all.map(({title, body, tag, lang}) => ({title, body, tag, lang})))"
        found: list[dict[str, Any]] = self.worker.evaluate(said)
        return found

    def press(self, action: str = "") -> None:
        """Press the first notification, or one of its buttons, and let the worker do what it does then."""
        self.worker.evaluate(
            """async (action) => {
                const [notification] = await registration.getNotifications();
                const click = new NotificationEvent("notificationclick", { notification, action });
                let work;
                click.waitUntil = (promise) => { work = promise; };
                dispatchEvent(click);
                await work.catch((error) => error);
            }""",
            action,
        )


def test_what_is_pushed_is_shown_once_and_its_stop_stops(places: Places, context: BrowserContext) -> None:
    site = places.site
    site.join()
    stop = unsubscribe_url(places.url, SECRET_KEY, site.person().id)
    note = Note(
        "Jacket (M) is back, $120.", "Jacket (M) is back, $120", f"{places.url}/r/x", "jacket-1.ann", unsubscribe=stop
    )
    kept = Kept(places, context)
    for _ in range(2):
        kept.push(message(note, places.url).decode())
    until(lambda: [shown["title"] for shown in kept.shown()] == [note.title], 10, "the notification")
    kept.press("unsubscribe")
    until(lambda: [shown["title"] for shown in kept.shown()] == ["No more messages"], 10, "the answer")
    assert site.person().status is Status.OPTED_OUT


def test_what_can_not_be_read_is_shown_as_something(places: Places, context: BrowserContext) -> None:
    kept = Kept(places, context)
    kept.push("no JSON")
    until(lambda: [shown["title"] for shown in kept.shown()] == ["CoatCheck"], 10, "the notification")


def test_a_code_that_is_pushed_fills_itself_in(places: Places, context: BrowserContext) -> None:
    kept = Kept(places, context)
    sent: list[bytes] = []
    with patch.object(WebPush, "send", lambda channel, address, note: sent.append(message(note, places.url))):
        kept.page.goto(f"{places.url}/p/jacket/join?size=M&by=webpush")
        stand_in = json.dumps(SUBSCRIPTION)
        kept.page.evaluate(
            f"PushManager.prototype.subscribe = async () => ({stand_in})"
        )  # which Chromium can't make here
        kept.page.get_by_label("I agree").check()
        kept.page.get_by_role("button", name="Send me a code").click()
        expect(kept.page.get_by_role("heading", level=1)).to_have_text("Enter the code")
        kept.push(sent[0].decode())
        expect(kept.page.get_by_label("Code")).to_have_value(re.compile(r"\d{6}"))
        kept.page.get_by_role("button", name="Sign me up").click()
    expect(kept.page.locator("main")).to_contain_text("We will tell this browser when Jacket is back: M.")
    assert kept.shown() == []


def test_the_worker_stands_between_nothing_and_says_so_without_a_connection(
    places: Places, context: BrowserContext
) -> None:
    kept = Kept(places, context)
    page, site = kept.page, places.site
    page.reload()
    assert page.evaluate("navigator.serviceWorker.controller !== null")
    site.look(site.store.watch("jacket"), S=OUT, M=IN, L=OUT)
    site.wait(seconds=2)
    site.tick()
    expect(page.locator('[data-kind="in"][data-size]')).to_have_count(1)  # live, as without a worker
    context.set_offline(True)
    page.goto(f"{places.url}/p/jacket")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are offline")
    assert page.evaluate("getComputedStyle(document.querySelector('.brand')).fontWeight") == "700"  # with its style
    context.set_offline(False)
    page.goto(f"{places.url}/p/jacket")
    expect(page.get_by_role("heading", level=1)).to_have_text("Jacket")
