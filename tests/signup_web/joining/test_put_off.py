"""Codes that a mail server would not take yet: whoever signed up gets theirs all the same, once, and no code that is of no use."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from signup_web.joining import put_off
from tests.fakes.mail import Mailbox, mailbox
from tests.signup_web.visiting import Site, Visitor
from tests.waiting import until

ANN = "ann@example.org"
NOT_YET = "450 4.2.0 Greylisted, come back in five minutes"


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    monkeypatch.setattr(put_off, "EACH", 0.02)
    with mailbox() as box:
        box.recipient = NOT_YET
        yield box
        until(nobody_waits, 10)


@pytest.fixture
def site(tmp_path: Path, box: Mailbox) -> Site:
    site = Site(tmp_path, None, channels=("email",), **box.settings())
    site.watch()
    return site


def nobody_waits() -> bool:
    return not any(thread.name == "put-off code" for thread in threading.enumerate())


def sign_up(site: Site) -> Visitor:
    visitor = site.visitor()
    visitor.submit("/p/jacket/join?by=email", size=["M"], address=ANN, agree="1")
    return visitor


def test_a_code_that_is_not_taken_yet_is_sent_when_it_is(site: Site, box: Mailbox) -> None:
    visitor = sign_up(site)
    assert (visitor.at, box.mails) == ("/join/code", [])
    box.recipient = "250 OK"
    until(lambda: bool(box.mails), 10)
    visitor.submit("/join/code", code=re.search(r"\d{6}", box.mails[0]["Subject"])[0])
    assert visitor.at == "/join/done"
    until(nobody_waits, 10)
    assert len(box.mails) == 1


def test_of_two_that_wait_only_the_newer_is_sent(site: Site, box: Mailbox) -> None:
    visitor = sign_up(site)
    site.wait(seconds=30)
    visitor.submit("/join/code", action="/join/code/again")
    box.recipient = "250 OK"
    until(nobody_waits, 10)
    (mail,) = box.mails
    visitor.submit("/join/code", code=re.search(r"\d{6}", mail["Subject"])[0])
    assert visitor.at == "/join/done"


def test_a_code_that_came_too_late_to_be_typed_is_not_sent(site: Site, box: Mailbox) -> None:
    sign_up(site)
    site.wait(minutes=14)
    until(nobody_waits, 10)
    box.recipient = "250 OK"
    assert box.mails == []


def test_where_too_many_wait_the_page_says_so(site: Site, box: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(put_off, "_room", threading.BoundedSemaphore(1))
    sign_up(site)
    assert "We can&#39;t send codes just now" in sign_up(site).page
    site.wait(minutes=14)
