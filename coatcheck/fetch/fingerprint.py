"""What is remembered of an answer in place of the answer: enough to ask a shop whether it is still the same.

https://www.rfc-editor.org/rfc/rfc9110#name-conditional-requests
"""

import hashlib

import msgspec

from coatcheck.model import Frozen

LONGEST_VALIDATOR = 1024  # characters; a longer ETag is not worth sending back


class Fingerprint(Frozen, frozen=True, array_like=True):
    """Where an answer came from in the end, a hash of its bytes, and its validators ("" where it has none)."""

    url: str
    digest: str
    etag: str = ""
    modified: str = ""

    def headers(self) -> dict[str, str]:
        """Write the request headers that ask for this page only if it changed."""
        validators = {"if-none-match": self.etag, "if-modified-since": self.modified}
        return {name: value for name, value in validators.items() if value}

    def text(self) -> str:
        return msgspec.json.encode(self).decode()


def take(url: str, headers: dict[str, str], wire: bytes) -> Fingerprint:
    """Take the fingerprint of what came over the wire."""
    digest = hashlib.blake2b(wire, digest_size=16, key=headers.get("content-encoding", "").encode()[:64]).hexdigest()
    etag, modified = (_validator(headers.get(name, "")) for name in ("etag", "last-modified"))
    return Fingerprint(url, digest, etag, modified)


def read(text: str) -> Fingerprint | None:
    """Read the fingerprint in this text; None where there is none."""
    try:
        return msgspec.json.decode(text, type=Fingerprint) if text else None
    except msgspec.DecodeError:
        return None


def _validator(text: str) -> str:
    fits = len(text) <= LONGEST_VALIDATOR and text.isascii() and text.isprintable()
    return text if fits else ""
