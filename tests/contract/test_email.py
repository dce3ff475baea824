"""Email: headers, encryption, and what a mail server's answers mean."""

from collections.abc import Iterator
from pathlib import Path
from traceback import format_exception
from typing import Any

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from coatcheck.channels import email as channel
from coatcheck.channels import open_channel
from coatcheck.config import Settings
from coatcheck.errors import Invalid, MaybeSent, Rejected, Scope, Transient
from coatcheck.model import ChannelAddress
from coatcheck.people.links import subscriber_id, unsubscribe_url
from coatcheck.ports import Channel, Line, Note
from tests.authority import Authority
from tests.fakes.mail import Mailbox, dripping, mailbox

ANN = "ann@example.org"
NOTE = Note(
    text="Jäcket (M) is back.\nhttps://c.example/r/x",
    title="Jäcket (M)\r\nBcc: eve@example.org",
    url="https://c.example/r/x",
    reference="jacket-1.ann",
    unsubscribe="https://c.example/u/token",
    manage="https://c.example/m/token",
)


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as box:
        yield box


def email(box: Mailbox, user: str = "", scheme: str = "smtp+plain") -> Channel:
    url = f"{scheme}://{user}127.0.0.1:{box.port}"
    settings = Settings(smtp_url=url, email_from="CoatCheck <alerts@c.example>")
    return open_channel("email", settings, lambda: pytest.fail("nothing is fetched here"))


@pytest.mark.parametrize("site", ["https://c.io", "https://restock.coats.example", f"https://{'a' * 60}.coats.example"])
def test_a_mail_can_be_unsubscribed_with_one_click_by_what_reads_its_bytes(box: Mailbox, site: str) -> None:
    link = unsubscribe_url(site, "k" * 32, subscriber_id("k" * 32, ChannelAddress("email", ANN)))
    email(box).send(ANN, replace(NOTE, unsubscribe=link))
    head = box.raw[0].partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert f"List-Unsubscribe: <{link}>".encode() in head
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in head
    assert b"List-Id: <alerts.c.example>" in head


def test_a_mail_says_the_same_in_plain_text_and_in_html(box: Mailbox) -> None:
    email(box).send(ANN, NOTE)
    (mail,) = box.mails
    plain, page = mail.get_body(("plain",)).get_content(), LexborHTMLParser(mail.get_body(("html",)).get_content())
    links = {link.text(): link.attributes["href"] for link in page.css("a")}
    for line in NOTE.text.splitlines():
        assert line in plain
        assert line in page.body.text()
    assert links[NOTE.url] == NOTE.url
    for words, link in (("Tell me again, change or stop", NOTE.manage), ("No more of these", NOTE.unsubscribe)):
        assert f"{words}: {link}" in plain
        assert links[words] == link


def test_lines_stand_out_and_lead_where_they_say(box: Mailbox) -> None:
    lines = (
        Line("Saturday", strong=True),
        Line(),
        Line("<09:30>", "from 5 & more", url="https://c.example/?a=1&b=2"),
        Line("All", url="https://c.example/r"),
    )
    email(box).send(ANN, replace(NOTE, lines=lines))
    page = LexborHTMLParser(box.mails[0].get_body(("html",)).get_content())
    links = {link.text(): link.attributes["href"] for link in page.css("p a")}
    assert {line.text: line.url for line in lines if line.url}.items() <= links.items()
    assert [strong.text() for strong in page.css("strong")] == ["Saturday"]
    assert "<09:30> from 5 & more" in page.body.text()


def test_a_shop_can_put_no_markup_into_a_mail(box: Mailbox) -> None:
    email(box).send(ANN, replace(NOTE, text="<b>M</b> & L are back.", title="<script>alert(1)</script>"))
    page = box.mails[0].get_body(("html",)).get_content()
    assert "<b>" not in page
    assert "<script>" not in page
    assert "<b>M</b> & L are back." in LexborHTMLParser(page).body.text()


def test_a_mail_is_plain_ascii_on_the_wire_whatever_a_shop_calls_its_products(box: Mailbox) -> None:
    email(box).send(ANN, replace(NOTE, title="Jäcket \x07\ufffe" * 60, text="コート " * 400))
    assert box.raw[0].isascii()
    assert max(len(line) for line in box.raw[0].split(b"\r\n")) <= 120
    assert box.mails[0]["Subject"].startswith("Jäcket Jäcket")


