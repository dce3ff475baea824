"""The list of watches as a file, by the API: planned, applied as planned, refused whole."""

import pytest
from msgspec.structs import replace

from coatcheck.errors import Conflict
from coatcheck.model import Scope, Watch
from tests.examples import watch
from tests.signup_web.api.asking import Program
from tests.signup_web.visiting import Site

COAT = {"url": "https://shop.example/coat", "source": "page", "title": "Coat", "interval": 90, "tags": ["Coats"]}
APPLY = "/watches/apply"


def test_a_list_is_planned_then_applied_as_it_was_planned(site: Site) -> None:
    program = Program(site, Scope.WATCHES)
    before = program.get("/watches/export")["watches"]
    planned = program.post(APPLY, {"watches": [COAT]})
    assert (planned["done"], [each["url"] for each in planned["added"]]) == (False, [COAT["url"]])
    assert len(planned["unnamed"]) == len(before)
    assert program.get("/watches/export")["watches"] == before
    agreed = {"watches": [COAT], "plan": planned["plan"]}
    assert program.post(APPLY, agreed)["done"] is True
    assert "agree to that" in program.refused(409, "POST", APPLY, agreed)  # it is done already
    *_, added = program.get("/watches/export")["watches"]
    assert {name: added[name] for name in COAT} == COAT
    slower = {"watches": [*before, {**COAT, "interval": 300}]}
    planned = program.post(APPLY, slower)
    assert planned["changed"] == [
        {"watch": "coat", "differences": [{"name": "interval", "before": "90", "after": "300"}]}
    ]
    theirs = site.store.watch_by_slug("coat")
    site.store.put_watch(replace(theirs, title="Their title"))
    program.refused(409, "POST", APPLY, {**slower, "plan": planned["plan"]})
    assert site.store.watch_by_slug("coat").interval == 90
    only = {"watches": program.get("/watches/export")["watches"][-1:], "prune": True}
    planned = program.post(APPLY, only)
    assert len(planned["removed"]) == len(before)
    program.post(APPLY, {**only, "plan": planned["plan"]})
    assert [watch.slug for watch in site.store.watches()] == ["coat"]
    nothing = program.post(APPLY, only)
    assert (nothing["same"], program.post(APPLY, {**only, "plan": nothing["plan"]})["done"]) == (1, True)
    assert [(each.did, each.about) for each in reversed(site.store.audit_entries(9))] == [
        ("applied a list of watches", "added: 1, changed: 0, removed: 0"),
        ("applied a list of watches", f"added: 0, changed: 0, removed: {len(before)}"),
    ]  # what was planned, or had nothing to do, is in no log


def test_what_was_done_of_a_list_before_it_failed_is_in_the_log(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    program, put = Program(site, Scope.WATCHES), site.store.add_watch
    both = {"watches": [COAT, {**COAT, "url": "https://shop.example/hat", "title": "Hat"}]}
    planned = program.post(APPLY, both)["plan"]

    def add(watch: Watch) -> Watch:
        if watch.title == "Hat":
            raise Conflict("Somebody took its slug meanwhile.")
        return put(watch)

    monkeypatch.setattr(site.store, "add_watch", add)
    program.refused(409, "POST", APPLY, {**both, "plan": planned})
    assert [each.about for each in site.store.audit_entries(9)] == ["1 of 2 changes, before it was ended"]


def test_a_list_with_a_fault_is_refused_whole_and_reaches_nothing_private(site: Site) -> None:
    program, before = Program(site, Scope.WATCHES), site.store.watches()
    said = program.refused(422, "POST", APPLY, {"watches": [COAT, {**COAT, "interval": 1}, {**COAT, "source": "x"}]})
    assert [line.partition(":")[0].strip() for line in said.splitlines()[1:]] == ["watch 2", "watch 3"]
    for private in (
        {"url": "http://10.0.0.1/x", "source": "page"},
        {"url": "http://10.0.0.1/x", "allow_private": True},
    ):
        assert "private network" in program.refused(422, "POST", APPLY, {"watches": [private]})
    broken = {"watches": [{"url": "https://[::1", "source": "bookmyshow"}]}
    assert "is not an address" in program.refused(422, "POST", APPLY, broken)
    many = [{"url": f"https://shop.example/{number}"} for number in range(11)]
    assert "Name the `source`" in program.refused(422, "POST", APPLY, {"watches": many})
    large = [{**COAT, "url": f"https://shop.example/{number}", "title": "x" * 180} for number in range(400)]
    assert len(program.post(APPLY, {"watches": large})["added"]) == 400
    program.refused(413, "POST", APPLY, {"watches": [{**COAT, "title": "x" * 1_100_000}]})
    assert site.store.watches() == before
    Program(site, Scope.READ).refused(403, "POST", APPLY, {"watches": [COAT]})


def test_a_key_names_no_other_private_page_than_those_the_operator_named(site: Site) -> None:
    program, url = Program(site, Scope.WATCHES), "http://10.0.0.1/coat"
    theirs = site.store.add_watch(watch("inside", url=url, allow_private=True))
    site.store.add_watch(watch("canary-1", slug="canary", url="http://10.0.0.1/canary", allow_private=True))
    exported = next(each for each in program.get("/watches/export")["watches"] if each["slug"] == theirs.slug)
    slower = program.post(APPLY, {"watches": [{**exported, "interval": 300}]})
    assert [each["watch"] for each in slower["changed"]] == [theirs.slug]
    for other in (
        {**exported, "slug": "second", "options": {"currency": "EUR"}},
        {**exported, "slug": "canary", "url": "http://10.0.0.1/canary"},
    ):
        assert "private network" in program.refused(422, "POST", APPLY, {"watches": [other]})


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("url", "https://shop.example/" + "x" * 900_000, "2000 characters"),
        ("image", "javascript:alert(1)", "https://"),
        ("image", "https://shop.example/" + "x" * 2000, "2000 characters"),
        ("title", " ", "one line"),
        ("title", "Coat\x07", "one line"),
    ],
)
def test_what_is_written_of_a_watch_keeps_to_limits(site: Site, field: str, value: str, says: str) -> None:
    program = Program(site, Scope.WATCHES)
    said = program.refused(422, "POST", APPLY, {"watches": [{**COAT, field: value}]})
    assert says in said
    assert len(said) < 1000
    if field == "title":
        assert "one line" in program.refused(422, "PATCH", f"/watches/{site.store.watches()[0].id}", {"title": value})
