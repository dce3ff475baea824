"""Email, taken by real mail servers and read back: the bytes on their disks, and what a mail library makes of them."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from coatcheck.model import DeliveryState
from signup_web.joining import put_off
from tests.counterparts.house import House, told_once
from tests.counterparts.installed import found
from tests.counterparts.mail_servers import MailServer, aiosmtpd, exim
from tests.waiting import until

ANN = "ann@example.org"
SERVERS = {"aiosmtpd": aiosmtpd, "exim": exim}
SPAMASSASSIN = Path("/usr/bin/spamassassin")
SUSPICIOUS = 1.0  # of its points; 5 are spam
SCANNING = 6  # seconds that a small machine takes to look for spam, after as many for its caller's name in the DNS


@pytest.fixture(params=list(SERVERS))
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    with SERVERS[request.param]() as server:
        if server.authority:
            monkeypatch.setenv("SSL_CERT_FILE", str(server.authority))
        yield server


@pytest.fixture
def house(server: MailServer, tmp_path: Path) -> Iterator[House]:
    with House(tmp_path, server.environment()) as house:
        house.sign_up("email", ANN, lambda: sign_up_code(server))
        yield house


def sign_up_code(server: MailServer) -> str:
    (mail,) = server.mails(ANN)
    return re.search(r"^\d{6}", mail.get_body(("plain",)).get_content())[0]


def test_a_restock_is_told_once_until_the_mailboxs_own_button_is_pressed(server: MailServer, house: House) -> None:
    def press() -> None:
        """As https://www.rfc-editor.org/rfc/rfc8058#section-3.2 has it."""
        link = server.mails(ANN)[-1]["List-Unsubscribe"].strip("<>")
        requests.post(link, data={"List-Unsubscribe": "One-Click"}, timeout=10).raise_for_status()

    told_once(house, lambda: server.mails(ANN)[1:], press)


def test_a_mailbox_that_reads_bytes_finds_the_button_in_every_mail(server: MailServer, house: House) -> None:
    house.restock()
    _, alert = server.raw(ANN)
    link = re.search(rb"^List-Unsubscribe: <(http://[!-~]+)>\r?$", alert, re.MULTILINE)
    assert link, alert.decode()
    assert re.search(rb"^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$", alert, re.MULTILINE)
    assert requests.get(link[1], timeout=10).ok


def test_a_filter_for_spam_finds_nothing_in_a_mail(server: MailServer, house: House) -> None:
    house.restock()
    for mail in server.raw(ANN):
        assert points(mail) < SUSPICIOUS, mail.decode()


def points(mail: bytes) -> float:
    """How much of spam this mail has, by Debian's SpamAssassin without asking the network; what comes from this machine it trusts, so that is left out."""
    program = found(SPAMASSASSIN, "install Debian's spamassassin")
    foreign = [line for line in mail.split(b"\n") if b"127.0.0.1" not in line or b"://" in line]
    named = re.sub(rb"http://127\.0\.0\.1:\d+", b"https://c.example.org", b"\n".join(foreign))
    judged = subprocess.run([program, "--local", "--nocreate-prefs"], input=named, capture_output=True, check=True)
    return float(re.search(rb"^X-Spam-Status: \w+, score=([-.\d]+)", judged.stdout, re.MULTILINE)[1])


def test_a_server_that_makes_strangers_come_back_is_given_each_mail_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(put_off, "EACH", 0.5)
    with exim() as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.authority))
        not_yet = server.not_yet
        assert not_yet

        def code() -> str:
            assert not server.mails(ANN)
            not_yet.unlink()
            until(lambda: bool(server.mails(ANN)), 10, "The code")
            return sign_up_code(server)

        with House(tmp_path, server.environment()) as house:
            not_yet.touch()
            house.sign_up("email", ANN, code)
            not_yet.touch()
            house.restock()
            house.pass_time(minutes=5)
            assert house.deliveries() == {DeliveryState.PENDING: 1}
            not_yet.unlink()
            house.pass_time(minutes=20)
            assert house.deliveries() == {DeliveryState.SENT: 1}
            assert len(server.mails(ANN)) == 2


def test_a_server_that_relays_nothing_costs_nobody_their_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with exim() as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.authority))
        closed = server.closed
        assert closed
        with House(tmp_path, server.environment()) as house:
            house.sign_up("email", ANN, lambda: sign_up_code(server))
            closed.touch()
            house.restock()
            house.pass_time(minutes=70)
            assert house.deliveries() == {DeliveryState.HELD: 1}
            closed.unlink()
            house.pass_time(minutes=6)
            assert house.deliveries() == {DeliveryState.SENT: 1}
            assert len(server.mails(ANN)) == 2


def test_a_server_that_looks_long_at_each_caller_and_each_mail_is_given_each_mail_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with exim(SCANNING) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.authority))
        with House(tmp_path, server.environment()) as house:
            house.sign_up("email", ANN, lambda: sign_up_code(server))
            house.restock()
            house.pass_time(minutes=20)
            assert len(server.mails(ANN)) == 2
            assert house.deliveries() == {DeliveryState.SENT: 1}
