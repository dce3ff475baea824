"""The site behind web servers of others: people sign up, each counts as who they are, and a cache keeps nobody's own page."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter

from console.serving import free_port
from tests.counterparts.house import House
from tests.counterparts.mail_servers import MailServer, aiosmtpd
from tests.counterparts.proxies import apache, caddy, haproxy, nginx, varnish
from tests.counterparts.visitor import Visitor

SERVERS = {"nginx": nginx, "apache": apache, "haproxy": haproxy, "caddy": caddy}
LIAR = {"X-Forwarded-For": "203.0.113.7", "X_Forwarded_For": "203.0.113.8", "Forwarded": "for=203.0.113.9"}


class From(HTTPAdapter):
    """Asks from this address of the machine."""

    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **settings: Any) -> None:
        super().init_poolmanager(*arguments, source_address=(self._address, 0), **settings)


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with aiosmtpd() as server:
        yield server


@pytest.mark.parametrize("name", SERVERS)
def test_behind_it_people_sign_up_and_nobody_is_somebody_else(
    name: str, mail: MailServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port, scheme = free_port(), "http" if name == "caddy" else "https"
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    site = f"{scheme}://127.0.0.1:{port}"
    variables = {
        "COATCHECK_PUBLIC_URL": site,
        "COATCHECK_TRUSTED_PROXIES": "1",
        "COATCHECK_SIGNUPS_PER_ADDRESS": "1",
        "COATCHECK_OPERATOR": "email:op@example.org",
    }
    with House(tmp_path, {**mail.environment(), **variables}) as house, SERVERS[name](house.place, tmp_path, port):
        doctors = {check["name"]: check for check in json.loads(house.run("doctor", "--json"))}
        assert doctors["visitors"]["verdict"] == "ok", doctors["visitors"]
        sign_up(site, house.slug, "ann@example.org", mail)
        assert "Too many codes" in asked(site, house.slug, "127.0.0.1", LIAR)
        assert "Too many codes" not in asked(site, house.slug, "127.0.0.2", {})
        page = requests.get(f"{site}/p/{house.slug}", timeout=10)
        same = requests.get(page.url, headers={"If-None-Match": page.headers["ETag"]}, timeout=10)
        assert (page.status_code, same.status_code, page.headers["Content-Encoding"]) == (200, 304, "gzip")


def sign_up(site: str, slug: str, address: str, mail: MailServer) -> None:
    visitor = Visitor(f"{site}/p/{slug}/join?size=M&by=email")
    visitor.sign_up(address, lambda: re.search(r"^\d{6}", mail.mails(address)[0].get_body(("plain",)).get_content())[0])


def asked(site: str, slug: str, address: str, headers: dict[str, str]) -> str:
    """What the site says to somebody at this address of the machine who asks for a code."""
    visitor = Visitor(f"{site}/p/{slug}/join?size=M&by=email")
    visitor.session.mount(site, From(address))
    visitor.session.headers.update(headers)
    try:
        visitor.send({"address": "bob@example.org", "agree": "1"})
    except AssertionError as refused:
        return str(refused)
    return visitor.text


def test_a_cache_before_the_site_keeps_what_machines_read_and_no_page_of_anybodys_own(
    mail: MailServer, tmp_path: Path
) -> None:
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    variables = {"COATCHECK_PUBLIC_URL": site, "COATCHECK_TRUSTED_PROXIES": "1"}
    with House(tmp_path, {**mail.environment(), **variables}) as house, varnish(house.place, tmp_path, port):
        assert is_kept(f"{site}/p/{house.slug}.json")
        for path in (f"/p/{house.slug}", f"/p/{house.slug}/join?size=M&by=email", "/restocks", "/mine", "/admin/"):
            assert not is_kept(site + path), path
        for number in range(2):
            sign_up(site, house.slug, f"person{number}@example.org", mail)
        house.restock()
        (link,) = re.findall(rf"{site}/m/\S+", mail.mails("person0@example.org")[-1].get_body(("plain",)).get_content())
        assert not is_kept(link)


def is_kept(url: str) -> bool:
    """Whether Varnish answers the second time by itself, as it says by two numbers in its header."""
    answers = [requests.get(url, timeout=10) for _ in range(2)]
    assert all(answer.ok for answer in answers), url
    return len(answers[1].headers["X-Varnish"].split()) == 2
