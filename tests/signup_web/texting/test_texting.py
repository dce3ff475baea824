"""People text us: signed, once, understood, answered in one segment."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from coatcheck.config import Limits
from coatcheck.model import ANY, ChannelAddress, Frequency, Health, Status, Subscriber
from coatcheck.people.links import subscriber_id
from coatcheck.people.membership import mark_unreachable, opt_out
from coatcheck.telling.offer_words import GOODS, THEATRES, TICKETS
from coatcheck.telling.texts import is_gsm7, length
from coatcheck.watching.catalogue import set_active
from signup_web.texting.intents import Intent, intent
from signup_web.texting.replies import FORMS, say, which
from signup_web.texting.respond import respond, thread_of
from signup_web.texting.turns import Thread
from tests import examples
from tests.fakes.ports import NOON
from tests.fakes.twilio import Control
from tests.notifier.notifying import SECRET_KEY
from tests.signup_web.visiting import ANN, BOB, IN, OUT, Site

# The lock


def form(**fields: str) -> dict[str, str]:
    return {"From": ANN, "Body": "JOIN", "MessageSid": "SM1", **fields}


def test_twilios_own_example_of_a_signature_is_accepted() -> None:
    """https://www.twilio.com/docs/usage/webhooks/webhooks-security"""
    from coatcheck.channels.sms import signature_valid
    from coatcheck.config import Settings

    example = {"CallSid": "CA1234567890ABCDE", "Caller": "+12349013030", "Digits": "1234", "From": "+12349013030"}
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    settings = Settings(twilio_auth_token="12345")
    assert signature_valid(settings, url, {**example, "To": "+18005551212"}, "0/KCTR6DLpKmkAf8muzZqo1nDgQ=")


@pytest.mark.parametrize("path", ["/sms/inbound", "/sms/status"])
def test_a_webhook_that_twilio_did_not_sign_is_refused(site: Site, path: str) -> None:
    assert site.webhook(path, form(), token="another-token").status_code == 403
    assert site.app.test_client().post(path, data=form()).status_code == 403
    assert site.person() is None


def test_a_signature_over_other_words_is_refused(site: Site) -> None:
    from twilio.request_validator import RequestValidator

    signature = RequestValidator("fake-auth-token").compute_signature("https://coatcheck.example/sms/inbound", form())
    for change in ({"Body": "STOP"}, {"From": BOB}, {"Extra": "1"}):
        headers = {"X-Twilio-Signature": signature}
        answer = site.app.test_client().post("/sms/inbound", data=form(**change), headers=headers)
        assert answer.status_code == 403


def test_the_signature_is_over_our_public_address_whatever_the_proxy_says(site: Site) -> None:
    from twilio.request_validator import RequestValidator

    for url in ("http://coatcheck.example", "https://other.example"):
        signature = RequestValidator("fake-auth-token").compute_signature(f"{url}/sms/inbound", form())
        headers = {"X-Twilio-Signature": signature, "X-Forwarded-Host": url.split("//")[1]}
        answer = site.app.test_client().post("/sms/inbound", data=form(), base_url=url, headers=headers)
        assert answer.status_code == 403


def test_without_an_auth_token_every_webhook_is_refused(tmp_path: Path) -> None:
    site = Site(tmp_path)
    assert site.webhook("/sms/inbound", form(), token="").status_code == 403


# The conversation


def test_whoever_writes_by_whatsapp_signs_up_and_stops_there_and_no_text_is_meant(
    tmp_path: Path, twilio: Control
) -> None:
    site = Site(tmp_path, twilio, channels=("sms", "whatsapp"))
    site.watch()
    by_whatsapp = ChannelAddress("whatsapp", ANN)

    def write(words: str, number: int) -> str:
        said = form(From=f"whatsapp:{ANN}", Body=words, MessageSid=f"SM{number}")
        return site.webhook("/whatsapp/inbound", said).text

    assert "Jacket" in write("JOIN M", 1)
    person = site.store.subscriber(subscriber_id(SECRET_KEY, by_whatsapp))
    assert (person.to, person.status, site.person()) == (by_whatsapp, Status.ACTIVE, None)
    write("STOP", 2)
    assert site.store.subscriber(person.id).status is Status.OPTED_OUT
    site.webhook("/sms/inbound", form(From=f"whatsapp:{BOB}", MessageSid="SM3"))  # the wrong webhook is set
    assert site.person(BOB) is None
    assert site.webhook("/whatsapp/inbound", form(From=f"whatsapp:{ANN}"), token="another").status_code == 403


