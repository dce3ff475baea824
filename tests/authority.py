"""An authority for certificates that only the tests trust."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


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
        for extension, critical in self._says(key, authority, host):
            builder = builder.add_extension(extension, critical)
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.PEM)

    def _says(self, key: Any, authority: bool, host: str) -> Iterator[tuple[x509.ExtensionType, bool]]:
        """What the certificate of a strict authority says, and whether it must be understood.

        Python 3.13 wants all of it: https://docs.python.org/3/library/ssl.html#ssl.VERIFY_X509_STRICT
        """
        yield x509.BasicConstraints(ca=authority, path_length=None), True
        yield x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False
        yield x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), False
        if authority:
            yield (
                x509.KeyUsage(False, False, False, False, False, True, True, False, False),
                True,
            )  # it signs certificates
        if host:
            yield x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), False

    def certificate(self, host: str = "127.0.0.1", until: datetime = NOW + DAY) -> Path:
        """A file with a key and a certificate for this host."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        certificate = self._sign(name, key, NOW - 2 * DAY, until, authority=False, host=host)
        both = self.folder / f"{host}.pem"
        both.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate)
        return both

    def context(self, host: str = "127.0.0.1", until: datetime = NOW + DAY) -> ssl.SSLContext:
        """What a server of this host needs."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate(host, until))
        return context
