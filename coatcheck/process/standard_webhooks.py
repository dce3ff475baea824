"""The signature of Standard Webhooks, for those we send and those we get: HMAC-SHA256 over id, time and body.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import hashlib
import hmac
from contextlib import suppress

PREFIX = "whsec_"


def sign(secret: str, key: str, timestamp: str, body: bytes) -> str:
    """Return the `webhook-signature` of a message: `key` is its id, `timestamp` are seconds since 1970."""
    return _signature(_keys(secret)[0], key, timestamp, body)


def is_signed(signatures: str, secret: str, key: str, timestamp: str, body: bytes) -> bool:
    """Return whether one of these signatures (there may be several, with blanks between) is right. The time's age is for the caller."""
    ours = [_signature(each, key, timestamp, body).encode() for each in _keys(secret)]
    return any(hmac.compare_digest(mine, theirs.encode()) for theirs in signatures.split() for mine in ours)


def base64_mac(key: bytes, said: bytes) -> str:
    """Return the base64 of an HMAC-SHA256."""
    return base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()


def _keys(secret: str) -> list[bytes]:
    """List the keys that a secret can stand for, the standard's own first: of `whsec_` and base64, the bytes; else the characters."""
    decoded, text = b"", secret.removeprefix(PREFIX)
    if text != secret:
        with suppress(ValueError):  # then it is no base64, but words of the operator's own
            decoded = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    return [decoded, secret.encode()] if decoded else [secret.encode()]


def _signature(mac_key: bytes, key: str, timestamp: str, body: bytes) -> str:
    return f"v1,{base64_mac(mac_key, f'{key}.{timestamp}.'.encode() + body)}"
