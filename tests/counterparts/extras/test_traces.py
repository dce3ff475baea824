"""Spans of a restock, sent by OpenTelemetry's own exporter and read by its own messages: https://opentelemetry.io"""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import requests

from console.demo.shop import Shop
from console.serving import free_port
from tests.console.terminal import Terminal, add
from tests.counterparts.extras.test_mcp import surroundings
from tests.counterparts.installed import installed, running
from tests.places import ROOT
from tests.waiting import until

INTERNAL, CONSUMER = (
    1,
    5,
)  # https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto
UP = ("-c", "from console.cli import main; main()", "up")


def test_a_restock_is_one_trace_from_the_tick_to_the_message(tmp_path: Path) -> None:
    terminal, port, spans = Terminal(tmp_path), free_port(), tmp_path / "spans"
    spans.touch()
    collector: list[str | Path] = [
        installed("extras"),
        ROOT / "tests/counterparts/extras/collector.py",
        str(port),
        spans,
    ]
    site = free_port()
    terminal.environment |= {
        "COATCHECK_ALLOW_HOSTS": "127.0.0.1",
        "COATCHECK_PORT": str(site),
        "COATCHECK_TICK_SECONDS": "1",
        "COATCHECK_TRACES": f"http://127.0.0.1:{port}/v1/traces",
    }
    opentelemetry = {"OTEL_BSP_SCHEDULE_DELAY": "500", "OTEL_SERVICE_NAME": "coats"}  # milliseconds
    with closing(Shop()) as shop, running(collector, lambda: answers(port), tmp_path):
        slug = add(terminal, shop)
        terminal.look()
        joined = terminal.run("subscribe", slug, "console", "ann", "--size", "M")
        assert joined.exit_code == 0, joined.output
        up: list[str | Path] = [installed("extras"), *UP]
        with running(up, lambda: answers(site), tmp_path, surroundings(terminal) | opentelemetry):
            until(lambda: bool(named(spans, "PollBatch")), 60, "A span of a look")
            shop.put("M", True)
            until(lambda: bool(named(spans, "send")), 90, "A span of a message")
            until(lambda: bool(chain(spans)), 60, "The spans around it")
    tick, poll, fan_out, batch, send = chain(spans)
    assert [each["name"] for each in (tick, poll, fan_out, batch, send)] == [
        "Tick", "PollBatch", "FanOut", "DeliveryBatch", "send",
    ]  # fmt: skip
    assert len({each["trace"] for each in (tick, poll, fan_out, batch, send)}) == 1
    assert tick["parent"] == ""
    assert [each["kind"] for each in (tick, poll, fan_out, batch, send)] == [CONSUMER] * 4 + [INTERNAL]
    assert send["about"]["channel"] == "console"
    assert send["about"]["delivery"].startswith(fan_out["about"]["event"])
    assert batch["about"] == {"deliveries": 1}
    assert {each["service"] for each in read(spans)} == {"coats"}
    assert {each["error"] for each in read(spans)} == {""}


def read(spans: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in spans.read_text().splitlines()]


def named(spans: Path, name: str) -> list[dict[str, Any]]:
    return [each for each in read(spans) if each["name"] == name]


def chain(spans: Path) -> list[dict[str, Any]]:
    """The first message that was sent and all spans around it, the outermost first; none where one is not there yet."""
    known = {each["id"]: each for each in read(spans)}
    found = named(spans, "send")[:1]
    while found and found[0]["parent"]:
        if found[0]["parent"] not in known:
            return []
        found.insert(0, known[found[0]["parent"]])
    return found


def answers(port: int) -> bool:
    try:
        requests.get(f"http://127.0.0.1:{port}/", timeout=2)
    except requests.RequestException:
        return False
    return True
