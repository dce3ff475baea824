"""The pages in a real browser: on a phone and a desk, light and dark, with and without JavaScript."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from coatcheck.model import Availability, Scope, Status, Team
from coatcheck.people import api_keys, invitations, operators
from coatcheck.watching import agents
from coatcheck.watching.promise.days import keep
from console.serving import Server, free_port
from signup_web.admin import lock
from tests.fakes.serving import served
from tests.fakes.twilio import Control, Twilio
from tests.signup_web.admin.running import VIEWER, user
from tests.signup_web.promised import counted
from tests.signup_web.visiting import ANN, IN, OUT, Site
from tests.waiting import until

PAGES = [
    "/",
    "/p/jacket",
    "/p/jacket/join?size=M",
    "/p/jacket/log",
    "/status",
    "/promise",
    "/help",
    "/terms",
    "/privacy",
    "/consent",
]
OTHERS = ["/nope", "/admin/enter", "/api/v1/"]
ADMIN = [
    "",
    "users",
    "teams",
    "audit",
    "me",
    "add",
    "shops",
    "shops/shop.example",
    "watches/jacket",
    "watches/jacket/rehearsal",
    "watches/jacket/maybe-back",
    "deliveries",
    "test",
    "keys",
    "agents",
    "system",
]

PHONE = {  # with a lock that opens by itself
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

Opened = Callable[..., Page]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with served(Twilio().app()) as base:
        site = Site(tmp_path, Control(base), public_url="")
        watch = site.watch()
        site.watch("parka", "M XXL")
        site.look(watch, S=IN, M=OUT, L=OUT)
        site.wait(minutes=12)
        site.look(watch, S=OUT, M=OUT, L=OUT)
        site.wait(minutes=1)
        site.tick()
        keep(site.store, counted(site.clock.now()))
        yield site
        site.services.close()


@pytest.fixture
def opened(site: Site, browser: Browser) -> Iterator[Opened]:
    """Opens the site's pages; a message on the browser's console fails the test."""
    noise: list[str] = []
    with closing(Server(site.app)) as server:

        def visit(path: str, **context: object) -> Page:
            page = browser.new_context(base_url=server.url, **context).new_page()  # type: ignore[arg-type]
            page.on("console", lambda message: noise.append(message.text))
            page.on("pageerror", lambda error: noise.append(str(error)))
            page.goto(path)
            return page

        yield visit
    assert [line for line in noise if not line.startswith("Failed to load resource")] == []


def let_time_pass(page: Page, holds: Callable[[], bool]) -> None:
    """Let the page's own clock go on until this holds."""

    def one_poll_later() -> bool:
        page.clock.run_for(3_400)
        return holds()

    until(one_poll_later, 30)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways_and_every_page_has_one_heading(opened: Opened, scheme: str, width: int) -> None:
    page = opened("/", color_scheme=scheme, viewport={"width": width, "height": 800})
    for path in PAGES + OTHERS:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert page.locator("h1").count() == 1, path
        assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_long_names_leave_room_for_what_is_said_of_them(opened: Opened, site: Site, width: int) -> None:
    name = "Weatherproof waxed cotton jacket with a detachable hood"
    site.watch("long", "XXS_Midnight_blue_melange M", title=f"{name}, {name.replace(' ', '')}")
    way_in = urlsplit(lock.admin_link(site.services)).path
    page = opened(way_in, viewport={"width": width, "height": 800})
    page.get_by_role("button", name="Enter").click()
    measured = 0
    for path in ("/", "/p/long", "/p/long/join", "/admin/", "/admin/shops/shop.example", "/admin/watches/long"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        for state in page.locator("main .state:not(a)").all():  # a link is as high as a thumb, in one line too
            box = state.bounding_box()
            assert box
            assert box["height"] < 30, f"{path}: {state.inner_text()} is broken into lines"
            measured += 1
    assert measured


def test_many_sizes_leave_the_way_on_in_sight(opened: Opened, site: Site) -> None:
    site.watch("long", " ".join(f"Size_{number}_Midnight_blue" for number in range(60)))
    desk = opened("/p/long", viewport={"width": 1280, "height": 800})
    desk.mouse.wheel(0, 1500)
    expect(desk.get_by_role("button", name="Next")).to_be_in_viewport()
    phone = opened("/p/long", viewport={"width": 390, "height": 800})
    phone.get_by_role("link", name="Be told when it is back").click()
    expect(phone.get_by_role("heading", name="Be told when it is back")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1100])
