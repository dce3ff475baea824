"""Log lines: readable by machines and by people, without anybody's address."""

import json
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coatcheck.process.log import JsonFormatter, PlainFormatter, mask, mask_all, set_up


def record(message: str = "Sent %s", *values: object, failed: bool = False, **extra: object) -> logging.LogRecord:
    info = None
    if failed:
        try:
            _ = 1 / 0
        except ZeroDivisionError:
            info = sys.exc_info()
    made = logging.LogRecord("notifier.deliver", logging.WARNING, "deliver.py", 1, message, values, info)
    vars(made).update(extra)
    return made


def test_a_json_line_has_cloud_loggings_fields() -> None:
    line = json.loads(JsonFormatter().format(record("Sent %s", "it", trace="abc", attempt=2)))
    assert line["severity"] == "WARNING"
    assert line["message"] == "Sent it"
    assert line["logger"] == "notifier.deliver"
    assert line["time"].endswith("+00:00")
    assert (line["trace"], line["attempt"]) == ("abc", 2)
    assert set(line) == {"severity", "message", "logger", "time", "trace", "attempt"}


def test_an_error_is_one_of_error_reportings_with_or_without_a_stack_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("K_SERVICE", "notifier")
    monkeypatch.setenv("K_REVISION", "notifier-00007")
    error = record("Given up")
    error.levelno, error.levelname, error.funcName = logging.ERROR, "ERROR", "deliver"
    line = json.loads(JsonFormatter().format(error))
    assert line["@type"].endswith("clouderrorreporting.v1beta1.ReportedErrorEvent")
    assert line["serviceContext"] == {"service": "notifier", "version": "notifier-00007"}
    assert line["context"]["reportLocation"] == {
        "filePath": "deliver.py",
        "lineNumber": 1,
        "functionName": "deliver",
    }


def test_a_json_line_is_one_line_whatever_it_holds() -> None:
    text = JsonFormatter().format(record("two\nlines – größe", failed=True, odd={1, 2}.__iter__()))
    assert "\n" not in text
    assert "ZeroDivisionError" in json.loads(text)["stack_trace"]
    assert "größe" in text


def test_a_plain_line_ends_with_the_fields_and_the_traceback_follows() -> None:
    first, *rest = PlainFormatter().format(record("Failed", failed=True, trace="abc")).splitlines()
    assert first.endswith("WARNING Failed  trace=abc")
    assert rest[-1] == "ZeroDivisionError: division by zero"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("+14155552671", "+1 *** 2671"),
        ("ann@example.org", "a***@example.org"),
        ("@example.org", "***@example.org"),
        ("123456789", "12***"),
        ("+12345", "+1***"),
        ("1234", "***"),
        ("", "***"),
    ],
)
def test_an_address_is_shown_without_what_makes_it_somebodys(address: str, shown: str) -> None:
    assert mask(address) == shown


def test_somebody_elses_words_are_shown_without_the_addresses_in_them() -> None:
    said = "The 'To' number +14155552671 is not valid; 550 <anna@example.org>: error 21211, see https://example.org/+1"
    shown = "The 'To' number +1 *** 2671 is not valid; 550 <a***@example.org>: error 21211, see https://example.org/***"
    assert mask_all(said) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("can't post to https://hooks.example/T0/B1/key (404)", "can't post to https://hooks.example/*** (404)"),
        ("tgram://123:key/42 is unknown", "tgram://*** is unknown"),
        ("see https://user:key@hooks.example:8443?token=x", "see https://***"),
        ("https://shop.example is down", "https://shop.example is down"),
    ],
)
def test_an_address_that_is_a_key_is_not_shown_in_somebody_elses_words(said: str, shown: str) -> None:
    assert mask_all(said) == shown


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    logger, quiet = logging.getLogger(), logging.getLogger("urllib3")
    before = logger.handlers[:], logger.level, quiet.level
    logger.handlers = []
    yield logger
    logger.handlers, logger.level, quiet.level = before


@pytest.mark.parametrize(("form", "formatter"), [("json", JsonFormatter), ("plain", PlainFormatter)])
def test_lines_go_to_standard_error_in_the_chosen_form(root: logging.Logger, form: str, formatter: type) -> None:
    set_up(form, "ERROR")
    (handler,) = root.handlers
    assert isinstance(handler.formatter, formatter)
    assert root.level == logging.ERROR


@pytest.mark.parametrize(("terminal", "formatter"), [(True, PlainFormatter), (False, JsonFormatter)])
def test_auto_is_plain_on_a_terminal_only(
    root: logging.Logger, monkeypatch: pytest.MonkeyPatch, terminal: bool, formatter: type
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    set_up("auto", "INFO")
    assert isinstance(root.handlers[0].formatter, formatter)


@pytest.mark.parametrize("form", ["json", "plain"])
def test_systemds_journal_is_told_how_grave_each_line_is_and_nobody_else(
    root: logging.Logger, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: str
) -> None:
    with (tmp_path / "log").open("w") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        file = os.fstat(stream.fileno())
        for journal, is_marked in ((f"{file.st_dev}:{file.st_ino}", True), ("1:1", False), ("", False)):
            monkeypatch.setenv("JOURNAL_STREAM", journal)
            set_up(form, "INFO")
            written = root.handlers[0].format(record("Failed", failed=True)).splitlines()
            assert {line.startswith("<4>") for line in written} == {is_marked}
            assert (len(written) > 1) == (form == "plain")
