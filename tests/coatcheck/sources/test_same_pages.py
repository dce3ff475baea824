"""Pages that are taken for the same are read the same: whatever changes in a page, what is remembered is what judging it anew would say."""

import ast
import json
import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import settings

from coatcheck.model import Product
from coatcheck.sources.html import hearing, structured
from coatcheck.sources.html.hearing import judge
from coatcheck.sources.html.parsing.essence import OF_THE_VISIT, essence
from coatcheck.sources.html.parsing.judged import Judged
from coatcheck.sources.html.seen import buttons, choosing, finding, hiding, named, names
from tests.coatcheck.sources import shop_pages, unseen_pages
from tests.coatcheck.sources.pages import json_ld, product
from tests.coatcheck.sources.test_embedded_data import (
    BODY,
    EMBEDDED,
    FLIGHT,
    HEAD,
    MAGENTO,
    NEXT,
    NUXT,
    SHOPIFY,
    STATE,
    hydrogen,
    island,
    script,
    streamed,
)
from tests.coatcheck.sources.test_judged_once import URL, anew, document, outcome, same

HASH = "8f3c0aa1b2c3d4e5"
UUID = "8f3c0aa1-1b2c-4d3e-9f00-a23456789abc"
VISIT = {
    "requestId": f"{UUID}-1732871234",
    "csrf_token": "aB_9-cD_34567",
    "renderedAt": "2026-11-29T10:00:00.123Z",
    "viewers": 17,
    "timestamp": 1732871234.5,
    "build": HASH,
}
LABELLED = f'<input type="radio" name="Size" id="size-{HASH}-1" value="1"><label for="size-{HASH}-1">S</label><input type="radio" name="Size" id="size-{HASH}-2" value="2" disabled><label for="size-{HASH}-2">M - Sold out</label>'
REFERRED = '<div itemscope itemtype="https://schema.org/Product" itemref="a-1 b-2"></div><div id="a-1"><b itemprop="name">Trail Mug</b></div><div id="b-2" itemprop="offers" itemscope><link itemprop="availability" href="https://schema.org/OutOfStock"></div>'
TICKETS = '<form action="/cart"><article class="item" id="item-1"><h3>Day</h3><p class="price">9 EUR</p><input type="number" name="item_1"></article><article class="item" id="item-2"><h3>Night</h3><p class="price">19 EUR</p><p>SOLD OUT</p></article><button>Add to cart</button></form>'
CARDS = "".join(
    f'<li class="card css-{HASH}" id="card-{each}" data-product-id="{HASH[each:]}"><a href="/p/{each}?rec={HASH}"><h3>Bowl {each}</h3></a><b class="price">{each} EUR</b> Sold out</li>'
    for each in range(1, 4)
)
ENDS = product("InStock", "Trail Mug", url=URL) | {
    "offers": {"@type": "Offer", "price": "9", "availability": "InStock", "availabilityEnds": "2026-12-01T00:00Z"}
}
PIECES = [
    *EMBEDDED.values(), streamed(STATE | {"visit": VISIT}), island(STATE | {"visit": VISIT}), streamed(hydrogen("v1_0:0-2,1:0-2,", "v1_0:0,1:1-2,") | {"visit": VISIT}),
    LABELLED, REFERRED, TICKETS, f"<ul>{CARDS}</ul>", script(STATE | {"visit": VISIT}), script(STATE | VISIT, kind=NEXT), script(SHOPIFY, "var meta = {\"variants\": ", f', "page": {json.dumps(VISIT)}}};'),
    script([*NUXT, VISIT], kind='type="application/json"'), script("self.__next_f.push([1," + json.dumps(FLIGHT + f'6:{json.dumps(VISIT)}\n') + "])"), script({"*": {"jsonConfig": MAGENTO | {"uenc": HASH, "productId": "12345678a"}}}, kind='type="text/x-magento-init"'),
    f'<img src="/i/mug.jpg?v={HASH}" srcset="/i/mug.jpg?t=1732871234 1x" alt="Sold out">', f'<a class="btn css-{HASH} button" href="/cart?sid={HASH}">Buy now</a>', '<i id="look-17"></i>',
    f'<form id="cart-{HASH}"><input id="quantity_{HASH}" name="quantity"><button>Add to cart</button></form>', '<table id="t7"><tr><td>Stock</td><td id="s1">0</td></tr></table>', json_ld(ENDS), f'<link rel="canonical" href="{URL}?v={HASH}">',
    f'<div id="stock-{HASH}" class="stock">Out of stock</div>', '<p id="p3" class="availability" data-visit="x">In stock</p>', f'<div class="related-{HASH}"><p>Sold out</p></div>', '<div id="reviews_7"><p>Sold out</p></div>',
    f'<div data-product="{{&quot;build&quot;:&quot;{HASH}&quot;,&quot;availability&quot;:&quot;unavailable&quot;}}" id="product-details"></div>', "<p title='a > b' id='x-1'>x</p>", f"<p data-sku={HASH}>Sold out</p>",
]  # fmt: skip
TOLD = [(URL, f"{HEAD}<body>{BODY.format('{}')}</body>"), *shop_pages.NOTHING.values(), *shop_pages.STOCK.values(), *((each.url, each.markup) for each in unseen_pages.PAGES.values())]  # fmt: skip
WORDS = [
    "sold-out", "out-of-stock", "OutOfStock", "InStock", "XL", "M", "0", "1", "17", "-3", "129.00", "hidden", "none", "2020-01-01T00:00Z", "2026-12-31", "related", "reviews", "stock", "false", "true", "null",
    "00000000", "0e12345678", "1e9", "deadbeef", "12345678", "99999999999", "f00dfeed01", "cafe0123456", HASH, HASH[::-1], UUID, UUID.replace("8", "7"), "8F3C0AA1B2", "%3f3c0aa1b2", "x8f3c0aa1b2", "&#12345678;", "\\u00e90aa1b2c3", "size-1", "a-1", "b-2", "item-2",
]  # fmt: skip
STRUCTURED = Path(structured.__file__).parent
FIELDS = (
    "script_values",
    "embedded",
    "stock_fields",
    "page_data",
    "configurable",
    "combinations",
    "encoded_variants",
    "option_names",
    "offers",
)  # whose readers go by the fields of data in scripts
NAMING = (names, named, hiding, choosing, finding, buttons)  # whose readers look for words in ids and classes
RUN = re.compile(r"[\w.%-]*\w")
NAMED = re.compile(
    r"(?:(?<=id=\")|(?<=for=\")|(?<=\": ))[^\"<>{}\[\]]*\d[^\"<>{}\[\]]*|[0-9a-f]{8,}|(?<=\": \")[^\"<>]*\d[^\"<>]*"
)
LIKE = re.compile(r"[0-9a-f]{6,}|\d+")


