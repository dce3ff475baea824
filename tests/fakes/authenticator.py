"""A device that makes passkeys, and the browser in front of it. https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data

What is set on it replaces what an honest one would say.
"""

import base64
import hashlib
import json
import secrets
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 1, 4, 64  # flags
ES256 = -7


class Authenticator:
    """One passkey."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.rp_id = ""  # in place of the one that is asked for
        self.challenge = ""  # likewise
        self.flags = PRESENT | VERIFIED
        self.algorithm = ES256
        self.counts = True
        self.count = 0
        self.id = secrets.token_bytes(16)
        self.user = b""
        self.key = ec.generate_private_key(ec.SECP256R1())

    def create(self, options: dict[str, Any]) -> str:
        """What the browser sends once the passkey is made."""
        self.user = from_text(options["user"]["id"])
        point = self.key.public_key().public_numbers()
        key = {1: 2, 3: self.algorithm, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)}
        made = bytes(16) + len(self.id).to_bytes(2) + self.id + cbor2.dumps(key)
        data = self._data(options["rp"]["id"], self.flags | ATTESTED) + made
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", options)
        return self._answer(clientDataJSON=client, attestationObject=attestation)

    def get(self, options: dict[str, Any]) -> str:
        """What the browser sends once the passkey was used."""
        self.count += self.counts
        data, client = self._data(options["rpId"], self.flags), self._client("webauthn.get", options)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signature, userHandle=self.user)

    def _data(self, rp_id: str, flags: int) -> bytes:
        return hashlib.sha256((self.rp_id or rp_id).encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": self.challenge or options["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def _answer(self, **response: bytes) -> str:
        shown = {name: to_text(each) for name, each in response.items()}
        return json.dumps({"id": to_text(self.id), "rawId": to_text(self.id), "type": "public-key", "response": shown})


def to_text(data: bytes) -> str:
    """Bytes as browsers write them."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_text(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "==")