def test_the_operators_pages_fit_a_phone_and_a_desk(opened: Opened, site: Site, scheme: str, width: int) -> None:
    site.store.put_team(Team("north", "The shop in the north that has a long name", site.clock.now()))
    user(site, "annemarie-with-a-long-address", first=VIEWER)
    api_keys.make(site.store, "a phone in the north", "nobody", list(Scope), site.clock.now(), made_by="nobody")
    agents.invite(site.store, site.services.secret_key, "a connection in the north", site.clock.now())
    way_in = urlsplit(lock.admin_link(site.services)).path
    page = opened(way_in, color_scheme=scheme, viewport={"width": width, "height": 800})
    page.get_by_role("button", name="Enter").click()
    expect(page.get_by_role("heading", name="Watches")).to_be_visible()
    for path in ADMIN:
        page.goto(f"/admin/{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert page.locator("h1").count() == 1, path
        assert page.locator("nav.tabs").count() == 1, path
        for control in page.locator("main button:visible, main select:visible").all():
            box = control.bounding_box()  # without a table that has to be scrolled first
            assert box
            assert box["x"] + box["width"] <= width, (path, control.inner_text())


def test_everything_that_can_be_pressed_is_large_enough_for_a_thumb(opened: Opened) -> None:
    page = opened("/p/jacket", viewport={"width": 320, "height": 800})
    for path in ("/p/jacket", "/p/jacket/join"):
        page.goto(path)
        controls = page.locator("button:visible, .chip, .ranges a, nav a, select, summary").all()
        assert controls
        for control in controls:
            box = control.bounding_box()
            assert box
            assert box["height"] >= 44, control.inner_text()
            assert box["width"] >= 24, control.inner_text()


def test_every_field_has_a_name(opened: Opened) -> None:
    page = opened("/p/jacket/join?size=M")
    fields = page.locator("input:visible, select").all()
    assert fields
    for field in fields:
        assert field.evaluate("field => [...field.labels].map(label => label.textContent.trim()).join('')")


def test_the_first_key_leads_past_the_header(opened: Opened) -> None:
    page = opened("/p/jacket")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_sizes_can_be_picked_with_the_keyboard(opened: Opened) -> None:
    page = opened("/p/jacket")
    page.get_by_label("M", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Next").press("Enter")
    expect(page).to_have_url(re.compile("/p/jacket/join"))
    expect(page.get_by_label("M", exact=True)).to_be_checked()


@pytest.mark.parametrize("javascript", [True, False])
def test_signing_up_changing_and_leaving(opened: Opened, site: Site, javascript: bool) -> None:
    page = opened("/p/jacket", java_script_enabled=javascript)
    if not javascript:  # what only a script can do is not offered
        assert page.locator("[hidden]").count()
        assert not page.locator("[hidden]:visible").count()
    page.locator(".chip", has_text="M").first.click()
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Mobile number").fill("(415) 555-2671")
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Text me a code").click()
    page.get_by_label("Code").fill(site.code(ANN))
    page.get_by_role("button", name="Sign me up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are on the list")
    assert site.wants() == {"jacket": ("M",)}

    page.get_by_role("link", name="Change or stop my alerts").click()
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".chip", has_text="L").first.click()
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("status")).to_have_text("Saved.")
    assert site.wants() == {"jacket": ("M", "L")}

    site.wait(seconds=1)
    page.get_by_role("button", name="Stop all messages").click()
    expect(page.locator(".note").last).to_contain_text("You get no messages")
    assert site.person().status is Status.OPTED_OUT


def test_a_mistake_is_told_at_the_top_and_at_the_field(opened: Opened) -> None:
    page = opened("/p/jacket/join?size=M")
    page.get_by_label("Mobile number").fill("12")
    page.get_by_role("button", name="Text me a code").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_label("Mobile number")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.get_by_label("Mobile number")).to_be_focused()


def test_an_open_page_shows_a_restock_within_five_seconds_and_says_it_once_in_its_language(
    opened: Opened, site: Site
) -> None:
    for language, heading, sizes in (
        ("en", "Back in stock: M and L", {"M": IN, "L": IN}),
        ("de", "Wieder vorrätig: S", {"S": IN}),
    ):
        page = opened(f"/p/jacket?lang={language}")
        page.clock.install()
        page.goto(f"/p/jacket?lang={language}")
        with page.expect_response(lambda answer: "/live" in answer.url):
            page.clock.run_for(3_400)
        site.wait(minutes=1)
        site.tick()
        site.look(site.store.watch("jacket"), None, **{"S": OUT, "M": OUT, "L": OUT, **sizes})
        site.wait(seconds=1)  # for which the process may remember what was; both together are less than five seconds
        page.clock.run_for(3_400)
        expect(page.locator("#said")).to_have_text(heading)
        expect(page.locator('[data-kind="in"][data-size]')).to_have_count(len(sizes))
        assert "in.svg" in str(page.locator("#icon").get_attribute("href"))
        assert re.match(r"M, L in stock – Jacket|S vorrätig – Jacket", page.title())


def test_polls_of_an_unchanged_page_bring_nothing(opened: Opened) -> None:
    page = opened("/p/jacket")
    page.clock.install()
    page.goto("/p/jacket")
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer) if "/live" in answer.url else None)
    let_time_pass(page, lambda: len(answers) >= 3)
    assert {answer.status for answer in answers} == {304}


