"""A watch as it stands in a file: in YAML for people, in JSON for programs. Pure."""

import re
from typing import Any

import msgspec

from coatcheck.errors import Invalid
from coatcheck.model import Frozen, LookFrom, Watch
from coatcheck.plain_text import there_are
from coatcheck.watching.as_code import trees

PLACE = re.compile(r"(?P<what>.*?)(?: - at `\$\.(?P<key>\w+).*`)?", re.DOTALL)
UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
WANTED = {
    "int": "write a whole number",
    "bool": "write true or false",
    "str": "write words",
    "array": "write a list",
    "object": "write names with their values",
}


class Entry(Frozen, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One watch in the file; what is left out has the default given in docs/commands.md."""

    url: str
    source: str = ""
    title: str = ""
    slug: str = ""
    image: str | None = None
    options: dict[str, str] = {}
    tags: tuple[str, ...] = ()
    interval: int = 60
    active: bool = True
    listed: bool = True
    settle: int = 2
    advance: bool = False
    cooldown: int = 1800
    zone: str = ""
    allow_private: bool = False
    learned: dict[str, bool] = {}
    look_from: LookFrom = LookFrom.HERE
    agree: int = 1


class Placed(Frozen, frozen=True):
    """An entry, and where it stands: "watch 3, line 12"."""

    entry: Entry
    place: str


def read(content: bytes) -> list[Placed]:
    """Read the entries of a file. Raises `Invalid` with a line for every fault."""
    tree = trees.read(content)
    if not isinstance(tree.value, list):
        raise Invalid("The file is not a list of watches: each begins with `- url: https://...`.")
    found: list[Placed] = []
    faults: list[str] = []
    for number, value in enumerate(tree.value):
        try:
            found.append(Placed(_entry(value), f"watch {number + 1}, line {tree.lines[number,]}"))
        except msgspec.ValidationError as error:
            faults.append(_fault(str(error), tree, number))
    refuse(faults)
    return found


def refuse(faults: list[str]) -> None:
    """Return where there are no faults; raise `Invalid` with all of them."""
    if faults:
        raise Invalid("\n".join(["Nothing was changed:", *(f"  {fault}" for fault in faults)]))


def entry_of(watch: Watch) -> Entry:
    """Return the watch as it stands in a file. An event that ended by itself is wanted all the same, as active as before."""
    told = {name: getattr(watch, name) for name in Entry.__struct_fields__}
    return Entry(**{**told, "active": watch.active or watch.ended is not None})


def written(entries: list[Entry]) -> str:
    """Write these as YAML; what has its default is left out."""
    import yaml

    short = [_without_defaults(entry) for entry in entries]
    return str(yaml.safe_dump(short, sort_keys=False, allow_unicode=True, width=120)) if short else "[]\n"


def _without_defaults(entry: Entry) -> dict[str, Any]:
    told = {field.name: getattr(entry, field.name) for field in msgspec.structs.fields(Entry)}
    usual = msgspec.structs.asdict(Entry(url=""))
    return {name: msgspec.to_builtins(value) for name, value in told.items() if value != usual[name]}


def _entry(value: object) -> Entry:
    if isinstance(value, dict):
        value = {name: part for name, part in value.items() if part is not None}  # an empty one is left out
    return msgspec.convert(value, Entry, strict=False)


def _fault(error: str, tree: trees.Tree, number: int) -> str:
    """Say what is wrong with an entry, and where: "watch 3, line 12: interval: write a whole number"."""
    if unknown := UNKNOWN.fullmatch(error):
        key, what = unknown[1], f"there is no such key. {there_are(unknown[1], Entry.__struct_fields__)}"
    else:
        found = PLACE.fullmatch(error)
        assert found, error
        wanted = re.match(r"Expected `(\w+)", found["what"])
        key, what = found["key"], WANTED.get(wanted[1], found["what"]) if wanted else found["what"]
    line = tree.lines.get((number, key), tree.lines[number,])
    return ": ".join(filter(None, (f"watch {number + 1}, line {line}", key, what)))