def composed(chance: Random) -> tuple[str, str]:
    """A page of some shop, with further pieces put into it that may hold names."""
    url, page = chance.choice(TOLD)
    for piece in chance.sample(PIECES, chance.randint(1, 5)):
        if "{}" in page:
            page = page.replace("{}", f"{piece}{{}}")
        else:
            place = page.rfind("<", 0, chance.randrange(len(page)) + 1)
            page = page[: max(place, 0)] + piece + page[max(place, 0) :]
    return url, page.replace("{}", "")


def changed(page: str, chance: Random) -> str:
    """A page in which something is another one, mostly what may be a name: where it stands or wherever it stands; or with a piece more or less."""
    runs = [*RUN.finditer(page)]
    named = [*NAMED.finditer(page)] if chance.random() < 0.8 else []
    run = chance.choice(named or runs)
    word = (
        chance.choice(WORDS)
        if chance.random() < 0.3
        else LIKE.sub(lambda found: f"{chance.randrange(16 ** len(found[0])):0{len(found[0])}x}", run[0])
    )
    kind = chance.random()
    if kind < 0.5:
        return page.replace(run[0], word)
    if kind < 0.9:
        return page[: run.start()] + word + page[run.end() :]
    place = page.find("<", run.start())
    return page[:place] + (chance.choice(PIECES) if kind < 0.95 else "") + page[place + (kind > 0.95) :]


