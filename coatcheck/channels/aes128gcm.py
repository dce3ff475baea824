"""What only one browser can read: https://www.rfc-editor.org/rfc/rfc8291, in one record of https://www.rfc-editor.org/rfc/rfc8188"""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

RECORD = 4096  # bytes of a message that every push service takes: https://www.rfc-editor.org/rfc/rfc8030#section-7.2
LONGEST = RECORD - 16 - 4 - 1 - 65 - 1 - 16  # of its content: without salt, size, length, key, end and tag
END = b"\x02"  # of the last record


def encrypt(
    content: bytes,
    public_key: bytes,
    secret: bytes,
    own_key: "EllipticCurvePrivateKey | None" = None,
    salt: bytes = b"",
) -> bytes:
    """Encrypt for whoever has this key (`p256dh`, an uncompressed point of P-256) and this secret (`auth`).

    Our key and the salt are made anew each time, unless they are given. Raises `ValueError` where the key is no point of the curve.
    """
    from cryptography.hazmat.primitives.asymmetric.ec import (
        ECDH,
        SECP256R1,
        EllipticCurvePublicKey,
        generate_private_key,
    )
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    own_key, salt = own_key or generate_private_key(SECP256R1()), salt or os.urandom(16)
    shared = own_key.exchange(ECDH(), EllipticCurvePublicKey.from_encoded_point(SECP256R1(), public_key))
    own_public_key = point(own_key)
    material = _derived(shared, secret, b"WebPush: info\0" + public_key + own_public_key, 32)
    key = _derived(material, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(material, salt, b"Content-Encoding: nonce\0", 12)
    header = salt + RECORD.to_bytes(4) + bytes([len(own_public_key)]) + own_public_key
    return header + AESGCM(key).encrypt(nonce, content + END, None)


def point(key: "EllipticCurvePrivateKey") -> bytes:
    """Return the public key, as browsers write it: 65 bytes."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _derived(material: bytes, salt: bytes, purpose: bytes, length: int) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), length, salt, purpose).derive(material)
