"""`coatcheck forecast`: how long telling everybody takes, at a terminal."""

from console.demo.shop import Shop
from tests.console.terminal import Terminal, add


def test_an_operator_reads_how_long_telling_everybody_will_take(terminal: Terminal, shop: Shop) -> None:
    slug = add(terminal, shop)
    terminal.look()
    assert "Nobody waits for it." in terminal.run("forecast", slug).stdout
    for name in ("ann", "bob"):
        assert terminal.run("subscribe", slug, "console", f"{name}@desk", "--size", "M").exit_code == 0
    assert terminal.run("forecast", slug).stdout == "2 people wait for M: 2 s at 1 a second, 1 s at 100.\n"
    assert terminal.json("forecast", slug) == [{"size": "M", "people": 2, "seconds": 2}]
    assert terminal.run("forecast", "nothing").exit_code == 2
