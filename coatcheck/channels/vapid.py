"""Who sends a push message: https://www.rfc-editor.org/rfc/rfc8292"""

from base64 import urlsafe_b64encode
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from coatcheck.channels.aes128gcm import point

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

LIFE = 12 * 3600  # seconds for which a signature is good; 24 hours are the most
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256: https://www.rfc-editor.org/rfc/rfc5903#section-3.1


class Vapid:
    """The key by which push services know us, made of the site's secret key: the same each time, and nothing more to keep."""

    def __init__(self, secret_key: str, contact: str) -> None:
        """`contact`: the address, https:// or mailto:, at which a push service finds whoever sends."""
        self._secret_key, self._contact = secret_key, contact

    @cached_property
    def public_key(self) -> str:
        """The public key in base64url, as a browser's `PushManager` takes it."""
        return unpadded(point(self._key))

    def authorization(self, endpoint: str, now: float) -> str:
        """Write the header that says to this push service who sends; `now` is in seconds since 1970."""
        import jwt

        parts = urlsplit(endpoint)
        claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int(now) + LIFE, "sub": self._contact}
        return f"vapid t={jwt.encode(claims, self._key, 'ES256')}, k={self.public_key}"

    @cached_property
    def _key(self) -> "EllipticCurvePrivateKey":
        """https://csrc.nist.gov/pubs/fips/186-5/final, A.2.1: so many bits more that no number is likelier than another."""
        from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        drawn = HKDF(SHA256(), 40, None, b"the VAPID key of web push").derive(self._secret_key.encode())
        return derive_private_key(int.from_bytes(drawn) % (ORDER - 1) + 1, SECP256R1())


def unpadded(raw: bytes) -> str:
    """Write bytes in base64url, as the Web writes keys."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
