"""Whoever said STOP by phone comes back by their phone's START alone, whatever others know, guess or kept a copy of."""

import sqlite3
from pathlib import Path

import pytest

from coatcheck.config import Limits
from coatcheck.model import Status
from coatcheck.people import codes
from coatcheck.people.personal_data import erase_person
from tests.fakes.mail import mailbox
from tests.fakes.twilio import Control
from tests.signup_web.visiting import ANN, BOB, Site


def status(site: Site) -> Status:
    return site.person().status


def replay(site: Site, form: dict[str, str]) -> None:
    """Somebody sends again what Twilio signed once."""
    assert site.webhook("/sms/inbound", form).status_code == 200


def signed(words: str, sid: str, **fields: str) -> dict[str, str]:
    return {"From": ANN, "To": "+15005550006", "Body": words, "MessageSid": sid, **fields}


def test_a_sign_up_of_a_stopped_number_has_no_code_that_could_be_guessed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.join()
    site.text("STOP")
    site.wait(hours=1)
    monkeypatch.setattr(codes, "_new_code", lambda: "123456")
    for action in ("", "again"):
        visitor = site.sign_up(ip="6.6.6.6")
        if action:
            site.wait(seconds=40)
            visitor.submit("/join/code", action=action)
        visitor.submit("/join/code", code="123456")
        assert "not the code we sent" in visitor.page
        assert status(site) is Status.OPTED_OUT
        site.wait(hours=1)
    assert site.wants() == {"jacket": ()}


def test_a_second_way_that_is_a_stopped_phone_has_no_code_either(
    tmp_path: Path, small_stand_in: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_stand_in.reset()
    with mailbox() as mail:
        site = Site(tmp_path, small_stand_in, channels=("sms", "email"), **mail.settings())
        site.watch()
        site.text("STOP", BOB)
        monkeypatch.setattr(codes, "_new_code", lambda: "123456")
        visitor = site.visitor()
        visitor.submit("/p/jacket/join", by="email", size=["M"], address="ann@example.org", agree="1")
        visitor.submit("/join/code", code="123456")
        visitor.submit(visitor.link("/m/"), action="/second", by="sms", address=BOB)
        visitor.send(action="/second/code", code="123456")
    assert "not the code we sent" in visitor.page
    assert site.texts(BOB) == []


@pytest.mark.parametrize("words", ["YES", "START", "UNSTOP", "M", "JOIN"])
@pytest.mark.parametrize("keyword", ["", "START"])
def test_a_text_from_before_the_stop_brings_nobody_back_when_it_is_replayed(
    site: Site, words: str, keyword: str
) -> None:
    old = signed(words, "SMold", **({"OptOutType": keyword} if words in ("YES", "START", "UNSTOP") else {}))
    site.join()
    site.text("JOIN")
    replay(site, old)
    site.text("M")
    site.wait(minutes=1)
    site.text("STOP")
    for _ in range(3):
        site.wait(days=3)
        replay(site, old)
        assert status(site) is Status.OPTED_OUT


def test_a_start_from_before_the_stop_is_remembered_beyond_the_deletion_of_everything(site: Site) -> None:
    site.join()
    site.text("STOP")
    site.wait(minutes=1)
    old = signed("START", "SMstart", OptOutType="START")
    replay(site, old)
    assert status(site) is Status.ACTIVE
    site.wait(minutes=1)
    site.text("STOP")
    erase_person(site.store, site.person().id)
    site.wait(days=300)
    replay(site, old)
    assert status(site) is Status.OPTED_OUT


def test_what_is_remembered_of_a_start_names_neither_the_message_nor_the_number(
    tmp_path: Path, small_stand_in: Control
) -> None:
    site = Site(tmp_path, small_stand_in)
    site.text("START", MessageSid="SM0123456789")
    assert b"SM0123456789" in written(tmp_path)
    erase_person(site.store, site.person().id)
    site.services.close()
    with sqlite3.connect(tmp_path / "site.db") as database:
        database.execute("VACUUM")
    database.close()
    kept = written(tmp_path)
    assert b"SM0123456789" not in kept
    assert ANN.encode() not in kept


def written(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_a_new_start_brings_them_back(site: Site) -> None:
    site.join()
    site.text("STOP")
    site.wait(days=1)
    site.text("START")
    assert status(site) is Status.ACTIVE
    assert site.wants() == {"jacket": ("M",)}


def test_a_plain_yes_after_a_stop_is_no_start(site: Site) -> None:
    site.join()
    site.text("STOP")
    site.wait(minutes=1)
    assert site.text("yes") == ""
    assert status(site) is Status.OPTED_OUT


def test_wrong_codes_of_a_stranger_do_not_shut_out_whoever_has_the_phone(site: Site) -> None:
    for _ in range(2):
        stranger = site.sign_up(ip="6.6.6.6")
        for _ in range(5):
            stranger.submit("/join/code", code="000000")
    owner = site.sign_up(ip="7.7.7.7")
    owner.submit("/join/code", code=site.code())
    assert owner.at == "/join/done"


def test_guesses_from_everywhere_are_bounded_by_the_number(tmp_path: Path, small_stand_in: Control) -> None:
    small_stand_in.reset()
    many = {"codes_per_hour": 1000, "codes_per_day": 1000, "codes_per_prefix": 1000}
    site = Site(tmp_path, small_stand_in, **many)
    site.watch()
    tried = 0
    for network in range(20):
        guesser = site.sign_up(ip=f"9.{network}.1.1")
        for _ in range(5):
            guesser.submit("/join/code", code="000000")
            tried += "not the code we sent" in guesser.page
    assert tried == Limits().all_code_tries_per_day
