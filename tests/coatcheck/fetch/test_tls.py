"""B20: a shop's certificate must be its own, valid today, and of an authority we know."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from coatcheck.errors import Unreachable
from tests.coatcheck.fetch.hostile import Server, redirect, serving
from tests.coatcheck.fetch.opening import failure, opened, page

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
Serve = Callable[..., Any]


class Authority:
    """Signs certificates; `file` is what a client must know to trust them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "authority.pem"
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
        self.file.write_bytes(self._sign(self.name, self.key, NOW - DAY, NOW + DAY, authority=True))

    def _sign(
        self, name: x509.Name, key: Any, since: datetime, until: datetime, authority: bool, host: str = ""
    ) -> bytes:
        builder = x509.CertificateBuilder(self.name, name, key.public_key(), x509.random_serial_number(), since, until)
        builder = builder.add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        if host:
            address = x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))])
            builder = builder.add_extension(address, critical=False)
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.PEM)

    def context(self, host: str = "127.0.0.1", until: datetime = NOW + DAY) -> ssl.SSLContext:
        """What a server of this host needs."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        certificate = self._sign(name, key, NOW - 2 * DAY, until, authority=False, host=host)
        both = self.folder / f"{host}.pem"
        both.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(both)
        return context


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
        assert "certificate" in str(failure(fetcher, url))
        assert shop.asked == []


def test_a_server_without_encryption_on_an_encrypted_address_is_refused(authority: Authority) -> None:
    with serving() as shop, opened() as fetcher:
        assert isinstance(failure(fetcher, shop.url(scheme="https")), Unreachable)


def test_B21_from_https_no_redirect_leads_to_http(authority: Authority) -> None:
    with secure(authority.context()) as (shop, _), serving() as plain, opened() as fetcher:
        shop.behaviours["/x"] = redirect(plain.url())
        assert "from https to http" in str(failure(fetcher, shop.url("/x", scheme="https")))
        assert plain.asked == []
