"""A conversation with a mail server that ends in its time, however the server spreads its answers over it."""

import io
import smtplib
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CONNECT = 5.0  # seconds to connect


class Conversation(smtplib.SMTP):
    """Waits for all answers together `until` a moment of `time.monotonic`, which may be moved on the way."""

    def __init__(self, until: float, host: str, port: int, own_name: str, **settings: Any) -> None:
        """Connect, and hear the server's greeting."""
        self.until = until
        super().__init__(host, port, own_name, timeout=CONNECT, **settings)

    def getreply(self) -> tuple[int, bytes]:
        if self.sock and self.file is None:
            self.file = io.BufferedReader(_Answers(self))
        return super().getreply()

    def wait(self) -> None:
        """Let the socket wait for no longer than there is time. Raises `TimeoutError` once that is over."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the mail server is too slow")
        if self.sock:
            self.sock.settimeout(left)

    def say_goodbye(self) -> None:
        """Say that this is all, and wait for no answer: https://www.rfc-editor.org/rfc/rfc5321#section-4.1.1.10"""
        with suppress(OSError, smtplib.SMTPException):
            self.putcmd("quit")


class EncryptedConversation(Conversation, smtplib.SMTP_SSL):
    """Encrypted from its first byte."""


class _Answers(io.RawIOBase):
    """What the server says, part by part: before each it is looked how much time is left, as one answer may come byte by byte."""

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self._conversation = conversation

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        self._conversation.wait()
        sock = self._conversation.sock
        return sock.recv_into(buffer) if sock else 0
