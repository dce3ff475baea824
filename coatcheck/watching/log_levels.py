"""Log levels that the operator sets while everything runs: stored, taken up by every process within a minute, and over by themselves.

The renderer and agents, which have no store, keep the level of their settings.
"""

import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib.util import find_spec
from threading import Lock

import msgspec

from coatcheck.errors import Invalid, StoreError
from coatcheck.model import Frozen
from coatcheck.ports import Clock, OperationStore
from coatcheck.ports.stored_values import LOG_LEVELS

# Other people's libraries write numbers and keys at DEBUG
OWN = ("coatcheck", "console", "notifier", "poller", "signup_web")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
USUAL = "USUAL"  # in place of a level: as the settings say
HOUR = timedelta(hours=1)
LONGEST = timedelta(days=7)
MOST = 20  # that are set at once
LONGEST_NAME = 100  # characters
NAME = re.compile(r"[A-Za-z_]\w*(\.\w+)*", re.ASCII)  # "notifier", "coatcheck.fetch", "urllib3.connectionpool"
REMEMBERED = timedelta(seconds=5)  # beside the 45 seconds after which another process's change shows in the cloud
AWAY = timedelta(minutes=1)  # for which a store that did not answer is not asked again: no visitor waits for a level

log = logging.getLogger("log-levels")  # none of those that are changed here


class LogLevel(Frozen, frozen=True):
    """One level that is set."""

    logger: str  # and all below it, by the name of its module; "" for all of CoatCheck's own
    level: str
    until: datetime


_decode = msgspec.json.Decoder(tuple[LogLevel, ...]).decode


def levels(store: OperationStore, now: datetime) -> tuple[LogLevel, ...]:
    """Return those in force, by name."""
    return _in_force(_decode(store.value(LOG_LEVELS) or "[]"), now)


def set_level(
    store: OperationStore, now: datetime, level: str, logger: str = "", length: timedelta = HOUR
) -> tuple[LogLevel, ...]:
    """Log a module and all below it from this level on for so long; return what is in force then. `USUAL` takes it back.

    Of two who set some at the same moment the last wins. Raises `Invalid` where there is no such level or module, or it is for too long.
    """
    level = level.upper()
    if level not in (*LEVELS, USUAL):
        raise Invalid(f"There is no level {level!r}: write one of {', '.join(LEVELS)}, or {USUAL}.")
    if logger and not _is_module(logger):
        raise Invalid(f"There is no module {logger!r}: write one like notifier or coatcheck.fetch.")
    if not timedelta() < length <= LONGEST:
        raise Invalid(f"Write a time of up to {LONGEST.days} days: then the level is as usual again.")
    others = tuple(each for each in levels(store, now) if each.logger != logger)
    if len(others) >= MOST:
        raise Invalid(f"{MOST} levels are set already: take one back first, with {USUAL}.")
    wanted = others if level == USUAL else (*others, LogLevel(logger, level, now + length))
    store.put_value(LOG_LEVELS, msgspec.json.encode(wanted).decode() if wanted else None)
    return _in_force(wanted, now)


def _is_module(name: str) -> bool:
    """Return whether there is a module of ours by this name, or a package of others in which there could be one."""
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        return False
    package = name.partition(".")[0]
    try:
        return find_spec(name if package in OWN else package) is not None
    except ModuleNotFoundError:  # below what is no package
        return False


def _in_force(stored: tuple[LogLevel, ...], now: datetime) -> tuple[LogLevel, ...]:
    return tuple(sorted((each for each in stored if each.until > now), key=lambda each: each.logger))


class LogLevels:
    """Keeps this process's levels as they are stored. Safe to call from several threads."""

    def __init__(self, store: Callable[[], OperationStore], clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._stored: tuple[LogLevel, ...] = ()
        self._asked_again_at: datetime | None = None
        self._before: dict[str, int] = {}  # the usual level of each logger that has another now
        self._lock = Lock()

    def refresh(self) -> None:
        """Take up what was set, and end what is over. Asks the store once in some seconds; while that is away, all stays as it is."""
        if not self._lock.acquire(blocking=False):
            return  # another thread does it
        try:
            now = self._clock.now()
            if self._asked_again_at is None or not timedelta() < self._asked_again_at - now <= AWAY:
                self._read(now)
            self._apply(_in_force(self._stored, now))
        finally:
            self._lock.release()

    def _read(self, now: datetime) -> None:
        try:
            self._stored = _decode(self._store().value(LOG_LEVELS) or "[]")
            self._asked_again_at = now + REMEMBERED
        # Whoever needs the store says so; what a newer version wrote changes nothing.
        except (StoreError, msgspec.DecodeError):
            self._asked_again_at = now + AWAY

    def _apply(self, wanted: tuple[LogLevel, ...]) -> None:
        levels = {name: each.level for each in wanted for name in ([each.logger] if each.logger else OWN)}
        if not levels and not self._before:
            return
        changed = False
        for name in self._before.keys() - levels.keys():
            logging.getLogger(name).setLevel(self._before.pop(name))
            changed = True
        for name, level in levels.items():
            logger = logging.getLogger(name)
            self._before.setdefault(name, logger.level)
            changed |= logger.level != logging.getLevelName(level)
            logger.setLevel(level)
        if changed:
            log.warning("Log levels are changed", extra={"levels": levels or "as usual"})
