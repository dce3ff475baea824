"""What programs do by the API, as the operator does it on the pages: the same use cases, said in JSON."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coatcheck.model import Answer, DeliveryState, Health, Scope, Status, SuggestionState
from coatcheck.ports.messages import FanOut, dead_letter, encode
from coatcheck.ports.stored_values import webhook_secret
from coatcheck.telling import dead_letters, switches
from coatcheck.watching.agents import pair
from coatcheck.watching.canary.identity import new_id
from signup_web.api.paging import cursor
from tests import examples
from tests.fakes.ports import NOON
from tests.fakes.serving import answering, served, showing
from tests.signup_web.admin.corner import Corner
from tests.signup_web.api.asking import Program
from tests.signup_web.visiting import ANN, IN, OUT, Site

READ, DEMAND, WATCHES, PEOPLE, MESSAGES, ADMIN = Scope
SHOP = {"id": 1, "title": "Parka", "variants": [{"id": 11, "title": "M", "option1": "M", "available": False}]}


@pytest.fixture(scope="module")
def shop() -> Iterator[str]:
    """A shop's address."""
    with served(answering("/products/parka.js", SHOP)) as base:
        yield base


def test_a_watch_is_shown_with_its_stock_while_that_is_proven(site: Site) -> None:
    program = Program(site, READ)
    shown = program.get("/watches/jacket")
    assert (shown["title"], shown["page"], shown["health"]) == ("Jacket", f"{site.settings.site}/p/jacket", "healthy")
    assert [(each["title"], each["in_stock"], each["availability"]) for each in shown["variants"]] == [
        (size, False, "OutOfStock") for size in "SML"
    ]
    site.trouble(site.store.watch("jacket"))
    site.wait(seconds=2)
    shown = program.get("/watches/jacket")
    assert (shown["health"], shown["reason"]) == ("blocked", "403")
    assert {(each["in_stock"], each["availability"]) for each in shown["variants"]} == {(None, "Unknown")}


def test_watches_are_listed_page_by_page_whatever_becomes_of_them_meanwhile(site: Site) -> None:
    program = Program(site, READ)
    for name in ("a", "b", "c"):
        site.watch(name, tags=("coats",))
    first = program.get("/watches?limit=2&tag=Coats")
    site.store.remove_watch("b")
    second = program.get(f"/watches?limit=2&tag=Coats&after={first['next']}")
    assert [each["id"] for each in (*first["items"], *second["items"])] == ["a", "b", "c"]
    assert second["next"] is None
    assert program.get("/watches?shop=shop.example&active=false")["items"] == []
    assert program.refused(404, "GET", "/watches/jackett") == "There is no such watch. Did you mean jacket?"


def test_the_canarys_watch_is_no_product(site: Site) -> None:
    program, hidden = Program(site, ADMIN), new_id()
    site.watch(hidden)
    for path, name in (("/watches", "items"), ("/watches/export", "watches")):
        assert [each["slug"] for each in program.get(path)[name]] == ["jacket"]
    assert {each["watch_id"] for each in program.get("/events")["items"]} == {"jacket"}
    (shop,) = program.get("/shops")["items"]
    assert [each["watch_id"] for each in shop["pages"]] == ["jacket"]
    assert program.get("/shops/shop.example") == shop
    assert program.refused(404, "GET", f"/watches/{hidden}") == "There is no such watch."
    program.refused(422, "POST", "/watches/changes", {"watches": [hidden], "what": "pause"})
    assert site.store.watch(hidden).active


def test_what_is_sent_to_a_shop_is_told_to_whoever_may_change_it_alone(site: Site) -> None:
    options = {"selector": "p.stock", "cookies": "a=b", "headers": "{}", "api_key": "k", "body": "{}"}
    site.watch("coat", options=options)
    read, watches = Program(site, READ), Program(site, WATCHES)
    seen = {"selector": "p.stock", **dict.fromkeys(("cookies", "headers", "api_key", "body"), "***")}
    assert read.get("/watches/coat")["options"] == seen
    assert seen in [each["options"] for each in read.get("/watches")["items"]]
    assert watches.get("/watches/coat")["options"] == options
    assert options in [each["options"] for each in watches.get("/watches/export")["watches"]]
    read.refused(403, "GET", "/watches/export")