def test_a_repeat_has_the_same_message_id_and_another_mail_another(box: Mailbox) -> None:
    email(box).send(ANN, NOTE)
    email(box).send(ANN, NOTE)
    email(box).send("bob@example.org", NOTE)
    ids = [mail["Message-ID"] for mail in box.mails]
    assert ids[0] == ids[1] != ids[2]
    assert ids[0].endswith("@c.example>")


def test_a_title_can_not_add_headers(box: Mailbox) -> None:
    email(box).send(ANN, NOTE)
    assert box.mails[0]["Subject"] == "Jäcket (M) Bcc: eve@example.org"
    assert box.mails[0]["Bcc"] is None


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "smtp://mail.example.org:0",
        "smtp://mail.example.org:99999",
        "smtp://[::1",
        "smtp://user:s3cr/et@mail.example.org:587",
        "smtp://user:25/s3cret@mail.example.org:587",
        "smtp://user:25?s3cret@mail.example.org",
        "smtps://user:25#s3cret@mail.example.org",
    ],
)
def test_an_address_that_is_no_mail_servers_is_refused_at_once_and_its_password_not_told(url: str) -> None:
    settings = Settings(smtp_url=url, email_from="CoatCheck <alerts@c.example>")
    with pytest.raises(Invalid, match="like smtp://USER") as caught:
        open_channel("email", settings, lambda: pytest.fail("nothing is fetched here"))
    assert "s3cr" not in "".join(format_exception(caught.value))


def test_s3_a_wrong_password_is_about_the_account(box: Mailbox) -> None:
    with pytest.raises(Rejected) as caught:
        email(box, user="user:wrong@").send(ANN, NOTE)
    assert caught.value.scope is Scope.ACCOUNT
    assert box.mails == []


def test_a_server_that_can_not_encrypt_gets_no_mail(box: Mailbox) -> None:
    with pytest.raises(Rejected) as caught:
        email(box, scheme="smtp").send(ANN, NOTE)
    assert caught.value.scope is Scope.ACCOUNT
    assert box.mails == []


def test_mail_waits_while_a_servers_certificate_is_not_to_be_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority(tmp_path)
    with mailbox(authority.context()) as box:
        with pytest.raises(Rejected, match="certificate can't be believed") as caught:
            email(box, scheme="smtp").send(ANN, NOTE)
        assert caught.value.scope is Scope.ACCOUNT
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
        email(box, scheme="smtp").send(ANN, NOTE)
        with pytest.raises(Transient, match="how to encrypt"):
            email(box, scheme="smtps").send(ANN, NOTE)
    assert len(box.mails) == 1


def test_a_name_in_any_letters_is_the_one_that_browsers_ask_for(box: Mailbox) -> None:
    named = {
        "ann@Exämple.test": "ann@xn--exmple-cua.test",
        "ann@straße.test": "ann@xn--strae-oqa.test",
        "ann@例え.テスト": "ann@xn--r8jz45g.xn--zckzah",
        "ann@👕.test": "ann@xn--6p8h.test",
    }
    assert {typed: email(box).normalize(typed) for typed in named} == named


@pytest.mark.parametrize(
    ("command", "answer", "expected"),
    [
        ("recipient", "550 5.1.1 No such user", Scope.ADDRESS),
        ("recipient", "550 No such user", Scope.ADDRESS),
        ("recipient", "550 5.1.1 User unknown in relay recipient table", Scope.ADDRESS),
        ("recipient", "550 User unknown in relay recipient table", Scope.ADDRESS),
        ("recipient", "550 <relay@relay.example>: no such user", Scope.ADDRESS),
        ("recipient", "550-Verification failed\r\n550 It said: relay not permitted", Scope.ADDRESS),
        ("recipient", "550 5.7.1 Blocked", Scope.MESSAGE),
        ("recipient", "554 5.7.1 <ann@example.org>: Relay access denied", Scope.ACCOUNT),
        ("recipient", "550 relay not permitted", Scope.ACCOUNT),
        ("recipient", "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain", Scope.ACCOUNT),
        ("recipient", "550 5.1.8 <alerts@c.example>: Sender address rejected: Domain not found", Scope.ACCOUNT),
        ("recipient", "550 Sender verify failed", Scope.ACCOUNT),
        ("recipient", "554 5.7.1 <mail[192.0.2.1]>: Client host rejected: Access denied", Scope.ACCOUNT),
        ("recipient", "550 5.7.1 <c.example>: Helo command rejected: Host not found", Scope.ACCOUNT),
        ("recipient", "550 5.7.23 SPF validation failed", Scope.ACCOUNT),
        ("recipient", "530 Authentication required", Scope.ACCOUNT),
        ("recipient", "552 5.2.2 Mailbox full", Scope.MESSAGE),
        ("recipient", "450 4.2.1 Greylisted", Transient),
        ("data", "554 5.6.0 Spam", Scope.MESSAGE),
        ("data", "550 5.7.26 This mail is unauthenticated", Scope.ACCOUNT),
        ("data", "451 4.3.0 Try later", Transient),
        ("recipient", "What is that?", Transient),
    ],
)
def test_each_answer_means_one_thing(box: Mailbox, command: str, answer: str, expected: Any) -> None:
    setattr(box, command, answer)
    with pytest.raises((Rejected, Transient)) as caught:
        email(box).send(ANN, NOTE)
    assert getattr(caught.value, "scope", Transient) is expected


