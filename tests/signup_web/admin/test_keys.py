"""The page of keys: one that is shown once, what it may do, and an end to it."""

import re

from coatcheck.model import Scope
from coatcheck.people import api_keys
from tests.signup_web.visiting import Site, enter, words


def test_the_operator_makes_a_key_sees_when_it_was_used_and_ends_it(site: Site) -> None:
    visitor = enter(site)
    visitor.submit("/admin/keys", action="/keys", name="phone", days="2", scope=["read", "watches"])
    token = re.search(r"<code>(cc_\S+)</code>", visitor.page)[1]
    key = api_keys.known(site.store, token, site.clock.now())
    assert (key.owner, key.scopes) == ("operator", (Scope.READ, Scope.WATCHES))
    shown = words(visitor.get("/admin/keys").text)
    assert "phone operator read, watches 2026-03-04 just now End" in shown, shown
    assert token.rpartition("_")[2] not in visitor.page
    visitor.send(action="/end")
    assert "There are no keys." in visitor.page
    assert api_keys.known(site.store, token, site.clock.now()) is None


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