def test_join_and_a_size_is_all_it_takes(site: Site) -> None:
    assert site.text("Join").startswith("CoatCheck: text a size for Jacket restock alerts: S, M, L.")
    assert site.text(" m ").startswith("CoatCheck restock alerts on: Jacket M.")
    assert site.wants() == {"jacket": ("M",)}
    (consent,) = site.person().consents
    assert (consent.kind, consent.method, consent.evidence) == ("opt-in", "text", "SM2")


@pytest.mark.parametrize(
    ("words", "wants"),
    [
        ("m, L", ("M", "L")),
        ("M L", ("M", "L")),
        ("S and m.", ("S", "M")),
        ("any", (ANY,)),
        ("All sizes!", (ANY,)),
    ],
)
def test_sizes_are_understood_as_people_write_them(site: Site, words: str, wants: tuple[str, ...]) -> None:
    site.text("JOIN")
    site.text(words)
    assert site.wants() == {"jacket": wants}


def test_a_size_that_does_not_exist_is_answered_with_those_that_do(site: Site) -> None:
    site.text("JOIN")
    assert site.text("XS") == (
        "CoatCheck: Jacket has no size XS. Sizes: S, M, L. Reply one or more, like M L. STOP to opt out."
    )
    assert site.wants() == {}


def test_with_two_products_we_ask_which(site: Site) -> None:
    site.watch("parka", "M XXL")
    assert "Reply 1 for Jacket, 2 for Parka, 0 for both." in site.text("JOIN")
    assert "text a size for Parka" in site.text("2")
    site.text("XXL")
    assert site.wants() == {"parka": ("XXL",)}


def test_zero_means_both(site: Site) -> None:
    site.watch("parka", "M XXL")
    site.text("JOIN")
    site.text("0")
    site.text("M")
    assert site.wants() == {"jacket": ("M",), "parka": ("M",)}


def test_a_product_can_be_named(site: Site) -> None:
    site.watch("parka", "M XXL")
    assert "text a size for Parka" in site.text("join parka")


@pytest.fixture
def coats(site: Site) -> Site:
    """Beside the jacket three coats whose names hold each other's."""
    for slug in ("storm-coat", "storm-coat-s", "storm-coat-2"):
        title = "Storm Coat S" if slug.endswith("s") else "Storm Coat"
        site.watch(slug, "M L", title=title, url=f"https://{'b' if slug.endswith('2') else 'www.a'}.example/coat")
    return site


@pytest.mark.parametrize("words", ["JOIN storm-coat", "join Storm-coat", "JOIN: storm-coat", "“join storm-coat”"])
def test_the_text_that_our_own_code_writes_means_that_product_alone(coats: Site, words: str) -> None:
    assert coats.text(words).startswith("CoatCheck: text a size for Storm Coat restock alerts: M, L.")
    coats.text("L")
    assert coats.wants() == {"storm-coat": ("L",)}


@pytest.mark.parametrize(
    ("words", "wants"),
    [
        ("JOIN storm-coat L", {"storm-coat": ("L",)}),
        ("JOIN storm-coat-2 m, l", {"storm-coat-2": ("M", "L")}),
        ("join storm coat s M", {"storm-coat-s": ("M",)}),
        ("JOIN jacket any size", {"jacket": (ANY,)}),
        ("JACKET M", {"jacket": ("M",)}),
        ("jacket s and L", {"jacket": ("S", "L")}),
        ("storm-coat L", {"storm-coat": ("L",)}),
    ],
)
def test_a_product_and_its_sizes_can_be_named_in_one_text(
    coats: Site, words: str, wants: dict[str, tuple[str, ...]]
) -> None:
    assert "restock alerts on:" in coats.text(words)
    assert coats.wants() == wants


def test_products_of_one_title_are_told_apart_by_their_shops(coats: Site) -> None:
    asked = coats.text("JOIN storm coat")
    assert "Reply 1 for Storm Coat a.example, 2 for Storm Coat b.example, 0 for both." in asked
    coats.text("2")
    coats.text("M")
    assert coats.wants() == {"storm-coat-2": ("M",)}


def test_a_product_can_be_named_where_we_asked_which(coats: Site) -> None:
    coats.text("JOIN")
    assert "text a size for Jacket" in coats.text("jacket")


