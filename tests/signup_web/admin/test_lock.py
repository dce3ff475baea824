"""Who may come to the admin pages: by the one-time link, a key, or Google's proxy, and nobody else."""

import base64
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from msgspec.structs import replace

from coatcheck.people import invitations, operators
from coatcheck.ports.stored_values import ADMIN_KEY
from coatcheck.telling import switches
from signup_web.admin import lock
from tests.fakes.serving import answering, served
from tests.signup_web.admin.running import EDITOR, VIEWER, user
from tests.signup_web.visiting import PUBLIC, Site, enter


def test_the_link_works_once(site: Site) -> None:
    path = lock.admin_link(site.services).removeprefix(PUBLIC)
    first, second = site.visitor(), site.visitor()
    first.submit(path)
    second.submit(path)
    assert (first.at, second.status) == ("/admin/", 403)


def test_a_program_that_follows_links_does_not_use_it_up(site: Site) -> None:
    path = lock.admin_link(site.services).removeprefix(PUBLIC)
    site.visitor().get(path)
    visitor = site.visitor()
    visitor.submit(path)
    assert visitor.at == "/admin/"


def test_without_any_key_nobody_gets_in(site: Site) -> None:
    visitor = site.visitor()
    visitor.submit("/admin/enter", "/enter", key="")
    assert visitor.status == 403


def test_the_configured_key_opens_and_tries_are_counted(tmp_path: Path) -> None:
    site = Site(tmp_path, admin_token="open-sesame")
    for _ in range(9):
        visitor = site.visitor()
        visitor.submit("/admin/enter", "/enter", key="guess")
        assert visitor.status == 403
    visitor.submit("/admin/enter", "/enter", key="open-sesame")
    assert visitor.at == "/admin/"
    other = site.visitor()
    other.submit("/admin/enter", "/enter", key="open-sesame")
    assert other.status == 429
    assert "Those were too many tries" in other.page


def test_a_guesser_with_a_whole_ipv6_network_is_one_guesser(tmp_path: Path) -> None:
    visitor = Site(tmp_path, admin_token="open-sesame").visitor()
    answers = []
    for address in (*(f"2001:db8::{number}" for number in range(11)), "2001:db8:0:1::1"):
        visitor.client.environ_base["REMOTE_ADDR"] = address
        visitor.submit("/admin/enter", "/enter", key="guess")
        answers.append(visitor.status)
    assert answers == [403] * 10 + [429, 403]


def test_a_new_key_shuts_out_who_came_in_with_the_old_one(site: Site) -> None:
    visitor = enter(site)
    site.store.put_value(ADMIN_KEY, "another")
    visitor.get("/admin/")
    assert visitor.at == "/admin/enter"


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    """Signs as Identity-Aware Proxy does."""
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    def sign(**claims: object) -> str:
        now = int(time.time())
        said = {"iss": "https://cloud.google.com/iap", "aud": "/projects/1/apps/x", "email": "ann@example.org"}
        return jwt.encode({**said, "iat": now, "exp": now + 600, **claims}, key, "ES256", {"kid": "one"})

    with served(answering("/keys", {"one": public})) as base:
        monkeypatch.setattr(lock, "IAP_KEYS", f"{base}/keys")
        yield sign


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({}, 200),
        ({"email": "eve@example.org"}, 403),
        ({"aud": "/projects/1/apps/y"}, 403),
        ({"iss": "https://accounts.google.com"}, 403),
        ({"exp": 1}, 403),
    ],
)
def test_behind_the_proxy_only_its_word_counts(
    tmp_path: Path, google: Callable[..., str], claims: dict[str, object], status: int
) -> None:
    site = Site(tmp_path, iap_audience="/projects/1/apps/x", iap_admins=("ann@example.org",))
    headers = {"X-Goog-IAP-JWT-Assertion": google(**claims)}
    assert site.app.test_client().get("/admin/", headers=headers).status_code == status


