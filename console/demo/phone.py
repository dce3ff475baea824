"""A phone to try things on: texts sent by Twilio's API arrive on it, and it texts back."""

import base64
import hashlib
import hmac
import logging
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Condition

import requests

from console.demo.messages import ACCOUNT, NUMBER, SENDER, Text, create_app
from console.serving import Server

STOP_WORDS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
START_WORDS = frozenset({"START", "YES", "UNSTOP"})
STOPPED = "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe."
STARTED = "You have successfully been re-subscribed to messages from this number."

log = logging.getLogger(__name__)


class Phone:
    """All the phones of the world, behind one Twilio account on loopback. Safe to use from several threads."""

    def __init__(self, webhook: str = "", port: int = 0) -> None:
        """`webhook`: where texts from the phones are posted to, signed; "" for nowhere."""
        self.webhook = webhook
        self.token = secrets.token_hex(16)
        self._texts: list[Text] = []
        self._stopped: set[str] = set()
        self._arrived = Condition()
        self._calls = ThreadPoolExecutor(4, thread_name_prefix="phone")
        self._session = requests.Session()
        self._server = Server(create_app(self), port=port)
        self.url = self._server.url

    def environment(self) -> dict[str, str]:
        """Return the settings with which CoatCheck sends its texts here."""
        return {
            "COATCHECK_TWILIO_ACCOUNT_SID": ACCOUNT,
            "COATCHECK_TWILIO_AUTH_TOKEN": self.token,
            "COATCHECK_TWILIO_FROM": SENDER,
            "COATCHECK_TWILIO_API_URL": self.url,
        }

    def texts(self, number: str | None = None) -> list[Text]:
        """List what was sent either way, oldest first; with one number, or with all."""
        with self._arrived:
            return [text for text in self._texts if number in (None, text.number)]

    def wait_for(self, wanted: Callable[[Text], bool], seconds: float) -> Text | None:
        """Return the first text that arrived and is wanted, as soon as it is there; None after so many seconds."""

        def found() -> Text | None:
            return next((text for text in self._texts if not text.mine and wanted(text)), None)

        with self._arrived:
            return self._arrived.wait_for(found, seconds)

    def text_back(self, body: str, number: str = NUMBER) -> None:
        """Send a text from a phone: the opt-out words act as they do at Twilio, and the webhook's answer comes back."""
        sid = _sid()
        self._keep(Text(sid=sid, number=number, body=body, at=datetime.now(UTC), mine=True))
        word = body.strip().upper()
        kind = ""
        if word in STOP_WORDS:
            kind = "STOP"
            self._stopped.add(number)
            self._keep(Text(sid=_sid(), number=number, body=STOPPED, at=datetime.now(UTC)))
        elif word in START_WORDS and number in self._stopped:
            kind = "START"
            self._stopped.discard(number)
            self._keep(Text(sid=_sid(), number=number, body=STARTED, at=datetime.now(UTC)))
        form = {"MessageSid": sid, "SmsSid": sid, "AccountSid": ACCOUNT, "From": number, "To": SENDER, "Body": body}
        form |= {"NumMedia": "0", "NumSegments": "1", "ApiVersion": "2010-04-01", "FromCountry": "US"}
        if kind:
            form["OptOutType"] = kind
        if self.webhook:
            self._calls.submit(self._ask, number, form)

    def accept(self, number: str, body: str, callback: str | None) -> Text | None:
        """Take a text for a phone; None where its owner said STOP."""
        with self._arrived:
            if number in self._stopped:
                return None
        text = self._keep(Text(sid=_sid(), number=number, body=body, at=datetime.now(UTC)))
        if callback:
            self._calls.submit(self._report, text, callback)
        return text

    def close(self) -> None:
        self._calls.shutdown(cancel_futures=True)
        self._server.close()

    def _keep(self, text: Text) -> Text:
        with self._arrived:
            self._texts.append(text)
            self._arrived.notify_all()
        return text

    def _report(self, text: Text, callback: str) -> None:
        """Tell the sender what became of a text."""
        for status in ("sent", "delivered"):
            form = {"MessageSid": text.sid, "SmsSid": text.sid, "AccountSid": ACCOUNT, "ApiVersion": "2010-04-01"}
            form |= {"MessageStatus": status, "SmsStatus": status, "To": text.number, "From": SENDER}
            self._post(callback, form)

    def _ask(self, number: str, form: dict[str, str]) -> None:
        """Post a text to the webhook, and show what it answers (TwiML), but not to whoever said STOP."""
        from xml.etree import ElementTree

        answer = self._post(self.webhook, form)
        if not answer or number in self._stopped:
            return
        for message in ElementTree.fromstring(answer).iter("Message"):
            body = "".join(message.itertext())
            self._keep(Text(sid=_sid(), number=number, body=body, at=datetime.now(UTC)))

    def _post(self, url: str, form: dict[str, str]) -> str:
        """Return the body of the answer; "" where there is none (a webhook that fails is not asked again)."""
        try:
            signature = {"X-Twilio-Signature": sign(self.token, url, form)}
            answer = self._session.post(url, data=form, headers=signature, timeout=15)
            answer.raise_for_status()
        except requests.RequestException as error:
            log.info("The webhook did not answer: %s", error)
            return ""
        return answer.text


def sign(token: str, url: str, form: dict[str, str]) -> str:
    """Sign as Twilio does: https://www.twilio.com/docs/usage/webhooks/webhooks-security"""
    text = url + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()).decode()


def _sid() -> str:
    return "SM" + secrets.token_hex(16)
