"""Reading settings: what each variable's text means, and what is wrong with it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import time
from math import isfinite
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

import msgspec

from coatcheck.config.on_call import ALL, told, window
from coatcheck.config.senders import senders
from coatcheck.config.settings import PLUGIN, Country, Settings, Site, rows
from coatcheck.errors import Invalid
from coatcheck.model import Trouble
from coatcheck.model.host_names import ascii_address
from coatcheck.process.environment import PREFIX, read_env

BOOLEANS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
SHORTEST_KEY = 32  # characters
SMALLEST = 0.001  # of a number that is no 0: what is nearer to it is a mistake, as a text in 1e300 seconds is
# Settings that are addresses of the web
ADDRESSES = (
    *("public_url", "tickets_site", "traces", "ping_url", "renderer", "push_certificates_url", "twilio_api_url"),
    *("telegram_api_url", "discord_api_url", "slack_api_url", "ntfy_url", "webpush_service_url"),
)


def read_settings(
    environ: Mapping[str, str] | None = None,
    env_file: Path | None = None,
    no_channel: Callable[[str], str] = lambda name: "",
) -> Settings:
    """Read the settings in force: the environment over the file. Raises `Invalid` naming every fault.

    `no_channel` says what is wrong with the name of a channel, "" for nothing: which there are, only `coatcheck/channels` knows.
    """
    return parse(read_env(environ, env_file), no_channel)


def parse(found: Mapping[str, str], no_channel: Callable[[str], str] = lambda name: "") -> Settings:
    """Read settings from variables by name. Raises `Invalid` with a line for every fault there is."""
    fields = {field.name: field for field in msgspec.structs.fields(Settings)}
    values: dict[str, Any] = {"plugins": {}}
    faults: list[str] = []
    for variable, text in sorted(found.items()):
        name = variable.removeprefix(PREFIX)
        if name.startswith(PLUGIN):
            values["plugins"][name.removeprefix(PLUGIN)] = text
        elif name.lower() not in fields or name == "PLUGINS":
            faults.append(f"{variable}: there is no such setting{_nearest(name)}")
        else:
            _convert(variable, text, fields[name.lower()], values, faults)
    settings = Settings(**values)
    faults += [f"{PREFIX}CHANNELS: {fault}" for name in settings.channels if (fault := no_channel(name))]
    faults += _contradictions(settings)
    if faults:
        raise Invalid("\n".join(["The settings can't be used:", *(f"  {fault}" for fault in faults)]))
    return settings


def _convert(
    variable: str, text: str, field: msgspec.structs.FieldInfo, values: dict[str, Any], faults: list[str]
) -> None:
    several = isinstance(field.default, tuple)
    raw: object = [part.strip() for part in text.split(",") if part.strip()] if several else text.strip()
    if isinstance(field.default, bool):
        raw = BOOLEANS.get(text.strip().lower(), raw)
    try:
        value = msgspec.convert(raw, field.type, strict=False)
        if isinstance(value, float) and not (isfinite(value) and (value == 0 or value >= SMALLEST)):
            raise msgspec.ValidationError("not a number")
        values[field.name] = _ascii(value) if field.name in ADDRESSES else value
    except msgspec.ValidationError as error:
        faults.append(f"{variable}: {_wanted(field) or error}")


def _ascii(url: str) -> str:
    """Write the host of an address as headers, mails and texts need it: they take no other letters."""
    try:
        return url if url.isascii() else ascii_address(url)
    except ValueError:  # `_wrong_address` says so
        return url


def _wanted(field: msgspec.structs.FieldInfo) -> str:
    """Say what to write; "" where the library's own words have to do."""
    kind, (bounds, *_) = field.type.__origin__, field.type.__metadata__
    choices = get_args(kind)
    if choices and all(isinstance(choice, str) for choice in choices):
        return f"write one of {', '.join(choices)}"
    if kind is bool:
        return "write true or false"
    if kind is int:
        return f"write a whole number, at least {bounds.ge}, at most {bounds.le}"
    if kind is float:
        return f"write {'0 or ' if bounds.ge == 0 else ''}a number, at least {SMALLEST}, at most {bounds.le}"
    if bounds.max_length is not None:
        return f"write {bounds.min_length} to {bounds.max_length} characters"
    if Site in choices:
        return "write the address of each, like https://shop.example, with commas"
    return "write two capital letters for each, like US,CA" if Country in choices else ""