def test_what_is_unchanged_is_not_sent_again(site: Site) -> None:
    program = Program(site, READ)
    first = program.ask("GET", "/watches/jacket")
    again = program.ask("GET", "/watches/jacket", If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.get_data()) == (304, b"")


def test_a_watch_is_changed_paused_and_removed(site: Site) -> None:
    program = Program(site, WATCHES)
    changed = program.patch("/watches/jacket", {"interval": 30, "tags": ["coats", "Coats"], "zone": "Europe/Paris"})
    assert (changed["interval"], changed["tags"], changed["zone"], changed["active"]) == (
        30,
        ["coats"],
        "Europe/Paris",
        True,
    )
    assert program.patch("/watches/jacket", {"active": False})["paused_at"]
    assert program.patch("/watches/jacket", {})["active"] is False
    assert "is paused" in program.refused(422, "POST", "/watches/jacket/look")
    program.patch("/watches/jacket", {"active": True})
    program.post("/watches/jacket/look")
    assert site.store.watch("jacket").look_at == site.clock.now()
    for body in ({"interval": 4}, {"zone": "Mars"}, {"url": "https://x.example"}, {"title": None}):
        program.refused(422, "PATCH", "/watches/jacket", body)
    program.delete("/watches/jacket")
    program.refused(404, "DELETE", "/watches/jacket")


def test_many_watches_are_changed_at_once_or_none(site: Site) -> None:
    program = Program(site, WATCHES)
    site.watch("parka")
    both = {"watches": ["jacket", "parka"]}
    assert program.post("/watches/changes", {**both, "what": "interval", "value": "300"}) == {"changed": 2}
    assert program.post("/watches/changes", {**both, "what": "pause"}) == {"changed": 2}
    assert program.post("/watches/changes", {**both, "what": "pause"}) == {"changed": 0}
    program.refused(422, "POST", "/watches/changes", {"watches": ["parka", "none"], "what": "resume"})
    program.refused(422, "POST", "/watches/changes", {**both, "what": "interval", "value": "1"})
    assert {(watch.active, watch.interval) for watch in site.store.watches()} == {(False, 300)}


def test_a_shops_webhooks_are_let_in_and_shut_out(site: Site) -> None:
    program = Program(site, WATCHES)
    program.put("/watches/jacket/webhook-secret", {"secret": "s3cret"})
    assert site.store.value(webhook_secret("jacket")) == "s3cret"
    program.put("/watches/jacket/webhook-secret", {"secret": None})
    assert site.store.value(webhook_secret("jacket")) is None


def test_a_page_is_looked_at_agreed_to_and_watched(tmp_path: Path, shop: str) -> None:
    site = Site(tmp_path, allow_hosts=(shop.removeprefix("http://"),))
    program, url = Program(site, WATCHES), f"{shop}/products/parka"
    seen = program.post("/previews", {"url": url, "source": "shopify"})
    assert (seen["read"], seen["proves"], seen["title"], site.store.watches()) == ("M sold out", True, "Parka", [])
    wish = {"url": url, "source": "shopify", "interval": 30, "tags": ["coats"], "agree": "yes"}
    assert "something else" in program.refused(422, "POST", "/watches", {**wish, "read": "M in stock"})
    assert "POST /statements" in program.refused(422, "POST", "/watches", {**wish, "agree": "no", "read": "M sold out"})
    added = program.post("/watches", {**wish, "read": "M sold out"})
    assert (added["slug"], added["interval"], added["tags"], added["agreement"]["answer"]) == (
        "parka",
        30,
        ["coats"],
        "yes",
    )
    assert site.store.watch(added["id"]).agreement.answer is Answer.YES
    assert "watched already" in program.refused(422, "POST", "/previews", {"url": url, "source": "shopify"})