def test_a_size_that_the_named_product_does_not_have_keeps_the_talk_about_it(coats: Site) -> None:
    assert "Jacket has no size XXL. Sizes: S, M, L." in coats.text("JOIN jacket XXL")
    coats.text("S")
    assert coats.wants() == {"jacket": ("S",)}


@pytest.mark.parametrize(
    ("words", "says"), [("²", "text a size for Parka"), ("②", "text a size for Parka"), ("٢", "text a size for Parka")]
)
def test_a_number_is_one_however_a_phone_writes_it(site: Site, words: str, says: str) -> None:
    site.watch("parka", "M XXL")
    site.text("JOIN")
    assert says in site.text(words)


@pytest.mark.parametrize("words", ["9", "99999999999999999999", "-1", "1.5", "½", "Ⅳ", "二"])
def test_what_is_no_number_of_the_list_is_answered_all_the_same(site: Site, words: str) -> None:
    site.watch("parka", "M XXL")
    site.text("JOIN")
    assert site.text(words).startswith("CoatCheck: ")
    assert site.wants() == {}


def test_two_styles_of_one_size_can_be_told_apart(site: Site) -> None:
    watch = site.store.add_watch(examples.watch("tee", title="Tee", created_at=NOON))
    styles = {f"{colour} / {size}": OUT for colour in ("Black", "White") for size in ("M", "L")}
    site.look(watch, None, **styles)
    assert "Black / M" in site.text("JOIN tee")
    assert "Tee White / M" in site.text("white m")
    assert site.wants() == {"tee": ("White / M",)}


def test_who_signs_up_for_what_is_there_learns_so_with_the_link(site: Site) -> None:
    jacket = site.store.watch("jacket")
    site.look(jacket, S=OUT, M=IN, L=OUT)
    site.wait(seconds=10)
    site.tick()
    link = "https://coatcheck.example/p/jacket"
    assert f"Jacket: M in stock now: {link}" in site.text("JOIN")
    assert "In stock now" not in site.text("L")
    assert f"restock alerts on: Jacket M. In stock now: M {link}" in site.text("M")
    assert f"back on the list for Jacket M, L. In stock now: M {link}" in site.text("RESET")
    assert site.wants() == {"jacket": ("L", "M")}


def test_who_signs_up_for_the_one_thing_there_is_and_it_is_there_learns_so(
    tmp_path: Path, small_stand_in: Control
) -> None:
    site = Site(tmp_path, small_stand_in)
    lamp = site.watch("lamp", "Default")
    site.look(lamp, Default=IN)
    site.wait(seconds=10)
    site.tick()
    assert "CoatCheck: Lamp is in stock now: https://coatcheck.example/p/lamp Text YES" in site.text("JOIN")
    assert "In stock now: https://coatcheck.example/p/lamp" in site.text("yes")


def test_status_names_the_way_to_ones_own_page(site: Site) -> None:
    site.join()
    assert "Your page: https://coatcheck.example/mine" in site.text("STATUS")


def test_a_size_that_only_one_product_has_needs_no_question(site: Site) -> None:
    site.watch("parka", "M XXL")
    site.text("xxl")
    assert site.wants() == {"parka": ("XXL",)}


def test_a_product_without_sizes_is_joined_by_a_yes(tmp_path: Path, small_stand_in: Control) -> None:
    site = Site(tmp_path, small_stand_in)
    site.watch("lamp", "Default")
    assert "text YES for Lamp" in site.text("JOIN")
    site.text("yes")
    assert site.wants() == {"lamp": (ANY,)}


def test_status_of_what_is_there(site: Site) -> None:
    site.look(site.store.watch("jacket"), S=OUT, M=IN, L=OUT)
    assert site.text("STATUS").startswith("CoatCheck: Jacket: M in stock now, others sold out. Checked just now.")


def test_status_of_what_was_there(site: Site) -> None:
    watch = site.store.watch("jacket")
    site.look(watch, S=OUT, M=IN, L=OUT)
    site.wait(minutes=12)
    site.look(watch, S=OUT, M=OUT, L=OUT)
    site.wait(hours=3)
    site.tick()
    assert site.text("status").startswith("CoatCheck: Jacket sold out. Last: M, 3 hours ago for 12 minutes.")


def test_status_behind_a_block_claims_nothing(site: Site) -> None:
    site.trouble(site.store.watch("jacket"))
    assert "stock is unknown" in site.text("STATUS")


