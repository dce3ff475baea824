"""Texts by Twilio, with its own library: https://www.twilio.com/docs/messaging/api/message-resource

Twilio has no idempotency key, so a request without an answer is `MaybeSent`, and `find` looks for the note's code
in what Twilio lists for that number. It never looks at DateSent, which is empty while a message is queued.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from coatcheck.channels.inbound import Incoming, Post, Reply
from coatcheck.channels.session import unanswered
from coatcheck.config import Settings, senders
from coatcheck.errors import Invalid, MaybeSent, Rejected, Scope, SendFailed, Transient
from coatcheck.languages import N_
from coatcheck.people.phone import is_served, parse
from coatcheck.ports import Channel, FetcherOf, Field, Note, Receipt, SignUp
from coatcheck.process.log import mask_all
from coatcheck.telling import pace

if TYPE_CHECKING:
    from twilio.rest import Client

LONGEST_VALIDITY = 36000  # seconds; Twilio's own bounds are 1 and this
CLOCK_SKEW = timedelta(minutes=5)  # between Twilio's clock and ours
LONGEST_CODE = 9  # digits of an error code
# Single words that Twilio itself obeys and answers: https://help.twilio.com/articles/223134027
STOPS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
LISTED = 400  # messages of one number that are looked through, newest first

# https://www.twilio.com/docs/api/errors; a 4xx that is not in these tables refuses this one message, and of a text that
# was taken and lost with such a code nobody can say whether it arrived: 30008 is "unknown", and with 30410 Twilio itself
# does not try again "to avoid duplicate message delivery".
ADDRESS = frozenset({21211, 21214, 21217, 21265, 21268, 21614, 21635, 30004, 30005, 30006, 63003, 63024})
OPTED_OUT = frozenset({21610})
ACCOUNT = frozenset(
    {20003, 20005, 21212, 21603, 21606, 21655, 21659, 21660, 21701, 21703, 30002, 30007, 30034, 63007, 63016, 63038}
)
# Nobody got it: full queues, a phone that is off, too late
UNSENT = frozenset({20429, 21611, 30001, 30003, 30022, 30036, 63018})
LOST = frozenset({"undelivered", "failed", "canceled"})


class Sms(Channel):
    name = "sms"
    can_find = True
    is_text = True
    wakes = True
    sign_up = SignUp(
        by=N_("text"),
        label=N_("Mobile number"),
        hint=N_("Spaces and dashes are fine."),
        field=Field.PHONE,
        agreement=N_(
            "I agree to get automated alert texts from {brand} at this number when what I chose can be had. Msg frequency varies. "
            "Msg & data rates may apply. Reply STOP to opt out, HELP for help. Consent is not a condition of any purchase."
        ),
    )

    def __init__(self, settings: Settings, client: "Client") -> None:
        self._settings = settings
        self._senders = senders(settings.twilio_senders)
        self._client = client

    @classmethod
    def open(cls, settings: Settings, fetcher: FetcherOf) -> Self:
        if not settings.twilio_account_sid or not settings.twilio_auth_token:
            raise Invalid("Texts need COATCHECK_TWILIO_ACCOUNT_SID and COATCHECK_TWILIO_AUTH_TOKEN.")
        if not settings.twilio_from and not settings.twilio_messaging_service_sid:
            raise Invalid("Texts need COATCHECK_TWILIO_FROM or COATCHECK_TWILIO_MESSAGING_SERVICE_SID.")
        from coatcheck.channels.twilio_client import open_client

        return cls(settings, open_client(settings))

    def normalize(self, address: str) -> str:
        countries = self._settings.countries
        return parse(address, countries[0] if countries else "US", countries)

    def send(self, address: str, note: Note) -> Receipt:
        from requests import RequestException
        from twilio.base.exceptions import TwilioException

        try:
            message = self._client.messages.create(
                to=self._to(address), **self._content(address, note), **self._terms(note)
            )
        except RequestException as error:
            raise unanswered(error) from error
        except TwilioException as error:
            raise _refused(error) from error
        except ValueError as error:
            raise MaybeSent(f"Twilio's answer can't be read: {error}") from error
        return receipt(message.sid, str(message.status), detail=f"Twilio {message.status} {message.sid}")

    def find(self, address: str, note: Note, since: datetime) -> Receipt | None:
        from requests import RequestException
        from twilio.base.exceptions import TwilioException

        try:
            for message in self._client.messages.stream(to=self._to(address), limit=LISTED, page_size=50):
                if note.code in (message.body or ""):
                    return receipt(message.sid, str(message.status), message.error_code, "found in Twilio's list")
                if message.date_created and message.date_created.astimezone(UTC) < since - CLOCK_SKEW:
                    return None
        except (RequestException, TwilioException, ValueError) as error:
            raise Transient(f"Twilio can't be asked now ({type(error).__name__})") from error
        return None

    def check(self) -> str:
        from requests import RequestException
        from twilio.base.exceptions import TwilioException

        try:
            account = self._client.api.accounts(self._settings.twilio_account_sid).fetch()
        except (RequestException, ValueError) as error:
            raise Transient(f"Twilio can't be asked now ({type(error).__name__})") from error
        except TwilioException as error:
            raise _refused(error) from error
        if account.status != "active":
            raise Rejected(f"Twilio says that the account is {account.status}", scope=Scope.ACCOUNT)
        return f"Twilio knows the account {account.friendly_name}, which is active"

    @staticmethod
    def receive(settings: Settings, post: Post) -> Incoming | None:
        """Read a text to our number: https://www.twilio.com/docs/messaging/guides/webhook-request

        Where Twilio understood a keyword, it has answered it. It says so (`OptOutType`) only to those who chose the keywords themselves.
        """
        return incoming(settings, post, post.form.get("From", ""))

    @staticmethod
    def reply(message: Incoming, says: str) -> Reply:
        """Write TwiML: https://www.twilio.com/docs/messaging/twiml"""
        said = f"<Message>{escape(says)}</Message>" if says else ""
        return Reply(f'<?xml version="1.0" encoding="UTF-8"?><Response>{said}</Response>', "text/xml")

    @staticmethod
    def report(settings: Settings, post: Post) -> tuple[str, Receipt]:
        """Read a status callback: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status"""
        _check_signature(settings, post)
        form, code = post.form, post.form.get("ErrorCode", "")
        told = receipt(
            form.get("MessageSid", ""),
            form.get("MessageStatus", ""),
            int(code) if code.isdecimal() and len(code) <= LONGEST_CODE else None,
        )
        return post.query.get("d", ""), told

    def _to(self, address: str) -> str:
        return address

    def _content(self, address: str, note: Note) -> dict[str, Any]:
        """What is sent, and from where."""
        name = self._sender(address)
        sender = {"from_": name} if name.startswith("+") else {"messaging_service_sid": name}
        validity = max(5, min(int(note.useful_for), LONGEST_VALIDITY))
        return {"body": note.text, "validity_period": validity, **sender}

    def _sender(self, address: str) -> str:
        if self._senders:
            return pace.sender_for(address, self._senders).name
        return self._settings.twilio_messaging_service_sid or self._settings.twilio_from

    def _terms(self, note: Note) -> dict[str, Any]:
        # Without a public address there is nowhere to call back.
        if not note.reference or not self._settings.public_url:
            return {}
        return {"status_callback": f"{self._settings.site}/{self.name}/status?{urlencode({'d': note.reference})}"}


