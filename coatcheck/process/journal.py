"""Log lines for systemd's journal, which keeps how grave each one is: `journalctl --priority warning` finds what went wrong.

https://www.freedesktop.org/software/systemd/man/latest/sd-daemon.html
"""

import logging
import os
import sys

PRIORITIES = {"DEBUG": 7, "INFO": 6, "WARNING": 4, "ERROR": 3, "CRITICAL": 2}  # syslog's


class JournalFormatter(logging.Formatter):
    """Puts the priority before each line of what another formatter writes; the journal takes it off again."""

    def __init__(self, written: logging.Formatter) -> None:
        super().__init__()
        self._written = written

    def format(self, record: logging.LogRecord) -> str:
        priority = PRIORITIES.get(record.levelname, PRIORITIES["INFO"])
        return "\n".join(f"<{priority}>{line}" for line in self._written.format(record).split("\n"))


def is_read_by_the_journal() -> bool:
    """Return whether standard error leads into the journal: systemd says which file that is."""
    try:
        file = os.fstat(sys.stderr.fileno())
    except (OSError, ValueError):  # a standard error that is no file
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{file.st_dev}:{file.st_ino}"
