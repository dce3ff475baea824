"""Signing in with a passkey, and a user's own: a device that is honest; and devices and browsers that lie, each refused in a sentence."""

import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from flask.testing import FlaskClient
from msgspec.structs import replace

from coatcheck.model import SignedInBy, User
from coatcheck.people.passkey_ceremonies import LONGEST_ANSWER, UNKNOWN, UNPROVEN
from coatcheck.people.passkeys import STALE
from tests.fakes.authenticator import PRESENT, VERIFIED, Authenticator, to_text
from tests.signup_web.admin.running import VIEWER, signed_in, user
from tests.signup_web.visiting import PUBLIC, Site, Visitor, enter, words

ME, ENTER = "/admin/me", "/admin/enter"
BROKEN = {
    "nothing": "",
    "no JSON": "passkey",
    "another kind of JSON": "[1]",
    "no fields": "{}",
    "depths": "[" * LONGEST_ANSWER,
    "too much": json.dumps({"id": "x" * LONGEST_ANSWER}),
    "half a character": '{"id": "\\ud800", "rawId": "\\ud800", "type": "public-key", "response": {}}',
}


def asked(visitor: Visitor, page: str, path: str) -> dict[str, Any]:
    """What the page's script is told when it asks for a challenge."""
    visitor.get(page)
    token = visitor.page.split('name="csrf_token" value="')[1].split('"')[0]
    answer = visitor.client.post(path, base_url=PUBLIC, data={"csrf_token": token})
    assert answer.status_code == 200
    told: dict[str, Any] = json.loads(answer.text)
    return told


def to_add(visitor: Visitor) -> dict[str, Any]:
    return asked(visitor, ME, f"{ME}/passkeys/challenge")


def to_sign_in(visitor: Visitor) -> dict[str, Any]:
    return asked(visitor, ENTER, f"{ENTER}/passkey/challenge")


def add(visitor: Visitor, device: Authenticator, name: str = "laptop") -> None:
    answer = device.create(to_add(visitor))
    visitor.send("/me/passkeys", credential=answer, name=name)


def sign_in(visitor: Visitor, device: Authenticator) -> None:
    answer = device.get(to_sign_in(visitor))
    visitor.send("/enter/passkey", credential=answer)


def stored(site: Site, who: User) -> list[tuple[str, int, bool]]:
    """Of each passkey of theirs the name, the counter and whether it was used."""
    return [(each.name, each.sign_count, each.used_at is not None) for each in site.store.user(who.id).passkeys]


def refused(visitor: Visitor, sentence: str) -> bool:
    """Whether the visitor was told so, and stayed outside."""
    said = (visitor.status, sentence in words(visitor.page))
    return said == (403, True) and visitor.get("/admin/").request.path == ENTER


def cookie_of(client: FlaskClient) -> str:
    cookie = client.get_cookie("coatcheck", domain="coatcheck.example")
    assert cookie
    return cookie.value


def test_a_user_adds_a_passkey_signs_in_with_it_calls_it_something_else_and_removes_it(site: Site) -> None:
    ann, device, other = user(site, "ann", first=VIEWER), Authenticator(PUBLIC), site.visitor()
    visitor = signed_in(site, ann)
    assert "You have none" in words(visitor.get(ME).text)
    add(visitor, device)
    assert (visitor.at, stored(site, ann)) == (ME, [("laptop", 0, False)])
    for counter in (1, 2):
        sign_in(other, device)
        assert (other.at, stored(site, ann)) == ("/admin/", [("laptop", counter, True)])
        other.send("/leave")
    visitor.submit(ME, f"{to_text(device.id)}/name", name="phone")
    assert stored(site, ann) == [("phone", 2, True)]
    opened = [each.signed_in_by for each in site.store.operator_sessions()]
    assert opened == [SignedInBy.PASSKEY]
    visitor.submit(ME, f"{to_text(device.id)}/remove")
    assert stored(site, ann) == []
    sign_in(other, device)
    assert refused(other, UNKNOWN)
    did = [(each.who, each.did, each.about) for each in site.store.audit_entries(9)]
    assert ("Ann", "added a passkey", "laptop") in did
    assert ("Ann", "renamed a passkey", "phone") in did
    assert ("Ann", "removed a passkey", "phone") in did
    assert did.count(("Ann", "signed in by passkey", "a browser")) == 2


