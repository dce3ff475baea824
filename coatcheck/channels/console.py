"""The console: prints one line for each message. For trying things on, and for the operator's own alerts."""

import sys
from typing import Self, TextIO

from coatcheck.config import Settings
from coatcheck.errors import Invalid
from coatcheck.languages import N_, gettext
from coatcheck.ports import Channel, FetcherOf, Field, Note, Receipt, SignUp
from coatcheck.process.progress import foot


class Console(Channel):
    name = "console"
    sign_up = SignUp(
        by=N_("name"),
        label=N_("Your name"),
        field=Field.NAME,
        note=N_("Only the console is switched on, so messages are printed where {brand} runs. Any name will do."),
        only_alone=True,
    )

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    @classmethod
    def open(cls, settings: Settings, fetcher: FetcherOf) -> Self:
        return cls()

    def normalize(self, address: str) -> str:
        name = " ".join(address.split())
        if not name:
            raise Invalid(gettext("Give a name to print messages for, like: operator."))
        return name

    def send(self, address: str, note: Note) -> Receipt:
        stream = self._stream or sys.stdout
        with foot.above():
            stream.write(f"[to {address}] {' '.join(note.text.split())}\n")
            stream.flush()
        return Receipt(status="delivered", detail="printed")

    def check(self) -> str:
        return "messages are printed where CoatCheck runs"
