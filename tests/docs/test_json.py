"""The JSON that the site answers has the keys that its page in the documentation lists, and no others."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from coatcheck.model import Alert, Change, Showing, Verdict
from coatcheck.watching.canary.records import Fate, Flip, note
from coatcheck.watching.promise.days import keep
from tests import examples
from tests.places import ROOT
from tests.signup_web.promised import counted
from tests.signup_web.visiting import IN, Site, restock

PAGE = ROOT / "docs" / "json.md"
LIST_IT = "list it in docs/json.md, or take it off there"


def documented(heading: str) -> set[str]:
    """The keys in the table under this heading: `sizes[].id` is of each item, `options.*` is of any name."""
    section = PAGE.read_text().partition(f"## `{heading}`\n")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE))


def keys(value: Any, known: set[str], path: str = "") -> Iterator[str]:
    """The path of every key in an answer."""
    if isinstance(value, dict):
        for name, inner in value.items():
            any_name = f"{path}*"
            here = any_name if any_name in known else f"{path}{name}"
            yield here
            yield from keys(inner, known, f"{here}.")
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner, known, f"{path.removesuffix('.')}[].")


def answered(site: Site, path: str, heading: str) -> set[str]:
    return set(keys(site.visitor().get(path).json, documented(heading)))


def test_a_products_json_has_the_keys_of_its_page(site: Site) -> None:
    for _ in range(30):  # as often as a forecast needs
        restock(site, 5, M=IN)
        site.wait(days=1, minutes=-5, seconds=-2)
    site.wait(minutes=20)
    of_goods = answered(site, "/p/jacket.json", "/p/<slug>.json")
    state = site.store.states(["jacket"])["jacket"]
    first = replace(state.variants[0], showings=(Showing("1", "2026-11-21T18:00"),))
    state = replace(state, variants=(first, *state.variants[1:]))
    unseen = Change(
        "jacket", state.version + 1, site.clock.now(), unseen_since=site.clock.now() - timedelta(minutes=10)
    )
    site.store.commit_verdict("b1", Verdict(replace(state, version=state.version + 1), unseen))
    site.wait(seconds=2)
    of_an_event = answered(site, "/p/jacket.json", "/p/<slug>.json")
    assert of_goods | of_an_event == documented("/p/<slug>.json"), LIST_IT


def test_the_list_of_products_has_the_keys_of_its_page(site: Site) -> None:
    site.look(site.store.watches()[0], M=IN)
    site.wait(seconds=10)
    assert answered(site, "/products.json", "/products.json") == documented("/products.json"), LIST_IT


def test_the_status_has_the_keys_of_its_page(site: Site) -> None:
    site.join()
    now = site.clock.now()
    site.store.put_delivery(examples.delivery())
    site.store.open_alert(Alert(key="x", text="y", opened_at=now, told_at=now))
    assert answered(site, "/status.json", "/status.json") == documented("/status.json"), LIST_IT


def test_the_promise_has_the_keys_of_its_page(site: Site) -> None:
    keep(site.store, counted(site.clock.now()))
    note(site.store, (), Flip(site.clock.now(), Fate.MISSED))
    assert answered(site, "/promise.json", "/promise.json") == documented("/promise.json"), LIST_IT


def test_of_an_alert_the_public_sees_its_times_alone(site: Site) -> None:
    site.store.open_alert(Alert(key="x", text="y", shop="z", cause="c", opened_at=site.clock.now()))
    (alert,) = site.visitor().get("/status.json").json["alerts"]
    assert {name for name, value in alert.items() if value} == {"opened_at"}
