"""What packages of others build on (docs/plugins.md): the public names, and their signatures as they were recorded.

python -m tests.contract.plugin_interface    records what is new; refuses where something is gone or changed
"""

import inspect
import re
import sys
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

RECORD = Path(__file__).with_suffix(".txt")
PUBLIC = {
    "coatcheck.ports": (
        *("Source", "Option", "grouped", "Target", "Request", "Drawing", "Answer", "Call"),
        *("Channel", "Note", "Line", "Receipt", "SignUp", "Field", "FetcherOf", "Fetcher", "fetch_one"),
    ),
    "coatcheck.model": ("Observation", "Product", "Variant", "Offer", "Availability", "Witness", "Showing"),
    "coatcheck.errors": (
        *("CoatCheckError", "Invalid", "LookFailed", "Unreachable", "Blocked", "Unreadable", "Gone", "Over"),
        *("SendFailed", "Rejected", "Transient", "MaybeSent", "Scope", "Undecodable"),
    ),
    "coatcheck.sources.answers": ("require_ok", "decode", "observe", "fingerprint", "is_live"),
    "coatcheck.sources.availability": ("read_availability",),
    "coatcheck.channels": ("ChannelClass",),
    "coatcheck.channels.session": ("TIMEOUT", "open_session", "unanswered", "post_json", "refused", "answered"),
    "coatcheck.channels.inbound": ("Post", "Incoming", "Reply", "Inbox", "StatusReports", "Bot"),
    "coatcheck.config": ("Settings.plugins",),
}
OTHERWISE = {  # what is no class and no function says nothing of itself
    "FetcherOf": "Opens the fetcher on first use: what a channel's `open` is handed.",
    "TIMEOUT": "The seconds to connect to a provider, and to wait for its answer.",
    "Settings.plugins": "The variables `COATCHECK_PLUGIN_<NAME>`, by their names without what all begin with.",
}
IS, TAKES, HAS = "    is a class of ", "    takes ", "    has "
BREAKS = "docs/plugins.md promises that this stays until the next major version"


def described(module: str, name: str) -> str:
    """The first line of what a public name says of itself."""
    thing = getattr(import_module(module), name.partition(".")[0])
    return OTHERWISE.get(name) or (inspect.getdoc(thing) or "").partition("\n")[0]


def present() -> dict[str, list[str]]:
    """What each public name is now: its kind, and a line for each thing that it takes or has."""
    return {f"{module}.{name}": list(_lines(module, name)) for module, names in PUBLIC.items() for name in names}


def recorded() -> dict[str, list[str]]:
    """The same as it was recorded."""
    blocks = (block.splitlines() for block in RECORD.read_text().strip().split("\n\n"))
    return {name: lines for name, *lines in blocks}


def broken(old: dict[str, list[str]], new: dict[str, list[str]]) -> list[str]:
    """What a package that was written for the old ones would stumble over, a line each."""
    found = [f"{name} is gone" for name in old if name not in new]
    for name in old.keys() & new.keys():
        found += [f"{name}: {line.strip()!r} is gone" for line in old[name] if line not in new[name]]
        took, takes = _takes(old[name]), _takes(new[name])
        if set(took) <= set(takes) and takes[: len(took)] != took:
            found.append(f"{name} takes things in another order")
        more = _asks(new[name]) - _asks(old[name])
        found += [f"{name} now asks for {line.strip()!r}" for line in more if not line.endswith(" = ...")]
    return sorted(found)


def _asks(lines: list[str]) -> set[str]:
    """What whoever calls it has to give, or whoever writes such a class has to have."""
    is_written = any(line.startswith(IS) and line.endswith("Protocol") for line in lines)
    return {line for line in lines if line.startswith((TAKES, HAS) if is_written else TAKES)}


def _takes(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith(TAKES) and not line.startswith(f"{TAKES}by name ")]


def _lines(module: str, name: str) -> Iterator[str]:
    owner, _, field = name.partition(".")
    thing = getattr(import_module(module), owner)
    if field:
        yield f"    is {_written(get_type_hints(thing)[field])}"
    elif inspect.isclass(thing):
        yield f"{IS}{', '.join(base.__name__ for base in thing.__bases__)}"
        yield from _members(thing)
    elif inspect.isfunction(thing):
        yield from _signature(thing)
    else:
        yield f"    is {_written(thing) if callable(thing) else type(thing).__name__}"


def _members(thing: type) -> Iterator[str]:
    if issubclass(thing, Enum):
        yield from (f"{HAS}{member.name} = {member.value!r}" for member in thing)
    elif getattr(thing, "_is_protocol", False):
        for name, kind in inspect.get_annotations(thing).items():
            yield f"{HAS}{name}: {_written(kind)}{' = ...' if hasattr(thing, name) else ''}"
    elif inspect.getattr_static(thing, "__init__") is not Exception.__init__:  # which takes anything
        yield from _signature(thing)
    for name, member in vars(thing).items():
        if name.startswith("_"):
            continue
        if isinstance(member, property):
            yield f"{HAS}{name}: {_written(inspect.signature(member.fget).return_annotation)}"
        elif inspect.isfunction(member):
            yield f"{HAS}{name}{_plain(str(inspect.signature(member)))}"


def _signature(thing: Any) -> Iterator[str]:
    signature = inspect.signature(thing)
    for parameter in signature.parameters.values():
        by_name = "by name " if parameter.kind is parameter.KEYWORD_ONLY else ""
        can_be_left_out = "" if parameter.default is parameter.empty else " = ..."
        yield f"{TAKES}{by_name}{parameter.name}: {_written(parameter.annotation)}{can_be_left_out}"
    if not inspect.isclass(thing):
        yield f"    gives {_written(signature.return_annotation)}"


def _written(annotation: Any) -> str:
    return _plain(annotation if isinstance(annotation, str) else inspect.formatannotation(annotation))


def _plain(text: str) -> str:
    """A type without where it is defined, which may change: `coatcheck.model.shop.Offer`."""
    return re.sub(r"\b(?:coatcheck|collections|typing|datetime)(?:\.[a-z_]+)*\.(?=\w)", "", text.replace("'", ""))


def main() -> None:
    """Record what is new. Exits 1, and leaves all as it was, where a package would break."""
    now = present()
    if RECORD.exists() and (found := broken(recorded(), now)):
        sys.exit("\n".join([*found, f"{BREAKS}: if that is this one, take the line out of {RECORD.name}, and say so."]))
    RECORD.write_text("\n\n".join("\n".join([name, *lines]) for name, lines in now.items()) + "\n")


if __name__ == "__main__":
    main()
