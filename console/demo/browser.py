"""A browser to try notifications on: it makes the address that they go to, and alone can read them.

A real one asks the push service of whoever made it, far from here. https://www.rfc-editor.org/rfc/rfc8291
"""

import json
import secrets
from base64 import urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDH, SECP256R1, EllipticCurvePublicKey, generate_private_key
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from coatcheck.channels.aes128gcm import END, point


class Browser:
    """One browser that lets a site show notifications."""

    def __init__(self, endpoint: str) -> None:
        """`endpoint`: where its push service takes messages for it."""
        self._key = generate_private_key(SECP256R1())
        self._secret = secrets.token_bytes(16)
        self._endpoint = endpoint

    @property
    def subscription(self) -> str:
        """What a site gets from it, in JSON: https://www.w3.org/TR/push-api/#dom-pushsubscription-tojson"""
        keys = {"p256dh": _text(point(self._key)), "auth": _text(self._secret)}
        return json.dumps({"endpoint": self._endpoint, "keys": keys})

    def read(self, body: bytes) -> dict[str, Any]:
        """Decrypt a message, and return the notification in it. Raises `ValueError` where it is not for this browser."""
        salt, length = body[:16], body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        shared = self._key.exchange(ECDH(), EllipticCurvePublicKey.from_encoded_point(SECP256R1(), theirs))
        material = _derived(shared, self._secret, b"WebPush: info\0" + point(self._key) + theirs, 32)
        key = _derived(material, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _derived(material, salt, b"Content-Encoding: nonce\0", 12)
        opened = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0").removesuffix(END)
        notification: dict[str, Any] = json.loads(opened)["notification"]
        return notification


def _derived(material: bytes, salt: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, purpose).derive(material)


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
