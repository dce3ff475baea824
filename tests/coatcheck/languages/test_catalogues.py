"""The catalogues say all that the code says, with the same gaps, and in the language's own forms for numbers."""

import re

import pytest

from coatcheck.languages import LANGUAGES, gettext, ngettext, speaking
from coatcheck.languages.catalogues import read
from tests import catalogues
from tests.places import ROOT

SPARED = {"{restock}"}  # a text is about that anyway
TRANSLATED = list(catalogues.languages())
GAP = re.compile(r"\{\w*\}|%\(\w+\)s|<[^>]+>")


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalogue_has_the_sentences_that_the_code_says_and_no_others(code: str) -> None:
    known = {message.id for message in read(code) if message.id}
    assert known == {message.id for message in catalogues.said() if message.id}, "run python -m tests.catalogues"


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_sentence_is_translated_in_all_its_forms(code: str) -> None:
    missing = [message.id for message in read(code) if message.id and not all(_forms(message.string) or [""])]
    assert missing == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_has_the_gaps_and_the_tags_of_its_sentence(code: str) -> None:
    wrong = []
    for message in filter(lambda each: each.id, read(code)):
        ids, strings = _forms(message.id), [string for string in _forms(message.string) if string]
        gaps = {_gaps(each) for each in ids}
        wrong += [(message.id, string) for string in strings if _gaps(string) not in gaps]
    assert wrong == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_words_that_a_phone_has_to_send_stand_in_every_language(code: str) -> None:
    keywords = re.compile(r"\b(?:STOP|HELP|START|JOIN|STATUS|RESET|YES)\b")
    wrong = [
        (message.id, message.string)
        for message in read(code)
        if isinstance(message.id, str) and isinstance(message.string, str) and message.string
        if set(keywords.findall(message.id)) != set(keywords.findall(message.string))
    ]
    assert wrong == []


def test_no_sentence_hides_in_another_ones_gap_where_it_is_not_found() -> None:
    hidden = re.compile(r"""\{(?:n?gettext|_)\(['"]""")
    files = [file for folder in catalogues.FOLDERS for file in (ROOT / folder).rglob("*.py")]
    assert [str(file) for file in files if hidden.search(file.read_text())] == []


def test_english_has_its_two_forms() -> None:
    assert [ngettext("and one line more", "and {count} lines more", count) for count in (1, 2)] == [
        "and one line more",
        "and 2 lines more",
    ]


def test_a_language_that_nobody_speaks_here_is_english() -> None:
    with speaking("tlh"):
        assert gettext("{item} is back.", item="M") == "M is back."


def test_each_language_is_named_by_its_speakers() -> None:
    assert len(set(LANGUAGES.values())) == len(LANGUAGES) == len(TRANSLATED) + 1


def _gaps(said: str) -> tuple[str, ...]:
    return tuple(sorted(set(GAP.findall(said.lower())) - SPARED))


def _forms(said: object) -> list[str]:
    return [said] if isinstance(said, str) else list(said) if isinstance(said, tuple | list) else []