def test_whoever_lies_about_a_passkey_stays_outside(site: Site) -> None:
    ann, bob, ended = (user(site, name, first=VIEWER) for name in ("ann", "bob", "eve"))
    device, gone = Authenticator(PUBLIC), Authenticator(PUBLIC)
    add(signed_in(site, ann), device)
    add(signed_in(site, ended), gone)
    site.store.put_user(replace(site.store.user(ended.id), ended_at=site.clock.now()))
    sign_in(site.visitor(), device)
    honest = dict(vars(device))
    addresses = count(1)

    def visitor() -> Visitor:
        came = site.visitor()
        came.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{next(addresses)}"
        return came

    lies: dict[str, tuple[dict[str, object], str]] = {
        "another site's page": ({"origin": "https://coatcheck.example.evil"}, UNPROVEN),
        "without its S": ({"origin": PUBLIC.replace("https", "http")}, UNPROVEN),
        "another site's passkey": ({"rp_id": "evil.example"}, UNPROVEN),
        "nobody showed who they are": ({"flags": PRESENT}, UNPROVEN),
        "nobody was there": ({"flags": VERIFIED}, UNPROVEN),
        "a challenge of their own": ({"challenge": to_text(bytes(32))}, UNPROVEN),
        "another key": ({"key": ec.generate_private_key(ec.SECP256R1())}, UNPROVEN),
        "another passkey": ({"id": bytes(16)}, UNKNOWN),
        "another user's": ({"user": bob.id.encode()}, UNKNOWN),
        "nobody's": ({"user": b"nobody"}, UNKNOWN),
        "a user's whose name leads elsewhere": ({"user": b"../users/x"}, UNKNOWN),
        "not saying whose": ({"user": b""}, UNKNOWN),
        "a copy that counts anew": ({"count": 0}, UNPROVEN),
        "a copy that counts no more": ({"count": -1}, UNPROVEN),
    }
    for name, (lie, sentence) in lies.items():
        vars(device).update(honest | lie)
        came = visitor()
        sign_in(came, device)
        assert refused(came, sentence), name
    vars(device).update(honest)
    for name, answer in BROKEN.items():
        came = visitor()
        to_sign_in(came)
        came.send("/enter/passkey", credential=answer)
        assert refused(came, UNPROVEN), name
    came = visitor()
    padded = device.get(to_sign_in(came)) + " " * LONGEST_ANSWER
    came.send("/enter/passkey", credential=padded)
    assert refused(came, UNPROVEN)
    came = visitor()
    sign_in(came, gone)
    assert refused(came, UNKNOWN)
    assert stored(site, ann) == [("laptop", 1, True)]
    sign_in(visitor(), device)
    assert stored(site, ann) == [("laptop", device.count, True)]


def test_a_challenge_counts_once_in_the_browser_that_asked_for_five_minutes(site: Site) -> None:
    ann, device = user(site, "ann", first=VIEWER), Authenticator(PUBLIC)
    device.counts = False  # so that nothing but the challenge tells one answer from another
    own = signed_in(site, ann)
    add(own, device)

    came, other = site.visitor(), site.visitor()
    answer, before = device.get(to_sign_in(came)), cookie_of(came.client)
    other.submit(ENTER, "/enter/passkey", credential=answer)
    assert refused(other, STALE)
    to_sign_in(other)
    other.send("/enter/passkey", credential=answer)
    assert refused(other, UNPROVEN)
    came.send("/enter/passkey", credential=answer)
    assert came.at == "/admin/"

    thief = site.visitor()
    thief.client.set_cookie("coatcheck", before, domain="coatcheck.example")
    thief.submit(ENTER, "/enter/passkey", credential=answer)
    assert refused(thief, STALE)

    answer = device.get(to_sign_in(late := site.visitor()))
    site.wait(minutes=5)
    late.send("/enter/passkey", credential=answer)
    assert refused(late, STALE)

    made = Authenticator(PUBLIC).create(to_add(own))
    to_sign_in_by = signed_in(site, ann)
    to_sign_in_by.submit(ME, "/me/passkeys", credential=made, name="phone")
    assert STALE in words(to_sign_in_by.page)
    site.wait(minutes=5)
    own.submit(ME, "/me/passkeys", credential=made, name="phone")
    assert (own.status, STALE in words(own.page)) == (422, True)
    assert stored(site, ann) == [("laptop", 0, True)]


