"""A signing key of our own, where production has Google's: push tokens, and the certificates that prove them."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth import crypt, jwt

from coatcheck.process.loopback import served

AUDIENCE = "https://push.coatcheck.invalid"
SERVICE_ACCOUNT = "push@emulated.example"
KEY_ID = "emulated"


class Identity:
    """One key, made when it is first needed and never stored."""

    def __init__(self) -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        public = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        self._signer = crypt.RSASigner.from_string(private, KEY_ID)  # type: ignore[no-untyped-call]
        self.public_key = public.decode()

    @property
    def certificates(self) -> bytes:
        """What Google publishes for its own keys: key ids and PEM texts."""
        return json.dumps({KEY_ID: self.public_key}).encode()

    def claims(self, audience: str = AUDIENCE) -> dict[str, object]:
        """Write what Pub/Sub's tokens say, good for an hour.

        https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions#jwt_format
        """
        now = int(time.time())
        return {
            "aud": audience,
            "email": SERVICE_ACCOUNT,
            "email_verified": True,
            "iss": "https://accounts.google.com",
            "sub": "100000000000000000001",
            "iat": now,
            "exp": now + 3600,
        }

    def sign(self, claims: dict[str, object]) -> str:
        """Sign these claims, as a token."""
        encoded: bytes = jwt.encode(self._signer, claims)  # type: ignore[no-untyped-call]
        return encoded.decode()

    @contextmanager
    def published(self) -> Iterator[str]:
        """Publish the certificates meanwhile, at the address that is returned."""
        with served(self.certificates, {"Cache-Control": "public, max-age=3600"}) as address:
            yield f"{address}/certs"
