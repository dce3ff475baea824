"""Data that nobody explained, at a terminal: a make of shop that is recognised is read, else a proposal is confirmed or nothing is stored."""

from collections.abc import Iterator

import pytest
from aiohttp import web

from tests.console.terminal import Terminal
from tests.fakes.serving import served

COAT = {
    "name": "Coat",
    "sizes": [{"label": "S", "soldOut": True, "price": 9}, {"label": "M", "soldOut": False, "price": 9}],
    "stores": [{"id": 1, "name": "Berlin", "inStock": True}],
}
READ = {"items": "sizes", "key": "label", "value": "soldOut", "in_stock": "false", "out_of_stock": "true", "title": "label", "price": "price", "name": "name"}  # fmt: skip
VENDURE = {
    "data": {
        "product": {"name": "Hat", "variants": [{"id": "1", "name": "Hat", "stockLevel": "IN_STOCK", "options": []}]}
    }
}
PRETIX = {
    "name": "Gala",
    "items_by_category": [
        {
            "items": [
                {"id": 1, "name": "Entry", "avail": [0, None], "current_unavailability_reason": None, "variations": []}
            ]
        }
    ],
}
TICKETS = '<link href="/static/pretixpresale/main.css"><h1>Gala</h1><p>Entry</p>'


@pytest.fixture(scope="module")
def shop() -> Iterator[str]:
    """A shop of every kind, and its address."""
    app = web.Application()

    def serve(method: str, path: str, answer: object) -> None:
        async def handler(_: web.Request) -> web.Response:
            if isinstance(answer, str):
                return web.Response(text=answer, content_type="text/html")
            return web.json_response(answer)

        app.router.add_route(method, path, handler)

    serve("GET", "/coat.json", COAT)
    serve("GET", "/orders.json", {"orders": [{"id": 1, "name": "Coat", "quantity": 2, "price": 9}]})
    serve("POST", "/shop-api", VENDURE)
    serve("POST", "/query", VENDURE)
    serve("GET", "/hall/gala/", TICKETS)
    serve("GET", "/hall/gala/widget/product_list", PRETIX)
    with served(app) as base:
        yield base


def test_a_proposal_is_shown_confirmed_and_kept(terminal: Terminal, shop: str) -> None:
    shown = terminal.run("watch", "test", f"{shop}/coat.json")
    assert shown.exit_code == 4
    assert "--option value=soldOut" in shown.stdout
    assert terminal.json("watch", "test", f"{shop}/coat.json")["proposals"] == [READ]
    added = terminal.run("watch", "add", f"{shop}/coat.json", input="1\nyes\ny\n")
    assert "We read: S sold out; M in stock." in added.stdout
    (watch,) = terminal.json("watch", "list")
    assert (watch["title"], watch["source"], watch["options"]) == ("Coat", "json_api", READ)
    terminal.look()
    states = terminal.json("watch", "list")[0]["state"]["variants"]
    assert {each["title"]: each["in_stock"] for each in states} == {"S": False, "M": True}


def test_the_answer_to_ones_own_query_is_proposed_with_it(terminal: Terminal, shop: str) -> None:
    asked = ["--option", 'body={"query": "{ product { name } }"}']
    (proposal,) = terminal.json("watch", "test", f"{shop}/query", *asked)["proposals"]
    assert (proposal["value"], proposal["body"]) == ("stockLevel", '{"query": "{ product { name } }"}')


def test_what_the_api_behind_a_page_answers_is_proposed_for_the_page(terminal: Terminal, shop: str) -> None:
    asked = [f"{shop}/hall/", "--option", f"api={shop}/coat.json"]
    assert terminal.json("watch", "test", *asked)["proposals"] == [{**READ, "api": f"{shop}/coat.json"}]


def test_what_data_means_is_never_guessed(terminal: Terminal, shop: str) -> None:
    refused = terminal.run("watch", "add", f"{shop}/coat.json", "--yes")
    assert (refused.exit_code, "--option value=soldOut" in refused.stderr) == (2, True)
    for answer, url in (("\n", "/coat.json"), ("", "/coat.json"), ("1\nno\n", "/coat.json"), ("y\n", "/orders.json")):
        result = terminal.run("watch", "add", f"{shop}{url}", input=answer)
        assert (result.exit_code, "Traceback" in result.output) in ((1, False), (2, False))
    wrong = terminal.run("watch", "add", f"{shop}/coat.json", input="1\nno\n")
    assert "by options" in wrong.stderr
    told = terminal.run("watch", "test", f"{shop}/orders.json", "--source", "json_api")
    assert (told.exit_code, "give the option `value`" in told.stderr) == (2, True)
    assert terminal.json("watch", "list") == []


@pytest.mark.parametrize(
    ("path", "options", "preset", "title", "read"),
    [
        ("/shop-api", ["--option", "product=hat"], {"preset": "vendure", "product": "hat"}, "Hat", "Hat"),
        ("/hall/gala/", [], {"preset": "pretix"}, "Gala", "Entry"),
    ],
)
def test_a_make_of_shop_is_recognised(
    terminal: Terminal, shop: str, path: str, options: list[str], preset: dict[str, str], title: str, read: str
) -> None:
    added = terminal.run("watch", "add", shop + path, "--yes", *options)
    assert added.exit_code == 0, added.output
    (watch,) = terminal.json("watch", "list")
    assert (watch["title"], watch["source"], watch["options"]) == (title, "json_api", preset)
    assert read in added.stdout
    again = terminal.run("watch", "add", shop + path, "--yes", *options)
    assert (again.exit_code, "watched already" in again.stderr) == (2, True)


def test_a_make_of_shop_that_needs_more_says_what(terminal: Terminal, shop: str) -> None:
    result = terminal.run("watch", "add", f"{shop}/store/products", "--yes", "--option", "product=hat")
    assert (result.exit_code, "needs the option `channel`" in result.stderr) == (2, True)
