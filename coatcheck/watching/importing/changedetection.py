"""A backup of changedetection.io: a zip with a `watch.json` for each watch; older ones hold all in `url-watches.json`.

https://github.com/dgtlmoon/changedetection.io/blob/master/changedetectionio/blueprint/backups/__init__.py

Nothing is unpacked to the disk: the few files that are read are read into memory, each up to a limit.
"""

import re
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile

import msgspec

from coatcheck.errors import Invalid
from coatcheck.watching.as_code.entries import Entry, Placed
from coatcheck.watching.importing.taking_over import (
    MOST,
    Imported,
    fitting_interval,
    fitting_tags,
    fitting_title,
    limited,
)

MOST_FILES = 200_000  # a history has many
LARGEST_FILE = 5_000_000  # bytes, unpacked
LARGEST = 100_000_000  # of all that is read
PACKED = (ZIP_STORED, ZIP_DEFLATED)  # of others zipfile unpacks all before it counts
SETTINGS, OLD = "changedetection.json", "url-watches.json"
WATCH = re.compile(r"([0-9a-f-]{36})/watch\.json")
TAG = re.compile(r"([0-9a-f-]{36})/tag\.json")
LONGEST_SPAN = 9  # digits of seconds, hours ...
UNITS = {"weeks": 604_800, "days": 86_400, "hours": 3600, "minutes": 60, "seconds": 1}
USUAL_INTERVAL = 10_800  # seconds: three hours are its default
RESTOCK = "restock_diff"

# What is understood, and what it counted or saw itself.
TAKEN = frozenset(
    {"url", "uuid", "title", "tags", "tag", "paused", "processor", "fetch_backend", "include_filters", "trigger_text"}
    | {"text_should_not_be_present", "time_between_check", "time_between_check_use_default"}
)
SEEN = frozenset(
    {
        "body",
        "browser_steps_last_error_step",
        "check_count",
        "consecutive_filter_failures",
        "content-type",
        "content_type",
    }
    | {
        "date_created",
        "fetch_time",
        "has_ldjson_price_data",
        "last_changed",
        "last_checked",
        "last_error",
        "last_viewed",
    }
    | {
        "last_notification_error",
        "llm_evaluation_cache",
        "newest_history_key",
        "notification_alert_count",
        "page_title",
    }
    | {
        "previous_md5",
        "previous_md5_before_filters",
        "remote_server_reply",
        "restock",
        "history",
        "viewed",
        "was_edited",
    }
    | {"use_page_title_in_list", "last_filter_config_hash", "favicon", "track_ldjson_price_data", "in_stock_only"}
)
USUAL = {
    "method": "GET",
    "conditions_match_logic": "ALL",
    "notification_format": "System default",
    "filter_failure_notification_send": True,
    "filter_text_added": True,
    "filter_text_removed": True,
    "filter_text_replaced": True,
    "follow_price_changes": True,
    "llm_backend_profile": True,
    "llm_change_summary_mode": "replace",
}
WHY = {
    "notification_urls": "people sign up here themselves; you are told by COATCHECK_OPERATOR",
    "restock_settings": "who wants to pay so much at the most says so when they sign up",
    "headers": "the page is asked for as by any visitor",
    "browser_steps": "name what to press with the options `press` and `wait_for`",
    "proxy": "pages are asked for from here, or by an agent",
}


