"""Log lines of a request name the trace that it belongs to, in every thread that works for it, and no other request's."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator, Sequence
from threading import Event

import pytest
from flask import Flask
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SimpleSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from coatcheck.bus.handling import hand_on
from coatcheck.errors import StoreUnavailable
from coatcheck.model import Batch
from coatcheck.ports.messages import PollBatch, Tick, dead_letter, encode
from coatcheck.process import trace
from coatcheck.process.log import JsonFormatter
from coatcheck.process.trace import follow_traces, trace_fields
from coatcheck.process.tracing import Spans, ending
from notifier.context import Senders
from tests.fakes.ports import NOON

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


@pytest.fixture
def exported() -> Iterator[InMemorySpanExporter]:
    """What OpenTelemetry was told, while it makes the spans."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.trace_with(Spans(provider, "coats"))
    yield exporter
    trace.trace_with(None)


def test_work_on_a_message_belongs_to_the_trace_of_its_publisher_and_log_lines_name_their_span(
    exported: InMemorySpanExporter, lines: list[dict[str, object]]
) -> None:
    message = PollBatch(batch=Batch(id="b1"), slot=NOON)
    with trace.span("Tick", {}):
        envelope = encode(message)
    hand_on(envelope, lambda message: log.info("looked"))
    tick, poll = exported.get_finished_spans()
    assert poll.parent
    assert poll.parent.span_id == tick.context.span_id
    assert (poll.name, dict(poll.attributes or {})) == ("PollBatch", {"batch": "b1"})
    assert lines[0]["logging.googleapis.com/trace"] == f"projects/coats/traces/{tick.context.trace_id:032x}"
    assert lines[0]["logging.googleapis.com/spanId"] == f"{poll.context.span_id:016x}"
    log.info("later")
    assert "logging.googleapis.com/trace" not in lines[1]


def test_a_span_says_what_kind_of_thing_went_wrong_and_none_of_its_words(exported: InMemorySpanExporter) -> None:
    with pytest.raises(StoreUnavailable), trace.span("send"):
        raise StoreUnavailable("+14155550100 is not there")
    (span,) = exported.get_finished_spans()
    assert "4155550100" not in span.to_json()
    assert span.status.description == "StoreUnavailable"


def test_a_message_that_is_given_up_twice_is_one_dead_letter_whatever_traces_it_was_in(
    exported: InMemorySpanExporter,
) -> None:
    letters = set()
    for _ in range(2):
        with trace.span("Tick", {}):
            letters.add(dead_letter("ticks", encode(Tick(slot=NOON)), "given up", NOON).id)
    assert len(letters) == 1


def test_without_the_setting_a_message_carries_no_trace_and_nothing_of_it_is_imported() -> None:
    code = "import sys, coatcheck.bootstrap, notifier.app, poller.app, coatcheck.bus.local as l; print([n for n in sys.modules if 'opentelemetry' in n])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
    assert not trace.CARRIED & encode(Tick(slot=NOON)).attributes.keys()


class Collector(SpanExporter):
    """Takes spans; one that does not answer only when it is let go."""

    def __init__(self, answers: bool) -> None:
        self.taken: list[ReadableSpan] = []
        self.asked, self.answers = Event(), Event()
        if answers:
            self.answers.set()

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        self.asked.set()
        self.answers.wait()
        self.taken += spans
        return SpanExportResult.SUCCESS


@pytest.mark.parametrize(("answers", "longest"), [(True, 60.0), (False, 0.01)])
def test_a_process_ends_with_its_last_spans_sent_and_waits_for_no_collector_that_does_not_answer(
    answers: bool, longest: float
) -> None:
    collector, provider = Collector(answers), TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(collector))
    end = ending(provider, longest)
    with provider.get_tracer("coats").start_as_current_span("send"):
        pass
    end()
    assert len(collector.taken) == answers  # or else this would still wait
    collector.answers.set()
    collector.asked.wait()
