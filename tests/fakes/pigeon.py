"""A channel of somebody else's package: pigeons carry letters to a loft, a folder with one file for each person.

People answer by the same bird: a POST whose header repeats the secret ring.
"""

import hmac
from datetime import datetime
from pathlib import Path
from typing import Self

import msgspec

from coatcheck.channels.inbound import Incoming, Post, Reply
from coatcheck.config import Settings
from coatcheck.errors import Invalid
from coatcheck.ports import FetcherOf, Note, Receipt, SignUp


class Letter(msgspec.Struct):
    id: str
    sender: str
    words: str


class Pigeon:
    name = "pigeon"
    can_find = False
    is_idempotent = False
    is_text = False
    wakes = False
    sign_up = SignUp(
        by="pigeon",
        label="Name of your loft",
        hint="As it stands over the hatch.",
        agreement="I agree that {brand}'s pigeons land on my roof.",
        version="birds-1",
    )

    def __init__(self, lofts: Path) -> None:
        self._lofts = lofts

    @classmethod
    def open(cls, settings: Settings, fetcher: FetcherOf) -> Self:
        if "LOFTS" not in settings.plugins:
            raise Invalid("Pigeons need COATCHECK_PLUGIN_LOFTS, the folder they fly to.")
        return cls(Path(settings.plugins["LOFTS"]))

    def normalize(self, address: str) -> str:
        name = address.strip().lower()
        if not name.isalpha():
            raise Invalid("That is no loft. Write its name in letters, like redgate.")
        return name

    def send(self, address: str, note: Note) -> Receipt:
        with (self._lofts / address).open("a") as loft:
            loft.write(f"{' '.join(note.text.split())} | {note.unsubscribe or ''}\n")
        return Receipt(detail="landed")

    def find(self, address: str, note: Note, since: datetime) -> Receipt | None:
        return None

    def check(self) -> str:
        return "the birds are fed"

    @staticmethod
    def receive(settings: Settings, post: Post) -> Incoming | None:
        ring = settings.plugins["RING"]
        if not hmac.compare_digest(post.headers.get("x-ring", "").encode(), ring.encode()):
            raise Invalid("That is none of our birds.")
        letter = msgspec.json.decode(post.body, type=Letter)
        return Incoming(letter.sender, letter.words, letter.id)

    @staticmethod
    def reply(message: Incoming, says: str) -> Reply:
        return Reply(says)
