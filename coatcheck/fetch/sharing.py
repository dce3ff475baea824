"""Requests that ask for the same: made once, and answered to each who asked. Pure."""

from collections.abc import Iterable, Sequence

import msgspec

from coatcheck.errors import LookFailed
from coatcheck.fetch import fingerprint
from coatcheck.fetch.kept import Key, key
from coatcheck.ports import Answer, Request


def alike(requests: Sequence[Request], first: int) -> Iterable[list[int]]:
    """Group the places, from the first on, of requests that ask for the same and are made once."""
    groups: dict[Key, list[int]] = {}
    for place, request in enumerate(requests[first:], first):
        groups.setdefault(key(request), []).append(place)
    return groups.values()


def common(requests: Sequence[Request]) -> Request:
    """Make the one request for all of these: it may leave out only what every one of them knows.

    What is kept for others has to be whole, and is as young as the most demanding of them wants it.
    """
    first = requests[0]
    if first.max_age is not None:
        youngest = min(request.max_age or 0.0 for request in requests)
        return msgspec.structs.replace(first, known="", max_age=youngest)
    return first if len({request.known for request in requests}) == 1 else msgspec.structs.replace(first, known="")


def answer_to(request: Request, made: Request, result: Answer | LookFailed) -> Answer | LookFailed:
    """Return the result of the request that was made, as the answer to this one."""
    if isinstance(result, LookFailed) or request is made:
        return result
    known, taken = fingerprint.read(request.known), fingerprint.read(result.fingerprint)
    same = bool(known and taken and (known.url, known.digest) == (taken.url, taken.digest))
    return msgspec.structs.replace(result, request=request, unchanged=same)
