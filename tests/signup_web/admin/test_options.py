"""A form for the options of every source, made of what the source says of them, with errors beside their fields."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from coatcheck import sources
from signup_web.errors import with_code
from tests.fakes.serving import answering, served
from tests.signup_web.visiting import Site, enter, words

SIZES = {"product": "Parka", "sizes": [{"size": "M", "stock": "no"}, {"size": "L", "stock": "yes"}]}
MAPPING = {
    "items": "sizes",
    "key": "size",
    "value": "stock",
    "in_stock": "yes",
    "out_of_stock": "no",
    "name": "product",
}


def fields(page: str) -> dict[str, LexborNode]:
    """The fields of a page that take an option, by the option's name."""
    nodes = LexborHTMLParser(page).css("[name^=option-]")
    return {node.attributes["name"].removeprefix("option-"): node for node in nodes}


def folded(page: str) -> dict[str, list[str]]:
    """The options that are folded away, by the heading that unfolds them."""
    groups = LexborHTMLParser(page).css("details:not([open])")
    return {group.css_first("summary").text(): list(fields(group.html or "")) for group in groups}


def filled_in(options: dict[str, str]) -> dict[str, str]:
    return {f"option-{name}": text for name, text in options.items()}


def test_every_source_has_a_form_for_its_options(tmp_path: Path) -> None:
    visitor = enter(Site(tmp_path))
    visitor.get("/admin/add")
    button = LexborHTMLParser(visitor.page).css_first("button[formaction$='/add/options']")
    for name in sources.names():
        visitor.send("/add", to=button.attributes["formaction"], source=name, url="https://shop.example/parka")
        shown, options = fields(visitor.page), sources.load(name).OPTIONS
        assert list(shown) == [option.name for option in sorted(options, key=lambda option: bool(option.group))], name
        assert {key for key, node in shown.items() if node.attributes.get("value") or node.text().strip()} <= {
            option.name for option in options if option.choices
        }, "something stands in a field already"
        assert [each for group in folded(visitor.page).values() for each in group] == [
            option.name for option in options if option.group
        ]
        text = words(visitor.page)
        for option in options:
            assert option.label in text
            assert with_code(option.help) in visitor.page
            assert shown[option.name].tag == {"lines": "textarea"}.get(
                option.kind, "select" if option.choices else "input"
            )
            assert [each.text() for each in shown[option.name].css("option")[1:]] == list(option.choices)


def test_a_shop_whose_json_needs_a_mapping_is_added_on_the_web(tmp_path: Path) -> None:
    with served(answering("/api/parka", SIZES)) as base:
        site = Site(tmp_path, allow_hosts=(base.removeprefix("http://"),))
        visitor = enter(site)
        asked = {"url": f"{base}/api/parka", "source": "json_api"}
        visitor.submit("/admin/add", action="/add", **asked, **filled_in(MAPPING | {"value": "stock["}))
        assert (visitor.status, fields(visitor.page)["items"].attributes["value"]) == (422, "sizes")
        assert wrong(visitor.page) == {"value": "The option value is not a JMESPath expression"}
        visitor.send(action="/add", **asked, **filled_in(MAPPING))
        assert "We read: M sold out; L in stock." in words(visitor.page)
        visitor.send(action="/save", agree="yes", **filled_in(MAPPING | {"max_price": "cheap"}))
        assert wrong(visitor.page) == {"max_price": "The option max_price is a number, like 120.00"}
        visitor.send(action="/add", **asked, **filled_in(MAPPING))
        visitor.send(action="/save", agree="yes", **filled_in(MAPPING))
        (watch,) = site.store.watches()
        assert (watch.title, watch.source, watch.options) == ("Parka", "json_api", MAPPING)
        visitor.submit(f"/admin/watches/{watch.id}", action=f"/{watch.id}", **filled_in(MAPPING | {"items": "sizes[["}))
        assert list(wrong(visitor.page)) == ["items"]


def test_of_data_that_nobody_explained_the_operator_confirms_what_it_means(tmp_path: Path) -> None:
    with served(answering("/api/parka", {"name": "Parka", "sizes": [{"size": "M", "soldOut": True}]})) as base:
        site = Site(tmp_path, allow_hosts=(base.removeprefix("http://"),))
        visitor = enter(site)
        visitor.submit("/admin/add", action="/add", url=f"{base}/api/parka")
        assert all(
            text in words(visitor.page) for text in ("What may this mean?", "Parka", "OutOfStock", "soldOut: true")
        )
        visitor.send(action="/add")
        assert "We read: M sold out." in words(visitor.page)
        assert site.store.watches() == []
        asked = {name: node.attributes.get("value") or "" for name, node in fields(visitor.page).items()}
        visitor.send(action="/save", agree="no", **filled_in(asked))
        assert "told by options" in visitor.page
        assert fields(visitor.page)["value"].attributes["value"] == "soldOut"
        visitor.send(action="/add", url=f"{base}/api/parka", source="json_api", **filled_in(asked))
        visitor.send(action="/save", agree="yes", **filled_in(asked))
        (watch,) = site.store.watches()
        assert (watch.source, watch.options["value"], watch.options["out_of_stock"]) == ("json_api", "soldOut", "true")
        visitor.submit("/admin/add", action="/add", url=f"{base}/api/parka", source="json_api")
        visitor.send(action="/add/options")
        assert set(fields(visitor.page)) == {option.name for option in sources.load("json_api").OPTIONS}


@pytest.mark.parametrize(
    ("source", "options"),
    [
        ("page", {"selector": "p["}),
        ("page_text", {"selector": ":nothing-like-it("}),
        ("shopify", {"max_price": "a lot"}),
        ("page", {"max_price": "NaN"}),
        ("json_api", {"value": "in", "threshold": "0"}),
        ("json_api", {"value": "in", "headers": "x"}),
        ("bookmyshow", {"terms": "accepted", "region": "MUMBAI", "title": "Film"}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_before_anything_is_fetched(
    tmp_path: Path, source: str, options: dict[str, str]
) -> None:
    visitor = enter(Site(tmp_path))
    visitor.submit("/admin/add", action="/add", url="https://shop.example/", source=source, **filled_in(options))
    (name,) = wrong(visitor.page)
    assert visitor.status == 422
    assert name == "venues" if source == "bookmyshow" else name in options
    assert {each: fields(visitor.page)[each].attributes.get("value", "") for each in options if each != "terms"}


def test_a_group_with_something_filled_in_or_wrong_is_unfolded(tmp_path: Path) -> None:
    visitor = enter(Site(tmp_path))
    asked = {"url": "https://shop.example/", "source": "json_api"}
    for to, options in (("/admin/add/options", {"body": "{}"}), ("/admin/add", {"value": "in", "headers": "x"})):
        visitor.get("/admin/add")
        visitor.send("/add", to=to, **asked, **filled_in(options))
        assert "How it is asked" not in folded(visitor.page)
        assert "Which values mean what" in folded(visitor.page)


def wrong(page: str) -> dict[str, str]:
    """What is said beside each field that is wrong, up to its first colon."""
    found = {}
    for name, node in fields(page).items():
        if "aria-invalid" in node.attributes:
            assert LexborHTMLParser(page).css(f".errors a[href='#{node.attributes['id']}']")
            said = LexborHTMLParser(page).css_first(f"#{node.attributes['aria-describedby']}").text()
            found[name] = said.partition(":")[0].rstrip(".")
    return found