def read(stream: BinaryIO) -> Imported:
    """Read the watches of a backup. Raises `Invalid` where it is none, or is made to do harm."""
    try:
        with ZipFile(stream) as backup:
            return _read(_Backup(backup))
    except (BadZipFile, LargeZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise Invalid(f"The backup can't be read: {error}.") from error


class _Backup:
    """The files of a backup that are read, as long as they keep to the limits."""

    def __init__(self, backup: ZipFile) -> None:
        self.names = backup.namelist()
        self._zip, self._room = backup, LARGEST
        if len(self.names) > MOST_FILES:
            raise Invalid(f"The backup has more than {MOST_FILES} files.")
        for name in self.names:
            if name.startswith(("/", "\\")) or ".." in PurePosixPath(name.replace("\\", "/")).parts:
                raise Invalid(f"This is no backup: the name {name[:100]!r} leads out of it.")

    def json(self, name: str) -> dict[str, Any]:
        """Return what a file says; nothing where it is not there. Raises `Invalid` where it is too large, or no JSON object."""
        if name not in self._zip.NameToInfo:
            return {}
        file = self._zip.NameToInfo[name]
        if file.compress_type not in PACKED:
            raise Invalid(f"The backup's {name} is packed in a way that changedetection.io does not use.")
        self._room -= file.file_size
        if file.file_size > LARGEST_FILE or self._room < 0:
            raise Invalid(f"The backup's {name} is too large.")
        with self._zip.open(file) as unpacked:
            content = unpacked.read(file.file_size + 1)  # whose size may be a lie: no more than that is unpacked
        try:
            return msgspec.json.decode(content, type=dict[str, Any])
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Invalid(f"The backup's {name} is not what changedetection.io writes: {error}.") from error

    def found(self, pattern: re.Pattern[str]) -> list[tuple[str, str]]:
        """List the files of this name, with the id in it."""
        return [(match[1], name) for name in self.names if (match := pattern.fullmatch(name))]


def _read(backup: _Backup) -> Imported:
    settings, old = backup.json(SETTINGS), backup.json(OLD)
    watches = {id: backup.json(name) for id, name in backup.found(WATCH)[: MOST + 1]}
    watches = watches or {str(id): _object(watch) for id, watch in _object(old.get("watching")).items()}
    if not watches and not settings and not old:
        raise Invalid("This is no backup of changedetection.io: it has none of its files.")
    shared = _object((settings or old).get("settings"))
    tags = {str(id): tag for id, tag in _object(_object(shared.get("application")).get("tags")).items()}
    tags |= {id: backup.json(name) for id, name in backup.found(TAG)}
    usual = _seconds(_object(_object(shared.get("requests")).get("time_between_check"))) or USUAL_INTERVAL
    left: list[str] = []
    entries = []
    for number, (id, watch) in enumerate(watches.items(), start=1):
        place = f"watch {number}, {fitting_title(watch.get('title') or watch.get('url'))[:60]}"
        if not watch.get("url"):
            left.append(f"{place}: it has no address.")
            continue
        processor = watch.get("processor") or "text_json_diff"
        if processor not in ("text_json_diff", RESTOCK):
            left.append(f"{place}: it compares pictures ({processor}): only what a page says is read.")
            continue
        config = backup.json(f"{id}/{RESTOCK}.json").get(RESTOCK)
        entries.append(
            Placed(
                _entry(
                    {**watch, "restock_settings": config or watch.get("restock_settings")}, tags, usual, place, left
                ),
                place,
            )
        )
    return Imported(limited(entries), tuple(left))


def _entry(watch: Mapping[str, Any], tags: Mapping[str, Any], usual: int, place: str, left: list[str]) -> Entry:
    for key, value in watch.items():
        if key not in TAKEN | SEEN and _differs(key, value):
            left.append(f"{place}: {key} is not taken over{': ' + WHY[key] if key in WHY else ''}.")
    left += [
        f"{place}: the {name} can't be read."
        for name in ("tags", "time_between_check")
        if _is_odd(name, watch.get(name))
    ]
    own = 0 if watch.get("time_between_check_use_default") else _seconds(_object(watch.get("time_between_check")))
    words = [str(_object(tags.get(id)).get("title") or "") for id in _words(watch.get("tags"))]
    return Entry(
        url=str(watch["url"]),
        title=fitting_title(watch.get("title")),
        tags=fitting_tags([*words, str(watch.get("tag") or "")], place, left),
        interval=fitting_interval(own or usual, place, left),
        active=not watch.get("paused"),
        options=_options(watch, place, left),
    )


def _options(watch: Mapping[str, Any], place: str, left: list[str]) -> dict[str, str]:
    """Return how the page is read: which element, which words mean what, and whether a browser draws it."""
    options = {"fetch": "browser"} if watch.get("fetch_backend") not in (None, "", "system", "html_requests") else {}
    if watch.get("processor") == RESTOCK:
        unread = [key for key in ("include_filters", "trigger_text", "text_should_not_be_present") if watch.get(key)]
        left += [f"{place}: {key} is not taken over: what the page says of its stock is read." for key in unread]
        return options
    selectors = [text for text in _words(watch.get("include_filters")) if _is_css(text)]
    odd = [text for text in _words(watch.get("include_filters")) if not _is_css(text)]
    left += [f"{place}: the filter {text[:60]!r} is not taken over: it is no CSS selector." for text in odd]
    found = {
        "selector": ", ".join(text.removeprefix("css:").strip() for text in selectors),
        "in_stock": _phrases(watch.get("trigger_text"), place, left),
        "out_of_stock": _phrases(watch.get("text_should_not_be_present"), place, left),
    }
    return options | {name: text for name, text in found.items() if text}


def _phrases(value: object, place: str, left: list[str]) -> str:
    """Return words that have to stand there as an option's; a regular expression, /like this/, can't be one."""
    words = _words(value)
    odd = [text for text in words if text.startswith("/") or "|" in text]
    left += [f"{place}: {text[:60]!r} is not taken over: only plain words are looked for." for text in odd]
    return "|".join(text for text in words if text not in odd)


def _differs(key: str, value: object) -> bool:
    if key == "time_schedule_limit":
        return bool(_object(value).get("enabled"))
    if key == "restock_settings":
        return any(
            _object(value).get(name)
            for name in ("price_change_min", "price_change_max", "price_change_threshold_percent")
        )
    return bool(value) and value != USUAL.get(key)


def _is_css(text: str) -> bool:
    return not text.startswith(("/", "xpath", "json:", "jq:", "jqraw:"))


def _words(value: object) -> list[str]:
    return [text.strip() for text in value if isinstance(text, str) and text.strip()] if isinstance(value, list) else []


def _seconds(span: Mapping[str, Any]) -> int:
    told = {unit: str(span.get(unit) or "") for unit in UNITS}
    return sum(int(text) * UNITS[unit] for unit, text in told.items() if text.isdecimal() and len(text) <= LONGEST_SPAN)


def _is_odd(name: str, value: object) -> bool:
    if name == "tags":
        return bool(value) and not isinstance(value, list)
    parts = [str(part) for part in _object(value).values() if part]
    whole = all(part.isdecimal() and len(part) <= LONGEST_SPAN for part in parts)
    return bool(value) and not (isinstance(value, dict) and whole)


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
