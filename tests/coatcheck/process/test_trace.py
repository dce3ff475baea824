"""Log lines of a request name the trace that it belongs to, in every thread that works for it, and no other request's."""

import json
import logging
from collections.abc import Iterator

import pytest
from flask import Flask

from coatcheck.process.log import JsonFormatter
from coatcheck.process.trace import follow_traces, trace_fields
from notifier.context import Senders

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = f"00-{TRACE}-00f067aa0ba902b7-01"
NAME = f"projects/coats/traces/{TRACE}"

log = logging.getLogger(__name__)


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[dict[str, object]]]:
    """What was logged, as it is written."""
    found: list[dict[str, object]] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(json.loads(JsonFormatter().format(record)))

    handler = Kept()
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield found
    log.removeHandler(handler)


@pytest.mark.parametrize(
    ("parent", "legacy", "span", "sampled"),
    [
        (PARENT, "", "00f067aa0ba902b7", True),
        (PARENT[:-1] + "0", "", "00f067aa0ba902b7", False),
        ("", f"{TRACE}/74;o=1", "000000000000004a", True),
        ("", TRACE, "0000000000000000", False),
    ],
)
def test_both_headers_name_a_trace(parent: str, legacy: str, span: str, sampled: bool) -> None:
    assert trace_fields(parent, legacy, "coats") == {
        "logging.googleapis.com/trace": NAME,
        "logging.googleapis.com/spanId": span,
        "logging.googleapis.com/trace_sampled": sampled,
    }


@pytest.mark.parametrize("written", ["", "00", f"{PARENT}\n", PARENT.upper(), f"{TRACE}/{'9' * 30}", "x" * 100_000])
def test_what_is_no_trace_says_nothing(written: str) -> None:
    assert trace_fields(written, written, "coats") == {}
    assert trace_fields(PARENT, "", "") == {}


def test_every_line_of_a_request_has_its_trace_also_in_the_threads_that_send_for_it(
    lines: list[dict[str, object]],
) -> None:
    app, senders = Flask(__name__), Senders(2)
    follow_traces(app, "pubsub://coats")

    @app.get("/")
    def work() -> str:
        log.info("begun")
        assert len([each for group in senders(lambda item: log.info("sent"), [1, 2]) for each in group]) == 2
        return ""

    app.test_client().get("/", headers={"traceparent": PARENT})
    app.test_client().get("/")
    traces = [line.get("logging.googleapis.com/trace") for line in lines]
    assert traces == [NAME] * 3 + [None] * 3
