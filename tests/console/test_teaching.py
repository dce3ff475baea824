"""From "no, that is wrong" to a watch that reads what the operator pointed at, at a terminal."""

import json
import re
from collections.abc import Iterator

import pytest

from console.demo.messages import NUMBER
from console.demo.phone import Phone
from tests.console.terminal import Terminal
from tests.fakes.serving import served, showing

JSON_LD = '<script type="application/ld+json">{"@type": "Product", "name": "Coat", "offers": {"price": "9", "availability": "InStock"}}</script>'
FOOT = '<footer><p class="note">Sold out</p></footer>'
PAGE = f"<title>Coat</title>{JSON_LD}<main><h1>Coat</h1></main>{FOOT}"


class Coat:
    """A page whose words stand where no rule looks, and its address."""

    def __init__(self) -> None:
        self.page, self.url = PAGE, ""


@pytest.fixture
def shown() -> Iterator[Coat]:
    coat = Coat()
    with served(showing("/coat", lambda: coat.page)) as base:
        coat.url = f"{base}/coat"
        yield coat


@pytest.fixture
def coat(shown: Coat) -> str:
    return shown.url


def number_of(shown: str, words: str) -> str:
    found = re.search(rf"(\d+)\s+{words}", shown)
    assert found, shown
    return found[1]


def test_what_was_pointed_at_is_read_shown_kept_and_exported(terminal: Terminal, coat: str) -> None:
    shown = terminal.run("watch", "add", coat, input="no\n").stdout
    assert "We read: in stock." in shown
    assert "as on every page" in shown
    number = number_of(shown, "Sold out")
    taught = terminal.run("watch", "add", coat, input=f"no\n{number}\n\n\nyes\ny\n")
    assert taught.exit_code == 0, taught.output
    assert "We read: sold out." in taught.stdout
    (watch,) = terminal.json("watch", "list")
    assert (watch["source"], watch["agreement"]["answer"]) == ("page", "yes")
    assert json.loads(terminal.run("watch", "export").stdout)[0]["options"] == {"selector": "p.note"}
    terminal.look()
    (size,) = terminal.json("watch", "list")[0]["state"]["variants"]
    assert size["in_stock"] is False


def test_a_selector_and_words_of_ones_own_are_taken(terminal: Terminal, coat: str) -> None:
    typed = "no\n.note\nhere again\nsold\nyes\ny\n"
    assert "We read: sold out." in terminal.run("watch", "add", coat, input=typed).stdout
    (watch,) = terminal.json("watch", "list")
    assert watch["options"] == {"selector": ".note", "in_stock": "here again", "out_of_stock": "sold"}


@pytest.mark.parametrize("wrong", ["p[", ".nothing", "99"])
def test_a_wrong_pointer_stores_nothing(terminal: Terminal, coat: str, wrong: str) -> None:
    result = terminal.run("watch", "add", coat, input=f"no\n{wrong}\n\n\nn\nn\n")
    assert result.exit_code in (1, 2)
    assert "Traceback" not in result.output
    assert terminal.json("watch", "list") == []


def test_a_page_that_no_source_can_read_is_taught(terminal: Terminal, shown: Coat) -> None:
    shown.page = FOOT
    refused = terminal.run("watch", "add", shown.url, "--yes")
    assert (refused.exit_code, "can't be watched" in refused.stderr) == (2, True)
    number = number_of(terminal.run("watch", "add", shown.url, input="y\n").stdout, "Sold out")
    taught = terminal.run("watch", "add", shown.url, input=f"y\n{number}\n\n\nyes\ny\n")
    assert taught.exit_code == 0, taught.output
    assert terminal.json("watch", "list")[0]["options"] == {"selector": "p.note"}


def test_a_page_that_says_nothing_but_that_it_is_gone_is_refused_or_taught(terminal: Terminal, shown: Coat) -> None:
    shown.page = "<title>Coat</title><h1>Coat</h1><p class=note>Sold out</p>"
    refused = terminal.run("watch", "add", shown.url, "--yes")
    assert (refused.exit_code, 'it can never say "in stock"' in refused.stderr) == (2, True)
    (terminal.folder / "watches.yaml").write_text(f"- url: {shown.url}\n  allow_private: true\n")
    applied = terminal.run("apply", str(terminal.folder / "watches.yaml"), "--yes")
    assert (applied.exit_code, "Or name the `source`" in applied.output) == (2, True), applied.output
    assert terminal.json("watch", "list") == []
    taught = terminal.run("watch", "add", shown.url, input="y\n.note\nhere again\nsold\nyes\ny\n")
    assert taught.exit_code == 0, taught.output
    terminal.look()
    shown.page = shown.page.replace("Sold out", "It is here again!")
    terminal.run("watch", "look", terminal.json("watch", "list")[0]["slug"])
    terminal.look()
    (size,) = terminal.json("watch", "list")[0]["state"]["variants"]
    assert size["in_stock"] is True


