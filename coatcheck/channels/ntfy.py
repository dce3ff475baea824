"""Notifications on phones and desktops by ntfy, on ntfy.sh or a server of one's own. At least once: a lost answer may mean a second one.

https://docs.ntfy.sh/publish/#publish-as-json: in JSON title and text may be in any language, which headers can't.
"""

import re
from typing import TYPE_CHECKING, Any, Self

from coatcheck.channels.session import TIMEOUT, answered, open_session, post_json, refused, unanswered
from coatcheck.config import Settings
from coatcheck.errors import Invalid, Rejected, Scope
from coatcheck.ports import Channel, FetcherOf, Note, Receipt

if TYPE_CHECKING:
    import requests

LONGEST = 4096  # bytes of a message: a longer one arrives as a file, https://docs.ntfy.sh/publish/#limitations
LONGEST_TITLE = 250  # characters
TOPIC = re.compile(r"[-_A-Za-z0-9]{1,64}")
HIGH = 4  # a long burst of vibration: https://docs.ntfy.sh/publish/#message-priority
ABOUT = {401: Scope.ACCOUNT, 403: Scope.ADDRESS}  # the token; a topic that is somebody else's


class Ntfy(Channel):
    name = "ntfy"

    def __init__(self, settings: Settings, session: "requests.Session") -> None:
        self._base = settings.ntfy_url.rstrip("/")
        self._session = session
        if settings.ntfy_token:
            session.headers["Authorization"] = f"Bearer {settings.ntfy_token}"

    @classmethod
    def open(cls, settings: Settings, fetcher: FetcherOf) -> Self:
        return cls(settings, open_session(settings.ntfy_url, settings.senders))

    def normalize(self, address: str) -> str:
        topic = address.strip().removeprefix(f"{self._base}/")
        if not TOPIC.fullmatch(topic):
            raise Invalid(
                "That is no topic of ntfy. It has letters, digits, _ and -, 64 at the most, like coats-7hK2q."
            )
        return topic

    def send(self, address: str, note: Note) -> Receipt:
        answer = post_json(self._session, f"{self._base}/", _message(address, note))
        told = answered(answer)
        if answer.status_code == 200:
            return Receipt(provider_id=str(told.get("id", "")), detail="taken by ntfy")
        raise refused(answer, f"ntfy says: {told.get('error') or f'HTTP {answer.status_code}'}", ABOUT)

    def check(self) -> str:
        from requests import RequestException

        try:
            answer = self._session.get(f"{self._base}/v1/account", timeout=TIMEOUT, allow_redirects=False)
        except RequestException as error:
            raise unanswered(error) from None
        if answer.status_code == 401:
            raise Rejected("ntfy does not know the token", "401", Scope.ACCOUNT)
        return f"ntfy answers as {answered(answer).get('username') or 'to everybody'}"


def _message(topic: str, note: Note) -> dict[str, Any]:
    told = "\n".join(map(str, note.lines)) or note.text
    message: dict[str, Any] = {"topic": topic, "message": told.encode()[:LONGEST].decode(errors="ignore")}
    if note.title:
        message["title"] = note.title[:LONGEST_TITLE]
    if note.url:
        message |= {"click": note.url, "priority": HIGH}
    return message
