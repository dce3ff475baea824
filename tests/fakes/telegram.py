"""A small stand-in for Telegram's Bot API: sendMessage and pinChatMessage, with chats in every state."""

import json
import re
from typing import Any

from aiohttp import web

from tests.fakes.serving import cut

Refusal = tuple[int, str, dict[str, Any]]  # status, words, parameters

TOKEN = "123456789:fake-bot-token"
BLOCKED: Refusal = (403, "Forbidden: bot was blocked by the user", {})
RESERVED = set("_*[]()~`>#+-=|{}.!")
LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\\\]])*)\]\(((?:\\.|[^\\)])*)\)")  # [09:30](https://tickets.example/1)
BOLD = re.compile(r"(?<!\\)\*((?:\\.|[^\\*\n])+)\*")  # *PVR: Palladium*


class Telegram:
    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.pinned: list[dict[str, Any]] = []
        self.states: dict[str, Refusal] = {}  # chat -> how every call is refused
        self.webhook: dict[str, Any] = {}  # where the bot's messages are sent
        self.drops = 0  # so many messages are taken without an answer
        self.busy = 0  # so many requests are refused with 429

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self.serve)
        return app

    async def serve(self, request: web.Request) -> web.StreamResponse:
        asked = json.loads(await request.read())
        if request.match_info["token"] != TOKEN:
            return refuse(401, "Unauthorized")
        if self.busy:
            self.busy -= 1
            return refuse(429, "Too Many Requests: retry after 7", {"retry_after": 7})
        if request.match_info["method"] == "getMe":
            return web.json_response({"ok": True, "result": {"id": 123456789, "is_bot": True, "username": "fake_bot"}})
        if request.match_info["method"] == "setWebhook":
            self.webhook = asked
            return web.json_response({"ok": True, "result": True})
        if asked["chat_id"] in self.states:
            return refuse(*self.states[asked["chat_id"]])
        if request.match_info["method"] == "pinChatMessage":
            self.pinned.append(asked)
            return web.json_response({"ok": True, "result": True})
        if character := unescaped(asked["text"]):
            return refuse(400, f"Bad Request: can't parse entities: Character '{character}' is reserved")
        self.sent.append(asked)
        if self.drops:
            self.drops -= 1
            return cut(request)
        return web.json_response({"ok": True, "result": {"message_id": len(self.sent)}})


def unescaped(text: str) -> str:
    """The first reserved character of MarkdownV2 that is not escaped, but for links and the stars around bold words."""
    before = ""
    for character in read(text)[1]:
        if character in RESERVED and before != "\\":
            return character
        before = "" if before == "\\" else character
    return ""


def read(text: str) -> tuple[dict[str, str], str]:
    """What a message in MarkdownV2 leads to, by the words of each link; and its text without the markup of links and bold words."""
    links = {plain(words): plain(url) for words, url in LINK.findall(text)}
    return links, BOLD.sub(r"\1", LINK.sub(r"\1", text))


def plain(text: str) -> str:
    """Text without the strokes that escape."""
    return re.sub(r"\\(.)", r"\1", text)


def refuse(code: int, text: str, parameters: dict[str, Any] | None = None) -> web.Response:
    body = {"ok": False, "error_code": code, "description": text} | ({"parameters": parameters} if parameters else {})
    return web.json_response(body, status=code)
