"""A mail server on loopback that keeps what it takes, and refuses on order."""

import asyncio
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from console.serving import free_port


class Mailbox:
    """What arrived, and how the next commands are answered."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.raw: list[bytes] = []  # the same as they came over the wire
        self.senders: list[str] = []  # from whom, by the envelope
        self.recipient = "250 OK"
        self.data = "250 Message accepted"
        self.thinking = 0.0  # seconds for which a message is looked at before that
        self.hang_up = False  # take the message, and close without an answer
        self.port = 0

    def settings(self) -> dict[str, str]:
        """What makes CoatCheck send its mail here."""
        return {"smtp_url": f"smtp+plain://127.0.0.1:{self.port}", "email_from": "CoatCheck <alerts@coatcheck.example>"}

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if self.recipient.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        await asyncio.sleep(self.thinking)
        if self.data.startswith("2"):
            self.senders.append(envelope.mail_from)
            self.raw.append(envelope.content)
            self.mails.append(message_from_bytes(envelope.content, policy=default))
        if self.hang_up:
            server.transport.abort()  # type: ignore[attr-defined]
        return self.data


def authenticate(server: SMTP, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=data.password == b"right", handled=False)


class Talking(Controller):
    """Serves, and can end every conversation: one whose caller has just hung up is else left open when the server is stopped."""

    def __init__(self, box: Mailbox, **settings: Any) -> None:
        self.talks: list[SMTP] = []
        super().__init__(box, **settings)

    def factory(self) -> SMTP:
        talk: SMTP = super().factory()  # type: ignore[no-untyped-call]
        self.talks.append(talk)
        return talk

    async def hang_up(self) -> None:
        for talk in self.talks:
            if isinstance(talk.transport, asyncio.WriteTransport):
                talk.transport.abort()
        await asyncio.sleep(0)


@contextmanager
def mailbox(encryption: ssl.SSLContext | None = None) -> Iterator[Mailbox]:
    """A server while it runs, which can encrypt where it is told how."""
    box = Mailbox()
    box.port = free_port()
    where: dict[str, Any] = {"hostname": "127.0.0.1", "port": box.port, "tls_context": encryption}
    controller = Talking(box, **where, authenticator=authenticate, auth_require_tls=False)
    controller.start()
    try:
        yield box
    finally:
        asyncio.run_coroutine_threadsafe(controller.hang_up(), controller.loop).result()
        controller.stop()


@contextmanager
def dripping(part: bytes, times: int, pause: float) -> Iterator[tuple[int, list[bytes]]]:
    """A server that greets its caller part by part, and never to the end: its port, and the parts it said until it was left alone."""
    said: list[bytes] = []

    def greet() -> None:
        caller = server.accept()[0]
        with caller:
            try:
                while len(said) < times:
                    caller.sendall(part)
                    said.append(part)
                    time.sleep(pause)
            except OSError:  # the caller hung up
                return

    with socket.create_server(("127.0.0.1", 0)) as server:
        greeting = Thread(target=greet)
        greeting.start()
        yield server.getsockname()[1], said
        greeting.join()
