"""Unpacking an answer's body, never to more than a limit.

zlib-ng has the same calls as Python's own zlib, and unpacks a page in about half its time.
"""

from zlib_ng import zlib_ng as zlib

from coatcheck.errors import Unreachable, Unreadable

MAXIMUM_BODY = 8 * 1024 * 1024  # bytes, on the wire as well as unpacked
ACCEPTED = "gzip"  # the one encoding every server knows; what we did not ask for we need not unpack
# https://www.iana.org/assignments/http-parameters/http-parameters.xhtml#content-coding
ENCODINGS = frozenset({"br", "compress", "dcb", "dcz", "deflate", "gzip", "x-compress", "x-gzip", "zstd"})
GZIP = 16 + zlib.MAX_WBITS  # https://docs.python.org/3/library/zlib.html#zlib.decompress


def decode(wire: bytes, encoding: str) -> bytes:
    """Unpack the body in these bytes. Raises `Unreadable` beyond 8 MiB or for an encoding that was not asked for.

    What is no encoding ("none", "UTF-8") is a slip of the shop's, which browsers pass over, too.
    """
    named = [name for name in (part.strip().lower() for part in encoding.split(",")) if name in ENCODINGS]
    if not named or not wire:
        return wire
    if named not in (["gzip"], ["x-gzip"]):
        raise Unreadable(f"The shop packed its answer as {encoding.strip().lower()[:40]!r}, which we did not ask for.")
    return _gunzip(wire)


def _gunzip(wire: bytes) -> bytes:
    parts: list[bytes] = []
    room = MAXIMUM_BODY + 1
    while wire:  # a body may be several gzip members, one after the other
        unpacking = zlib.decompressobj(GZIP)
        try:
            part = unpacking.decompress(wire, room)
        except zlib.error as error:  # type: ignore[misc]  # the stub makes it an instance
            raise Unreadable(f"The shop says that its answer is packed with gzip, and it is not ({error}).") from error
        parts.append(part)
        room -= len(part)
        if room <= 0:
            raise Unreadable(f"The shop's answer unpacks to more than {MAXIMUM_BODY >> 20} MiB.")
        if not unpacking.eof:
            raise Unreachable("The shop's answer broke off in the middle.")
        wire = unpacking.unused_data
    return parts[0] if len(parts) == 1 else b"".join(parts)
