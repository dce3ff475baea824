"""A person's own page, behind a signed link: change, stop, take along, delete."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from coatcheck.model import ANY, ChannelAddress, Frequency, Status, Subscriber
from coatcheck.people.links import manage_token, manage_url, subscriber_id, unsubscribe_url
from tests import examples
from tests.fakes.mail import Mailbox, mailbox
from tests.fakes.twilio import Control
from tests.notifier.notifying import SECRET_KEY
from tests.signup_web.visiting import ANN, BOB, PUBLIC, Site, Visitor, words


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


@pytest.fixture
def mail() -> Iterator[Mailbox]:
    with mailbox() as mail:
        yield mail


@pytest.fixture
def both(tmp_path: Path, small_stand_in: Control, mail: Mailbox) -> Site:
    """A site that tells by text and by mail."""
    small_stand_in.reset()
    site = Site(tmp_path, small_stand_in, channels=("sms", "email"), **mail.settings())
    site.watch()
    return site


EVE = "eve@example.org"


def by_mail(site: Site, mail: Mailbox, address: str = EVE) -> Visitor:
    """Somebody who signed up by mail, on the last page."""
    visitor = site.visitor()
    visitor.submit("/p/jacket/join?by=email&size=M", by="email", size=["M"], address=address, agree="1")
    visitor.send(code=body(mail)[:6])
    assert visitor.at == "/join/done"
    return visitor


def body(mail: Mailbox) -> str:
    """The last mail's words."""
    return str(mail.mails[-1].get_body(("plain",)).get_content())


def person_at(site: Site, address: str = EVE) -> Subscriber:
    return site.store.subscriber(subscriber_id(SECRET_KEY, ChannelAddress("email", address)))


@pytest.mark.parametrize(
    ("by", "address", "says"),
    [
        ("email", "eve@", "That is not an email address"),
        ("sms", "12", "There is no such phone number"),
        ("pigeon", "", "Choose one"),
    ],
)
def test_a_second_way_with_a_bad_address_leaves_the_page_the_form_and_what_was_typed(
    both: Site, mail: Mailbox, by: str, address: str, says: str
) -> None:
    visitor = both.join() if by == "email" else by_mail(both, mail)
    own = visitor.link("/m/")
    visitor.submit(own, action="/second", by=by, address=address)
    assert visitor.status == 422
    assert says in words(visitor.page)
    assert "<title>Error: Your alerts" in visitor.page
    assert f'value="{address}"' in visitor.page
    assert "<details open>" in visitor.page
    way, right = ("email", EVE) if by == "email" else ("sms", BOB)
    visitor.send(action="/second", by=way, address=right)
    assert visitor.at == f"{own}/second"


def test_whatever_does_not_work_there_is_said_on_ones_own_page(both: Site, mail: Mailbox) -> None:
    visitor = both.join()
    own = visitor.link("/m/")
    for action in ("/delete", "/second"):
        visitor.submit(own, action=action, by="email")
        assert visitor.status == 422
        assert visitor.link("/m/")
    both.wait(seconds=1)
    both.text("STOP")
    visitor.client.post(f"{own}/start", base_url=PUBLIC)
    assert both.person().status is Status.OPTED_OUT


def test_the_link_is_sent_again_to_whoever_signed_up(both: Site, mail: Mailbox) -> None:
    by_mail(both, mail)
    both.join()
    visitor = both.visitor()
    visitor.submit("/mine?by=email", by="email", address=EVE)
    link = body(mail).split()[-1]
    assert "Waiting for: M" in visitor.get(link.removeprefix(PUBLIC)).text
    visitor.submit("/mine?by=sms", by="sms", country="US", address=ANN)
    text = both.texts()[-1]
    assert text.startswith("CoatCheck: your alerts: https://coatcheck.example/m/")
    assert len(text) <= 160
    assert "Waiting for: M" in visitor.get(text.split()[-1].removeprefix(PUBLIC)).text