def test_status_of_a_paused_watch_blames_no_shop(site: Site) -> None:
    site.join()
    set_active(site.store, site.store.watch("jacket"), False, site.clock.now())
    assert "not being checked at the moment, so stock is unknown" in site.text("STATUS")


def test_reset_arms_again(site: Site) -> None:
    site.join()
    person = site.person()
    (wanted,) = site.store.subscriptions_of(person.id)
    site.store.put_subscription(replace(wanted, armed=(), armed_at=None))
    assert site.text("reset.").startswith("CoatCheck: you are back on the list for Jacket M.")
    assert site.wants() == {"jacket": ("M",)}


def test_reset_of_a_number_that_a_network_gave_up_is_no_empty_promise(site: Site) -> None:
    site.join()
    person = site.person()
    assert person
    mark_unreachable(site.store, person.id, site.clock.now(), "30005")
    assert site.text("RESET").startswith("CoatCheck: you are back on the list for Jacket M.")
    again = site.person()
    assert again
    assert again.status is Status.ACTIVE


def test_a_start_whose_answer_took_long_does_not_undo_the_stop_after_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.join()
    site.text("STOP")
    site.wait(minutes=1)

    def frozen(subscriber: Subscriber) -> Thread:
        thread = thread_of(subscriber)
        site.wait(minutes=1)
        opt_out(site.store, subscriber.id, site.clock.now(), "web")
        site.wait(minutes=1)
        return thread

    monkeypatch.setattr("signup_web.texting.respond.thread_of", frozen)
    site.text("START")
    person = site.person()
    assert person
    assert person.status is Status.OPTED_OUT


@pytest.mark.parametrize("before", [0, Limits().answers_per_hour + 1])
def test_a_door_that_does_not_look_for_stop_by_itself_loses_none(site: Site, before: int) -> None:
    site.join()
    for _ in range(before):
        site.text("STATUS")
    with site.app.app_context():
        assert respond(*intent("Stop texting me!"), site.person(), "another door's 1", site.clock.now()) == ""
    assert site.person().status is Status.OPTED_OUT
    assert site.wants() == {"jacket": ()}
    assert site.person().consents[-1].evidence == "another door's 1"


@pytest.mark.parametrize("joined", [True, False])
def test_a_stop_in_other_words_is_confirmed_once(site: Site, joined: bool) -> None:
    if joined:
        site.join()
    assert site.text("Please stop texting me") == (
        "CoatCheck: you are opted out and will get no more messages. Send START to come back."
    )
    assert site.text("Please stop texting me") == ""
    assert site.text("STOP") == ""
    assert site.person().status is Status.OPTED_OUT


@pytest.mark.parametrize(
    ("words", "keyword"), [("STOP", ""), (" stop ", ""), ("OPTOUT", ""), ("no more of these", "STOP"), ("Baja", "STOP")]
)
def test_a_stop_that_twilio_answers_is_not_answered_twice(site: Site, words: str, keyword: str) -> None:
    site.join()
    assert site.text(words, OptOutType=keyword) == ""
    assert site.person().status is Status.OPTED_OUT


def test_a_confirmation_is_one_of_the_days_texts_and_goes_to_served_countries_only(
    tmp_path: Path, small_stand_in: Control
) -> None:
    site = Site(tmp_path, small_stand_in, texts_per_day=1)
    site.watch()
    assert site.text("stop these please", number="+4915123456789") == ""
    assert site.text("stop these please", number=ANN) != ""
    assert site.text("stop these please", number=BOB) == ""
    assert {site.person(number).status for number in (ANN, BOB)} == {Status.OPTED_OUT}


def test_reset_of_a_number_without_alerts_says_so(site: Site) -> None:
    assert "no alerts yet" in site.text("RESET")


@pytest.mark.parametrize("word", ["HELP", "info", "Help!"])
def test_help_says_who_we_are_and_how_to_stop(site: Site, word: str) -> None:
    answer = site.text(word)
    assert answer.startswith("CoatCheck alerts: JOIN, STATUS, RESET.")
    assert "https://coatcheck.example/help" in answer
    assert "https://coatcheck.example/mine" in answer
    assert "STOP to opt out" in answer


def test_what_we_do_not_understand_we_say_so(site: Site) -> None:
    assert site.text("can you ship this to my aunt in June").startswith("CoatCheck: I did not get that.")


