"""Real SMTP servers in processes of their own, which deliver everything into one Maildir."""

import os
import smtplib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from getpass import getuser
from pathlib import Path
from shutil import chown
from tempfile import TemporaryDirectory

from console.serving import free_port
from tests.authority import Authority
from tests.counterparts.installed import found, running
from tests.waiting import until

EXIM = Path("/usr/sbin/exim4")
USER, PASSWORD = "coatcheck", "right"
# https://www.exim.org/exim-html-current/doc/html/spec_html/
EXIM_SAYS = """
primary_hostname = mail.example
exim_user = {user}
deliver_drop_privilege
local_interfaces = 127.0.0.1
daemon_smtp_ports = {port}
spool_directory = {folder}/spool
log_file_path = {folder}/%slog
pid_file_path = {folder}/pid
keep_environment =
tls_advertise_hosts = *
tls_certificate = {certificate}
tls_privatekey = {certificate}
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
acl_smtp_mail = encrypted_and_known
acl_smtp_connect = everybody_after_a_while
acl_smtp_rcpt = everybody
acl_smtp_data = everybody_after_a_while
begin acl
encrypted_and_known:
  accept authenticated = *
  deny message = say who you are first
everybody:
  defer condition = ${{if exists{{{folder}/not-yet}}}}
        message = come back later
  deny condition = ${{if exists{{{folder}/closed}}}}
        message = relay not permitted
  accept
everybody_after_a_while:
  accept delay = {thinking}s
begin routers
all:
  driver = accept
  transport = maildir
begin transports
maildir:
  driver = appendfile
  directory = {folder}/mail
  maildir_format
  envelope_to_add
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = ${{if and{{ {{eq{{$auth2}}{{{name}}}}} {{eq{{$auth3}}{{{password}}}}} }}}}
"""


@dataclass(frozen=True)
class MailServer:
    """Where it listens, and the Maildir of all that it took."""

    url: str
    maildir: Path
    queue: Path | None = None  # what it took and has not delivered yet
    authority: Path | None = None  # who has to be trusted to believe its certificate
    # While there is such a file it takes nothing, and says "later", or that it relays nothing (Exim alone)
    not_yet: Path | None = None
    closed: Path | None = None

    def environment(self) -> dict[str, str]:
        """The settings with which CoatCheck sends its emails here."""
        sender = "CoatCheck <alerts@coats.example.org>"
        return {"COATCHECK_CHANNELS": "email", "COATCHECK_SMTP_URL": self.url, "COATCHECK_EMAIL_FROM": sender}

    def raw(self, to: str) -> list[bytes]:
        """Every mail to this address as it lies on the disk, oldest first."""
        until(lambda: not self.queue or not any(self.queue.glob("*")), 30, "The end of the queue")
        files = sorted(self.maildir.glob("new/*"), key=lambda file: file.stat().st_mtime_ns)
        mails = [file.read_bytes() for file in files]
        return [mail for mail in mails if f"\nTo: {to}".encode() in mail]

    def mails(self, to: str) -> list[EmailMessage]:
        """The same, as a mail program reads them."""
        return [message_from_bytes(mail, policy=default) for mail in self.raw(to)]


@contextmanager
def aiosmtpd() -> Iterator[MailServer]:
    """PyPI's aiosmtpd, without encryption."""
    port = free_port()
    listen = f"127.0.0.1:{port}"
    with TemporaryDirectory(prefix="coatcheck-") as folder:
        maildir = Path(folder, "mail")
        program = [sys.executable, "-m", "aiosmtpd", "-n", "-l", listen, "-c", "aiosmtpd.handlers.Mailbox"]
        with running([*program, maildir], lambda: greets(port), Path(folder)):
            yield MailServer(f"smtp+plain://{listen}", maildir)


@contextmanager
def exim(thinking: int = 0) -> Iterator[MailServer]:
    """Debian's Exim, which takes mail over STARTTLS from whoever has the password.

    `thinking`: seconds for which it looks at each caller, and again at each message, before it answers.
    """
    program, port = found(EXIM, "install Debian's exim4-daemon-light"), free_port()
    with TemporaryDirectory(prefix="coatcheck-") as name:
        folder = Path(name)
        authority = Authority(folder)
        certificate = authority.certificate("127.0.0.1")
        user = "Debian-exim" if os.getuid() == 0 else getuser()  # Exim never delivers as root
        says = {"user": user, "port": port, "folder": folder, "certificate": certificate, "thinking": thinking}
        for file in (folder, certificate):
            chown(file, user)
        config = folder / "exim.conf"  # ours: Exim obeys no file of its own account's
        config.write_text(EXIM_SAYS.format(**says, name=USER, password=PASSWORD))
        with running([program, "-bdf", "-C", config], lambda: greets(port), folder):
            yield MailServer(
                f"smtp://{USER}:{PASSWORD}@127.0.0.1:{port}",
                folder / "mail",
                folder / "spool" / "input",
                authority.file,
                folder / "not-yet",
                folder / "closed",
            )


def greets(port: int) -> bool:
    """Whether a mail server says hello there."""
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
            return client.noop()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False
