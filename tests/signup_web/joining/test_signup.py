"""Signing up on the web: nothing but a code before the code comes back, and never too many of them."""

import re
from pathlib import Path

import pytest

from coatcheck import channels
from coatcheck.model import ANY, Frequency, Status, digest
from coatcheck.telling import switches
from signup_web.joining import agreement
from tests.fakes.twilio import Control
from tests.signup_web.visiting import ANN, BOB, IN, OUT, PUBLIC, Site, words


def test_nothing_but_the_code_is_sent_before_it_was_entered(site: Site) -> None:
    site.sign_up()
    assert len(site.texts()) == 1
    assert site.texts()[0].startswith(f"{site.code()} is your CoatCheck code.")
    assert site.wants() == {}
    assert site.person().status is Status.UNCONFIRMED


def test_the_code_puts_a_person_on_the_list(site: Site) -> None:
    visitor = site.join(size=["M", "L"])
    assert site.wants() == {"jacket": ("M", "L")}
    assert site.person().status is Status.ACTIVE
    assert "M, L" in visitor.page


def test_whoever_ticks_any_size_waits_for_whichever_comes(site: Site) -> None:
    visitor = site.join(size=["*", "M"])
    assert site.wants() == {"jacket": (ANY,)}
    assert "any size" in visitor.page
    assert visitor.get("/p/jacket/join?size=*").status_code == 200
    assert 'value="*" checked' in visitor.page
    assert "There is a problem" not in visitor.page


def test_the_ledger_says_when_and_in_which_words_and_from_where(site: Site) -> None:
    site.join()
    asked, confirmed = site.person().consents
    assert (asked.kind, asked.method, asked.wording) == ("opt-in", "web", agreement.VERSION)
    assert "/p/<slug>/join 127.0.0.1" in asked.evidence
    assert (confirmed.kind, confirmed.at) == ("confirmed", site.clock.now())


def test_the_ledger_says_in_which_language_somebody_agreed(site: Site) -> None:
    visitor = site.visitor()
    visitor.get("/p/jacket/join?size=M&lang=de")
    visitor.send(size=["M"], country="US", address=ANN, agree="1")
    visitor.submit("/join/code", code=site.code())
    assert {each.wording for each in site.person().consents} == {f"{agreement.VERSION} de"}
    assert site.person().language == "de"


def test_where_no_hour_is_quiet_no_page_speaks_of_the_night(tmp_path: Path, small_stand_in: Control) -> None:
    site = Site(tmp_path, small_stand_in, quiet_from="00:00", quiet_until="00:00")
    site.watch()
    visitor = site.join()
    pages = [visitor.page, *(visitor.get(path).text for path in ("/p/jacket/join", "/help", visitor.link("/m/")))]
    said = [re.sub("<option.*?</option>", "", page) for page in pages]
    assert not any("00:00" in page or "night" in page for page in said)


def test_a_wrong_code_can_be_tried_five_times(site: Site) -> None:
    visitor = site.sign_up()
    right = site.code()
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    for _ in range(5):
        visitor.submit("/join/code", code=wrong)
        assert "not the code we sent" in visitor.page
    visitor.submit("/join/code", code=right)
    assert "too many tries" in visitor.page
    assert site.wants() == {}


def test_new_codes_do_not_bring_more_than_ten_tries_a_day(site: Site) -> None:
    guesses = 0
    for _ in range(4):
        visitor = site.sign_up()
        wrong = f"{(int(site.code()) + 1) % 10**6:06d}"
        for _ in range(5):
            visitor.submit("/join/code", code=wrong)
            guesses += "not the code we sent" in visitor.page
        site.wait(hours=1)
    assert guesses == 10


def test_a_code_is_worth_nothing_after_fifteen_minutes(site: Site) -> None:
    visitor = site.sign_up()
    site.wait(minutes=15)
    visitor.submit("/join/code", code=site.code())
    assert "expired" in visitor.page
    assert site.wants() == {}


def test_a_code_works_once(site: Site) -> None:
    visitor = site.join()
    assert visitor.client.get("/join/code", base_url=PUBLIC).status_code == 302


def test_a_form_that_the_browser_knows_nothing_of_says_what_to_do(site: Site) -> None:
    answer = site.visitor().client.post("/p/jacket/join", base_url=PUBLIC, data={"csrf_token": "old"})
    assert answer.status_code == 400
    assert "Open its page again" in answer.text
    assert "CSRF" not in answer.text


def test_another_code_may_be_asked_for_after_a_growing_while(site: Site) -> None:
    visitor = site.sign_up()
    visitor.submit("/join/code", action="again")
    assert "30 seconds" in visitor.page
    site.wait(seconds=31)
    visitor.submit("/join/code", action="again")
    assert len(site.texts()) == 2
    site.wait(seconds=31)
    visitor.submit("/join/code", action="again")
    assert "29 seconds" in visitor.page
    visitor.submit("/join/code", code=site.code())
    assert visitor.at == "/join/done"


def test_a_stranger_sees_no_difference_between_known_and_unknown_numbers(site: Site) -> None:
    site.join(ANN)
    known, unknown = site.sign_up(ANN), site.sign_up(BOB)
    assert (known.status, known.at) == (unknown.status, unknown.at)
    assert _plain(known.page, "2671") == _plain(unknown.page, "2672")