def test_a_page_that_can_only_say_that_it_is_gone_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    with served(showing("/coat", lambda: "<title>Coat</title><h1>Coat</h1><p>Sold out</p>")) as base:
        site = Site(tmp_path, allow_hosts=(base.removeprefix("http://"),))
        program, wish = Program(site, WATCHES), {"url": f"{base}/coat"}
        seen = program.post("/previews", wish)
        assert (seen["proves"], seen["read"], 'it can never say "in stock"' in seen["lacks"]) == (
            True,
            "sold out",
            True,
        )
        told = {**wish, "agree": "yes", "read": "sold out"}
        assert seen["lacks"] in program.refused(422, "POST", "/watches", told)
        taught = {"options": {"selector": "p", "out_of_stock": "sold", "in_stock": "here again"}}
        assert program.post("/previews", {**wish, **taught})["lacks"] == ""
        assert program.post("/watches", {**told, "anyway": True})["slug"] == "coat"


def test_no_private_page_is_looked_at_for_a_program(site: Site, shop: str) -> None:
    program = Program(site, WATCHES)
    for url in (
        f"{shop}/products/parka",
        "http://169.254.169.254/",
        "http://localhost/",
        "file:///etc/passwd",
        "",
        "https://[",
    ):
        for path in ("/previews", "/statements", "/watches"):
            program.refused(422, "POST", path, {"url": url})
    assert [watch.id for watch in site.store.watches()] == ["jacket"]


def test_how_a_watch_is_read_is_shown_before_it_is_changed(corner: Corner) -> None:
    program = Program(corner.site, WATCHES)
    corner.look(corner.page)
    corner.page = '<title>Coat</title><h1>Coat</h1><p class="x">Buy now</p><p class="availability">Sold out</p>'
    url = corner.site.store.watch("coat").url
    words = {each["words"]: each for each in program.post("/statements", {"url": url})["items"]}
    options = {"selector": words["Sold out"]["selector"]}
    seen = program.post("/watches/coat/preview", {"options": options})
    assert seen["read"].endswith("sold out")
    wish = {"options": options, "agree": "yes", "read": seen["read"]}
    assert program.put("/watches/coat/reading", wish)["options"] == options
    program.refused(422, "PUT", "/watches/coat/reading", {**wish, "read": "in stock"})


def test_people_are_signed_up_found_stopped_and_erased(site: Site) -> None:
    program = Program(site, PEOPLE)
    joined = program.post(
        "/subscriptions", {"watch": "jacket", "channel": "sms", "address": "(415) 555-2671", "sizes": ["m"]}
    )
    assert (joined["wants"], joined["frequency"]) == (["M"], "once")
    assert Program(site, READ).get("/watches/jacket/waiting") == {"total": 1, "any_size": 0, "variants": {"M": 1}}
    (ann,) = program.post("/people/find", {"channel": "sms", "address": ANN})["items"]
    assert (ann["to"]["address"], ann["consents"][0]["evidence"]) == (ANN, "API key people")
    assert program.get(f"/people/{ann['id']}")["subscriptions"][0] == joined
    program.refused(
        422, "POST", "/subscriptions", {"watch": "jacket", "channel": "sms", "address": ANN, "sizes": ["XXL"]}
    )
    program.refused(422, "POST", "/subscriptions", {"watch": "jacket", "channel": "pigeon", "address": "x"})
    (story,) = program.get(f"/people/{ann['id']}/timeline")["items"]
    assert (story["slug"], [line["says"] for line in story["lines"]][-1]) == ("jacket", "Signed up.")
    assert program.post("/people/find", {"address": "nobody"})["items"] == []
    assert program.post(f"/people/{ann['id']}/stop")["status"] == "opted_out"
    assert "said STOP" in program.refused(
        422, "POST", "/subscriptions", {"watch": "jacket", "channel": "sms", "address": ANN}
    )
    program.delete(f"/subscriptions/{joined['id']}")
    program.delete(f"/people/{ann['id']}")
    assert site.person().to.address == ""
    assert site.person().status is Status.OPTED_OUT
    for path in (f"/subscriptions/{joined['id']}", "/people/nobody"):
        program.refused(404, "GET", path)
    program.refused(404, "DELETE", "/people/nobody")