def test_a_passkey_that_does_not_prove_itself_is_not_added(site: Site) -> None:
    ann = user(site, "ann", first=VIEWER)
    visitor = signed_in(site, ann)
    lies: dict[str, dict[str, object]] = {
        "another site's page": {"origin": "https://evil.example"},
        "for another site": {"rp_id": "evil.example"},
        "nobody showed who they are": {"flags": PRESENT},
        "a challenge of their own": {"challenge": to_text(bytes(32))},
        "SHA-1": {"algorithm": -65535},
        "a curve that nobody uses here": {"algorithm": -47},
        "no name of its own": {"id": b""},
        "too long a name of its own": {"id": bytes(1024)},
    }
    for name, lie in lies.items():
        device = Authenticator(PUBLIC)
        vars(device).update(lie)
        add(visitor, device)
        assert (visitor.status, UNPROVEN in words(visitor.page)) == (422, True), name
    for name, answer in BROKEN.items():
        to_add(visitor)
        visitor.send("/me/passkeys", credential=answer, name="laptop")
        assert (visitor.status, UNPROVEN in words(visitor.page)) == (422, True), name
    add(visitor, Authenticator(PUBLIC), name=" ")
    assert (visitor.status, "1 to 60 characters" in words(visitor.page)) == (422, True)
    assert stored(site, ann) == []
    too_long = {"csrf_token": "x", "credential": "x" * 70_000}
    assert visitor.client.post(f"{ME}/passkeys", base_url=PUBLIC, data=too_long).status_code == 413


def test_guesses_at_passkeys_are_counted_and_leave_the_other_doors_open(tmp_path: Path) -> None:
    site = Site(tmp_path, admin_token="open-sesame")
    visitor, most = site.visitor(), site.services.limits.admin_tries_per_hour
    said = []
    for _ in range(most + 1):
        visitor.submit(ENTER, "/enter/passkey", credential="{}")
        said.append(visitor.status)
    assert said == [403] * most + [429]
    assert "too many tries" in visitor.page
    visitor.submit(ENTER, "/enter", key="open-sesame")
    assert visitor.at == "/admin/"


def test_whoever_has_the_key_has_no_passkeys_and_strangers_add_none(site: Site) -> None:
    operator, stranger = enter(site), site.visitor()
    assert "Passkeys" not in words(operator.get(ME).text)
    stranger.get(ENTER)
    for visitor, page, expected in ((operator, ME, 404), (stranger, ENTER, 302)):
        token = visitor.get(page).text.split('name="csrf_token" value="')[1].split('"')[0]
        for path in ("", "/challenge", "/x/name", "/x/remove"):
            answer = visitor.client.post(f"{ME}/passkeys{path}", base_url=PUBLIC, data={"csrf_token": token})
            assert answer.status_code == expected, path


@pytest.mark.parametrize(
    "settings",
    [
        {"public_url": "http://192.0.2.1:8080"},
        {"iap_audience": "/projects/1/apps/x", "iap_admins": ("ann@example.org",)},
    ],
)
def test_where_there_can_be_no_passkeys_nobody_is_offered_one(tmp_path: Path, settings: dict[str, Any]) -> None:
    site = Site(tmp_path, **settings)
    visitor = site.visitor()
    visitor.client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    site.app.config["WTF_CSRF_ENABLED"] = False
    assert "passkey" not in visitor.get(ENTER).text
    for path in ("/challenge", ""):
        assert visitor.client.post(f"{ENTER}/passkey{path}", base_url=PUBLIC).status_code == 404


def test_every_page_with_a_passkeys_form_makes_sense_without_its_script(site: Site) -> None:
    ann = user(site, "ann", first=VIEWER)
    page = signed_in(site, ann).get(ME).text
    assert "This browser can’t add one" in words(page)
    assert 'data-instead="no-passkey" hidden' in page
    page = site.visitor().get(ENTER).text
    assert "Key" in words(page)
    assert " hidden>" in page.split("data-passkey", 1)[1].split("\n", 1)[0]
