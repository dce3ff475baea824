"""The operator's own words for messages: what they may say, what is refused, and when ours are sent in their place."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from coatcheck.errors import Invalid
from coatcheck.languages import speaking
from coatcheck.model import RestockEvent
from coatcheck.telling.news import News, news
from coatcheck.telling.templates import EVENTS, Templates, read
from coatcheck.telling.texts import segments
from tests import examples

WITHOUT_TEXTS = {"email": False}
LINK = "https://c.example/r/x7Kp2Qa"
CHANNELS = {"sms": True, "email": False, "slack": False}
RESTOCK = examples.event()
TEXT = (
    "{{ brand }}: {{ title }} {{ sizes }} just came in{% if price %} at {{ price }}{% endif %}! {{ link }} {{ stop }}"
)


def folder(place: Path, channels: dict[str, bool] = CHANNELS, **files: str) -> Templates:
    for name, words in files.items():
        (place / f"{name.replace('_', '.')}.txt").write_text(words)
    return read(str(place), channels, "en")


def told(own: Templates, event: RestockEvent = RESTOCK, channel: str = "email", is_text: bool = False) -> News:
    return own.news(channel, news(event, LINK, "Coats", is_text), event, LINK, "Coats", is_text)


def test_a_message_has_the_operators_words_and_those_of_its_channel_before_all(tmp_path: Path) -> None:
    own = folder(tmp_path, restock_email="Hey! {{ title }} ({{ sizes }})\nGo: {{ link }}\n", restock_sms=TEXT)
    mail = told(own)
    assert mail.text == f"Hey! Jacket (M)\nGo: {LINK}"
    assert mail.title == "Jacket (M) is back, $120"
    assert [line.text for line in mail.lines] == ["Hey! Jacket (M)", f"Go: {LINK}"]
    assert (
        told(own, channel="sms", is_text=True).text == f"Coats: Jacket M just came in at $120! {LINK} STOP to opt out."
    )


def test_ours_are_sent_where_there_are_none_or_nothing_that_can_be_sent_comes_of_them(tmp_path: Path) -> None:
    own = folder(
        tmp_path,
        WITHOUT_TEXTS,
        restock="{{ title }} {{ link }}{{ '%02000d'|format(1) if sizes == 'L' else '' }}",
        price="{{ was }} {{ link }}",
    )
    ours = news(RESTOCK, LINK, "Coats", False)
    assert told(own) != ours
    with speaking("de"):  # whoever reads German is written to in German
        assert told(own) == news(RESTOCK, LINK, "Coats", False)
    large = replace(RESTOCK, variants=(replace(RESTOCK.variants[0], title="L"),))
    assert told(own, large) == news(large, LINK, "Coats", False)
    there = replace(RESTOCK, was_there=True)
    assert told(own, there) == news(there, LINK, "Coats", False)
    cheaper = replace(RESTOCK, variants=(replace(RESTOCK.variants[0], price_before="150.00"),))
    assert told(own, cheaper).text == f"$150 {LINK}"


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"restok": "{{ link }}"}, "Did you mean restock?"),
        ({"restock_smss": "{{ link }}"}, "Did you mean sms?"),
        ({"restock": "a\n{% if %}"}, "restock, line 2"),
        ({"restock": "x" * 4_001}, "more than 4000 characters"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_when_it_is_read(
    tmp_path: Path, files: dict[str, str], says: str
) -> None:
    with pytest.raises(Invalid, match=says.replace("?", r"\?")):
        folder(tmp_path, CHANNELS, **files)
    with pytest.raises(Invalid, match="COATCHECK_TEMPLATES"):
        read(str(tmp_path / "nowhere"), CHANNELS, "en")


def test_a_preview_shows_each_at_its_longest_and_refuses_what_could_not_be_sent(tmp_path: Path) -> None:
    shown = folder(tmp_path, restock=TEXT, price_slack="{{ title }}: {{ was }} -> {{ price }} {{ link }}").preview(
        ["sms"]
    )
    assert set(shown) == {"restock as a text", "restock as a message", "price.slack as a message"}
    assert segments(shown["restock as a text"]) <= 2
    assert "CHF" in shown["price.slack as a message"]
    for words, says in (
        ("{{ title }}", "has no {{ link }}"),
        ("{{ link }} only", "how to stop"),
        ("{{ link }} {{ stop }}" + " more" * 100, "segments; 3 are the most"),
        ("{{ lnk }} {{ link }}", "lnk"),
        ("{{ link.__class__ }} {{ link }}", "__class__"),
        ("{{ link }} {{ ''.__class__.__mro__ }}", "unsafe|undefined"),
    ):
        with pytest.raises(Invalid, match=says.replace("{", r"\{").replace("}", r"\}")):
            folder(tmp_path, restock=words)


def test_every_event_has_a_longest_one(tmp_path: Path) -> None:
    words = "{{ title }} {{ sizes }} {{ price }} {{ was }} {{ count }} {{ shop }} {{ link }} {{ stop }}"
    assert len(folder(tmp_path, CHANNELS, **dict.fromkeys(EVENTS, words)).preview(["sms"])) == 2 * len(EVENTS)


STRANGE = {
    "{{ 'Jacket'|truncate(2, end='....') }}": "AssertionError",
    "{{ '{a}'.format() }}": "KeyError",
    "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}": "RecursionError",
    "{{ 9 ** 9 ** 9 }}": "SecurityError",
    "{{ 'x' * 999999999 }}": "SecurityError",
    "{{ [1] * 999999999 }}": "SecurityError",
    "{{ '{:>100000000}'.format(title) }}": "SecurityError",
    "{{ '{:{}}'.format(title, '100000000') }}": "SecurityError",
    "{{ '{a:>100000000}'.format_map({'a': 1}) }}": "SecurityError",
    "{{ '%0100000000d' % 1 }}": "SecurityError",
    "{{ '%*d' % (100000000, 1) }}": "SecurityError",
    "{{ '%0100000000d'|format(1) }}": "SecurityError",
    "{{ title.ljust(100000000) }}": "SecurityError",
    "{{ title|center(100000000) }}": "SecurityError",
    "{{ title|indent(width=100000000, first=true) }}": "SecurityError",
    "{{ ['a']|batch(100000000, 'b')|list }}": "SecurityError",
}


@pytest.mark.parametrize("words", STRANGE)
def test_whatever_a_template_raises_it_is_refused_with_its_line_and_ours_are_sent(
    words: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Invalid, match=f"restock, line 2: {STRANGE[words]}"):
        folder(tmp_path, restock=f"{{{{ link }}}} {{{{ stop }}}}\n{words}")
    own = Templates({"restock": f"{{{{ link }}}}\n{words}"}, "en")
    assert told(own) == news(RESTOCK, LINK, "Coats", False)
    assert (STRANGE[words] in caplog.text, LINK in caplog.text) == (True, False)


@pytest.mark.parametrize("words", ["{{ 12 // count|int }}", "{{ price.split()[0] }}", "{{ sizes.split(', ')[1] }}"])
def test_a_template_is_tried_with_the_shortest_values_too(words: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="The template restock, line 1"):
        folder(tmp_path, restock=f"{words} {{{{ link }}}} {{{{ stop }}}}")
    assert told(folder(tmp_path, restock=TEXT + " {{ 2 * 3 }}")).text.endswith(" 6")
