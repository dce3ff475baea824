"""How it runs: backups, and log levels that are set while everything goes on."""

from datetime import datetime, timedelta
from typing import Annotated

from msgspec import Meta

from coatcheck.model import Scope
from coatcheck.store.sqlite import backup
from coatcheck.watching.log_levels import HOUR, LONGEST, LogLevel, levels, set_level
from signup_web import context
from signup_web.api.routes import Routes, Shape, Taken, show

system = Routes("System")


class LogLevelShown(Shape, frozen=True):
    """A level that is set. `logger`: the module with all below it; "" for all of CoatCheck."""

    logger: str
    level: str
    until: datetime


class LogLevelsShown(Shape, frozen=True):
    """The levels that are set, by module."""

    items: list[LogLevelShown]


class NewLogLevel(Taken, frozen=True, kw_only=True):
    """A level to be set for so many seconds. `level`: DEBUG, INFO, WARNING or ERROR, or USUAL to take it back."""

    level: Annotated[str, Meta(max_length=10)]
    logger: Annotated[str, Meta(max_length=100)] = ""
    seconds: Annotated[int, Meta(ge=1, le=int(LONGEST.total_seconds()))] = int(HOUR.total_seconds())


class BackupShown(Shape, frozen=True):
    """One of the daily backups. `size`: in bytes."""

    at: datetime
    size: int


class BackupsShown(Shape, frozen=True):
    """The daily backups, newest first. `doubts`: what is wrong with them, a sentence each."""

    items: list[BackupShown]
    doubts: list[str]


@system.get("/backups", Scope.ADMIN, deployment=True)
def list_backups() -> BackupsShown:
    """List the daily backups of one machine, newest first, and say what is wrong with them. In the cloud it is 422."""
    settings = context.settings()
    found = backup.status(settings.store, settings.backups, context.now())
    return BackupsShown(items=[show(BackupShown, each) for each in found.made], doubts=list(found.doubts))


@system.get("/log-levels", Scope.ADMIN, deployment=True)
def list_log_levels() -> LogLevelsShown:
    """List the log levels that are set beside those of the settings, and until when."""
    return _shown(levels(context.deployment().store, context.now()))


@system.put("/log-levels", Scope.ADMIN, deployment=True)
def set_log_level(body: NewLogLevel) -> LogLevelsShown:
    """Log a module, or all of CoatCheck, from another level on for a time: in every process within a minute."""
    length = timedelta(seconds=body.seconds)
    return _shown(set_level(context.deployment().store, context.now(), body.level, body.logger, length))


def _shown(found: tuple[LogLevel, ...]) -> LogLevelsShown:
    return LogLevelsShown(items=[show(LogLevelShown, each) for each in found])
