"""Email by SMTP. At least once: the same message always has the same Message-ID, so that mailboxes can fold a repeat."""

import re
import smtplib
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import unquote as unquote_words
from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

from coatcheck.channels.email_message import email_message
from coatcheck.channels.email_refusal import about_what, about_whom
from coatcheck.channels.smtp import Conversation, EncryptedConversation
from coatcheck.config import Settings
from coatcheck.errors import Invalid, MaybeSent, Rejected, Scope, SendFailed, Transient
from coatcheck.languages import N_, gettext
from coatcheck.model.host_names import ascii_host
from coatcheck.ports import Channel, FetcherOf, Field, Note, Receipt, SignUp
from coatcheck.ports.time_budgets import MAIL
from coatcheck.process.log import mask_all

BEFORE = 8.0  # seconds for all that comes before the message itself: some servers look their caller up first
YES, ANSWERS = range(200, 300), range(200, 600)  # codes: https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1
ADDRESS = re.compile(r"[^@\s\x00-\x1f\x7f<>\"(),:;\\\[\]]{1,64}@[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\.[a-z0-9-]{2,63}")
SENDER = re.compile(r"[^@\s<>\"(),:;\\\[\]]+@[a-zA-Z0-9.-]+")
PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


class Email(Channel):
    name = "email"
    sign_up = SignUp(
        by=N_("email"),
        label=N_("Email address"),
        field=Field.EMAIL,
        agreement=N_(
            "I agree to get automated emails from {brand} at this address when what I chose can be had. How many depends on the shop. "
            "Each has a link that stops them. Consent is not a condition of any purchase."
        ),
    )

    def __init__(self, sender: Address, server: SplitResult) -> None:
        self._sender = sender
        self._server = server

    @classmethod
    def open(cls, settings: Settings, fetcher: FetcherOf) -> Self:
        return cls(_sender(settings.email_from), _server(settings.smtp_url))

    def normalize(self, address: str) -> str:
        name, at, domain = address.strip().rpartition("@")
        try:
            normal = f"{name}{at}{ascii_host(domain).lower()}"
        except UnicodeError as error:
            raise Invalid(gettext("That is not an email address. Write it like anna@example.org.")) from error
        if not normal.isascii() or not ADDRESS.fullmatch(normal):
            raise Invalid(gettext("That is not an email address. Write it like anna@example.org."))
        return normal

    def send(self, address: str, note: Note) -> Receipt:
        started = time.monotonic()
        message = email_message(self._sender, address, note)
        with self._connection(started + BEFORE) as smtp:
            _expect(smtp.mail(self._sender.addr_spec), Scope.ACCOUNT)
            _expect(smtp.rcpt(address), None)
            smtp.until = started + MAIL  # many look at a message for seconds before they say that they take it
            return self._hand_over(smtp, message)

    def check(self) -> str:
        with self._connection(time.monotonic() + BEFORE) as smtp:
            code, answer = smtp.noop()
            return f"the mail server says {code} {_text(answer)}"

    def _hand_over(self, smtp: Conversation, message: EmailMessage) -> Receipt:
        """Take the one step after which the message may be on its way."""
        try:
            code, answer = smtp.data(message.as_bytes())
        except smtplib.SMTPDataError as error:  # refused before the message was handed over
            raise _refused(error.smtp_code, error.smtp_error, Scope.MESSAGE) from error
        except (OSError, smtplib.SMTPException) as error:
            raise MaybeSent(f"the mail server did not answer ({type(error).__name__})") from error
        if code not in ANSWERS:
            raise MaybeSent(mask_all(f"the mail server answered {_text(answer)!r}, which says neither yes nor no"))
        _expect((code, answer), about_what(_text(answer)))
        return Receipt(provider_id=str(message["Message-ID"]), detail=f"{code} {_text(answer)}")

    @contextmanager
    def _connection(self, until: float) -> Iterator[Conversation]:
        """Lend a connection that is logged in by then; what fails before a message was handed over is `Rejected` or `Transient`."""
        try:
            with self._logged_in(until) as smtp:
                yield smtp
        except smtplib.SMTPNotSupportedError as error:
            reason = f"the mail server can't do what COATCHECK_SMTP_URL asks: {error}"
            raise Rejected(reason, scope=Scope.ACCOUNT) from error
        except smtplib.SMTPResponseException as error:
            raise _refused(error.smtp_code, error.smtp_error, Scope.ACCOUNT) from error
        except ssl.SSLCertVerificationError as error:
            reason = f"the mail server's certificate can't be believed: {error.verify_message}"
            raise Rejected(reason, scope=Scope.ACCOUNT) from error
        except ssl.SSLError as error:
            raise Transient(f"the mail server and we can't agree on how to encrypt ({error.reason})") from error
        except (OSError, smtplib.SMTPException) as error:
            raise Transient(f"the mail server can't be reached ({type(error).__name__})") from error

    @contextmanager
    def _logged_in(self, until: float) -> Iterator[Conversation]:
        """Lend a connection, encrypted unless the address says plain, and logged in where it names a user."""
        server = self._server
        host, port = server.hostname or "", server.port or PORTS[server.scheme]
        safe = ssl.create_default_context()
        own_name = self._sender.domain  # smtplib would ask the network for it, which can take long
        if server.scheme == "smtps":
            smtp: Conversation = EncryptedConversation(until, host, port, own_name, context=safe)
        else:
            smtp = Conversation(until, host, port, own_name)
        try:
            if server.scheme == "smtp":
                smtp.starttls(context=safe)
            smtp.ehlo_or_helo_if_needed()
            if server.username:
                smtp.login(unquote(server.username), unquote(server.password or ""))
            yield smtp
            smtp.say_goodbye()
        finally:
            smtp.close()


