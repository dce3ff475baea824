"""Notifications in a browser, of phone or desk, by Web Push: no number and no name. At least once: a repeat takes the place of what is still shown.

An address is what a browser made for us alone: where its push service takes messages for it, and its two keys. Whoever visits can name any,
so none inside a private network is ever called. https://www.w3.org/TR/push-api/ https://www.rfc-editor.org/rfc/rfc8030
"""

import re
import time
from base64 import urlsafe_b64decode
from typing import Any, Self
from urllib.parse import urlsplit

import msgspec

from coatcheck.channels.aes128gcm import LONGEST, encrypt
from coatcheck.channels.posting import post
from coatcheck.channels.vapid import Vapid, unpadded
from coatcheck.config import Settings
from coatcheck.errors import Invalid, Scope
from coatcheck.languages import N_, gettext, language
from coatcheck.model import Frozen, digest
from coatcheck.ports import Channel, FetcherOf, Field, Note, Receipt, Request, SignUp

# https://push.example.net/wpush/v2/gAAAAB:x is PUBLIC and PATH; the host is a name, and could be one that everybody can reach
PUBLIC = re.compile(r"https://(?:[a-z0-9-]{1,63}\.){1,8}[a-z][a-z0-9-]{1,62}(?=/)", re.ASCII)
PATH = re.compile(r"/[\w.~!$&'()*+,;=:@%/?-]{1,1000}", re.ASCII)
KEY = re.compile(r"(?:[\w-]{22}|[\w-]{87})={0,2}", re.ASCII)  # `auth`, or `p256dh`
SECRET, POINT = 16, 65  # bytes of them
GONE = {404: Scope.ADDRESS, 410: Scope.ADDRESS}  # https://www.rfc-editor.org/rfc/rfc8030#section-7.3
DECLARATIVE = 8030  # https://www.w3.org/TR/push-api/#declarative-push-message: some browsers show it without our script
ROOMS = (1000, 300, 0)  # characters of a notification's text, of which the longest is taken that there is room for
TITLE = 120  # of its title
AT_HOME = ("localhost", "127.0.0.1", "::1")  # what browsers trust without https


class _Keys(Frozen, frozen=True):
    p256dh: str
    auth: str


class _Subscription(Frozen, frozen=True):
    """What `PushSubscription.toJSON()` gives."""

    endpoint: str
    keys: _Keys


class WebPush(Channel):
    name = "webpush"
    goes_anywhere = True
    is_idempotent = True  # by its `tag`, and by its `topic` where it was not shown yet
    wakes = True
    sign_up = SignUp(
        by=N_("notification"),
        label=N_("This browser"),
        field=Field.SUBSCRIPTION,
        note=N_(
            "Your browser asks whether we may show notifications. On an iPhone or iPad, add this site to the home screen and open it there first."
        ),
    )

    def __init__(self, settings: Settings, fetcher: FetcherOf) -> None:
        self._site, self._service = settings.site, settings.webpush_service_url.rstrip("/")
        self._vapid = Vapid(settings.secret_key, settings.site)
        self._fetcher = fetcher

    @classmethod
    def open(cls, settings: Settings, fetcher: FetcherOf) -> Self:
        if not settings.secret_key:
            raise Invalid("Web push needs COATCHECK_SECRET_KEY, of which its own keys are made.")
        site = urlsplit(settings.site)
        if site.scheme != "https" and site.hostname not in AT_HOME:
            raise Invalid("Web push needs COATCHECK_PUBLIC_URL with https://: browsers show notifications of no other.")
        return cls(settings, fetcher)

    @property
    def application_server_key(self) -> str:
        return self._vapid.public_key

    def normalize(self, address: str) -> str:
        """Return "ENDPOINT#P256DH.AUTH", of that or of the JSON that a browser gives."""
        given = _read(address.strip())
        point, secret = (_decoded(given.keys.p256dh), _decoded(given.keys.auth)) if given else (b"", b"")
        if not given or not self._may_call(given.endpoint) or not _is_point(point) or len(secret) != SECRET:
            raise Invalid(
                gettext("This browser gave no address for notifications. Allow them for this site, then try again.")
            )
        return f"{given.endpoint}#{unpadded(point)}.{unpadded(secret)}"

    def send(self, address: str, note: Note) -> Receipt:
        endpoint, _, keys = address.partition("#")
        public_key, secret = map(_decoded, keys.split("."))
        headers = {
            "authorization": self._vapid.authorization(endpoint, time.time()),
            "content-encoding": "aes128gcm",
            "content-type": "application/octet-stream",
            "ttl": str(int(note.useful_for)),
            "urgency": "high",
        }
        if note.reference:
            headers["topic"] = digest(note.reference, length=32)
        body = encrypt(message(note, self._site), public_key, secret)
        request = Request(endpoint, "POST", headers, body, allow_private=self._is_own(endpoint))
        answer = post(self._fetcher(), request, GONE)
        return Receipt(detail=f"HTTP {answer.status}")

    def check(self) -> str:
        return f"messages are signed with {self.application_server_key}; whether one arrives only the browser's push service can tell"

    def _may_call(self, endpoint: str) -> bool:
        public = PUBLIC.match(endpoint)
        start = len(self._service) if self._is_own(endpoint) else public.end() if public else len(endpoint)
        return PATH.fullmatch(endpoint, start) is not None

    def _is_own(self, endpoint: str) -> bool:
        """Whether it is at the push service that the settings name."""
        return bool(self._service) and endpoint.startswith(f"{self._service}/")


def _read(address: str) -> _Subscription | None:
    """Read an address in either form; None for what is none."""
    if address.startswith("{"):
        try:
            return msgspec.json.decode(address, type=_Subscription)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return None
    endpoint, _, keys = address.partition("#")
    p256dh, _, auth = keys.partition(".")
    return _Subscription(endpoint, _Keys(p256dh, auth))


def _decoded(key: str) -> bytes:
    """Read base64url, with or without padding; b"" for what is none."""
    return urlsafe_b64decode(f"{key.rstrip('=')}===") if KEY.fullmatch(key) else b""


def _is_point(key: bytes) -> bool:
    """Whether it is a point of the curve, as a browser writes it."""
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey

    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), key)
    except ValueError:
        return False
    return len(key) == POINT


def message(note: Note, site: str) -> bytes:
    """Write what the browser shows, in the language that is spoken: a title, a text, where a press leads, and how to stop.

    Browsers that know this form show it by themselves, without the script of ours that they keep; for all others that does it.
    """
    lines = [" ".join(filter(None, (line.text, line.rest))) for line in note.lines] or note.text.splitlines() or [""]
    title = (note.title or lines[0])[:TITLE].rstrip(".")
    text = "\n".join(line for line in lines if line.rstrip(".") not in (title, note.url))
    for room in ROOMS:
        written = msgspec.json.encode(_declarative(note, title, text[:room], site))
        if len(written) <= LONGEST:
            break
    return written


def _declarative(note: Note, title: str, text: str, site: str) -> dict[str, Any]:
    offered = (
        ("unsubscribe", gettext("Stop messages"), note.unsubscribe),
        ("manage", gettext("Your alerts"), note.manage),
    )
    actions = [{"action": action, "title": says, "navigate": url} for action, says, url in offered if url]
    shown = {
        "title": title,
        "body": text,
        "lang": language(),
        "dir": "auto",
        "tag": digest(note.reference or note.text, length=32),
        "navigate": note.url or f"{site}/",
        "actions": actions,
        "data": {"stopped": gettext("No more messages")} if note.unsubscribe else {},
    }
    return {"web_push": DECLARATIVE, "notification": shown}
