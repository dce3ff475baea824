"""A small stand-in for Twilio's Messages API: takes texts, lists them, refuses and fails on order.

`python -m tests.fakes.twilio` runs it by itself and prints its address. Orders and findings go through `/_control/...`,
in the same words as the larger stand-in that some machines have, so that tests can use either.
"""

import argparse
import asyncio
import base64
import json
import subprocess
import sys
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import requests
from aiohttp import web

from console.serving import free_port
from tests.fakes.faults import Faults, Rule
from tests.fakes.serving import cut
from tests.processes import started

ACCOUNT, TOKEN, SENDER = "AC" + "a" * 32, "fake-auth-token", "+15005550006"
MESSAGES = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
AUTH = "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
REASONS = {20003: 401, 20429: 429, 20500: 500}  # code -> HTTP status; every other code is a 400


class Twilio:
    def __init__(self) -> None:
        self.faults = Faults()
        self.accepted: list[dict[str, Any]] = []
        self.by_number: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.refused: dict[str, int] = {}  # number -> error code
        self.requests = 0

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post(MESSAGES, self.create)
        app.router.add_get(MESSAGES, self.listing)
        app.router.add_get(f"/2010-04-01/Accounts/{ACCOUNT}.json", self.account)
        app.router.add_route("*", "/_control/{what}", self.control)
        return app

    async def account(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Authorization") != AUTH:
            return refuse(20003)
        return web.json_response({"sid": ACCOUNT, "friendly_name": "Fake", "status": "active"})

    async def create(self, request: web.Request) -> web.StreamResponse:
        self.requests += 1
        form = dict(parse_qsl((await request.read()).decode(), keep_blank_values=True))
        if request.headers.get("Authorization") != AUTH:
            return refuse(20003)
        if (
            "ContentSid" in form
        ):  # an approved template: https://www.twilio.com/docs/content/send-templates-created-with-the-content-template-builder
            form["Body"] = f"News: {json.loads(form['ContentVariables'])['1']}"
        elif form["To"].startswith("whatsapp:"):
            return refuse(63016)
        rule = self.faults.strike(form["To"], form["Body"])
        fault = rule.fault if rule else ""
        if rule and not fault.startswith("accept"):
            return await self.fail(request, rule)
        if form["To"] in self.refused:
            return refuse(self.refused[form["To"]])
        message = self.accept(form)
        if rule:
            return await self.fail(request, rule, message)
        return web.json_response(message, status=201)

    def accept(self, form: dict[str, str]) -> dict[str, Any]:
        message: dict[str, Any] = {
            "sid": f"SM{uuid.uuid4().hex}",
            "to": form["To"],
            "from": form.get("From"),
            "messaging_service_sid": form.get("MessagingServiceSid"),
            "body": form["Body"],
            "status": "queued",
            "error_code": None,
            "date_created": format_datetime(datetime.now(UTC)),
            "date_sent": None,
            "callback": form.get("StatusCallback"),
            "validity": form.get("ValidityPeriod"),
            "at": time.time(),
        }
        self.accepted.append(message)
        self.by_number[message["to"]].append(message)
        return message

    async def fail(self, request: web.Request, rule: Rule, message: dict[str, Any] | None = None) -> web.StreamResponse:
        await asyncio.sleep(rule.seconds)
        if rule.fault.endswith("drop"):
            return cut(request)
        if rule.fault == "accept_then_truncate":
            return web.Response(status=201, text=json.dumps(message)[:50], content_type="application/json")
        return refuse(rule.code or 20500)

    async def listing(self, request: web.Request) -> web.Response:
        """A number's messages, newest first, a page at a time."""
        if request.headers.get("Authorization") != AUTH:
            return refuse(20003)
        query = request.query
        size, page = int(query.get("PageSize", 50)), int(query.get("Page", 0))
        found = list(reversed(self.by_number[query["To"]]))
        more = len(found) > (page + 1) * size
        after = f"{MESSAGES}?{urlencode({'To': query['To'], 'PageSize': size, 'Page': page + 1})}"
        body = {"messages": found[page * size : (page + 1) * size], "next_page_uri": after if more else None}
        return web.json_response(body)

    async def control(self, request: web.Request) -> web.Response:
        data = json.loads(await request.read() or b"{}")
        match request.match_info["what"]:
            case "faults":
                self.faults = Faults.ordered(data)
            case "config":
                self.refused = {number: order["reject"] for number, order in data["numbers"].items()}
            case "accepted":
                since, limit = int(request.query.get("since", 0)), int(request.query.get("limit", 1000))
                return web.json_response(
                    {"total": len(self.accepted), "messages": self.accepted[since : since + limit]}
                )
            case "status":
                for message in self.accepted:
                    if message["sid"] == data["sid"]:
                        message.update(status=data["status"], error_code=data.get("error_code"))
            case "stats":
                return web.json_response({"requests": self.requests})
            case "reset":
                self.__init__()  # type: ignore[misc]
        return web.json_response({"ok": True})


class Control:
    """The other side of `/_control`: what a test orders, and what it finds. Speaks to either stand-in."""

    def __init__(self, base: str) -> None:
        self.base = base

    def settings(self) -> dict[str, str]:
        """The settings with which texts are sent here."""
        return {
            "twilio_account_sid": ACCOUNT,
            "twilio_auth_token": TOKEN,
            "twilio_from": SENDER,
            "twilio_api_url": self.base,
        }

    def wait(self, seconds: float) -> None:
        """Come back when the stand-in answers; raise after so many seconds."""
        until = time.monotonic() + seconds
        while True:
            try:
                requests.get(f"{self.base}/_control/accepted", timeout=1)
                return
            except requests.ConnectionError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)

    def fail(self, *rules: dict[str, Any], seed: int = 0) -> None:
        self._post("faults", {"seed": seed, "rules": list(rules)})

    def refuse(self, number: str, code: int) -> None:
        self._post("config", {"numbers": {number: {"reject": code}}})

    def report(self, number: str, status: str, code: int | None = None) -> None:
        """What became of the texts to this number."""
        for message in self.accepted():
            if message["to"] == number:
                self._post("status", {"sid": message["sid"], "status": status, "error_code": code})

    def reset(self) -> None:
        self._post("reset", {})
        self._post("config", {"numbers": {}})

    def accepted(self) -> list[dict[str, Any]]:
        """Every text that was taken, in order."""
        found: list[dict[str, Any]] = []
        while True:
            answer = requests.get(f"{self.base}/_control/accepted", params={"since": len(found)}, timeout=10).json()
            found += answer["messages"]
            if len(found) >= answer["total"]:
                return found

    def count(self) -> int:
        """How many texts were taken."""
        answer = requests.get(f"{self.base}/_control/accepted", params={"limit": 0}, timeout=10)
        return int(answer.json()["total"])

    def requests(self) -> int:
        """How many texts were asked for, taken or not."""
        return int(requests.get(f"{self.base}/_control/stats", timeout=10).json()["requests"])

    def told(self) -> Counter[str]:
        """How many texts each number got."""
        return Counter(message["to"] for message in self.accepted())

    def _post(self, what: str, data: dict[str, Any]) -> None:
        requests.post(f"{self.base}/_control/{what}", json=data, timeout=10).raise_for_status()


@contextmanager
def running(script: Path | None = None) -> Iterator[Control]:
    """A stand-in in a process of its own: this one, or another that takes `--port`."""
    port = free_port()
    program = [str(script)] if script else ["-m", "tests.fakes.twilio"]
    with started(sys.executable, *program, "--port", str(port), stdout=subprocess.DEVNULL):
        control = Control(f"http://127.0.0.1:{port}")
        control.wait(60)
        yield control


def refuse(code: int) -> web.Response:
    status = REASONS.get(code, 400)
    return web.json_response({"code": code, "message": f"error {code}", "status": status}, status=status)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    port = parser.parse_args().port

    async def run() -> None:
        runner = web.AppRunner(Twilio().app(), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        print(f"http://127.0.0.1:{runner.addresses[0][1]}")
        await asyncio.Event().wait()

    asyncio.run(run())


if __name__ == "__main__":
    main()
