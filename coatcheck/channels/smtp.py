"""A conversation with a mail server that ends in its time, however the server spreads its answers over it."""

import smtplib
import time
from contextlib import suppress
from typing import Any

CONNECT = 5.0  # seconds to connect


class Conversation(smtplib.SMTP):
    """Waits for all answers together `until` a moment of `time.monotonic`, which may be moved on the way."""

    def __init__(self, until: float, host: str, port: int, own_name: str, **settings: Any) -> None:
        """Connect, and hear the server's greeting."""
        self.until = until
        super().__init__(host, port, own_name, timeout=CONNECT, **settings)

    def getreply(self) -> tuple[int, bytes]:
        left = self.until - time.monotonic()
        if left <= 0:
            self.close()
            raise TimeoutError("the mail server is too slow")
        if self.sock:
            self.sock.settimeout(left)
        return super().getreply()

    def say_goodbye(self) -> None:
        """Say that this is all, and wait for no answer: https://www.rfc-editor.org/rfc/rfc5321#section-4.1.1.10"""
        with suppress(OSError, smtplib.SMTPException):
            self.putcmd("quit")


class EncryptedConversation(Conversation, smtplib.SMTP_SSL):
    """Encrypted from its first byte."""