def test_behind_the_proxy_a_token_that_can_not_be_read_or_lacks_its_signature_opens_nothing(
    tmp_path: Path, google: Callable[..., str]
) -> None:
    site = Site(tmp_path, iap_audience="/projects/1/apps/x", iap_admins=("ann@example.org",))
    deep = base64.urlsafe_b64encode(b'{"a":' + b"[" * 5000).decode()
    stripped = f"{google().rpartition('.')[0]}.SIGNATURE_REMOVED_BY_GOOGLE"
    for token in ("a.b.c", f"{deep}.{deep}.x", stripped):
        headers = {"X-Goog-IAP-JWT-Assertion": token}
        assert site.app.test_client().get("/admin/", headers=headers).status_code == 403


def test_behind_the_proxy_nobody_comes_in_without_its_word(tmp_path: Path) -> None:
    site = Site(tmp_path, iap_audience="/projects/1/apps/x", iap_admins=("ann@example.org",), admin_token="sesame")
    visitor = site.visitor()
    assert "<input" not in visitor.get("/admin/enter").text
    assert visitor.get("/admin/").status_code == 403


def test_behind_the_proxy_a_users_address_has_their_role_and_no_other(
    tmp_path: Path, google: Callable[..., str]
) -> None:
    site = Site(tmp_path, iap_audience="/projects/1/apps/x", iap_admins=("ann@example.org",))
    bob = user(site, "bob", first=VIEWER)
    client = site.app.test_client()

    def ask(path: str, email: str = "Bob@Example.org") -> int:
        return client.get(path, headers={"X-Goog-IAP-JWT-Assertion": google(email=email)}).status_code

    assert [ask(path) for path in ("/admin/", "/admin/me", "/admin/add")] == [200, 200, 403]
    site.store.put_user(replace(site.store.user(bob.id), roles={"": EDITOR}))
    assert ask("/admin/add") == 200
    operators.end(site.store, bob.id, site.clock.now())
    assert [ask("/admin/"), ask("/admin/", "ann@example.org")] == [403, 200]
    assert site.store.operator_sessions() == []


def test_behind_the_proxy_an_invitation_is_used_by_whom_google_names(
    tmp_path: Path, google: Callable[..., str]
) -> None:
    site = Site(tmp_path, iap_audience="/projects/1/apps/x", iap_admins=("ann@example.org",))
    site.app.config["WTF_CSRF_ENABLED"] = False
    admin = operators.user_id("ann@example.org")
    _, secret = invitations.invite(site.store, "", EDITOR, "bob@example.org", admin, site.clock.now())
    client = site.app.test_client()

    def use(**headers: str) -> int:
        path = f"/admin/invitation/{secret}"
        return client.post(path, base_url=PUBLIC, data={"name": "Bob"}, headers=headers).status_code

    assert use() == 403
    assert use(**{"X-Goog-IAP-JWT-Assertion": google(email="eve@example.org")}) == 422
    assert use(**{"X-Goog-IAP-JWT-Assertion": google(email="bob@example.org")}) == 303
    assert [(each.email, each.roles) for each in site.store.users()] == [("bob@example.org", {"": EDITOR})]
    assert site.store.operator_sessions() == []
    (bob,) = site.store.users()
    _, secret = invitations.let_in(site.store, bob, admin, site.clock.now())
    assert use(**{"X-Goog-IAP-JWT-Assertion": google(email="eve@example.org")}) == 422
    assert site.store.users() == [bob]
    assert [each.who for each in site.store.audit_entries(9)] == ["Bob"]  # nobody did anything in his name


def test_forms_need_their_token(site: Site) -> None:
    visitor = enter(site)
    answer = visitor.client.post("/admin/switch", base_url=PUBLIC, data={"stop": "1"})
    assert answer.status_code == 400
    assert switches.stopped(site.store) is None


def test_admin_pages_are_kept_by_nobody(site: Site) -> None:
    answer = enter(site).get("/admin/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'name="robots" content="noindex"' in answer.text
