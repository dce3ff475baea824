"""A list of addresses: one a line, what to call it behind it if you like; lines that begin with # are passed over. Pure."""

from typing import BinaryIO

from coatcheck.errors import Invalid
from coatcheck.watching.as_code.entries import Entry, Placed
from coatcheck.watching.importing.taking_over import Imported, fitting_title, limited, text_of


def read(stream: BinaryIO) -> Imported:
    """Read the addresses. Raises `Invalid` where the file is no text."""
    try:
        lines = text_of(stream).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise Invalid("The list is not text in UTF-8.") from error
    entries: list[Placed] = []
    left: list[str] = []
    for number, line in enumerate(lines, start=1):
        url, _, title = line.strip().partition(" ")
        if url.startswith(("http://", "https://")):
            entries.append(Placed(Entry(url=url, title=fitting_title(title)), f"line {number}"))
        elif url and not url.startswith("#"):
            left.append(f"line {number}: {url[:100]!r} is not the address of a web page: it begins with https://.")
    return Imported(limited(entries), tuple(left))