def _nearest(name: str) -> str:
    import difflib

    close = difflib.get_close_matches(name.lower(), [row.name for row in rows()], n=1)
    return f" (did you mean {PREFIX}{close[0].upper()}?)" if close else ""


def _contradictions(settings: Settings) -> list[str]:
    """List what is wrong with values that are of the right kind, each by its variable."""
    parts = (_wrong_keys_and_places, _wrong_addresses, _wrong_senders, _wrong_times, _wrong_operators)
    return [f"{PREFIX}{name.upper()}: {fault}" for part in parts for name, fault in part(settings)]


def _wrong_keys_and_places(settings: Settings) -> Iterator[tuple[str, str]]:
    if settings.secret_key and len(settings.secret_key) < SHORTEST_KEY:
        yield "secret_key", f"write {SHORTEST_KEY} characters or more"
    if "://" not in settings.store:  # which stores there are, `coatcheck/store` knows
        yield "store", "write sqlite:///FILE or firestore://PROJECT"
    if settings.bus != "local" and not settings.bus.startswith("pubsub://"):
        yield "bus", "write local or pubsub://PROJECT"
    if settings.suggestions == "open" and settings.allow_hosts:
        yield "suggestions", f"with open, strangers' pages could lead into {PREFIX}ALLOW_HOSTS: write approval"


def _wrong_addresses(settings: Settings) -> Iterator[tuple[str, str]]:
    given = {name: getattr(settings, name) for name in ADDRESSES}
    wrong = {name: fault for name, url in given.items() if url and (fault := _wrong_address(url))}
    yield from wrong.items()
    if "public_url" not in wrong and not _is_host(settings.site):
        yield "public_url", "write https://HOST alone: the site needs a name of its own and can't be below a path"


def _wrong_address(url: str) -> str:
    """Say what is wrong with an address of the web; "" for nothing."""
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname) and parts.netloc.isascii() and parts.port != 0
    except ValueError:  # a port that is none, or half of an IPv6 address
        has_host = False
    if not url.startswith(("http://", "https://")):
        return "write it with http:// or https://"
    return "" if has_host else "write a host, and a port where it has one of its own, like https://coats.example:8443"


def _is_host(url: str) -> bool:
    """Return whether an address names a host, and nothing on it or by whom it is used."""
    parts = urlsplit(url)
    return url == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc


def _wrong_senders(settings: Settings) -> Iterator[tuple[str, str]]:
    try:
        senders(settings.twilio_senders)
    except Invalid as error:
        yield "twilio_senders", str(error)


def _wrong_times(settings: Settings) -> Iterator[tuple[str, str]]:
    for name in ("quiet_from", "quiet_until"):
        try:
            fine = time.fromisoformat(getattr(settings, name)).tzinfo is None
        except ValueError:
            fine = False
        if not fine:
            yield name, "write a time like 21:00"
    for text in settings.maintenance:
        try:
            window(text)
        except ValueError:
            yield "maintenance", f"write times by UTC like 02:00-04:00, or sun 02:00-04:00: not {text!r}"


def _wrong_operators(settings: Settings) -> Iterator[tuple[str, str]]:
    kinds = f"kinds are {', '.join(Trouble)} and {ALL}"
    for text in settings.operators:
        kind, to = told(text)
        if kind not in (*Trouble, ALL) or not to.channel or not to.address:
            yield "operators", f"write KIND=CHANNEL:ADDRESS, like shops=email:ann@example.org; {kinds}"
    if not settings.operator_address.address:
        yield "operator", "write CHANNEL:ADDRESS, like sms:+14155550100"
