"""A source whose reader does what the answer says: it works for ever in native code, takes all memory, ends its process."""

import os
import re
from collections.abc import Sequence

from coatcheck.model import Observation, Offer, Product, Variant
from coatcheck.ports import Answer, Option, Request, Target

OPTIONS: tuple[Option, ...] = ()


def request(target: Target) -> Request:
    return Request(target.url)


def read(target: Target, answers: Sequence[Answer]) -> Observation:
    """Read the first word of an answer, and do it."""
    match answers[-1].body.split(b" ", 1)[0]:
        case b"endless":
            re.match(r"(a+)+$", "a" * 60 + "b")
        case b"memory":
            bytearray(2_000_000_000)
        case b"crash":
            os._exit(139)
        case b"broken":
            raise KeyError("stock")
    return Observation(
        products=(Product(id=str(os.getpid()), variants=(Variant(id="one", offer=Offer()),)),), shape="costly"
    )
