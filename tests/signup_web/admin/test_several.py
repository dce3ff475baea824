"""Hundreds of watches on the operator's page: trouble first, narrowed by the address, changed several at a time."""

from typing import Any

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from coatcheck.errors import Conflict, Invalid, StoreUnavailable
from coatcheck.model import Ended, Scope, Watch
from coatcheck.ports import Store
from coatcheck.watching.several import Change, change_all, changed
from tests import examples
from tests.fakes.ports import NOON
from tests.signup_web.api.asking import Program
from tests.signup_web.visiting import Site, Visitor, enter, words


@pytest.fixture
def coats(site: Site) -> Visitor:
    """An operator, with sixty coats besides the jacket; every tenth is tagged and one is refused."""
    for number in range(60):
        tags = ("rain",) if number % 10 == 0 else ()
        site.store.add_watch(examples.watch(f"coat-{number}", title=f"Coat {number}", tags=tags))
    site.trouble(site.watch("parka"))
    return enter(site)


def state(site: Site) -> dict[str, Watch]:
    return {watch.id: replace(watch, revision="") for watch in site.store.watches()}


def test_trouble_is_counted_and_shown_first_and_nobody_is_asked_about_what_is_not_shown(
    site: Site, coats: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counts(watch_id: str) -> dict[str, int]:
        asked.append(watch_id)
        return {}

    monkeypatch.setattr(site.store, "waiting_counts", counts)
    page = coats.get("/admin/").text
    assert "1 in trouble 60 not checked yet 1 well" in words(page)
    tree = LexborHTMLParser(page)
    assert tree.css(".several .name")[0].text() == "Parka"
    assert len(tree.css(".several li")) == len(asked) == 50
    assert "Parka The shop refuses us for less than a minute Pause Parka every 60 s 403 " in words(page)
    coats.get("/admin/?tag=rain&page=2")
    assert len(LexborHTMLParser(coats.page).css(".several li")) == 6


def test_what_is_ticked_is_changed_and_it_says_how_many(site: Site, coats: Visitor) -> None:
    before = state(site)
    coats.get("/admin/?q=coat")
    coats.send("/several", watch=["coat-1", "coat-2"], which="ticked", what="interval", value=" 300 ")
    assert (coats.at, coats.status) == ("/admin/", 200)
    assert "2 watches were changed." in words(coats.page)
    assert 'name="q" type="search" value="coat"' in coats.page  # the search stays
    assert state(site) == before | {name: replace(before[name], interval=300) for name in ("coat-1", "coat-2")}
    coats.send("/several", watch=["coat-1", "coat-3"], what="interval", value="300")
    assert "1 watch was changed." in words(coats.page)
    coats.send("/several", watch=["coat-1", "nobody"], what="interval", value="300")
    assert "Nothing was changed: they were so already." in words(coats.page)


def test_all_that_are_found_are_changed_on_whatever_page_and_no_others(site: Site, coats: Visitor) -> None:
    coats.get("/admin/?q=coat&page=2")
    coats.send("/several", which="found", what="pause")
    assert "60 watches were changed." in words(coats.page)
    assert [watch.id for watch in site.store.watches() if watch.active] == ["jacket", "parka"]
    assert {watch.paused_at for watch in site.store.watches() if not watch.active} == {site.clock.now()}
    coats.get("/admin/?state=paused&tag=rain")
    coats.send("/several", which="found", what="resume")
    assert "6 watches were changed." in words(coats.page)
    coats.get("/admin/?tag=rain")
    coats.send("/several", which="found", what="tag", value="Wet days")
    assert site.store.watch("coat-10").tags == ("rain", "Wet days")
    coats.send("/several", which="found", what="untag", value="RAIN")
    assert site.store.watch("coat-10").tags == ("Wet days",)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"what": "pause"}, "Tick what is to be changed first"),
        ({"watch": ["coat-1"]}, "Choose what is to become of them"),
        ({"watch": ["coat-1"], "what": "remove"}, "Choose what is to become of them"),
        ({"watch": ["coat-1"], "what": "interval", "value": "soon"}, "as a whole number"),
        ({"watch": ["coat-1"], "what": "interval", "value": "9" * 5000}, "as a whole number"),
        ({"watch": ["coat-1"], "what": "interval", "value": "1"}, "5 seconds at the least"),
        ({"watch": ["coat-1"], "what": "tag", "value": "x" * 31}, "30 characters at the most"),
        ({"watch": ["coat-1"], "what": "tag", "value": " "}, "Write the tag"),
    ],
)
def test_what_can_not_be_done_changes_nothing_and_keeps_what_was_filled_in(
    site: Site, coats: Visitor, fields: dict[str, Any], says: str
) -> None:
    before = state(site)
    coats.get("/admin/?q=coat")
    coats.send("/several", **fields)
    assert (coats.status, state(site) == before) == (422, True)
    assert says in words(coats.page)
    tree = LexborHTMLParser(coats.page)
    ticked = [box.attributes["value"] for box in tree.css(".several input[checked]")]
    assert ticked == fields.get("watch", [])
    assert tree.css_first("#value").attributes["value"] == fields.get("value", "")
    assert tree.css_first("#list-q").attributes["value"] == "coat"


