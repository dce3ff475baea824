"""All of a page's witnesses together, by the order of trust."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coatcheck.errors import Blocked, Gone, LookFailed, Unreachable, Unreadable
from coatcheck.model import Availability
from coatcheck.ports import Target
from coatcheck.sources import open_graph, page, page_text, schema_org
from coatcheck.truth.drift import lost
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN, answer
from tests.coatcheck.sources.pages import URL, json_ld, look, microdata, product, says, variants, witnesses

STATED_OUT = '<h1>Jacket</h1><div class="stock">Out of stock</div>'
STATED_IN = '<h1>Jacket</h1><div class="stock">In stock</div>'
BUTTON = '<form action="/cart/add"><button>Add to cart</button></form>'
TAG_OUT = '<meta property="product:availability" content="out of stock">'


def test_one_witness_is_enough() -> None:
    for markup in (
        json_ld(product("InStock")),
        microdata("Jacket", "InStock"),
        STATED_IN,
        TAG_OUT.replace("out of", "in"),
    ):
        assert says(markup) is IN


@pytest.mark.parametrize(
    "contrary",
    [STATED_OUT, TAG_OUT, microdata("Jacket", "OutOfStock"), "<h1>Jacket</h1><button disabled>Sold out</button>"],
)
def test_witnesses_that_contradict_each_other_leave_it_unknown_and_both_are_named(contrary: str) -> None:
    seen = look(json_ld(product("InStock")) + contrary)
    assert seen.availability is UNKNOWN
    assert len(witnesses(seen)) == 2
    assert witnesses(seen)["json-ld"] == "InStock"


@pytest.mark.parametrize(
    "words",
    [
        "Sold&nbsp;out", "SOLD\n    OUT", "Sold\u00a0out", "Out&#160;of stock", "SOLD-OUT", "Sold <b>out</b>", "Out&#8209;of&ndash;stock",
        "Isn’t available", "Isn&rsquo;t available", "Ausverkauft", "Epuisé", "&Eacute;puis&eacute;", "TÜKENDİ", "売り切れ",
    ],
)  # fmt: skip
@pytest.mark.parametrize("start", ["", '<html lang="en">', '<html lang="de">'])
def test_words_against_the_data_are_heard_however_they_are_written(start: str, words: str) -> None:
    assert says(f'{start}{json_ld(product("InStock"))}<h1>Jacket</h1><p class="stock">{words}</p>') is UNKNOWN


def test_a_contradiction_counts_in_both_directions() -> None:
    assert says(json_ld(product("OutOfStock")) + STATED_IN) is UNKNOWN


def test_of_two_that_agree_the_less_sure_word_stands() -> None:
    sold = json_ld(product("InStock"))
    assert says(sold + '<meta property="og:availability" content="preorder">') is Availability.PRE_ORDER
    assert (
        says(sold + '<h1>Jacket</h1><p class="stock">Sold out</p><button>Pre-order</button>') is Availability.PRE_ORDER
    )


def test_a_page_whose_own_words_contradict_each_other_is_unknown_whoever_agrees() -> None:
    assert says(json_ld(product("InStock")) + STATED_IN + "<button disabled>Sold out</button>") is UNKNOWN


def test_a_buy_button_is_believed_beside_a_price() -> None:
    priced = json_ld({"@type": "Product", "name": "Jacket", "offers": {"price": "120"}})
    seen = look(f"{priced}<h1>Jacket</h1>{BUTTON}")
    assert (seen.availability, witnesses(seen)) == (IN, {"buy-button": "Add to cart"})
    assert says(f"{priced}<h1>Jacket</h1>{BUTTON.replace('<button', '<button disabled')}") is UNKNOWN


def test_words_about_the_chosen_size_do_not_contradict_the_variants() -> None:
    sizes = {
        "@type": "ProductGroup",
        "name": "Jacket",
        "hasVariant": [product("InStock", "M"), product("OutOfStock", "L")],
    }
    assert variants(json_ld(sizes) + STATED_OUT) == {"M": IN, "L": OUT}


def test_words_against_every_variant_make_all_of_them_unknown() -> None:
    sizes = {
        "@type": "ProductGroup",
        "name": "Jacket",
        "hasVariant": [product("InStock", "M"), product("InStock", "L")],
    }
    assert variants(json_ld(sizes) + STATED_OUT) == {"M": UNKNOWN, "L": UNKNOWN}


def test_a_product_whose_stock_nobody_tells_is_unknown_not_unreadable() -> None:
    assert says(json_ld({"@type": "Product", "name": "Jacket", "offers": {"price": "120"}})) is UNKNOWN


# The data of buy forms


def test_woocommerces_variations_are_read_from_the_form() -> None:
    listed = (
        '[{"variation_id":7,"sku":"j-m","is_in_stock":true,"is_purchasable":true,"attributes":{"attribute_pa_size":"m"}},'
        '{"variation_id":8,"is_in_stock":false,"attributes":{"attribute_pa_size":"l"}},'
        '{"variation_id":9,"is_in_stock":true,"availability_html":"<p class=\\"stock available-on-backorder\\">"}]'
    )
    form = f"<form class=variations_form data-product_id=5 data-product_variations='{listed}'></form>"
    seen = look(f"<h1>Jacket</h1>{form}")
    assert [(part.id, part.options, part.offer.availability) for part in seen.variants] == [
        ("7", {"size": "m"}, IN), ("8", {"size": "l"}, OUT), ("9", {}, Availability.BACK_ORDER)]  # fmt: skip


def test_shopifys_product_is_read_from_the_page() -> None:
    data = '{"id":1,"title":"Jacket","variants":[{"id":10,"title":"M","available":true,"price":12000},{"id":11,"available":false}]}'
    seen = look(f'<h1>Jacket</h1><script type="application/json" data-product-json>{data}</script>')
    assert [(part.id, part.offer.availability, part.offer.price) for part in seen.variants] == [
        ("10", IN, "120.00"),
        ("11", OUT, None),
    ]


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("available", IN),
        ("unavailable", OUT),
        ("last_remaining_items", Availability.LIMITED_AVAILABILITY),
        ("", UNKNOWN),
    ],
)
def test_prestashops_details_are_read(word: str, meaning: Availability) -> None:
    details = (
        f'<h1>Jacket</h1><div id="product-details" data-product=\'{{"id_product":3,"availability":"{word}"}}\'></div>'
    )
    assert says(details) is meaning


# Answers that are no product


@pytest.mark.parametrize(
    ("status", "body", "failure"),
    [
        (404, b"<h1>Not found</h1>", Gone),
        (403, b"<h1>Forbidden</h1>", Blocked),
        (503, b"<h1>Busy</h1>", Unreachable),
        (200, b"", Unreadable),
        (200, b"<title>Just a moment...</title><script>window._cf_chl_opt={}</script>", Blocked),
        (200, b"<title>Sign in</title><input type=password>", Blocked),
        (200, b"<h1>About us</h1><p>We have been making jackets since 1901.</p>", Unreadable),
        (200, b"\x89PNG\r\n\x1a\n\x00\x00", Unreadable),
    ],
)
@pytest.mark.parametrize("source", [page, schema_org, open_graph, page_text])
def test_an_answer_that_is_no_product_is_a_failed_look(
    source: Any, status: int, body: bytes, failure: type[LookFailed]
) -> None:
    with pytest.raises(failure):
        source.read(Target(URL), [answer(body, URL, status)])


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "utf-16", "iso-8859-5"])
def test_the_page_is_read_in_the_charset_it_is_written_in(charset: str) -> None:
    body = f'<meta charset="{charset}"><h1>Куртка</h1><p class="stock">Нет в наличии</p>'.encode(charset)
    assert page.read(Target(URL), [answer(body, URL)]).products[0].availability is OUT


def test_an_unknown_charset_is_read_as_utf8() -> None:
    sent = answer(STATED_OUT.encode(), URL, headers={"content-type": "text/html; charset=klingon"})
    assert page.read(Target(URL), [sent]).products[0].availability is OUT


def test_the_shape_changes_with_the_witnesses_not_with_their_words() -> None:
    shape = [page.read(Target(URL), [answer(markup.encode(), URL)]).shape for markup in
             (json_ld(product("InStock")), json_ld(product("OutOfStock", "Coat")), STATED_OUT)]  # fmt: skip
    assert shape[0] == shape[1] != shape[2]


@pytest.mark.parametrize(("was", "became"), [('"availability"', '"availabilty"'), ("InStock", "Verfügbar")])
def test_a_field_that_was_renamed_or_means_nothing_any_more_shows_in_the_shape(was: str, became: str) -> None:
    told = json_ld(product("InStock"))
    before, after = (
        page.read(Target(URL), [answer(markup.encode(), URL)]).shape for markup in (told, told.replace(was, became))
    )
    assert lost(before, after) == ["json-ld"]


# Whatever the bytes are

VALID = (
    json_ld(product("OutOfStock"), {"@type": "Organization"}) + microdata("Jacket", "OutOfStock") + TAG_OUT + STATED_OUT
).encode()
PIECES = st.sampled_from(
    [b"<", b">", b"<script type=application/ld+json>", b"</script>", b"<!--", b"-->", b'{"@type":"Product","offers":', b"}", b"]", b"[" * 50, b'"',
     b"\\", b"&quot;", b"<div itemscope itemtype=https://schema.org/Product>", b"<link itemprop=availability href=", b"InStock", b"out of stock",
     b"<h1>", b"<p class=stock>", b"<meta property=og:availability content=", b"typeof=Product property=name", b"\x00", b"\xff\xfe", b"\xed\xa0\x80",
     b'"variants":[{"id":1,"available":true}]', b"<form data-product_variations='[", b"<base href=//[>", b"<link rel=canonical href=http://[", b"5" * 400]
)  # fmt: skip
HOSTILE = st.lists(PIECES | st.binary(max_size=20), max_size=40).map(b"".join)
CALM = settings(max_examples=150)


@given(body=HOSTILE)
@CALM
def test_no_bytes_make_a_source_fail_otherwise_or_answer_without_a_witness(body: bytes) -> None:
    for source in (page, schema_org, open_graph, page_text):
        try:
            seen = source.read(Target(URL), [answer(body, URL)])
        except LookFailed:
            continue
        for found in (variant.offer for each in seen.products for variant in each.variants):
            assert found.witnesses or found.availability is UNKNOWN


@given(cut=st.integers(0, len(VALID)), length=st.integers(0, 40), put=st.binary(max_size=3))
@CALM
def test_no_change_to_a_page_that_says_sold_out_makes_it_say_in_stock(cut: int, length: int, put: bytes) -> None:
    changed = VALID[:cut] + put + VALID[cut + length :]
    try:
        seen = page.read(Target(URL), [answer(changed, URL)])
    except LookFailed:
        return
    assert seen.products[0].availability in (OUT, UNKNOWN)


FIELDS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["InStock", "Product", "https://schema.org/OutOfStock", {"@id": "#a"}]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["@type", "@id", "@graph", "name", "sku", "url", "offers", "availability", "price", "priceSpecification", "seller", "hasVariant",
                         "isVariantOf", "itemOffered", "item", "image", "additionalProperty", "mainEntityOfPage"]), inner, max_size=6),
    max_leaves=30,
)  # fmt: skip


@given(node=FIELDS)
@CALM
def test_no_structured_data_of_any_shape_makes_a_source_fail_otherwise(node: Any) -> None:
    try:
        seen = schema_org.read(Target(URL), [answer(json_ld(node).encode(), URL)])
    except LookFailed:
        return
    assert len({variant.id for variant in seen.products[0].variants}) == len(seen.products[0].variants)


@pytest.mark.parametrize("name", ["offers", "Offers", "availability", "hasVariant", "isVariantOf", "item"])
def test_structured_data_nested_deeply_is_no_trouble(name: str) -> None:
    deep = f'{{"@type":"Product","name":"J","{name}":' * 400 + '"InStock"' + "}" * 400
    for source in (deep, f"[{deep}]", deep.replace('"@type"', '"@id":"#a","@type"')):
        assert says(json_ld(source)) is UNKNOWN


@pytest.mark.parametrize(
    "body",
    [b"<div>" * 20_000, b'<p class="stock">' * 5_000, b"<!--" * 50_000, b"<script>" * 20_000, json_ld("[" * 100_000).encode(),
     json_ld('{"a":"' + "\\" * 200_000).encode(), b"<li class=stock>Sold out</li>" * 3_000, b'<meta property="og:url" content="' * 5_000,
     json_ld('{"@type":"Product","name":"' + '" ' * 60_000).encode(), b"<link rel=canonical " * 20_000],
    ids=range(10),
)  # fmt: skip
def test_a_page_made_to_be_slow_is_answered_all_the_same(body: bytes) -> None:
    with pytest.raises(LookFailed):
        page.read(Target(URL), [answer(body, URL)])