def test_who_wants_such_a_page_all_the_same_is_asked_what_it_shows(terminal: Terminal, shown: Coat) -> None:
    shown.page = "<title>Coat</title><h1>Coat</h1><p>Sold out</p>"
    assert "We read: sold out." in terminal.run("watch", "add", shown.url, "--anyway", input="yes\ny\n").stdout
    assert terminal.json("watch", "list")[0]["agreement"]["answer"] == "yes"


def test_from_no_that_is_wrong_to_a_text_on_the_next_restock(terminal: Terminal, shown: Coat, phone: Phone) -> None:
    terminal.environment |= {
        "COATCHECK_CHANNELS": "sms",
        "COATCHECK_QUIET_FROM": "00:00",
        "COATCHECK_QUIET_UNTIL": "00:00",
        **phone.environment(),
    }
    terminal.run("watch", "add", shown.url, input="no\n.note\n\n\nyes\ny\n")
    slug = terminal.json("watch", "list")[0]["slug"]
    terminal.look()
    assert terminal.run("subscribe", slug, "sms", NUMBER).exit_code == 0
    shown.page = PAGE.replace("Sold out", "In stock")
    terminal.run("watch", "look", slug)
    terminal.look()
    assert "Coat" in phone.texts()[-1].body


def test_a_watch_that_is_there_already_is_taught_and_nobody_is_told_of_the_change(
    terminal: Terminal, shown: Coat, phone: Phone
) -> None:
    shown.page = PAGE.replace("InStock", "OutOfStock").replace("Sold out", "In stock")
    terminal.environment |= {
        "COATCHECK_CHANNELS": "sms",
        "COATCHECK_QUIET_FROM": "00:00",
        "COATCHECK_QUIET_UNTIL": "00:00",
        **phone.environment(),
    }
    terminal.run("watch", "add", shown.url, "--yes", "--every", "5s")
    slug = terminal.json("watch", "list")[0]["slug"]
    terminal.look()
    assert terminal.run("subscribe", slug, "sms", NUMBER).exit_code == 0
    texts = len(phone.texts())
    number = number_of(terminal.run("watch", "teach", slug, input="no\n").stdout, "In stock")
    assert terminal.json("watch", "list")[0]["options"] == {}
    taught = terminal.run("watch", "teach", slug, input=f"no\n{number}\n\n\nyes\ny\n")
    assert (taught.exit_code, "We read: in stock." in taught.stdout) == (0, True)
    (watch,) = terminal.json("watch", "list")
    assert (watch["options"], watch["agreement"]["answer"]) == ({"selector": "p.note"}, "yes")
    assert [size["in_stock"] for size in watch["state"]["variants"]] == [True]
    for page in ("In stock", "Sold out", "Sold out"):
        shown.page = PAGE.replace("Sold out", page)
        terminal.run("watch", "look", slug)
        terminal.look()
    assert len(phone.texts()) == texts
    shown.page = PAGE.replace("Sold out", "In stock")
    terminal.run("watch", "look", slug)
    terminal.look()
    assert len(phone.texts()) == texts + 1


def test_an_answer_alone_is_kept_and_changes_nothing_else(terminal: Terminal, coat: str) -> None:
    terminal.run("watch", "add", coat, "--yes")
    before = terminal.json("watch", "list")[0]
    assert before["agreement"]["answer"] == "not asked"
    kept = terminal.run("watch", "teach", coat, input="yes\n")
    assert kept.exit_code == 0, kept.output
    after = terminal.json("watch", "list")[0]
    assert (after["agreement"]["answer"], after["options"], after["source"]) == ("yes", {}, before["source"])


def test_a_watch_is_read_by_the_options_that_are_typed(terminal: Terminal, coat: str) -> None:
    terminal.run("watch", "add", coat, "--yes")
    shown = terminal.run("watch", "teach", coat, "--source", "page", "--option", "selector=.note", input="yes\nn\n")
    assert (shown.exit_code, "We read: sold out." in shown.stdout) == (1, True)
    assert terminal.json("watch", "list")[0]["options"] == {}
    terminal.run("watch", "teach", coat, "--source", "page", "--option", "selector=.note", input="yes\ny\n")
    assert terminal.json("watch", "list")[0]["options"] == {"selector": ".note"}
