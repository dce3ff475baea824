"""`coatcheck why`: what happened with somebody's alerts, at a terminal."""

from datetime import timedelta

from console.demo.shop import Shop
from tests.console.terminal import Terminal, add

NUMBER = "+14155550123"


def test_an_operator_reads_why_somebody_was_told_and_sees_no_number(terminal: Terminal, shop: Shop) -> None:
    slug = add(terminal, shop)
    terminal.look()
    assert terminal.run("subscribe", slug, "console", "ann@desk", "--size", "M").exit_code == 0
    shop.put("M", True)
    terminal.look(timedelta(minutes=2))
    told = terminal.run("why", "ann@desk", slug)
    assert (told.exit_code, "ann@desk" in told.stdout) == (0, False)
    assert "Back: M." in told.stdout
    assert "It arrived. (console, delivered)" in told.stdout
    (found,) = terminal.json("why", "ann@desk")
    assert [line["says"] for line in found["lines"]][-1] == "Signed up."


def test_who_waits_for_nothing_is_said_in_a_sentence(terminal: Terminal, shop: Shop) -> None:
    add(terminal, shop)
    told = terminal.run("why", NUMBER)
    assert (told.exit_code, "waits for nothing" in told.stderr, NUMBER in told.stderr) == (2, True, False)
