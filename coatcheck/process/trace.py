"""The trace that work belongs to: its spans, where the setting `traces` names who takes them, and the log lines of it, which are found together.

Without that setting a line belongs to the trace of the request that it was written for, no span is made, and nothing is
imported for it. https://cloud.google.com/trace/docs/trace-log-integration
"""

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from flask import Flask

# 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01: version, trace, span, whether it is sampled
# https://www.w3.org/TR/trace-context/#traceparent-header
PARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})")
# 105445aa7843bc8bf206b12000100000/1;o=1: trace, span as a number, whether it is sampled
# https://cloud.google.com/trace/docs/trace-context#legacy-http-header
LEGACY = re.compile(r"([0-9a-f]{32})(?:/(\d{1,20}))?(?:;o=([01]))?")

Fields = dict[str, object]
# Attributes of a message, as headers are: https://www.w3.org/TR/trace-context/
CARRIED = frozenset({"traceparent", "tracestate"})

current: ContextVar[Fields | None] = ContextVar("trace", default=None)  # what a log line says of the trace


class Tracer(Protocol):
    """Makes spans: `coatcheck.process.tracing`."""

    def span(
        self, name: str, parent: Mapping[str, str] | None, about: Mapping[str, str | int]
    ) -> AbstractContextManager[object]: ...

    def carried(self) -> dict[str, str]: ...


_tracer: Tracer | None = None


def trace_with(tracer: Tracer | None) -> None:
    """Have every span of this process made by this tracer from now on; None for no spans."""
    global _tracer
    _tracer = tracer


def span(name: str, parent: Mapping[str, str] | None = None, **about: str | int) -> AbstractContextManager[object]:
    """Open a span around a piece of work. `parent`: the attributes of the message that is worked on; else the span around it."""
    return _tracer.span(name, parent, about) if _tracer else nullcontext()


def carried() -> dict[str, str]:
    """Return what a message has to carry so that work on it belongs to the present trace."""
    return _tracer.carried() if _tracer else {}


def trace_fields(traceparent: str, cloud_trace: str, project: str) -> Fields:
    """Return what each log line of a request with these two headers ("" for none) has to say of its trace; nothing where no project is known."""
    parent, legacy = PARENT.fullmatch(traceparent), LEGACY.fullmatch(cloud_trace)
    if not project or not (parent or legacy):
        return {}
    if parent:
        trace, span, sampled = parent[1], parent[2], bool(int(parent[3], 16) & 1)
    elif legacy:
        trace, span, sampled = legacy[1], f"{int(legacy[2] or 0):016x}", legacy[3] == "1"
    return fields(project, trace, span, sampled)


def fields(project: str, trace: str, span: str, sampled: bool) -> Fields:
    """Return what each log line of this trace has to say of it."""
    return {
        "logging.googleapis.com/trace": f"projects/{project}/traces/{trace}",
        "logging.googleapis.com/spanId": span,
        "logging.googleapis.com/trace_sampled": sampled,
    }


def project_of(bus: str) -> str:
    """Return Google's project, as the setting `bus` names it; "" on one machine."""
    return bus.partition("pubsub://")[2]


def follow_traces(app: "Flask", bus: str) -> None:
    """Have every log line of a request say to which trace it belongs; the project is that of the bus."""
    from flask import request

    project = project_of(bus)

    @app.before_request
    def follow() -> None:
        headers = request.headers
        traceparent, cloud_trace = headers.get("traceparent", ""), headers.get("X-Cloud-Trace-Context", "")
        current.set(trace_fields(traceparent, cloud_trace, project))
