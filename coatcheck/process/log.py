"""Log lines: JSON with Cloud Logging's field names where a machine reads, plain where a person does.

https://cloud.google.com/logging/docs/structured-logging
"""

import json
import logging
import os
import re
import sys
from datetime import UTC, datetime

from coatcheck.process import trace
from coatcheck.process.journal import JournalFormatter, is_read_by_the_journal
from coatcheck.process.progress import PROGRESS, TerminalHandler

REPORTED = "type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent"
# https://hooks.example/T0/key, tgram://123:key/42: scheme; host, where there is a page behind it
_URL = re.compile(r"\b([a-z][a-z\d+.-]*)://([\w.:-]*)[^\s<>\"']*", re.IGNORECASE | re.ASCII)
_ADDRESS = re.compile(r"\+\d{7,15}|[^\s<>\"'(),:;]+@[\w.-]+\w")
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", PROGRESS}


def fields(record: logging.LogRecord) -> dict[str, object]:
    """Return what was passed as `extra`."""
    return {name: value for name, value in vars(record).items() if name not in _STANDARD}


def _reported(record: logging.LogRecord) -> dict[str, object]:
    """Return what makes a line one of Error Reporting's, also without a stack trace: https://cloud.google.com/error-reporting/docs/formatting-error-messages"""
    place = {"filePath": record.pathname, "lineNumber": record.lineno, "functionName": record.funcName}
    service = {"service": os.environ.get("K_SERVICE", "coatcheck"), "version": os.environ.get("K_REVISION", "")}
    return {"@type": REPORTED, "serviceContext": service, "context": {"reportLocation": place}}


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "severity": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            **fields(record),
            **(trace.current.get() or {}),
        }
        if record.levelno >= logging.ERROR:
            line |= _reported(record)
        if record.exc_info:
            line["stack_trace"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)


class PlainFormatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(message)s", "%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        extra = "  ".join(f"{name}={value}" for name, value in fields(record).items())
        head, newline, rest = super().format(record).partition("\n")
        return f"{head}  {extra}{newline}{rest}" if extra else head + newline + rest


def set_up(form: str, level: str) -> None:
    """Send all log lines to standard error, as `json`, `plain`, or by whether it is a terminal (`auto`).

    On a terminal, plain lines of one moment alone are one line that is rewritten.
    """
    is_terminal = sys.stderr.isatty()
    plain = form == "plain" or (form == "auto" and is_terminal)
    handler = TerminalHandler() if plain and is_terminal else logging.StreamHandler()
    formatter = PlainFormatter() if plain else JsonFormatter()
    handler.setFormatter(JournalFormatter(formatter) if is_read_by_the_journal() else formatter)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("urllib3").setLevel(logging.WARNING)


def mask(address: str) -> str:
    """Write an address as it may be shown: `+1 *** 2671`, `a***@example.org`, `https://***` (a webhook's address is its key)."""
    scheme, is_url, _ = address.partition("://")
    if is_url:
        return f"{scheme}://***"
    name, at, domain = address.partition("@")
    if at:
        return f"{name[:1]}***@{domain}"
    if address.startswith("+") and len(address) > 6:
        return f"{address[:2]} *** {address[-4:]}"
    return f"{address[:2]}***" if len(address) > 4 else "***"


def mask_all(text: str) -> str:
    """Mask every phone number and mail address in somebody else's words, such as a provider's error; of web addresses only the host stays."""
    return _ADDRESS.sub(lambda found: mask(found[0]), _URL.sub(_without_key, text))


def _without_key(url: re.Match[str]) -> str:
    """Write an address that may be a key as `https://hooks.example/***`, `tgram://***`."""
    scheme, host = url[1], url[2]
    is_host = scheme.lower() in ("http", "https") and not url[0][url.end(2) - url.start() :].startswith("@")
    plain = url[0] == f"{scheme}://{host}"
    return url[0] if is_host and plain else f"{scheme}://{host}/***" if is_host else f"{scheme}://***"
