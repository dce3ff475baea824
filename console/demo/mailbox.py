"""A mail server that takes what CoatCheck sends, and keeps it to be read. It delivers nothing to anybody.

https://www.rfc-editor.org/rfc/rfc5321
"""

import socketserver
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread

LONGEST = 1024 * 1024  # bytes of a mail
ANSWERS = {
    b"EHLO": b"250 demo",
    b"HELO": b"250 demo",
    b"MAIL": b"250 2.1.0 fine",
    b"RCPT": b"250 2.1.5 fine",
    b"RSET": b"250 2.0.0 fine",
    b"NOOP": b"250 2.0.0 fine",
}

Take = Callable[[str, EmailMessage], None]


class MailServer:
    """Listens on a free port of loopback from the moment it is made until `close`; calls `take` with each recipient and mail."""

    def __init__(self, take: Take) -> None:
        class Receive(Receiver):
            taken = staticmethod(take)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Receive)
        self._server.daemon_threads = True
        self.url = f"smtp+plain://127.0.0.1:{self._server.server_address[1]}"
        Thread(target=self._server.serve_forever, name="mail", daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Receiver(socketserver.StreamRequestHandler):
    """One connection."""

    taken: Take

    def handle(self) -> None:
        """Answer each command until the other side leaves."""
        self._say(b"220 demo ESMTP")
        to = ""
        while line := self.rfile.readline(LONGEST):
            verb = line[:4].upper()
            if verb == b"QUIT":
                self._say(b"221 2.0.0 bye")
                return
            if verb == b"DATA":
                self._say(b"354 go on")
                self.taken(to, self._read())
                self._say(b"250 2.0.0 taken")
                continue
            if verb == b"RCPT":
                to = line.decode("utf-8", "replace").partition("<")[2].partition(">")[0]
            self._say(ANSWERS.get(verb, b"500 5.5.2 what?"))

    def _read(self) -> EmailMessage:
        """Read a mail up to the line that is a dot alone; other lines that begin with one have another before it."""
        lines: list[bytes] = []
        while (line := self.rfile.readline(LONGEST)) and line.rstrip(b"\r\n") != b".":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return message_from_bytes(b"".join(lines), policy=policy.default)

    def _say(self, answer: bytes) -> None:
        self.wfile.write(answer + b"\r\n")
