"""STOP, in whatever words and order it comes: recorded, final, and answered once, by the provider or by us."""

import pytest

from coatcheck.channels import sms
from coatcheck.model import ConsentKind, Status
from coatcheck.telling.announcement import announcement
from tests import examples
from tests.fakes.ports import NOON
from tests.signup_web.visiting import Site

STOPS = [
    "STOP",
    "stop",
    "Stop.",
    "STOPALL",
    "Unsubscribe",
    "CANCEL",
    "end",
    "quit",
    "REVOKE",
    "OPTOUT",
    "opt out",
    "Stop please",
    "please stop",
    "remove me",
    "no more texts",
    "STOP!!!",
    "stop texting me",
    "I said unsubscribe",
    "don't text me again",
    "Arrêt",
    "take me off your list",
    "Do not contact this number",
    "ＳＴＯＰ",
    "I said stop",
    "please cancel",
    "cancel my alerts",
    "I revoke my consent: opt me out, stop",
    "end texts",
    "wrong number",
]
REACTIONS = ["Liked", "Loved", "Disliked", "Laughed at", "Emphasized", "Removed a heart from", "👍 to", "Reacted 😮 to"]


@pytest.mark.parametrize("words", STOPS)
def test_stop_in_any_wording_is_recorded_and_answered_once_at_most(site: Site, words: str) -> None:
    site.join()
    site.wait(seconds=1)
    before = len(site.texts())
    assert site.text(words).startswith("CoatCheck: you are opted out") is (words.upper() not in sms.STOPS)
    assert site.text(words) == ""
    assert site.person().status is Status.OPTED_OUT
    assert site.wants() == {"jacket": ()}
    assert len(site.texts()) == before


@pytest.mark.parametrize("words", ["M", "status", "JOIN", "unstoppable", "the end of season sale", "quite nice"])
def test_other_words_stop_nothing(site: Site, words: str) -> None:
    site.join()
    site.wait(seconds=1)
    site.text(words)
    assert site.person().status is Status.ACTIVE


@pytest.mark.parametrize("how", REACTIONS)
def test_a_reaction_to_a_text_of_ours_is_no_stop_though_it_quotes_one(site: Site, how: str) -> None:
    site.join()
    site.wait(seconds=1)
    ours = announcement(examples.event(), "https://coats.example/r/aB3dE6g", "CoatCheck", is_text=True)
    assert site.text(f"{how} “{ours}”") == ""
    assert site.person().status is Status.ACTIVE
    assert site.wants() == {"jacket": ("M",)}


def test_a_stop_that_comes_again_after_a_start_stops_nothing(site: Site) -> None:
    site.join()
    for word, message in (("STOP", "SMstop"), ("START", "SMstart"), ("STOP", "SMstop")):
        site.wait(seconds=1)
        site.text(word, MessageSid=message)
    assert site.person().status is Status.ACTIVE
    assert site.wants() == {"jacket": ("M",)}


def test_a_start_that_is_replayed_long_after_brings_nobody_back(site: Site) -> None:
    site.join()
    for word, message in (("STOP", "SM-a"), ("START", "SM-b"), ("STOP", "SM-c")):
        site.wait(seconds=1)
        site.text(word, MessageSid=message)
    site.wait(days=3)
    site.text("START", MessageSid="SM-b")
    assert site.person().status is Status.OPTED_OUT


def test_somebody_we_do_not_know_can_say_stop(site: Site) -> None:
    site.text("STOP")
    assert site.person().status is Status.OPTED_OUT


def test_stop_counts_even_from_somebody_who_texts_too_much(site: Site) -> None:
    for _ in range(12):
        site.text("HELP")
    site.text("STOP")
    assert site.person().status is Status.OPTED_OUT


def test_after_a_stop_there_is_silence_until_start(site: Site) -> None:
    site.join()
    site.wait(seconds=1)
    site.text("STOP")
    assert [site.text(word) for word in ("JOIN", "M", "STATUS", "HELP", "RESET")] == [""] * 5
    site.wait(seconds=1)
    assert site.text("START").startswith("CoatCheck restock alerts are on again: Jacket M.")
    assert site.wants() == {"jacket": ("M",)}
    assert [consent.kind for consent in site.person().consents][-2:] == ["opt-out", "opt-back-in"]


def test_what_the_provider_has_answered_we_do_not_answer(site: Site) -> None:
    site.join()
    site.wait(seconds=1)
    assert site.text("adios", OptOutType="STOP") == ""
    assert site.person().status is Status.OPTED_OUT
    site.wait(seconds=1)
    assert site.text("hola", OptOutType="START") == ""
    assert site.person().status is Status.ACTIVE
    assert site.text("ayudame", OptOutType="HELP") == ""


def test_o3_of_a_stop_and_a_start_the_later_one_counts_whichever_arrives_last(site: Site) -> None:
    from coatcheck.model import Consent
    from coatcheck.people.membership import opt_in, opt_out

    site.join()
    site.wait(minutes=5)
    opt_in(site.store, site.person(), Consent(at=site.clock.now(), kind=ConsentKind.OPT_BACK_IN, method="text"))
    opt_out(site.store, site.person().id, NOON, "text", "SM-late")
    assert site.person().status is Status.ACTIVE
