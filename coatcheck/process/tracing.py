"""OpenTelemetry, where the setting `traces` names who takes spans: sent by OTLP over HTTP, some seconds after they ended.

How many traces are kept, what is said with each, and what a collector wants to be sent beside them is read from
OpenTelemetry's own variables (OTEL_TRACES_SAMPLER, OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES, OTEL_EXPORTER_OTLP_HEADERS):
https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
"""

import atexit
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from coatcheck.errors import Invalid
from coatcheck.process import trace

GOOGLE = ".googleapis.com"
LONGEST_END = 3.0  # seconds in which the last spans have to be taken
SCOPE = "https://www.googleapis.com/auth/trace.append"


def start(address: str, project: str) -> None:
    """Send the spans of this process there until it ends. Raises `Invalid` where what that needs is not installed.

    `project`: Google's, "" for none. Whoever does not take spans is logged by OpenTelemetry, and holds nothing up, but the end of the process
    for `LONGEST_END`.
    """
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    except ImportError as error:
        raise Invalid("COATCHECK_TRACES needs one package more: pip install 'coatcheck[traces]'.") from error
    provider = TracerProvider(resource=Resource.create(_described(project)), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(address, session=_session(address))))
    trace.trace_with(Spans(provider, project))
    atexit.register(ending(provider, LONGEST_END))


def _described(project: str) -> dict[str, str]:
    """Return what all spans of this process say of it; its name is left to OpenTelemetry where its own variable has one."""
    about = {}
    if "OTEL_SERVICE_NAME" not in os.environ:
        about["service.name"] = os.environ.get("K_SERVICE", "coatcheck")
    if project:
        about["gcp.project_id"] = project  # https://cloud.google.com/stackdriver/docs/reference/telemetry/overview
    return about


def ending(provider: TracerProvider, longest: float) -> Callable[[], None]:
    """Return what ends a provider, in so many seconds at the most: OpenTelemetry itself waits 30 for a collector that does not answer.

    Its thread is there from now on: none can be started while the interpreter ends.
    """
    wanted = Event()

    def shut_down() -> None:
        wanted.wait()
        provider.shutdown()

    thread = Thread(target=shut_down, name="traces-end", daemon=True)
    thread.start()

    def end() -> None:
        wanted.set()
        thread.join(longest)

    return end


def _session(address: str) -> Any:
    """Return one that proves to Google who we are, where spans go to Google; None for a plain one."""
    if not (urlsplit(address).hostname or "").endswith(GOOGLE):
        return None
    import google.auth
    from google.auth.transport.requests import AuthorizedSession

    credentials, _ = google.auth.default(scopes=[SCOPE])
    session: Any = AuthorizedSession
    return session(credentials)


class Spans:
    """`trace.Tracer` by OpenTelemetry."""

    def __init__(self, provider: TracerProvider, project: str) -> None:
        self._tracer = provider.get_tracer("coatcheck")
        self._project = project
        self._carrier = TraceContextTextMapPropagator()

    @contextmanager
    def span(self, name: str, parent: Mapping[str, str] | None, about: Mapping[str, str | int]) -> Iterator[None]:
        """Open a span. Of what goes wrong in it only the kind is noted: words may hold an address."""
        context = None if parent is None else self._carrier.extract(parent)
        kind = SpanKind.INTERNAL if parent is None else SpanKind.CONSUMER
        with self._tracer.start_as_current_span(
            name, context, kind, about, record_exception=False, set_status_on_exception=False
        ) as span:
            before = trace.current.set(self._fields(span) or trace.current.get())
            try:
                yield
            except Exception as error:
                span.set_status(Status(StatusCode.ERROR, type(error).__name__))
                raise
            finally:
                trace.current.reset(before)

    def carried(self) -> dict[str, str]:
        carrier: dict[str, str] = {}
        self._carrier.inject(carrier)
        return carrier

    def _fields(self, span: Span) -> trace.Fields:
        known = span.get_span_context()
        if not self._project:
            return {}
        return trace.fields(
            self._project, f"{known.trace_id:032x}", f"{known.span_id:016x}", bool(known.trace_flags.sampled)
        )
