"""A channel of a Discord server, by an incoming webhook. At least once: a lost answer may mean a second message.

https://discord.com/developers/docs/resources/webhook#execute-webhook
"""

import re
from typing import TYPE_CHECKING, Self

from coatcheck.channels.markup import Markup, written
from coatcheck.channels.session import answered, open_session, post_json, refused
from coatcheck.config import Settings
from coatcheck.errors import Invalid, Scope
from coatcheck.ports import Channel, FetcherOf, Note, Receipt

if TYPE_CHECKING:
    import requests

LONGEST = 2000  # characters of a message, with its markup
HOME = "https://discord.com"
# https://discord.com/api/webhooks/1234567890/AbC-d_e?thread_id=987; an older host, a test client's, or a version's number means the same
ADDRESS = re.compile(
    r"(https?://[^/?#]+)/api/(?:v\d+/)?webhooks/(\d{1,20})/([\w-]{1,100})/?(?:\?thread_id=(\d{1,20}))?",
    re.ASCII,
)
ALIASES = frozenset({HOME, "https://discordapp.com", "https://ptb.discord.com", "https://canary.discord.com"})
RESERVED = re.compile(r"([\\*_~`|>#\[\]()<@:-])")
MARKUP = Markup(
    escape=lambda text: RESERVED.sub(r"\\\1", text),
    strong=lambda words: f"**{words}**",
    link=lambda words, url: f"[{words}](<{url}>)",  # in angle brackets no preview is made of it
)
# The webhook was deleted, or its token is another's
GONE = dict.fromkeys((401, 403, 404), Scope.ADDRESS)


class Discord(Channel):
    name = "discord"

    def __init__(self, settings: Settings, session: "requests.Session") -> None:
        self._base = settings.discord_api_url.rstrip("/")
        self._session = session

    @classmethod
    def open(cls, settings: Settings, fetcher: FetcherOf) -> Self:
        return cls(settings, open_session(settings.discord_api_url, settings.senders))

    def normalize(self, address: str) -> str:
        found = ADDRESS.fullmatch(address.strip())
        hosts = {self._base} | (ALIASES if self._base == HOME else set())
        if not found or found[1].lower() not in hosts:
            raise Invalid(
                f"That is no webhook of a Discord channel. Copy its address in the channel's settings: {self._base}/api/webhooks/..."
            )
        thread = f"?thread_id={found[4]}" if found[4] else ""
        return f"{self._base}/api/webhooks/{found[2]}/{found[3]}{thread}"

    def send(self, address: str, note: Note) -> Receipt:
        body = {"content": written(note, MARKUP, LONGEST), "allowed_mentions": {"parse": []}}
        answer = post_json(self._session, f"{address}{'&' if '?' in address else '?'}wait=true", body)
        told = answered(answer)
        if answer.status_code == 200:
            return Receipt(provider_id=str(told.get("id", "")), detail="taken by Discord")
        wait = told.get("retry_after")
        reason = f"Discord says: {told.get('message') or f'HTTP {answer.status_code}'}"
        raise refused(answer, reason, GONE, float(wait) if isinstance(wait, int | float) else None)

    def check(self) -> str:
        return "webhooks have no account; whether one takes messages only sending tells"