def test_deliveries_are_listed_newest_first(site: Site) -> None:
    program = Program(site, MESSAGES)
    made = [
        examples.delivery(f"p{number}", examples.event(version=number), created_at=examples.after(number))
        for number in range(5)
    ]
    site.store.fan_out([(each, examples.subscription(each.subscriber_id, armed=())) for each in made])
    first = program.get("/deliveries?limit=2")
    second = program.get(f"/deliveries?limit=3&after={first['next']}")
    assert [each["id"] for each in (*first["items"], *second["items"])] == [each.id for each in reversed(made)]
    assert (second["next"], program.get("/deliveries?state=sent")["items"]) == (None, [])
    assert program.get(f"/deliveries/{made[0].id}")["state"] == DeliveryState.PENDING
    program.refused(404, "GET", "/deliveries/none")
    program.refused(422, "GET", "/deliveries?state=lost")


def test_what_was_given_up_is_listed_sent_again_and_forgotten(site: Site) -> None:
    program = Program(site, MESSAGES)
    for number in range(2):
        body = encode(FanOut(event=examples.event(version=number), batch="b1"))
        dead_letters.bury(site.store, dead_letter("restocks", body, "tried too often", examples.after(number)))
    newest, oldest = (each["id"] for each in program.get("/dead-letters")["items"])
    program.post(f"/dead-letters/{newest}/replay")
    assert [message.event.id for message in site.line.take(FanOut)] == ["jacket-1"]
    program.delete(f"/dead-letters/{oldest}")
    assert program.get("/dead-letters")["items"] == []
    program.refused(404, "POST", f"/dead-letters/{oldest}/replay")
    site.store.bury(examples.letter())
    program.refused(422, "POST", "/dead-letters/letter/replay")


def test_messages_are_held_and_sent_again(site: Site) -> None:
    program = Program(site, MESSAGES)
    assert program.put("/switches/all", {"held": True, "reason": "flood"}) == {
        "name": "all",
        "held": True,
        "reason": "flood",
    }
    assert switches.stopped(site.store) == "flood"
    assert [each["held"] for each in program.get("/switches")["items"]] == [True, False]
    program.put("/switches/all", {"held": False})
    program.put("/switches/sms", {"held": True})
    assert [each["held"] for each in program.get("/switches")["items"]] == [False, True]
    program.refused(404, "PUT", "/switches/pigeon", {"held": True})


def test_a_test_and_a_rehearsal_are_sent_to_one_address(site: Site) -> None:
    program = Program(site, MESSAGES)
    assert "SM" in program.post("/tests", {"channel": "sms", "address": ANN})["said"]
    program.post("/watches/jacket/rehearsal", {"variant": "M", "channel": "sms", "address": ANN})
    assert [text.split()[0] for text in site.texts()] == ["CoatCheck:", "TEST"]
    program.refused(422, "POST", "/watches/jacket/rehearsal", {"variant": "XXL", "channel": "sms", "address": ANN})
    program.refused(422, "POST", "/tests", {"channel": "sms", "address": "1"})