def test_nobody_learns_from_it_who_is_on_the_list(both: Site, mail: Mailbox) -> None:
    by_mail(both, mail)
    both.join()
    both.text("STOP", BOB)
    asked = {
        "known": ("sms", ANN),
        "stopped": ("sms", BOB),
        "unknown": ("sms", "+14155552679"),
    }
    answers = {}
    for name, (by, address) in asked.items():
        visitor = both.visitor()
        visitor.submit(f"/mine?by={by}", by=by, country="US", address=address)
        answers[name] = (visitor.status, words(visitor.page).replace(address[-4:], ""))
    assert len(set(answers.values())) == 1
    assert both.texts(BOB) == []
    assert both.texts("+14155552679") == []


def test_links_are_counted_like_codes(both: Site) -> None:
    both.join()
    visitor, statuses = both.visitor(), []
    for _ in range(4):
        visitor.submit("/mine?by=sms", by="sms", country="US", address=ANN)
        statuses.append(visitor.status)
    assert statuses == [200, 200, 429, 429]  # with the code of the sign-up, three messages an hour
    assert len(both.texts()) == 3


def test_somebody_who_never_entered_a_code_gets_no_link(both: Site) -> None:
    both.sign_up()
    both.visitor().submit("/mine?by=sms", by="sms", country="US", address=ANN)
    assert len(both.texts()) == 1


def test_one_press_in_a_mail_asks_for_the_next_restock(both: Site, mail: Mailbox) -> None:
    by_mail(both, mail)
    eve = person_at(both)
    (waiting,) = both.store.subscriptions_of(eve.id)
    both.store.put_subscription(replace(waiting, armed=(), armed_at=None))
    link = manage_url(PUBLIC, SECRET_KEY, eve.id, eve.links)
    visitor = both.visitor()
    visitor.get(link.removeprefix(PUBLIC))  # a program that follows links presses nothing
    assert both.store.subscription(waiting.id).armed == ()
    visitor.send(action="/again")
    assert both.store.subscription(waiting.id).armed == ("M",)


def test_whoever_stopped_mails_comes_back_by_a_new_code(both: Site, mail: Mailbox) -> None:
    visitor = by_mail(both, mail)
    own = visitor.link("/m/")
    both.wait(seconds=1)
    visitor.submit(own, action="/stop")
    both.wait(minutes=1)
    visitor.submit(own, action="/start")
    assert person_at(both).status is Status.OPTED_OUT
    visitor.send(action="/back", code="000000")
    assert "not the code we sent" in visitor.page
    visitor.send(action="/back", code=body(mail)[:6])
    assert person_at(both).status is Status.ACTIVE
    (waiting,) = both.store.subscriptions_of(person_at(both).id)
    assert waiting.armed == ("M",)
    assert [entry.kind for entry in person_at(both).consents][-3:] == ["opt-out", "opt-in", "confirmed"]


def test_a_code_counts_on_the_page_of_whoever_asked_for_it_alone(both: Site, mail: Mailbox) -> None:
    visitor = both.join()  # Ann, by text; Eve's page is opened in the same browser
    own, eve = manage(both), by_mail(both, mail).link("/m/")
    visitor.submit(own, action="/second", by="email", address="ann@example.org")
    visitor.submit(f"{eve}/second", action="/second/code", code=body(mail)[:6])
    assert (visitor.status, "This code was sent for somebody else." in visitor.page) == (422, True)
    both.wait(minutes=1)
    visitor.submit(eve, action="/stop")
    both.wait(minutes=1)
    visitor.submit(own, action="/stop")
    visitor.submit(eve, action="/start")
    visitor.submit(f"{own}/back", action="/back", code=body(mail)[:6])
    assert (visitor.status, "This code was sent for somebody else." in visitor.page) == (422, True)
    assert person_at(both).fallback is None
    assert both.person().status is person_at(both).status is Status.OPTED_OUT


