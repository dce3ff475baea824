"""What packages of others build on (docs/plugins.md): the public names, and their signatures as they were recorded.

python -m tests.contract.plugin_interface    records what is new; refuses where something is gone or changed
"""

import inspect
import re
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

from tests.contract.recording import BY_NAME, CAN_BE_LEFT_OUT, HAS, IS, TAKES, Interface, record

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


def described(module: str, name: str) -> str:
    """The first line of what a public name says of itself."""
    thing = getattr(import_module(module), name.partition(".")[0])
    return OTHERWISE.get(name) or (inspect.getdoc(thing) or "").partition("\n")[0]


def present() -> Interface:
    """What each public name is now: its kind, and a line for each thing that it takes or has."""
    return {f"{module}.{name}": list(_lines(module, name)) for module, names in PUBLIC.items() for name in names}


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
            yield f"{HAS}{name}: {_written(kind)}{CAN_BE_LEFT_OUT if hasattr(thing, name) else ''}"
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
        takes = BY_NAME if parameter.kind is parameter.KEYWORD_ONLY else TAKES
        left_out = "" if parameter.default is parameter.empty else CAN_BE_LEFT_OUT
        yield f"{takes}{parameter.name}: {_written(parameter.annotation)}{left_out}"
    if not inspect.isclass(thing):
        yield f"    gives {_written(signature.return_annotation)}"


def _written(annotation: Any) -> str:
    return _plain(annotation if isinstance(annotation, str) else inspect.formatannotation(annotation))


def _plain(text: str) -> str:
    """A type without where it is defined, which may change: `coatcheck.model.shop.Offer`."""
    return re.sub(r"\b(?:coatcheck|collections|typing|datetime)(?:\.[a-z_]+)*\.(?=\w)", "", text.replace("'", ""))


if __name__ == "__main__":
    record(RECORD, present())