def incoming(settings: Settings, post: Post, number: str) -> Incoming | None:
    """Read a message from this number; None for what asks for no answer. Raises `Invalid` where Twilio did not sign it."""
    _check_signature(settings, post)
    message = post.form.get("MessageSid", "")
    if not number.startswith("+") or not message:
        return None
    words = post.form.get("Body", "")
    keyword = post.form.get("OptOutType", "").upper() or ("STOP" if words.strip().upper() in STOPS else "")
    return Incoming(number, words, message, keyword, answerable=is_served(number, settings.countries))


def _refused(error: Any) -> SendFailed:
    """Say what Twilio's error means: by its code, else by the HTTP status."""
    code, status = getattr(error, "code", None), getattr(error, "status", 0)
    reason = mask_all(str(getattr(error, "msg", None) or getattr(error, "title", None) or error))
    text = str(code) if code else None
    if code in UNSENT or status == 429:
        return Transient(reason, text)
    if status >= 500 or not status:
        return MaybeSent(reason, text)
    scope = _scope(code)
    if scope is None:
        scope = Scope.ACCOUNT if status in (401, 403) else Scope.MESSAGE
    return Rejected(reason, text, scope)


def receipt(sid: str, status: str, code: int | None = None, detail: str = "") -> Receipt:
    """Make a receipt of Twilio's word of a text that it took: in its answer, in its list, or in a status callback."""
    return Receipt(sid, status, detail, failure=_lost(code, status) if status in LOST else None)


def _lost(code: int | None, status: str) -> SendFailed:
    """Say what the code of a text that was taken and not delivered means."""
    reason, text = f"the network did not deliver it ({status})", str(code) if code else None
    if code in UNSENT:
        return Transient(reason, text)
    scope = _scope(code)
    return Rejected(reason, text, scope) if scope else MaybeSent(reason, text)


def _scope(code: int | None) -> Scope | None:
    """Say what a refusal is about; None where the tables don't say."""
    tables = ((OPTED_OUT, Scope.OPTED_OUT), (ADDRESS, Scope.ADDRESS), (ACCOUNT, Scope.ACCOUNT))
    return next((scope for codes, scope in tables if code in codes), None)


def _check_signature(settings: Settings, post: Post) -> None:
    """Raise `Invalid` for what Twilio did not sign, and for everything while no auth token is set."""
    if not signature_valid(settings, post.url, post.form, post.headers.get("x-twilio-signature", "")):
        raise Invalid("Twilio did not sign this.")


def signature_valid(settings: Settings, url: str, form: Mapping[str, str], signature: str) -> bool:
    """Return whether Twilio signed this form for this public URL, with either auth token; False where none is set.

    `form` may be a MultiDict. https://www.twilio.com/docs/usage/webhooks/webhooks-security
    """
    if not settings.twilio_auth_token or not signature:
        return False
    from twilio.request_validator import RequestValidator

    tokens = filter(None, (settings.twilio_auth_token, settings.twilio_other_auth_token))
    return any(RequestValidator(token).validate(url, form, signature) for token in tokens)