def _sender(text: str) -> Address:
    """Read who mails are from, a name in any letters and an address. Raises `Invalid` where that is none."""
    name, bracket, rest = text.rpartition("<")
    local, _, domain = (rest.strip().removesuffix(">") if bracket else text.strip()).rpartition("@")
    with suppress(
        ValueError, MessageError
    ):  # the one for parts that can't be one, the other for what they make together
        address = f"{local}@{ascii_host(domain)}"
        if address.isascii() and SENDER.fullmatch(address):
            return Address(unquote_words(name.strip()), addr_spec=address)
    raise Invalid("Email needs COATCHECK_EMAIL_FROM, like CoatCheck <alerts@example.org>.")


def _server(url: str) -> SplitResult:
    """Read where the mail server is. Raises `Invalid` where that is none, with nothing of the address: it has a password."""
    try:
        server = urlsplit(url)
        is_one = server.scheme in PORTS and bool(server.hostname) and server.port != 0
    except ValueError:  # a port that is none, as of what a password with a / leaves
        is_one = False
    if not is_one or server.path.strip("/") or server.query or server.fragment:
        raise Invalid(
            "Email needs COATCHECK_SMTP_URL, like smtp://USER:PASSWORD@mail.example.org:587. "
            "In a user or password write / as %2F, ? as %3F, # as %23, @ as %40 and % as %25."
        )
    return server


def _expect(reply: tuple[int, bytes], scope: Scope | None) -> None:
    """Go on after a yes (2xx); raise for a no: for good (5xx), or for now (4xx, and what is no answer)."""
    code, answer = reply
    if code not in YES:
        raise _refused(code, answer, scope or about_whom(code, _text(answer)))


def _refused(code: int, answer: bytes | str, scope: Scope) -> SendFailed:
    reason = mask_all(f"{code} {_text(answer)}")
    return Rejected(reason, str(code), scope) if code >= 500 else Transient(reason, str(code))


def _text(answer: bytes | str) -> str:
    return answer if isinstance(answer, str) else answer.decode(errors="replace")
