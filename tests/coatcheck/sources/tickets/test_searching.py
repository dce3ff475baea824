"""Names in place of codes: who is meant, and who was probably meant."""

import re

import pytest

from coatcheck.errors import Blocked, Invalid, Unreadable
from coatcheck.sources.tickets.bookmyshow_regions import decode_regions
from coatcheck.sources.tickets.searching import Named, did_you_mean, pick, search
from tests.coatcheck.sources.answering import answer

PALLADIUM = Named("PVR: Palladium, Lower Parel", "PVPH")
VASHI = Named("INOX: Raghuleela Mall, Vashi", "INVS")
DELHI = Named("PVR: Select City Walk, Delhi", "PVSL")
DREAMS = Named("PVR: Dreams, Bhandup", "PVDR", ("Dreams the Mall",))
THEATRES = [PALLADIUM, VASHI, DELHI, DREAMS]
SITE = "https://in.bookmyshow.com/serv/getData?cmd=GETREGIONS"


def test_a_code_a_whole_name_or_words_that_only_one_has_name_it() -> None:
    cases = {
        "pvph": PALLADIUM,
        "inox raghuleela mall vashi": VASHI,
        "Palladium": PALLADIUM,
        "walk pvr": DELHI,
        "dreams the mall": DREAMS,
        "pall": PALLADIUM,
    }
    assert {words: pick(THEATRES, words, "theatre") for words in cases} == cases


def test_a_name_that_is_whole_goes_before_longer_ones() -> None:
    films = [Named("Jailer"), Named("Jailer 2")]
    assert pick(films, "JAILER!", "movie") == films[0]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("paladium", "There is no theatre 'paladium'. Did you mean PVR: Palladium, Lower Parel (PVPH)?"),
        ("PVHP", "There is no theatre 'PVHP'. Did you mean PVR: Palladium, Lower Parel (PVPH)?"),
        ("mall", "Several are called 'mall': INOX: Raghuleela Mall, Vashi (INVS), PVR: Dreams, Bhandup (PVDR). Name"),
        ("qqqq", "There is no theatre 'qqqq'. There are: PVR: Palladium, Lower Parel (PVPH), INOX"),
        ("", "There is no theatre ''. There are"),
        ("!!!", "There is no theatre '!!!'. There are"),
    ],
)
def test_what_is_meant_is_asked_back_with_names_and_codes(words: str, says: str) -> None:
    with pytest.raises(Invalid, match=re.escape(says)):
        pick(THEATRES, words, "theatre")


def test_nothing_is_proposed_among_many_that_are_not_alike() -> None:
    many = [Named(f"Screen {number:04}", f"AB{number:04}") for number in range(2000)]
    assert did_you_mean(many, "palladium") == ""
    assert len(search(many, "scr")) == 2000


def test_of_more_than_any_shop_has_none_is_proposed() -> None:
    many = [Named(f"Screen {number}", f"AB{number}") for number in range(5000)]
    assert "Screen 4999" in did_you_mean(many, "AB4999")
    assert did_you_mean([*many, PALLADIUM], "AB4999") == ""


def test_every_region_is_read_whatever_it_is_listed_under() -> None:
    by_state = b'var regionlst={"Maharashtra":[{"code":"PUNE","name":"Pune"},{"code":"MUMBAI","name":"Mumbai","alias":"Bombay"}]};var x=[]'
    assert decode_regions(answer(by_state, SITE)) == [Named("Mumbai", "MUMBAI", ("Bombay",)), Named("Pune", "PUNE")]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"<!DOCTYPE html><title>Attention Required! | Cloudflare</title>", Blocked),
        (b"", Blocked),
        (b"var regions={}", Unreadable),
        (b"var regionlst={}", Unreadable),
        (b'var regionlst={"A":[{"code":"A"', Unreadable),
        (b'var regionlst={"A":[{"code":1,"name":"A"}]}', Unreadable),
        (b"var regionlst=" + b"[" * 100_000, Unreadable),
        (b"var regionlst=" + b"9" * 10_000, Unreadable),
    ],
)
def test_what_is_no_list_of_regions_is_never_an_empty_one(body: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        decode_regions(answer(body, SITE))
