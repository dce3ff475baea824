"""Small stand-ins for the chats that take messages by an address: Discord, Slack, ntfy. Each refuses what its documentation says is refused."""

import json
import re
from typing import Any

from aiohttp import web

from tests.fakes.serving import cut

TOKEN = "tk_" + "a" * 29


class Chat:
    """What they have in common: what arrived, and how the next messages are answered."""

    path = ""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.answer: tuple[int, Any] | None = None  # status and body of a refusal, until it is taken back
        self.drop = False

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post(self.path, self.take)
        app.router.add_get("/v1/account", self.account)
        return app

    async def take(self, request: web.Request) -> web.StreamResponse:
        body = json.loads(await request.read())
        if self.answer:
            return web.json_response(self.answer[1], status=self.answer[0])
        if fault := self.fault(request, body):
            return web.json_response(fault[1], status=fault[0])
        self.taken.append(body)
        return cut(request) if self.drop else self.yes(request)

    async def account(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") not in (None, f"Bearer {TOKEN}"):
            return web.json_response({"code": 40101, "http": 401, "error": "unauthorized"}, status=401)
        return web.json_response({"username": "*"})

    def fault(self, request: web.Request, body: dict[str, Any]) -> tuple[int, Any] | None:
        """What is wrong with it; None if nothing is."""

    def yes(self, request: web.Request) -> web.Response:
        return web.json_response({"id": str(len(self.taken))})


class Discord(Chat):
    """https://discord.com/developers/docs/resources/webhook#execute-webhook"""

    path = "/api/webhooks/{id}/{token}"
    unknown = (404, {"message": "Unknown Webhook", "code": 10015})
    busy = (429, {"message": "You are being rate limited.", "retry_after": 0.75, "global": False})
    invalid = (400, {"message": "Invalid Form Body", "code": 50035})

    def fault(self, request: web.Request, body: dict[str, Any]) -> tuple[int, Any] | None:
        if request.match_info["token"] != "good":
            return self.unknown
        if not 0 < len(body["content"]) <= 2000 or body["allowed_mentions"] != {"parse": []}:
            return self.invalid
        return None

    def yes(self, request: web.Request) -> web.Response:
        return super().yes(request) if request.query.get("wait") == "true" else web.Response(status=204)


class Slack(Chat):
    """https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks"""

    path = "/services/{team}/{hook}/{token}"

    def fault(self, request: web.Request, body: dict[str, Any]) -> tuple[int, Any] | None:
        if request.match_info["token"] != "good":
            return 404, "no_service"
        links = re.sub(r"<https?://[^<>|]*\|[^<>]*>", "", body["text"])
        if not body["text"] or re.search(r"[<>]|&(?!amp;|lt;|gt;)", links):
            return 400, "invalid_payload"
        return None

    def yes(self, request: web.Request) -> web.Response:
        return web.Response(text="ok")


class Ntfy(Chat):
    """https://docs.ntfy.sh/publish/#publish-as-json"""

    path = "/"

    def fault(self, request: web.Request, body: dict[str, Any]) -> tuple[int, Any] | None:
        if request.headers.get("Authorization") not in (None, f"Bearer {TOKEN}"):
            return 401, {"code": 40101, "http": 401, "error": "unauthorized"}
        if not re.fullmatch(r"[-_A-Za-z0-9]{1,64}", body["topic"]) or len(body["message"].encode()) > 4096:
            return 400, {"code": 40001, "http": 400, "error": "invalid request"}
        return None