def test_live_updates_can_be_paused(opened: Opened) -> None:
    page = opened("/p/jacket")
    page.clock.install()
    page.goto("/p/jacket")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/live" in request.url else None)
    page.get_by_role("button", name="Pause live updates").click()
    page.clock.run_for(300_000)
    assert asked == []
    expect(page.locator("#pause")).to_have_text("Resume live updates")
    with page.expect_response(lambda answer: "/live" in answer.url):
        page.get_by_role("button", name="Resume live updates").click()


def test_without_the_site_an_open_page_keeps_what_it_knew_and_says_so(opened: Opened) -> None:
    page = opened("/p/jacket")
    page.clock.install()
    page.goto("/p/jacket")
    page.route("**/live*", lambda route: route.abort())
    let_time_pass(page, lambda: "can’t be reached" in page.locator("#said").inner_text())
    expect(page.locator('[data-size="M"]')).to_contain_text("Sold out")


def table(site: Site, **there: Availability) -> None:
    """Twelve variants of a coat in three colours."""
    watch = site.store.watch("coat") or site.watch("coat", "")
    sold_out = {f"{colour} / {size}": OUT for colour in ("Black", "Sand", "Navy") for size in ("S", "M", "L", "XL")}
    site.wait(minutes=1)
    site.look(watch, None, **{**sold_out, **there})
    site.tick()


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_a_table_of_sizes_signs_up_by_keyboard_alone_and_without_script(
    opened: Opened, site: Site, language: str
) -> None:
    table(site, **{"Black / M": IN})
    page = opened(f"/p/coat?lang={language}", java_script_enabled=False, viewport={"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#ask button").focus()
    for _ in range(4):  # back over "any size" and what lies between it and the table's last cells
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.value") == "Navy / XL":
            break
    page.keyboard.press("Space")
    page.locator("#ask button").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/p/coat/join"))
    expect(page.locator("[name=size]:checked")).to_have_value("Navy / XL")


def test_what_is_ticked_in_a_table_stays_ticked_when_a_size_comes_back(opened: Opened, site: Site) -> None:
    table(site)
    page = opened("/p/coat")
    page.clock.install()
    page.reload()
    box = page.locator('td[data-size="Sand / L"] input')
    box.check()
    table(site, **{"Black / M": IN})
    let_time_pass(page, lambda: page.locator(".headline.in").count() == 1)
    assert box.is_checked()
    assert box.evaluate("each => each === document.activeElement")


def test_what_there_is_to_ask_is_tried_on_its_page_with_a_key_that_stays_there(opened: Opened, site: Site) -> None:
    _, token = api_keys.make(site.store, "desk", "ann", [Scope.WATCHES], site.clock.now())
    page = opened("/api/v1/")
    form = page.locator("details", has_text="PATCH /watches/{watch_id}")
    form.locator("summary").click()
    form.get_by_label("watch_id").fill("jacket")
    form.get_by_label("Body").fill('{"interval": 30}')
    form.get_by_role("button").click()
    expect(form.locator(".answer")).to_contain_text("401")
    page.locator("#key").fill(token)
    form.get_by_role("button").click()
    expect(form.locator(".answer")).to_contain_text('"interval": 30')
    expect(form.locator(".answer")).to_contain_text("ratelimit")
    assert site.store.watch("jacket").interval == 30
    page.reload()
    assert page.locator("#key").input_value() == ""


def test_a_passkey_is_added_signs_in_and_opens_nothing_once_it_is_removed(browser: Browser, tmp_path: Path) -> None:
    here = f"http://localhost:{(port := free_port())}"  # browsers know passkeys for names alone
    site = Site(tmp_path, public_url=here)
    _, secret = invitations.let_in(site.store, user(site, "ann", first=VIEWER), operators.OPERATOR, site.clock.now())
    noise: list[str] = []
    with closing(Server(site.app, port=port)):
        page = browser.new_context(base_url=here).new_page()
        page.on("console", lambda message: noise.append(message.text))
        device = page.context.new_cdp_session(page)  # https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})

        def come_in() -> None:
            page.get_by_role("button", name="Leave").click()
            page.goto("/admin/enter")
            page.get_by_role("button", name="Sign in with a passkey").dblclick()

        page.goto(f"/admin/invitation/{secret}")
        page.get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(re.compile("/admin/me#passkeys"))
        page.get_by_label("your first").fill("phone")
        page.get_by_role("button", name="Add a passkey").click()
        expect(page.get_by_role("heading", name="phone")).to_be_visible()
        page.get_by_label("another").fill("phone again")
        page.get_by_role("button", name="Add a passkey").click()
        expect(page.get_by_role("alert")).to_have_text("This device has a passkey for you already.")
        come_in()
        expect(page.get_by_role("heading", name="Watches")).to_be_visible()
        page.goto("/admin/me")
        page.get_by_role("button", name="Remove phone").click()
        expect(page.get_by_text("You have none")).to_be_visible()
        come_in()
        expect(page.get_by_role("alert")).to_contain_text("This passkey opens nothing here")
        page.goto(f"http://127.0.0.1:{port}/admin/enter")
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_role("alert")).to_have_text(f"Passkeys work at this site’s own address only, {here}.")
    assert [line for line in noise if not line.startswith("Failed to load resource")] == []
