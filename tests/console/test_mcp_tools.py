"""What an assistant is told, by the tools themselves; tests/counterparts has the protocol."""

import pytest

from coatcheck.errors import Invalid
from coatcheck.model import Scope, Team, Via
from coatcheck.people import api_keys
from coatcheck.watching.canary.identity import new_id
from console.mcp_tools import Tools, note
from tests.signup_web.visiting import Site


def test_an_assistant_hears_of_no_canary_and_no_secret(site: Site) -> None:
    hidden = new_id()
    site.watch(hidden)
    site.watch("coat", options={"selector": "p.stock", "cookies": "a=b"})
    tools = Tools(site.services)
    listed = tools.list_watches()
    shown = {each["slug"]: each["options"] for each in listed["watches"]}
    assert shown == {"jacket": {}, "coat": {"selector": "p.stock", "cookies": "***"}}
    assert listed["found"] == 2
    with pytest.raises(Invalid, match=r"There are: (jacket, coat|coat, jacket)\.$"):
        tools.history(hidden)


def test_what_an_assistant_changed_is_in_the_log_with_the_key_that_it_came_by(site: Site) -> None:
    key, _ = api_keys.make(site.store, "desk", "ann", [Scope.WATCHES], site.clock.now())
    note(site.services, "add_watch", {"added": True, "watch": {"slug": "coat"}}, key)
    note(site.services, "add_watch", {"added": False, "watch": {"slug": "coat"}}, key)
    note(site.services, "list_watches", {"watches": []}, key)
    note(site.services, "enter_code", {"signed_up": True}, None)
    log = [(each.who, each.who_id, each.did, each.about, each.by) for each in reversed(site.store.audit_entries(9))]
    assert log == [
        ("desk (key of ann)", key.id, "added a watch", "coat", Via.API),
        ("assistant", "", "signed somebody up", "", Via.CONSOLE),
    ]


def test_an_assistant_sees_what_one_team_watches(site: Site) -> None:
    site.store.put_team(Team("north", "North", site.clock.now()))
    site.watch("parka", team="north")
    first, north = (Tools(site.services.of_team(team)) for team in ("", "north"))
    listed = [[each["slug"] for each in tools.list_watches()["watches"]] for tools in (first, north)]
    assert listed == [["jacket"], ["parka"]]
    assert north.history("parka")["title"] == "Parka"
    with pytest.raises(Invalid, match="no watch 'parka'"):
        first.history("parka")