def test_what_is_taken_for_the_same_is_read_the_same() -> None:
    """Property: with every change to a page that is taken for the same, this is what is read."""
    chance, taken = Random(13), 0
    for _ in range(2 * settings().max_examples):
        url, page = composed(chance)
        before, said = document(page, url), None
        for after in (document(changed(page, chance), url) for _ in range(6)):
            if after.text != before.text and same(after, before):
                said = said or outcome(anew, before)
                if same(after, before, said if isinstance(said, Product) else None):
                    taken += 1
                    assert outcome(anew, after) == said, (page, after.text)
    assert taken > settings().max_examples / 2


PRICED = [each | {"price": 129900000} for each in SHOPIFY]
LISTED = {"name": "Trail Mug", "variants": [{"id": 1, "title": "S", "slug": HASH, "available": False}, {"id": 2, "title": "M", "slug": HASH, "available": True}]}  # fmt: skip


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        (script(PRICED, "var variants = "), "129900000", "999900000"),
        (script({"variants": PRICED}, kind=NEXT), "129900000", "99900000"),
        (LABELLED, f'for="size-{HASH}-2"', f'for="size-{HASH}-1"'),
        (REFERRED, 'itemref="a-1 b-2"', 'itemref="a-1 b-3"'),
        (f"{REFERRED}{LABELLED}", f"-{HASH}-", "-99-"),
        (f"<h1>{HASH}</h1>", HASH, HASH[::-1]),
        (f"{json_ld(product('InStock', HASH))}", HASH, HASH[::-1]),
        (f'<meta property="og:title" content="{HASH}">', HASH, HASH[::-1]),
        (f'<link rel="canonical" href="/p/{HASH}">', HASH, HASH[::-1]),
        (f'<p>{HASH}</p><a href="/p/{HASH}">Mug</a>', f"/p/{HASH}", f"/p/{HASH[::-1]}"),
        (f'<p class="{HASH} {HASH}">', f"{HASH} ", f"{HASH[::-1]} "),
        ('<p class="x8f3c0aa1b2">', "x8f3c0aa1b2", "x9f3c0aa1b2"),
        ('<p class="sold-out-1">', "sold-out-1", "in-stock-1"),
        ('<p id="sold-out-1">', "sold-out-1", "in-stock-1"),
        ("<p id=\"x-1\"><p title='a > b' id=\"x-1\">", '<p id="x-1">', '<p id="x-2">'),
        (script([*NUXT, {"time": 5}]), '"time": 5', '"time": 6'),
        (script(json.dumps('[{"time":5}]'), "a.streamController.enqueue(", ", stock)"), 'time\\":5', 'time\\":6'),
        (script({"stock": 12345678}), "12345678", "00000000"),
        (script({"stock": "1e345678"}), "1e345678", "0e345678"),
        (script({"viewers": 17, "stock": 3}), "17", '"17'),
        (script({"token": "ab" * 8, "stock": 3}), '"abab', '"ab"ab'),
        (script({"stock": "12990cad"}), "12990cad", "11990cad"),
        (script({"stock": "aed12990"}), "aed12990", "aed11990"),
        ('<script>{"stock": 12345678e-6}</script>', "12345678", "99345678"),
        ('<p id="STOCK12345678">', "12345678", "abcdef12"),
        ('<p data-v="1" data-sizes="[{&quot;verf&uuml;gbar&quot;:false}]">', "false", "true"),
        ('<script>{"csrf": "abababababab", "title": "&quot;", "stock": 1}</script>', "abababababab", "ab" * 80),
        (script({"token": "ab" * 6, "stock": 3}), "ab" * 6, "ab" * 200),
        ('<a data-pid="8f3c0aa1b2">', "8f3c0aa1b2", "%3f3c0aa1b2"),
    ],
)  # fmt: skip
def test_names_stay_where_they_tell_something(page: str, old: str, new: str) -> None:
    assert old in page
    assert not same(document(page), document(page.replace(old, new)))


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        (script(STATE | VISIT), HASH, HASH[::-1]), (script(STATE | VISIT), UUID, UUID[::-1]), (script(STATE | VISIT), '"viewers": 17', '"viewers": 170'),
        (script(STATE | VISIT), "1732871234.5", "1732871299"), (script(STATE | VISIT), "aB_9-cD_34567", "x-Y-z_0123456789"), (script(STATE | VISIT), "10:00:00.123", "23:59:59.999"),
        (LABELLED, f"-{HASH}-", "-99-"), (f'<a href="#pane-{HASH}" aria-controls="pane-{HASH}">More</a><p id="pane-{HASH}">', HASH, HASH[::-1]), ('<i id="look-17"></i>', "17", "8"), ("<i id=look-17></i>", "17", "8"), ('<div class="css-8f3c0aa1">', "8f3c0aa1", "990aa1cc"),
        (f'<img src="/a.jpg?v={HASH}" alt="Mug">', HASH, HASH[::-1]), ('<img srcset="/a.jpg?t=1732871234 1x">', "1732871234", "1732879999"), (f'<a href="/p/bowl?rec={HASH}">Bowl</a>', HASH, HASH[::-1]),
        (script("self.__next_f.push([1," + json.dumps(FLIGHT + json.dumps(VISIT)) + "])"), "aB_9-cD_34567", "x-Y-z_0123456789"), (f"<a data-pid='{HASH}'>", HASH, HASH[::-1]),
    ],
)  # fmt: skip
def test_names_that_are_new_at_each_visit_make_no_other_page(page: str, old: str, new: str) -> None:
    assert same(document(page), document(page.replace(old, new)))


