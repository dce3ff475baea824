"""A person's own page, behind a signed link: change, stop, take along, delete."""

from pathlib import Path

import pytest

from coatcheck.model import ANY, ChannelAddress, Frequency, Status
from coatcheck.people.links import manage_token
from tests.fakes.mail import mailbox
from tests.fakes.twilio import Control
from tests.notifier.notifying import SECRET_KEY
from tests.signup_web.visiting import ANN, PUBLIC, Site


def manage(site: Site) -> str:
    person = site.person()
    return f"/m/{manage_token(SECRET_KEY, person.id, person.links)}"


def test_the_link_of_the_last_page_leads_to_ones_own_alerts(site: Site) -> None:
    visitor = site.join()
    visitor.get(visitor.link("/m/"))
    assert "Waiting for: M" in visitor.page
    assert ANN not in visitor.page


def test_sizes_and_frequency_can_be_changed(site: Site) -> None:
    visitor = site.join()
    visitor.submit(manage(site), action="/sizes/", size=["L"], every="1")
    assert site.wants() == {"jacket": ("L",)}
    (wanted,) = site.store.subscriptions_of(site.person().id)
    assert wanted.frequency is Frequency.EVERY


def test_any_size_can_be_ticked_later(site: Site) -> None:
    site.join().submit(manage(site), action="/sizes/", size=["*"])
    assert site.wants() == {"jacket": (ANY,)}


def test_with_no_size_ticked_the_product_is_taken_off(site: Site) -> None:
    site.join().submit(manage(site), action="/sizes/")
    assert site.wants() == {}
    assert "You are not waiting for anything." in site.visitor().get(manage(site)).text


def test_the_page_says_who_waits_who_was_told_and_who_does_not_wait(site: Site) -> None:
    visitor = site.join()
    assert "Tell me again" not in visitor.get(manage(site)).text
    site.told()
    assert "Told. Press “Tell me again”" in visitor.get(manage(site)).text
    visitor.submit(manage(site), action="/stop")
    page = visitor.get(manage(site)).text
    assert "Not waiting." in page
    assert "Tell me again" not in page


def test_stopping_on_the_page_is_stopping(site: Site) -> None:
    site.join().submit(manage(site), action="/stop")
    assert site.person().status is Status.OPTED_OUT
    assert site.wants() == {"jacket": ()}


def test_a_link_is_worthless_once_a_new_one_was_asked_for(site: Site) -> None:
    visitor, old = site.join(), manage(site)
    visitor.submit(old, action="/links")
    assert visitor.status == 200
    assert visitor.get(old).status_code == 404
    assert "replaced by a newer one" in visitor.page
    assert visitor.get(manage(site)).status_code == 200


def test_a_second_way_is_proven_by_its_own_code(tmp_path: Path, small_stand_in: Control) -> None:
    small_stand_in.reset()
    with mailbox() as mail:
        url = f"smtp+plain://127.0.0.1:{mail.port}"
        site = Site(tmp_path, small_stand_in, channels=("sms", "email"), smtp_url=url, email_from="a@coatcheck.example")
        site.watch()
        visitor = site.join()
        visitor.submit(manage(site), action="/second", by="email", address="ann@example.org")
        assert site.person().fallback is None
        visitor.send(action="/second/code", code=mail.mails[0].get_body(("plain",)).get_content()[:6])
        assert site.person().fallback == ChannelAddress("email", "ann@example.org")
        visitor.submit(manage(site), action="/second/remove")
        assert site.person().fallback is None


@pytest.mark.parametrize("token", ["", "x", "WyJhIiwwXQ.aaaa.bbbb"])
def test_a_forged_link_leads_nowhere(site: Site, token: str) -> None:
    assert site.visitor().get(f"/m/{token}").status_code == 404


def test_everything_kept_can_be_downloaded(site: Site) -> None:
    visitor = site.join()
    kept = visitor.get(f"{manage(site)}/export").json
    assert kept["subscriber"]["to"]["address"] == ANN
    assert kept["subscriptions"][0]["wants"] == ["M"]


def test_deleting_leaves_nothing(site: Site) -> None:
    site.join().submit(manage(site), action="/delete", sure="1")
    assert site.person() is None
    assert site.wants() == {}


def test_a_stop_outlives_deletion_without_the_number(site: Site) -> None:
    visitor = site.join()
    site.wait(seconds=1)
    site.text("STOP")
    visitor.submit(manage(site), action="/delete", sure="1")
    assert site.person().status is Status.OPTED_OUT
    assert site.person().to.address == ""
    before = len(site.texts())
    site.sign_up()
    assert len(site.texts()) == before


def test_a_mail_program_stops_messages_with_one_post_and_a_link_scanner_does_not(site: Site) -> None:
    from coatcheck.people.links import unsubscribe_url

    site.join()
    path = unsubscribe_url("", SECRET_KEY, site.person().id)
    site.visitor().get(path)
    assert site.person().status is Status.ACTIVE
    site.wait(seconds=1)
    site.app.test_client().post(path, data={"List-Unsubscribe": "One-Click"}, base_url=PUBLIC)
    assert site.person().status is Status.OPTED_OUT