def test_what_changed_is_a_feed_and_a_watchs_history(site: Site) -> None:
    program = Program(site, READ)
    watch = site.store.watch("jacket")
    start = program.get("/events")
    assert ([each["id"] for each in start["items"]], start["more"]) == (["jacket-1"], False)
    site.look(watch, M=IN, S=OUT, L=OUT)
    site.wait(seconds=2)
    told = program.get(f"/events?after={start['next']}")
    (change,) = told["items"]
    assert [(each["variant_id"], each["in_stock"]) for each in change["transitions"]] == [("M", True)]
    assert program.get(f"/events?after={told['next']}")["items"] == []
    for oldest in ("0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00"):
        program.get(f"/events?since={oldest}")
        program.get(f"/watches/jacket/history?since={oldest}")
    program.get(f"/events?after={cursor(['0001-01-01T00:00:00Z'])}")
    first = program.get("/watches/jacket/history?limit=1")
    assert program.get(f"/watches/jacket/history?after={first['next']}")["items"] == [change]
    assert program.get("/watches/jacket/history?since=2099-01-01T00:00:00Z")["items"] == []


def test_how_it_goes_is_told_with_shops_and_alerts(site: Site) -> None:
    program = Program(site, READ)
    site.trouble(site.store.watch("jacket"))
    site.store.open_alert(examples.alert("a", opened_at=NOON))
    site.wait(seconds=2)
    shown = program.get("/status")
    assert (shown["ok"], shown["health"], len(shown["alerts"])) == (False, {"blocked": 1}, 1)
    assert [each["key"] for each in program.get("/alerts")["items"]] == ["a"]
    (shop,) = program.get("/shops")["items"]
    assert (shop["host"], shop["failing"], shop["pages"][0]["health"]) == ("shop.example", 1, Health.BLOCKED)
    assert program.get("/shops/shop.example") == shop
    program.refused(404, "GET", "/shops/other.example")


def test_suggestions_wait_for_a_yes_or_a_no(site: Site) -> None:
    program = Program(site, WATCHES)
    for name in ("coat", "hat"):
        site.store.put_suggestion(
            examples.suggestion(
                name,
                state=SuggestionState.WAITING,
                waiting_since=NOON,
                url=f"https://shop.example/{name}",
                source="page",
            )
        )
    assert [each["id"] for each in program.get("/suggestions")["items"]] == ["coat", "hat"]
    accepted = program.post("/suggestions/coat/accept", {"listed": False})
    assert (accepted["suggestion"]["state"], site.store.watch("coat").listed) == ("accepted", False)
    declined = program.post("/suggestions/hat/decline", {"sentence": "No hats."})
    assert declined["suggestion"]["state"] == "declined"
    program.refused(422, "POST", "/suggestions/hat/accept", {})


def test_agents_are_invited_seen_and_revoked(site: Site) -> None:
    program = Program(site, ADMIN)
    invited = program.post("/agents", {"name": "home"})
    pair(site.store, site.services.secret_key, invited["code"], site.clock.now())
    (agent,) = program.get("/agents")["items"]
    assert (agent["name"], bool(agent["paired_at"]), agent["sights"]) == ("home", True, {})
    program.refused(422, "POST", "/agents", {"name": "home"})
    program.delete(f"/agents/{agent['id']}")
    assert program.get("/agents")["items"] == []
    program.refused(404, "DELETE", "/agents/none")


def test_a_key_makes_another_and_ends_it(site: Site) -> None:
    boss = Program(site, ADMIN)
    site.wait(seconds=1)
    made = boss.post("/keys", {"name": "phone", "scopes": ["read"], "days": 2})
    assert (made["key"]["owner"], made["key"]["used_at"]) == ("ann", None)
    phone = Program(site, token=made["token"])
    phone.get("/watches")
    assert [(each["name"], bool(each["used_at"])) for each in boss.get("/keys")["items"]] == [
        ("admin", True),
        ("phone", True),
    ]
    boss.delete(f"/keys/{made['key']['id']}")
    phone.refused(401, "GET", "/watches")
    boss.refused(404, "DELETE", f"/keys/{made['key']['id']}")
    boss.refused(422, "POST", "/keys", {"name": "admin", "scopes": ["read"]})


def test_whether_it_is_back_is_answered(corner: Corner) -> None:
    program = Program(corner.site, WATCHES)
    assert program.post("/watches/coat/maybe-back", {"is_back": False}) == {"answered": False}
