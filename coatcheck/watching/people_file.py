"""Everybody as a file: a line of JSON for each person, or CSV with a row for each thing that somebody wants."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from coatcheck.errors import Invalid
from coatcheck.model import ChannelAddress, Conditions, Consent
from coatcheck.model.values import complete
from coatcheck.plain_text import printable
from coatcheck.process.new_file import new_file
from coatcheck.watching.everybody import Entry, Wish

# What a spreadsheet takes for the beginning of a formula, also in the wide letters of East Asia:
# https://owasp.org/www-community/attacks/CSV_Injection
FORMULAS = tuple("=+-@＝＋－＠")
MIMETYPES = {"csv": "text/csv", "jsonl": "application/jsonl"}  # the file's ending decides


def lines(everybody: Iterable[Entry], form: str) -> Iterator[str]:
    """Write people as one of the forms in `MIMETYPES`, line by line, each with its end. CSV begins with the names of its columns."""
    return FORMS[form](everybody)


def form_of(name: str) -> str:
    """Return the form that a file's name asks for. Raises `Invalid` where it ends in none."""
    form = name.rpartition(".")[2].lower()
    if form not in MIMETYPES:
        raise Invalid(
            f"Write a name that ends in {' or '.join(f'.{each}' for each in MIMETYPES)}: that decides the form."
        )
    return form


def write(everybody: Iterable[Entry], target: Path) -> int:
    """Write everybody into a new file that only its owner reads; return how many they are.

    It has its name when it is whole, or is not there. Raises `Invalid` where there is something by that name already, or nothing may be written there.
    """
    form, number = form_of(target.name), 0

    def counted() -> Iterator[Entry]:
        nonlocal number
        for entry in everybody:
            number += 1
            yield entry

    with new_file(target) as made, made.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines(counted(), form))
    return number


def _json_lines(everybody: Iterable[Entry]) -> Iterator[str]:
    for entry in everybody:
        yield msgspec.json.encode(complete(entry)).decode() + "\n"


def _csv(everybody: Iterable[Entry]) -> Iterator[str]:
    yield _record([*PERSON, *WISH])
    for entry in everybody:
        for wish in entry.wishes or (None,):
            yield _record(map(cell, _row(entry, wish)))


def _record(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerow(cells)  # so that no semicolon in a text begins a cell
    return buffer.getvalue()


def cell(text: str) -> str:
    """Write a text so that no spreadsheet takes it for a formula: with ' before it. A phone number, which is none, stays as it is."""
    text = " ".join(printable(text).split())
    is_number = text[:1] == "+" and text[1:].isascii() and text[1:].isdecimal()
    return f"'{text}" if text.startswith(FORMULAS) and not is_number else text


def _row(entry: Entry, wish: Wish | None) -> list[str]:
    wanted = [say(wish) for say in WISH.values()] if wish else [""] * len(WISH)
    return [say(entry) for say in PERSON.values()] + wanted


def _at(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def _said(consents: Iterable[Consent]) -> str:
    """Write the ledger: "2026-11-29T07:00:00+00:00 confirmed by web (wording 3)"."""
    worded = ((each, f" (wording {each.wording})" if each.wording else "") for each in consents)
    return "; ".join(f"{_at(each.at)} {each.kind} by {each.method}{wording}" for each, wording in worded)


def _ways(to: ChannelAddress | None) -> tuple[str, str]:
    return (to.channel, to.address) if to else ("", "")


def _only(conditions: Conditions) -> str:
    """Write what has to be so beside being in stock: "at most 80 USD; at least 2 pieces"."""
    said = []
    if conditions.maximum_price:
        said.append(f"at most {conditions.maximum_price} {conditions.currency}".strip())
    if conditions.minimum_quantity:
        said.append(f"at least {conditions.minimum_quantity} pieces")
    if conditions.price_drops:
        said.append("each time the price falls")
    if conditions.at_once:
        said.append("also when it is there already")
    return "; ".join(said)


PERSON: Mapping[str, Callable[[Entry], str]] = {
    "person": lambda entry: entry.id,
    "channel": lambda entry: entry.to.channel,
    "address": lambda entry: entry.to.address,
    "second_channel": lambda entry: _ways(entry.fallback)[0],
    "second_address": lambda entry: _ways(entry.fallback)[1],
    "status": lambda entry: entry.status,
    "status_at": lambda entry: _at(entry.status_at),
    "signed_up_at": lambda entry: _at(entry.created_at),
    "language": lambda entry: entry.language,
    "time_zone": lambda entry: entry.zone,
    "at_any_hour": lambda entry: "yes" if entry.any_hour else "no",
    "consents": lambda entry: _said(entry.consents),
}
WISH: Mapping[str, Callable[[Wish], str]] = {
    "watch": lambda wish: wish.watch,
    "title": lambda wish: wish.title,
    "url": lambda wish: wish.url,
    "wants": lambda wish: ", ".join(wish.wants),
    "waits_for": lambda wish: ", ".join(wish.waits_for),
    "waits_since": lambda wish: _at(wish.waits_since),
    "asked_at": lambda wish: _at(wish.asked_at),
    "told_at": lambda wish: _at(wish.told_at),
    "how_often": lambda wish: wish.frequency,
    "only": lambda wish: _only(wish.conditions),
}
FORMS: Mapping[str, Callable[[Iterable[Entry]], Iterator[str]]] = {"csv": _csv, "jsonl": _json_lines}