PRICE = '<h1>Trail Mug</h1><p class="price">$ 9.00</p>'
BUY = f'{PRICE}<form action="/cart"><button {{}}>Add to cart</button></form>'
FIELDS_OF_STOCK = (
    '<input readonly id="f-a" value="0"><input readonly id="f-b" value="7"><label for="f-&#{};">Stock</label>'
)
SOLD = [{"id": "s", "title": "S", "available": False}, {"id": "m", "title": "M", "available": True}]
SHORT = '<link rel="canonical" href="/p/mug">' + script({"variants": [each | {"slug": "{}"} for each in SOLD]})
CARD = f'<link rel="canonical" href="/p/mug">{PRICE}<div class="card"><a href="/p/{{}}"><h3>Trail Mug</h3></a><p>Sold out</p></div>'
NAMED_SO = '<meta property="og:title" content="Model {}">' + script({"product": {"name": HASH, "variants": SOLD}})
NUMBERED = [{"product": 1}, {"token": 2}, {"variants": 3}, [4, 5], {"id": 6, "available": 8}, {"id": 7, "available": 9}, "S", "M", True, False, {"variants": 11}, [12, 13], {"id": 6, "available": 9}, {"id": 7, "available": 8}]  # fmt: skip
STREAMED = f"<script>streamController.enqueue({json.dumps(json.dumps(NUMBERED)).replace(': 2}', ': {}}')})</script>"
LISTED_SO = script({"variants": SOLD, "list": [{"id": 1, "title": "{}", "stock": 0}, {"id": 2, "title": "{}", "stock": 1}]})  # fmt: skip


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        (BUY, 'title=x"data-q="a b c"', 'title=x"data-q="a disabled c"'),
        (BUY, 'title=x\vdata-q="a b c"', 'title=x\vdata-q="a disabled c"'),
        (BUY, 'title=a<b/data-q="a b c"', 'title=a<b/data-q="a disabled c"'),
        (BUY, 'alt="a>b" title=a<b/data-q="a b c"', 'alt="a>b" title=a<b/data-q="a disabled c"'),
        (BUY, "data-q=\"a > b\" disabled title='x'", "data-q='a > b\" disabled title='x'"),
        (BUY, 'class=x data-q="y"disabled', "class=xdisabled"),
        (PRICE + "<i{}>Sold out</i>", '"data-q=" b c"', '"data-q=" hidden c"'),
        ('<meta property="product:availability" content="{}">', "instock data-x=a > b", "instock data-x=c > b"),
        (PRICE + '<div class="{}elated"><p>Sold out</p></div>', "&#00000114;", "&#00000120;"),
        (PRICE + '<div class="a-b-c-d-e-f-g-h-i-j-{}-related"><p>Sold out</p></div>', "12345678", "abcdef12"),
        (PRICE + '<div id="{}-related"><p>Sold out</p></div>', "5", "5" * 120),
        (FIELDS_OF_STOCK, "97", "98"),
        ('<input readonly id="{}" value="0"><label for="&#97;1">Stock</label>', "a1", "a2"),
        (f"<h1>Trail Mug</h1>{TICKETS}".replace("item-", "{}"), "e1&amp;", "e2&amp;"),
        (f"<h1>Trail Mug</h1>{TICKETS}".replace("item-", "{}"), "e1\\", "e2\\"),
        (REFERRED.replace("a-1 b-2", "a-1\u00a0b-2").replace('id="b-2"', 'id="{}"'), "b-2", "b-3"),
        ('<title>Trail Mug</titles><b data-q="{}"></title>Sold out', "a", "b"),
        (json_ld(ENDS).replace("ld+json", "&#108;d+json").replace("00:00Z", "00:00:00Z").replace("2026", "{}"), "2026", "2020"),
        (script({"variants": [SOLD[1], {"id": "l", "availability": "out of stock until {}"}]}), "2026-12-01T10:00:00Z", "2026-12-05T10:00:00Z"),
        (script({"variants": [SOLD[1], {"id": "l", "availability": "out of stock, and told 8 {}"}]}), HASH, HASH[::-1]),
        (script({"viewers": "{}", "variants": SOLD}).replace('"{}"', "{}"), "17", "9" * 5000),
        (STREAMED, "2", "10"),
        (LISTED_SO, "8f3c0aa1b2c3d4e5f6a7b8c9", "2026-11-29T10:00:00.000Z"),
        (SHORT, "8f3c0aa1", "9f3c0aa1"),
        (SHORT, "8f3c0aa1b2c3", "9f3c0aa1b2c3"),
        (CARD, "8f3c0aa1b2c3", "9f3c0aa1b2c3"),
        (NAMED_SO.replace(HASH, "{}").replace("Model {}", "Model 8F3C0AA1B2"), "8f3c0aa1b2", "9f3c0aa1b2"),
        (NAMED_SO.replace(HASH, "{}").replace("Model {}", "Model ab8f3c0aa1b2"), "8f3c0aa1b2", "9f3c0aa1b2"),
    ],
)  # fmt: skip
def test_what_tells_something_in_an_odd_way_makes_another_page(
    page: str, old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What may be written so that browsers part it otherwise, that refers to an id in other signs, that is cut, or is a piece of what stays."""
    monkeypatch.setattr(hearing, "JUDGED", Judged())
    url = "https://shop.example/p/8F3C0AA1B2%63%33" if "canonical" in page else URL
    one, other, *_ = (document(f"{page.replace('{}', said)}<i data-visit='1'></i>", url) for said in (old, new, new))
    first = outcome(anew, one)
    for visit in "234":
        assert outcome(judge, document(one.text.replace("visit='1'", f"visit='{visit}'"), url)) == first
    said = outcome(judge, other)
    assert said == outcome(anew, other)
    assert said != first


def test_names_in_what_is_read_have_to_be_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tickets are known by their ids: those of another event make other tickets, be everything else alike."""
    page = f"<h1>Trail Mug</h1>{TICKETS}"
    monkeypatch.setattr(hearing, "JUDGED", Judged())
    said = [judge(document(page.replace('id="item-', f'id="event{number}-item-')), {}) for number in (1, 2, 3, 3)]
    assert [each.variants[0].id for each in said if each] == [f"event{number}-item-1" for number in (1, 2, 3, 3)]


def test_tickets_of_which_one_bears_no_id_are_known_by_their_names() -> None:
    """Else an id that is new at each visit might be the other one's name, or not."""
    page = f"<h1>Trail Mug</h1>{TICKETS}".replace('id="item-1"', 'id="Night-{}"').replace('id="item-2"', "").replace("Night<", "Night-1<")  # fmt: skip
    said = [outcome(anew, document(page.format(number))) for number in (1, 2)]
    assert said[0] == said[1]
    assert isinstance(said[0], Product)
    assert [each.id for each in said[0].variants] == ["Day", "Night-1"]


def test_a_page_of_too_many_names_keeps_them() -> None:
    page = "".join(f'<a href="/p/{HASH}{each}">{each}</a>' for each in range(3000))
    found, other = essence(page.encode()), essence(page.replace(f"{HASH}7", f"{HASH}8").encode())
    assert (found.names, found.source == other.source) == ((), False)


def test_no_field_that_readers_ask_for_is_called_as_what_is_of_the_visit() -> None:
    read = (node.value for name in FIELDS for node in ast.walk(ast.parse((STRUCTURED / f"{name}.py").read_text())) if isinstance(node, ast.Constant))  # fmt: skip
    names = {value for value in read if isinstance(value, str) and value.isidentifier()}
    assert {"slug", "attributes_values", "instock", "qtyInStock"} <= names
    values = ("1", "1732871234", '"1732871234"', '"aB_9-cD_34567"')
    assert [name for name in names for value in values if OF_THE_VISIT.search(f'"{name}": {value}'.encode())] == []


def test_what_one_may_choose_by_a_time_or_a_session_stays() -> None:
    """A free name of an option may be called as what is of the visit: a show at 18:00, a workshop's session, a token to buy."""
    for option, one, other in (
        ("time", "18:00", "20:00"), ("Start time", "2026-12-01", "2026-12-02"), ("Delivery_time", "1-2 days", "3-5 days"), ("session", "Morning", "Evening"), ("Session", 1, 2), ("token", "Gold", "Silver"),
        ("Visitors", 2, 4), ("visitors", "2", "4"), ("request", "Gift wrap", "None"), ("trace", "Left", "Right"),
    ):  # fmt: skip
        shows = [[{"options": {option: each}, "available": gone} for each, gone in told] for told in (((one, True), (other, False)), ((other, True), (one, False)))]  # fmt: skip
        pages = [f"<h1>Trail Mug</h1>{script({'variants': variants})}" for variants in shows]
        assert not same(document(pages[0]), document(pages[1])), option


def test_no_word_that_readers_look_for_in_names_is_a_number_in_base_16() -> None:
    tables = [
        value for module in NAMING for value in vars(module).values() if isinstance(value, frozenset | tuple | dict)
    ]
    words = {
        word
        for table in tables
        for entry in table
        for word in ((entry,) if isinstance(entry, str) else entry if isinstance(entry, tuple) else ())
    }
    assert {"related", "soldout", "qty", "swatch", "badge"} <= words
    assert [word for word in words if isinstance(word, str) and re.fullmatch(r"[a-f]{2,}", word)] == []
