"""The page of keys: one that is shown once, what it may do, and an end to it."""

import re

from coatcheck.model import Scope, Team
from coatcheck.people import api_keys
from tests.signup_web.admin.running import EDITOR, OWNER, signed_in, user
from tests.signup_web.api.asking import Program
from tests.signup_web.visiting import PUBLIC, Site, enter, words


def test_the_operator_makes_a_key_sees_when_it_was_used_and_ends_it(site: Site) -> None:
    visitor = enter(site)
    visitor.submit("/admin/keys", action="/keys", name="phone", days="2", scope=["read", "watches"])
    token = re.search(r"<code>(cc_\S+)</code>", visitor.page)[1]
    key = api_keys.known(site.store, token, site.clock.now(), ())
    assert (key.owner, key.scopes) == ("operator", (Scope.READ, Scope.WATCHES))
    shown = words(visitor.get("/admin/keys").text)
    assert "phone operator read, watches 2026-03-04 just now End" in shown, shown
    assert token.rpartition("_")[2] not in visitor.page
    visitor.send(action="/end")
    assert "There are no keys." in visitor.page
    assert api_keys.known(site.store, token, site.clock.now(), ()) is None


def test_the_keys_of_whoever_is_no_owner_any_more_stop_and_can_be_taken_over(site: Site) -> None:
    ann, eve = user(site, "ann", first=OWNER), user(site, "eve", first=OWNER)
    owner, other = signed_in(site, ann), signed_in(site, eve)
    tokens = []
    for name in ("phone", "desk", "till"):
        other.submit("/admin/keys", action="/keys", name=name, days="2", scope=["read"])
        tokens.append(re.search(r"<code>(cc_\S+)</code>", other.page)[1])
        site.wait(seconds=1)
    programs = [Program(site, token=token) for token in tokens]
    assert [program.ask("GET", "/watches").status_code for program in programs] == [200] * 3
    assert "Take over the keys phone, desk, till; else they stop" in words(owner.get("/admin/users").text)
    assert "Take over the keys" not in words(other.get("/admin/users").text)  # nobody keeps their own
    owner.submit("/admin/users", action=f"/{eve.id}/role", role="editor")
    assert site.store.audit_entries(1)[0].about == "Eve: owner -> editor; keys that stop: phone, desk, till"
    assert [program.ask("GET", "/watches").status_code for program in programs] == [401] * 3
    shown = words(owner.get("/admin/keys").text)
    assert shown.count("has stopped") == 3
    assert "whoever made it is no owner of this team any more" in shown
    owner.submit("/admin/keys", action=f"{site.store.api_keys()[0].id}/take-over")
    assert [program.ask("GET", "/watches").status_code for program in programs] == [200, 401, 401]
    assert words(owner.get("/admin/keys").text).count("has stopped") == 2
    site.wait(seconds=1)
    owner.submit("/admin/users", action=f"/{eve.id}/role", role="owner")
    assert [program.ask("GET", "/watches").status_code for program in programs] == [
        200,
        401,
        401,
    ]  # what stopped stays so
    assert words(owner.get("/admin/keys").text).count("has stopped") == 2
    assert "Take over the keys" not in words(owner.get("/admin/users").text)
    for key in site.store.api_keys()[1:]:
        other.submit("/admin/keys", action=f"{key.id}/take-over")
    assert [program.ask("GET", "/watches").status_code for program in programs] == [200] * 3
    owner.submit("/admin/users", action=f"/{eve.id}/remove", keys="take over")
    assert site.store.audit_entries(1)[0].about == "Eve; keys taken over: desk, till"
    assert [program.ask("GET", "/watches").status_code for program in programs] == [200] * 3
    assert {key.made_by for key in site.store.api_keys()} == {ann.id}


def test_an_owner_of_one_team_takes_over_no_key_of_another(site: Site) -> None:
    site.store.put_team(Team("coats", "Coats", site.clock.now()))
    user(site, "bob", coats=OWNER)
    eve = user(site, "eve", coats=OWNER, first=EDITOR)
    theirs, _ = api_keys.make(site.store, "theirs", "eve", [Scope.READ], site.clock.now(), made_by=eve.id)
    bob = signed_in(site, site.store.users()[0])
    assert "Take over" not in bob.get("/admin/users").text
    bob.submit("/admin/users", action=f"/{eve.id}/remove", keys="take over")
    site.app.config["WTF_CSRF_ENABLED"] = False
    assert bob.client.post(f"/admin/keys/{theirs.id}/take-over", base_url=PUBLIC).status_code == 404
    assert site.store.api_key(theirs.id).made_by == eve.id


def test_a_form_that_makes_no_key_says_what_is_missing_and_keeps_what_was_typed(site: Site) -> None:
    visitor = enter(site)
    for fields, says in [
        ({"name": "phone", "days": "0", "scope": "read"}, "1 to 3650 days"),
        ({"name": "phone", "days": "2"}, "Say what the key may do"),
        ({"name": "phone", "days": "2", "scope": "everything"}, "Say what the key may do"),
    ]:
        visitor.submit("/admin/keys", action="/keys", **fields)
        assert (visitor.status, says in visitor.page, 'value="phone"' in visitor.page) == (422, True, True)
    assert site.store.api_keys() == []
