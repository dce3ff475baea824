"""A channel of a Slack workspace, by an incoming webhook. At least once: a lost answer may mean a second message.

https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
"""

from typing import TYPE_CHECKING, Self

from coatcheck.channels import web_address
from coatcheck.channels.markup import Markup, written
from coatcheck.channels.session import open_session, post_json, refused
from coatcheck.config import Settings
from coatcheck.errors import Invalid, Scope
from coatcheck.ports import Channel, FetcherOf, Note, Receipt

if TYPE_CHECKING:
    import requests

LONGEST = 4000  # characters: what Slack advises; it cuts after 40,000
# https://docs.slack.dev/messaging/formatting-message-text#escaping
CONTROL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
IN_LINK = str.maketrans({"|": "%7C", ">": "%3E", "<": "%3C", "&": "&amp;"})
MARKUP = Markup(
    escape=lambda text: text.translate(CONTROL),
    strong=lambda words: f"*{words}*",
    link=lambda words, url: f"<{url.translate(IN_LINK)}|{words}>",
)
GONE = {403: Scope.ADDRESS, 404: Scope.ADDRESS, 410: Scope.ADDRESS}  # revoked, deleted, archived


class Slack(Channel):
    name = "slack"

    def __init__(self, settings: Settings, session: "requests.Session") -> None:
        self._base = settings.slack_api_url.rstrip("/")
        self._session = session

    @classmethod
    def open(cls, settings: Settings, fetcher: FetcherOf) -> Self:
        return cls(settings, open_session(settings.slack_api_url, settings.senders))

    def normalize(self, address: str) -> str:
        otherwise = (
            f"That is no incoming webhook of Slack. Copy its address in your app's settings: {self._base}/services/..."
        )
        parts = web_address.read(address, otherwise)
        if (
            f"{parts.scheme}://{parts.netloc}".lower() != self._base
            or len(parts.path) < 2
            or parts.query
            or parts.fragment
        ):
            raise Invalid(otherwise)
        return f"{self._base}{parts.path}"

    def send(self, address: str, note: Note) -> Receipt:
        body = {"text": written(note, MARKUP, LONGEST), "unfurl_links": False, "unfurl_media": False}
        answer = post_json(self._session, address, body)
        if answer.status_code == 200:
            return Receipt(detail="taken by Slack")
        raise refused(answer, f"Slack says: {answer.text[:100] or f'HTTP {answer.status_code}'}", GONE)

    def check(self) -> str:
        return "webhooks have no account; whether one takes messages only sending tells"
