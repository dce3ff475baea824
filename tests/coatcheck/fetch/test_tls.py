"""B20: a shop's certificate must be its own, valid today, and of an authority we know."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coatcheck.errors import Unreachable
from tests.authority import DAY, NOW, Authority
from tests.coatcheck.fetch.hostile import Server, redirect, serving
from tests.coatcheck.fetch.opening import failure, opened, page


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    return authority


@contextmanager
def secure(context: ssl.SSLContext) -> Iterator[tuple[Server, str]]:
    with serving(context) as shop:
        yield shop, shop.url(scheme="https")


def test_a_good_certificate_is_accepted(authority: Authority) -> None:
    with secure(authority.context()) as (_, url), opened() as fetcher:
        assert page(fetcher, url).body == b"page"


def test_an_expired_certificate_is_refused(authority: Authority) -> None:
    with secure(authority.context(until=NOW - DAY)) as (shop, url), opened() as fetcher:
        assert "certificate of 127.0.0.1 can't be trusted" in str(failure(fetcher, url))
        assert shop.asked == []


def test_a_certificate_of_another_host_is_refused(authority: Authority) -> None:
    with secure(authority.context("127.0.0.2")) as (shop, url), opened() as fetcher:
        assert "certificate" in str(failure(fetcher, url))
        assert shop.asked == []


def test_an_authority_that_nobody_knows_is_refused(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with secure(authority.context()) as (shop, url), opened() as fetcher:
        assert "only the shop can mend" in str(failure(fetcher, url))  # one that browsers fill in looks the same to us
        assert shop.asked == []


def test_a_server_without_encryption_on_an_encrypted_address_is_refused(authority: Authority) -> None:
    with serving() as shop, opened() as fetcher:
        assert isinstance(failure(fetcher, shop.url(scheme="https")), Unreachable)


def test_B21_from_https_no_redirect_leads_to_http(authority: Authority) -> None:
    with secure(authority.context()) as (shop, _), serving() as plain, opened() as fetcher:
        shop.behaviours["/x"] = redirect(plain.url())
        assert "from https to http" in str(failure(fetcher, shop.url("/x", scheme="https")))
        assert plain.asked == []