def test_one_that_can_not_be_changed_keeps_all_as_they_were(site: Site, coats: Visitor) -> None:
    full = tuple("abcdefghij")
    site.store.put_watch(replace(site.store.watch("coat-9"), tags=full))
    coats.get("/admin/")
    coats.send("/several", watch=[f"coat-{number}" for number in range(10)], what="tag", value="k")
    assert "10 tags at the most" in words(coats.page)
    assert site.store.watch("coat-1").tags == ()


def test_nobody_changes_several_without_the_forms_token(site: Site, coats: Visitor) -> None:
    answer = coats.client.post("/admin/several", data={"which": "found", "what": "pause"})
    assert answer.status_code == 400
    assert site.visitor().client.post("/admin/several", data={"what": "pause"}).status_code in (302, 400)
    assert all(watch.active for watch in site.store.watches())


# What is changed


def test_a_watch_that_has_ended_is_looked_at_again_and_a_page_is_not_taken_anew_for_a_tag() -> None:
    ended = examples.watch(active=False, ended=Ended.COMPLETE)
    assert changed(ended, Change("resume")).active
    for change in (Change("tag", "rain"), Change("interval", "90")):
        assert changed(ended, change).updated_at == ended.updated_at
    with pytest.raises(Invalid):
        changed(ended, Change("interval", "4"))


def test_a_change_of_somebody_else_is_not_undone(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = site.store.watches()
    site.store.put_watch(replace(seen[0], title="Coat"))
    assert change_all(site.store, seen, Change("tag", "rain"), NOON) == 1
    assert (site.store.watch("jacket").title, site.store.watch("jacket").tags) == ("Coat", ("rain",))
    removed = site.store.watches()
    site.store.remove_watch("jacket")
    change_all(site.store, removed, Change("pause"), NOON)
    assert site.store.watches() == []


def test_where_somebody_else_always_goes_before_it_says_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def crossed(watch: Watch) -> Watch:
        raise Conflict("somebody else")

    store: Store = site.store
    monkeypatch.setattr(store, "put_watch", crossed)
    with pytest.raises(Conflict):
        change_all(store, store.watches(), Change("tag", "rain"), NOON)


def test_what_was_changed_of_several_before_something_ended_it_is_in_the_log(
    site: Site, coats: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, put = Program(site, Scope.WATCHES), site.store.put_watch
    before = site.store.audit_entries(1)

    def broken(error: Exception) -> None:
        def put_watch(watch: Watch) -> Watch:
            if watch.id == "coat-2":
                raise error
            return put(watch)

        monkeypatch.setattr(site.store, "put_watch", put_watch)

    broken(Conflict("somebody else"))
    coats.submit("/admin/", action="/several", watch=["coat-1", "coat-2", "coat-3"], what="interval", value="90")
    assert coats.status == 503
    broken(RuntimeError("a fault of ours"))
    asked = {"watches": ["coat-3", "coat-2"], "what": "interval", "value": "300"}
    program.refused(500, "POST", "/watches/changes", asked)
    assert [watch.interval for watch in map(site.store.watch, ("coat-1", "coat-2", "coat-3"))] == [90, 60, 60]
    broken(StoreUnavailable("away"))
    program.refused(503, "POST", "/watches/changes", {**asked, "watches": ["coat-2", "coat-1"]})
    log = [(each.did, each.about, each.by) for each in reversed(site.store.audit_entries(9)) if each not in before]
    assert log == [
        ("changed several watches", "1 of 3 changes, before it was ended", "page"),
        ("changed several watches", "1 of 2 changes, before it was ended", "api"),
    ]
