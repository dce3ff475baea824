"""A push service with one browser that is subscribed there, and reads what is pushed to it (https://www.rfc-editor.org/rfc/rfc8291)."""

import asyncio
import json
import os
from base64 import urlsafe_b64encode
from typing import Any

from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.fakes.serving import cut


class PushService:
    def __init__(self) -> None:
        self.calls: list[tuple[dict[str, str], bytes]] = []
        self.status, self.headers = 201, dict[str, str]()
        self.drop = self.stall = False
        self._key, self._secret = generate_private_key(SECP256R1()), os.urandom(16)
        self._point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/push/{name}", self.take)
        return app

    async def take(self, request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.calls.append((headers, await request.read()))
        if self.stall:
            await asyncio.sleep(1)
        return cut(request) if self.drop else web.Response(status=self.status, headers=self.headers)

    def subscription(self, base: str, name: str = "ann") -> str:
        """What the browser gives to our page, served at this address."""
        keys = {"p256dh": _written(self._point), "auth": _written(self._secret)}
        return json.dumps({"endpoint": f"{base}/push/{name}", "expirationTime": None, "keys": keys})

    def texts(self) -> list[str]:
        """What was pushed, in the clear."""
        return [self._decrypted(body).decode() for _, body in self.calls]

    def notifications(self) -> list[dict[str, Any]]:
        """What the browser was told to show."""
        return [json.loads(text)["notification"] for text in self.texts()]

    def _decrypted(self, body: bytes) -> bytes:
        salt, length = body[:16], body[20]
        sender, record = body[21 : 21 + length], body[21 + length :]
        shared = self._key.exchange(ECDH(), EllipticCurvePublicKey.from_encoded_point(SECP256R1(), sender))
        info = b"WebPush: info\0" + self._point + sender
        material = HKDF(SHA256(), 32, self._secret, info).derive(shared)
        key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(material)
        nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(material)
        content, end = (opened := AESGCM(key).decrypt(nonce, record, None))[:-1], opened[-1:]
        assert end == b"\x02"
        return content


def _written(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