def _plain(page: str, number: str) -> str:
    """A page without what differs for every visitor."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page.replace(f"*** {number}", ""))


def test_a_number_that_said_stop_gets_no_code_and_the_page_does_not_tell(site: Site) -> None:
    site.text("STOP", ANN)
    visitor = site.sign_up(ANN)
    assert visitor.at == "/join/code"
    assert site.texts(ANN) == []


def test_a_stop_after_the_code_was_sent_outweighs_it(site: Site) -> None:
    visitor = site.sign_up()
    code = site.code()
    site.wait(seconds=1)
    site.text("STOP")
    site.wait(seconds=1)
    visitor.submit("/join/code", code=code)
    assert site.person().status is Status.OPTED_OUT
    assert site.wants() == {}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"size": []}, "Select at least one size"),
        ({"size": ["XS"]}, "There are: S, M, L."),
        ({"address": "12"}, "There is no such phone number"),
        ({"address": "nobody"}, "That is not a phone number"),
        ({"address": "+4915123456789"}, "We can&#39;t text numbers in Germany"),
        ({"address": "+18005550199"}, "toll-free"),
        ({"agree": ""}, "Tick the box to agree"),
    ],
)
def test_a_form_that_is_not_right_says_why_and_keeps_what_was_typed(
    site: Site, fields: dict[str, str], says: str
) -> None:
    visitor = site.sign_up(**fields)
    assert visitor.status == 422
    assert says in visitor.page
    assert "<title>Error: " in visitor.page
    assert f'value="{fields.get("address", ANN)}"' in visitor.page
    assert ('name="agree" value="1" checked' in visitor.page) is ("agree" not in fields)
    assert site.texts() == []


def test_the_box_is_not_ticked_beforehand(site: Site) -> None:
    page = site.visitor().get("/p/jacket/join?size=M").text
    box = page[page.index('id="agree"') : page.index('id="agree"') + 40]
    assert "checked" not in box


def test_a_program_that_fills_in_the_hidden_field_gets_nowhere(site: Site) -> None:
    visitor = site.sign_up(website="https://spam.example")
    assert visitor.status == 400
    assert site.texts() == []


def test_a_form_without_its_token_is_refused(site: Site) -> None:
    answer = site.app.test_client().post("/p/jacket/join", base_url=PUBLIC, data={"size": "M", "address": ANN})
    assert answer.status_code == 400
    assert site.texts() == []


def test_a_form_from_another_site_is_refused(site: Site) -> None:
    answer = site.app.test_client().post("/p/jacket/join", base_url=PUBLIC, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_one_number_gets_three_codes_an_hour_and_six_a_day(site: Site) -> None:
    for _ in range(4):
        visitor = site.sign_up()
    assert visitor.status == 429
    assert len(site.texts()) == 3
    for _ in range(3):
        site.wait(hours=1)
        for _ in range(3):
            site.sign_up()
    assert len(site.texts()) == 6


def test_one_internet_address_may_sign_up_five_times_an_hour(tmp_path: Path, small_stand_in: Control) -> None:
    small_stand_in.reset()
    site = Site(tmp_path, small_stand_in, signups_per_address=5)
    site.watch()
    statuses = [site.sign_up(f"+1415555{2671 + number}").status for number in range(6)]
    assert statuses == [200] * 5 + [429]


@pytest.mark.parametrize(
    ("ips", "statuses"),
    [
        (["203.0.113.1", "203.0.113.99", "203.0.113.255", "203.0.114.1"], [200, 200, 429, 200]),
        (["2001:db8:1:a::1", "2001:db8:1:b::1", "2001:db8:1:c::1", "2001:db8:2::1"], [200, 200, 429, 200]),
        (["::ffff:203.0.113.1", "203.0.113.2", "203.0.113.3", "::ffff:203.0.114.1"], [200, 200, 429, 200]),
    ],
)
def test_the_addresses_of_one_network_share_its_sign_ups(
    tmp_path: Path, small_stand_in: Control, ips: list[str], statuses: list[int]
) -> None:
    small_stand_in.reset()
    site = Site(tmp_path, small_stand_in, signups_per_network=2)
    site.watch()
    assert [site.sign_up(f"+1415555{2671 + n}", ip=ip).status for n, ip in enumerate(ips)] == statuses


def test_a_home_is_one_visitor_whichever_of_its_addresses_it_comes_from(
    tmp_path: Path, small_stand_in: Control
) -> None:
    small_stand_in.reset()
    site = Site(tmp_path, small_stand_in, signups_per_address=1)
    site.watch()
    ips = ["2001:db8:1:a::1", "2001:db8:1:a:ffff::2", "2001:db8:1:b::1", "203.0.113.1", "203.0.113.2"]
    assert [site.sign_up(f"+1415555{2671 + n}", ip=ip).status for n, ip in enumerate(ips)] == [200, 429, 200, 200, 200]


def test_ten_thousand_neighbouring_numbers_cost_no_more_than_their_limit(
    tmp_path: Path, small_stand_in: Control
) -> None:
    small_stand_in.reset()
    site = Site(tmp_path, small_stand_in, codes_per_prefix=3)
    site.watch()
    for number in range(12):
        site.sign_up(f"+1415555{2000 + number * 700}")
    assert len(small_stand_in.accepted()) == 3


def test_sign_up_closes_with_a_plain_notice_when_the_days_texts_are_spent(
    tmp_path: Path, small_stand_in: Control
) -> None:
    small_stand_in.reset()
    site = Site(tmp_path, small_stand_in, texts_per_day=1)
    site.watch()
    site.sign_up(ANN)
    visitor = site.sign_up(BOB)
    assert "Sign-up is closed for today" in visitor.page
    assert site.texts(BOB) == []


def test_codes_and_answers_leave_half_of_the_days_texts_to_the_alerts(tmp_path: Path, small_stand_in: Control) -> None:
    small_stand_in.reset()
    site = Site(tmp_path, small_stand_in, texts_per_day=4)
    site.watch()
    site.sign_up(ANN)
    assert site.text("HELP") != ""
    assert "Sign-up is closed for today" in site.sign_up(BOB).page
    assert site.text("HELP") == ""
    assert switches.texts_left(site.store, 4, site.clock.now()) == 2
    assert [alert.key for alert in site.store.alerts()] == [switches.ANSWERS_ALERT]


def test_a_code_that_the_provider_refuses_is_told(site: Site) -> None:
    site.twilio.refuse(ANN, 21614)
    visitor = site.sign_up()
    assert "We can&#39;t send a code there" in visitor.page


def test_where_nobody_gets_codes_nobody_is_told_to_check_their_number(site: Site) -> None:
    site.twilio.refuse(ANN, 20003)
    assert "We can&#39;t send codes just now" in site.sign_up().page


def test_a_provider_that_knows_of_a_stop_is_believed_and_the_page_does_not_tell(site: Site) -> None:
    site.twilio.refuse(ANN, 21610)
    visitor = site.sign_up()
    assert visitor.at == "/join/code"
    assert site.person().status is Status.OPTED_OUT


def test_with_only_the_console_a_newcomer_can_sign_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = Site(tmp_path)
    site.watch()
    visitor = site.visitor()
    visitor.submit("/p/jacket/join", size=["M"], address="ann", agree="1")
    visitor.submit("/join/code", code=capsys.readouterr().out.split("] ")[1][:6])
    assert visitor.at == "/join/done"


def test_the_words_of_the_agreement_are_pinned_to_their_version() -> None:
    ways = [channels.sign_up(name) for name in ("sms", "email", "telegram")]
    words = digest(*(way.agreement for way in ways), agreement.TEXT)
    assert ({*(way.version for way in ways), agreement.VERSION}, words) == ({"2026-11-29"}, "d0ac9e36a953882d")


def test_who_signs_up_for_what_is_there_learns_so_on_the_form_and_on_the_last_page(site: Site) -> None:
    site.look(site.store.watch("jacket"), S=OUT, M=IN, L=IN)
    site.wait(seconds=10)
    site.tick()
    visitor = site.visitor()
    assert "In stock right now: M, L." in words(visitor.get("/p/jacket/join").text)
    assert "In stock right now: M. Get M" in words(visitor.get("/p/jacket/join?size=M&size=S").text)
    assert visitor.link("shop.example") == "https://shop.example/jacket"
    assert "In stock" not in words(visitor.get("/p/jacket/join?size=S").text)
    done = site.join(size=["M", "S"])
    assert "In stock right now: M. Get M" in words(done.page)
    assert done.link("shop.example")


def test_a_size_of_which_nobody_can_tell_is_not_said_to_be_there(site: Site) -> None:
    watch = site.store.watch("jacket")
    site.look(watch, S=OUT, M=IN, L=OUT)
    site.wait(seconds=10)
    site.trouble(watch)
    site.wait(seconds=10)
    assert "In stock" not in words(site.visitor().get("/p/jacket/join?size=M").text)


def test_a_form_that_was_only_opened_finds_no_fault(site: Site) -> None:
    visitor = site.visitor()
    visitor.get("/p/jacket/join")
    assert 'name="size"' in visitor.page
    assert 'role="alert"' not in visitor.page
    visitor.get("/p/jacket/join?size=XS")
    assert "There are: S, M, L." in visitor.page


def test_one_message_a_day_is_asked_for_with_its_hour_by_the_numbers_own_clock(site: Site) -> None:
    visitor = site.join(daily="1", hour="07:00")
    assert "One message a day at 07:00 (America/Los_Angeles), when there was news." in words(visitor.page)
    (wanted,) = site.store.subscriptions_of(site.person().id)
    assert (wanted.frequency, site.person().daily_hour) == (Frequency.DAILY, 7)


@pytest.mark.parametrize("field", [{"hour": "7"}, {"hour": "24:00"}, {"zone": "Mars/Phobos"}])
def test_an_hour_or_zone_that_no_form_offers_is_refused(site: Site, field: dict[str, str]) -> None:
    assert site.sign_up(daily="1", **field).status == 400
