"""A page whose scripts draw what it tells: found out at a terminal, with what could be watched instead and what the browser saw."""

from collections.abc import Iterator

import pytest

from tests.chromium import require_chromium
from tests.console.terminal import Terminal
from tests.fakes.scripted_shop import ScriptedShop, scripted_shop

CHEAPER = {
    "items": "product.variants",
    "value": "available",
    "title": "size",
    "name": "product.title",
    "price": "price",
}


@pytest.fixture
def shop() -> Iterator[ScriptedShop]:
    with scripted_shop() as shop:
        yield shop


def test_a_page_that_a_script_draws_is_found_out_and_a_lighter_way_is_offered(
    terminal: Terminal, shop: ScriptedShop
) -> None:
    terminal.environment["COATCHECK_BROWSER"] = require_chromium()
    picture, page = terminal.folder / "seen.jpg", shop.page("wall")
    shown = terminal.run("watch", "test", page, "--picture", str(picture))
    assert shown.exit_code == 0, shown.output
    assert "Coat: OutOfStock (read as page drawn by a browser)" in shown.stdout
    assert "Not read as page:" in shown.stdout
    assert f"--option api={shop.url}/api/coat" in shown.stdout
    assert picture.read_bytes().startswith(b"\xff\xd8")

    shop.in_stock = True
    added = terminal.run("watch", "add", page, input="1\nyes\ny\n")
    assert (added.exit_code, "We read: M in stock." in added.stdout) == (0, True), added.output
    taught = terminal.run("watch", "add", page, "--title", "Taught", input="\nno\n1\n\n\nyes\ny\n")
    assert taught.exit_code == 0, taught.output
    drawn = terminal.run("watch", "add", page, "--yes", "--title", "Drawn")
    assert drawn.exit_code == 0, drawn.output
    watches = {watch["title"]: watch for watch in terminal.json("watch", "list")}
    assert watches["Coat"]["options"] == {**CHEAPER, "api": f"{shop.url}/api/coat"}
    assert watches["Taught"]["options"] == {"fetch": "browser", "selector": "p.availability"}
    assert watches["Drawn"]["options"] == {"fetch": "browser"}
    assert {watch["url"] for watch in watches.values()} == {page}


def test_where_no_browser_is_found_it_says_what_to_install(terminal: Terminal, shop: ScriptedShop) -> None:
    terminal.environment["COATCHECK_BROWSER"] = "/nowhere/chromium"
    shown = terminal.run("watch", "test", shop.page("late"), "--picture", str(terminal.folder / "seen.jpg"))
    assert (shown.exit_code, "apt-get install chromium" in shown.stdout) == (4, True)
    assert "No browser drew the page" in shown.stderr
    assert not (terminal.folder / "seen.jpg").exists()
    refused = terminal.run("watch", "add", shop.page("late"), "--yes")
    assert (refused.exit_code, "apt-get install chromium" in refused.stderr) == (2, True)


def test_a_page_without_scripts_one_that_tells_its_stock_and_a_file_start_no_browser(
    terminal: Terminal, shop: ScriptedShop
) -> None:
    terminal.environment["COATCHECK_BROWSER"] = "/nowhere/chromium"
    for name in ("plain", "told"):
        assert "nowhere" not in terminal.run("watch", "test", shop.page(name)).output
    saved = terminal.folder / "late.html"
    saved.write_text("<h1>Coat</h1><script src='/app.js'></script>")
    assert "browser" not in terminal.run("watch", "test", str(saved)).output
