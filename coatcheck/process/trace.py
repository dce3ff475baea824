"""The trace that a request belongs to, so that all log lines of it are found together.

https://cloud.google.com/trace/docs/trace-log-integration
"""

import re
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

# 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01: version, trace, span, whether it is sampled
# https://www.w3.org/TR/trace-context/#traceparent-header
PARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})")
# 105445aa7843bc8bf206b12000100000/1;o=1: trace, span as a number, whether it is sampled
# https://cloud.google.com/trace/docs/trace-context#legacy-http-header
LEGACY = re.compile(r"([0-9a-f]{32})(?:/(\d{1,20}))?(?:;o=([01]))?")

Fields = dict[str, object]

current: ContextVar[Fields | None] = ContextVar("trace", default=None)  # what a log line says of the trace


def trace_fields(traceparent: str, cloud_trace: str, project: str) -> Fields:
    """Return what each log line of a request with these two headers ("" for none) has to say of its trace; nothing where no project is known."""
    parent, legacy = PARENT.fullmatch(traceparent), LEGACY.fullmatch(cloud_trace)
    if not project or not (parent or legacy):
        return {}
    if parent:
        trace, span, sampled = parent[1], parent[2], bool(int(parent[3], 16) & 1)
    elif legacy:
        trace, span, sampled = legacy[1], f"{int(legacy[2] or 0):016x}", legacy[3] == "1"
    return {
        "logging.googleapis.com/trace": f"projects/{project}/traces/{trace}",
        "logging.googleapis.com/spanId": span,
        "logging.googleapis.com/trace_sampled": sampled,
    }


def follow_traces(app: "Flask", bus: str) -> None:
    """Have every log line of a request say to which trace it belongs; the project is that of the bus."""
    from flask import request

    project = bus.partition("pubsub://")[2]

    @app.before_request
    def follow() -> None:
        headers = request.headers
        traceparent, cloud_trace = headers.get("traceparent", ""), headers.get("X-Cloud-Trace-Context", "")
        current.set(trace_fields(traceparent, cloud_trace, project))
