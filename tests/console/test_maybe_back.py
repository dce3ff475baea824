"""Whether a watch that may be back is, answered at a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from console.demo.messages import NUMBER
from console.demo.phone import Phone
from tests.console.terminal import Terminal
from tests.fakes.serving import served, showing

HEAD = "<title>Coat</title><h1>Coat</h1>"
IN_A_MINUTE = timedelta(minutes=1)  # what waits in the outbox is published then
SOLD_OUT = f'{HEAD}<p class="availability">Sold out</p>'
BUTTON = f'{HEAD}<form action="/cart/add"><button>Add to cart</button></form>'
SIZES = f'{HEAD}<b class="price">9 EUR</b><form action="/cart/add"><select name="size"><option>S</option><option>M</option></select><button>Add to cart</button></form>'
MARKED = SIZES.replace(">S<", ">S - sold out<")


class Coat:
    """A watched page, somebody who waits for it, and the terminal at which it is watched."""

    def __init__(self, terminal: Terminal, phone: Phone) -> None:
        self.terminal, self._phone, self.page = terminal, phone, SOLD_OUT
        terminal.environment |= {
            "COATCHECK_CHANNELS": "sms",
            "COATCHECK_QUIET_FROM": "00:00",
            "COATCHECK_QUIET_UNTIL": "00:00",
            **phone.environment(),
        }

    def look(self, page: str) -> None:
        """The page is this, and it is looked at."""
        self.page = page
        self.terminal.run("watch", "look", "coat")
        self.terminal.look()

    def alerts(self) -> list[str]:
        """What they were told, beside the welcome."""
        return [text.body for text in self._phone.texts(NUMBER) if "/r/" in text.body]

    def answer(self, typed: str) -> str:
        said = self.terminal.run("watch", "maybe-back", "coat", input=typed)
        assert "Traceback" not in said.output
        return said.output


@pytest.fixture
def coat(terminal: Terminal, phone: Phone) -> Iterator[Coat]:
    with watched(Coat(terminal, phone), SOLD_OUT, BUTTON) as coat:
        yield coat


@contextmanager
def watched(coat: Coat, before: str, then: str) -> Iterator[Coat]:
    """A coat that somebody waits for, whose page was one thing, and then another."""
    coat.page = before
    with served(showing("/coat", lambda: coat.page)) as base:
        added = coat.terminal.run("watch", "add", f"{base}/coat", "--every", "5s", "--yes")
        assert added.exit_code == 0, added.output
        coat.look(before)
        assert coat.terminal.run("subscribe", "coat", "sms", NUMBER).exit_code == 0
        coat.look(then)
        yield coat


def test_what_is_back_is_told_once(coat: Coat) -> None:
    coat.terminal.look(IN_A_MINUTE)
    assert coat.alerts() == []
    said = coat.answer("yes\n")
    assert "One size: buy-button: Add to cart" in said
    assert "There is no doubt about Coat." in coat.answer("yes\n")
    for times in (2, 3):
        coat.terminal.look(times * IN_A_MINUTE)
        assert len(coat.alerts()) == 1


def test_what_is_not_back_is_not_asked_again(coat: Coat) -> None:
    assert "Nobody is told." in coat.answer("no\n")
    coat.look(SOLD_OUT)
    coat.look(BUTTON)
    assert "There is no doubt about Coat." in coat.answer("yes\n")
    assert coat.alerts() == []


def test_a_size_that_lost_its_mark_with_no_other_left_may_be_back(terminal: Terminal, phone: Phone) -> None:
    with watched(Coat(terminal, phone), MARKED, SIZES) as coat:
        state = coat.terminal.json("watch", "list")[0]["state"]
        assert {each["title"]: each["in_stock"] for each in state["variants"]} == {"S": False, "M": True}
        assert (coat.alerts(), state["health"]) == ([], "healthy")
        assert "S: buy-button: Add to cart" in coat.answer("yes\n")
        coat.terminal.look(IN_A_MINUTE)
        assert len(coat.alerts()) == 1
        assert "S" in coat.alerts()[0]


@pytest.mark.parametrize("typed", ["", "maybe\n"])
def test_no_answer_changes_nothing(coat: Coat, typed: str) -> None:
    coat.answer(typed)
    assert coat.alerts() == []
    assert coat.terminal.json("watch", "list")[0]["state"]["maybe_back"]