def test_a_stop_after_that_code_was_sent_outweighs_it(both: Site, mail: Mailbox) -> None:
    visitor = by_mail(both, mail)
    own = visitor.link("/m/")
    both.wait(seconds=1)
    visitor.submit(own, action="/stop")
    both.wait(minutes=1)
    visitor.submit(own, action="/start")
    both.wait(seconds=10)
    both.app.test_client().post(unsubscribe_url("", SECRET_KEY, person_at(both).id), base_url=PUBLIC)
    visitor.submit(f"{own}/back", code=body(mail)[:6])
    assert person_at(both).status is Status.OPTED_OUT


def test_a_sign_up_with_a_new_code_brings_an_address_back_too(both: Site, mail: Mailbox) -> None:
    own = by_mail(both, mail).link("/m/")
    both.wait(seconds=1)
    both.visitor().submit(own, action="/stop")
    both.wait(minutes=1)
    by_mail(both, mail)
    assert person_at(both).status is Status.ACTIVE


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
    own = manage(site)
    visitor.submit(own, action="/delete", sure="1")
    assert visitor.get(own).status_code == 404
    assert site.person().status is Status.OPTED_OUT
    assert site.person().to.address == ""
    before = len(site.texts())
    site.sign_up()
    assert len(site.texts()) == before


def test_a_mail_program_stops_messages_with_one_post_and_a_link_scanner_does_not(site: Site) -> None:
    site.join()
    path = unsubscribe_url("", SECRET_KEY, site.person().id)
    site.visitor().get(path)
    assert site.person().status is Status.ACTIVE
    site.wait(seconds=1)
    site.app.test_client().post(path, data={"List-Unsubscribe": "One-Click"}, base_url=PUBLIC)
    assert site.person().status is Status.OPTED_OUT


def test_two_products_of_one_title_are_told_apart_there(site: Site) -> None:
    for slug, host in (("hat", "a.example"), ("hat-2", "b.example")):
        site.watch(slug, title="Wool Hat", url=f"https://{host}/hat")
        visitor = site.join(slug=slug)
    shown = words(visitor.get(visitor.link("/m/")).text)
    assert "Wool Hat (a.example)" in shown
    assert "Wool Hat (b.example)" in shown


def test_the_daily_message_is_asked_for_and_its_hour_changed(site: Site) -> None:
    visitor = site.join()
    assert 'name="hour"' not in visitor.get(manage(site)).text
    visitor.submit(manage(site), action="/sizes/", size=["M"], every="1", daily="1")
    visitor.submit(manage(site), action="/daily", hour="21:00")
    (wanted,) = site.store.subscriptions_of(site.person().id)
    assert (wanted.frequency, wanted.armed) == (Frequency.DAILY, ("M",))
    assert (site.person().daily_hour, site.person().zone) == (21, "America/Los_Angeles")
    assert "<option selected>21:00</option>" in visitor.page
    assert 'name="zone"' not in visitor.page
    visitor.submit(manage(site), action="/sizes/", size=["M"])
    assert site.store.subscriptions_of(site.person().id)[0].frequency is Frequency.ONCE


def test_a_zone_by_another_name_stays_when_the_hour_is_changed(tmp_path: Path, small_stand_in: Control) -> None:
    site = Site(tmp_path, small_stand_in, channels=("console",))
    site.watch()
    site.store.put_subscriber(examples.subscriber(status=Status.ACTIVE, zone="Asia/Calcutta"))
    site.store.put_subscription(examples.subscription(frequency=Frequency.DAILY))
    visitor, page = site.visitor(), f"/m/{manage_token(SECRET_KEY, 'ann', 0)}"
    visitor.get(page)
    assert "<option selected>Asia/Calcutta</option>" in visitor.page
    visitor.submit(page, action="/daily", hour="09:00", zone="Asia/Calcutta")
    person = site.store.subscriber("ann")
    assert person
    assert (person.zone, person.daily_hour) == ("Asia/Calcutta", 9)


def test_whoever_has_no_number_chooses_their_zone(tmp_path: Path, small_stand_in: Control) -> None:
    site = Site(tmp_path, small_stand_in, channels=("console",))
    site.watch()
    visitor = site.visitor()
    visitor.get("/p/jacket/join")
    assert "<option>Europe/Berlin</option>" in visitor.page