def test_a_product_that_is_gone_takes_no_new_people(site: Site) -> None:
    site.text("JOIN")
    site.trouble(site.store.watch("jacket"), Health.GONE)
    site.wait(seconds=10)
    assert "is closed" in site.text("M")
    assert site.wants() == {}


# Limits


def test_a_repeated_message_is_answered_once(site: Site) -> None:
    assert site.text("JOIN", MessageSid="SMx") != ""
    assert site.text("JOIN", MessageSid="SMx") == ""


def test_above_ten_messages_an_hour_there_is_silence_and_the_log_says_why(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", "signup_web.texting.respond"):
        answers = [site.text("HELP") for _ in range(12)]
    assert all(answers[:10])
    assert answers[10:] == ["", ""]
    assert caplog.messages == ["No answer: too many messages in an hour"] * 2


def test_above_that_a_start_is_heard_as_a_stop_is(site: Site) -> None:
    site.join()
    for _ in range(10):
        site.text("HELP")
    site.text("STOP")
    assert getattr(site.person(), "status", None) is Status.OPTED_OUT
    assert site.text("START") == ""
    assert getattr(site.person(), "status", None) is Status.ACTIVE


@pytest.mark.parametrize("number", ["+4915123456789", "+18762101234", "+1900", "+"])
def test_numbers_of_countries_that_are_not_served_get_no_answer(site: Site, number: str) -> None:
    assert site.text("JOIN", number=number) == ""
    site.text("M", number=number)
    assert site.wants(number) == {}


def test_answers_count_towards_the_days_budget(tmp_path: Path, small_stand_in: Control) -> None:
    site = Site(tmp_path, small_stand_in, texts_per_day=1)
    site.watch()
    assert site.text("HELP") != ""
    assert site.text("HELP") == ""


LONGEST = {
    "url": "https://coat.example/p/x23456789",
    "mine": "https://coat.example/mine",
    "stock": "M" * 16,
    "ago": "59 minutes ago",
    "length": "119 minutes",
    "checked": "59 seconds ago",
    "word": "M" * 12,
    "limit": "$123456.50",
    "why": "Its price is in USD: write your limit in USD, too.",
    "choices": "1 for A, 2 for B, 0 for both",
    "hour": "18:00",
}


@pytest.mark.parametrize("name", sorted(FORMS))
@pytest.mark.parametrize("brand", ["CoatCheck", "B" * 20])
def test_every_text_at_its_longest_is_one_segment_with_the_product_in_it(name: str, brand: str) -> None:
    item, sizes = "Parka für Übergröße 漢字 {[€]} " * 4, [f"Größe {n}" for n in range(30)]
    for offer in (GOODS, THEATRES, TICKETS):
        text = say(name, brand, item, sizes, offer, **LONGEST)
        assert is_gsm7(text)
        assert length(text) <= 160
        if "{item}" in FORMS[name][0]:
            assert "Parka" in text


@pytest.mark.parametrize("mark", ["", "shop.example", "a-very-long-name-of-a-very-long-shop.example"])
def test_the_question_which_product_is_one_segment_for_any_names(mark: str) -> None:
    text = which("B" * 20, [("A very long name of a very long parka", mark)] * 5)
    assert length(text) <= 160
    assert "5 for A" in text
    assert mark[:5] in text


@pytest.mark.parametrize(("words", "hour"), [("DAILY", 18), ("daily 7", 7), ("Daily 21.", 21)])
def test_one_text_a_day_is_asked_for_by_a_word_and_single_ones_again(site: Site, words: str, hour: int) -> None:
    assert "no alerts yet" in site.text(words)
    site.text("JOIN")
    site.text("M")
    assert f"one text a day at {hour:02}:00 your time" in site.text(words)
    (wanted,) = site.store.subscriptions_of(site.person().id)
    assert (wanted.frequency, wanted.armed, site.person().daily_hour) == (Frequency.DAILY, ("M",), hour)
    assert "single texts again" in site.text("DAILY OFF")
    assert site.store.subscriptions_of(site.person().id)[0].frequency is Frequency.ONCE


@pytest.mark.parametrize("words", ["daily backpack", "daily 24", "daily 7 M", "daily news off"])
def test_a_product_that_begins_with_daily_is_no_command(words: str) -> None:
    assert intent(words) == (Intent.WORDS, words)