def test_a_server_may_take_longer_over_a_message_than_over_all_before_it(
    box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "BEFORE", 3.0)  # which a busy machine may need for it
    box.thinking = 3.2
    email(box).send(ANN, NOTE)


def test_of_a_server_that_takes_too_long_over_a_message_nobody_knows_whether_it_has_it(
    box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "MAIL", 0.5)
    box.thinking = 1.5
    with pytest.raises(MaybeSent):
        email(box).send(ANN, NOTE)


def test_what_says_neither_yes_nor_no_to_a_message_leaves_it_open(box: Mailbox) -> None:
    box.data = "Thank you very much"
    with pytest.raises(MaybeSent):
        email(box).send(ANN, NOTE)


@pytest.mark.parametrize("part", [b"2", b"220-One moment\r\n"])
def test_a_server_that_spreads_one_answer_has_no_more_time_than_any_other(
    monkeypatch: pytest.MonkeyPatch, part: bytes
) -> None:
    monkeypatch.setattr(channel, "BEFORE", 0.3)
    box = Mailbox()
    with dripping(part, 60, 0.05) as (box.port, drops), pytest.raises(Transient):
        email(box).send(ANN, NOTE)
    assert 0 < drops.count(part) < 60


def test_a_server_that_is_late_before_it_has_the_message_surely_does_not_have_it(
    box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "BEFORE", -1.0)
    with pytest.raises(Transient):
        email(box).send(ANN, NOTE)
    assert box.mails == []


def test_a_refusal_that_names_the_address_is_masked(box: Mailbox) -> None:
    box.recipient = f"550 5.1.1 <{ANN}>: no such user"
    with pytest.raises(Rejected) as caught:
        email(box).send(ANN, NOTE)
    assert ANN not in caught.value.reason
    assert "no such user" in caught.value.reason


@pytest.mark.parametrize(
    ("sender", "name", "address"),
    [
        ("alerts@coats.example", "", "alerts@coats.example"),
        ("<alerts@localhost>", "", "alerts@localhost"),
        ("Coats: Jörg & مقاس <alerts@Mäntel.example>", "Coats: Jörg & مقاس", "alerts@xn--mntel-gra.example"),
        ('"Coat, Check" <alerts@coats.example>', "Coat, Check", "alerts@coats.example"),
        ("A" * 120 + " <alerts@coats.example>", "A" * 120, "alerts@coats.example"),
    ],
)
def test_a_sender_may_have_any_name(box: Mailbox, sender: str, name: str, address: str) -> None:
    settings = Settings(smtp_url=f"smtp+plain://127.0.0.1:{box.port}", email_from=sender)
    open_channel("email", settings, lambda: pytest.fail("nothing is fetched here")).send(ANN, NOTE)
    (written,) = box.mails[0]["From"].addresses
    assert (written.display_name, written.addr_spec) == (name, address)
    assert box.senders == [address]


@pytest.mark.parametrize(
    "sender",
    [
        "",
        "alerts",
        "a@b@c.example",
        "jörg@c.example",
        "a@c.example, b@c.example",
        "a@",
        "a..b@c.example",
        "A\nB <a@c.example>",
    ],
)
def test_a_sender_that_is_no_address_is_refused_at_once(sender: str) -> None:
    settings = Settings(smtp_url="smtp://mail.example.org", email_from=sender)
    with pytest.raises(Invalid, match="COATCHECK_EMAIL_FROM"):
        open_channel("email", settings, lambda: pytest.fail("nothing is fetched here"))
