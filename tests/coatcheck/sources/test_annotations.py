"""Microdata and RDFa say what the standards' own readers make of them."""

from typing import Any

import extruct
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coatcheck.sources.html.document import Document
from coatcheck.sources.html.structured.graph import plainly_named
from coatcheck.sources.html.structured.microdata import microdata_items
from coatcheck.sources.html.structured.rdfa import rdfa_items
from tests.coatcheck.sources.answering import answer

URL = "https://shop.example/p/jacket"
OFFER = '<div itemprop="offers" itemscope itemtype="http://schema.org/Offer">{}</div>'
PRODUCT = '<div itemscope itemtype="http://schema.org/Product">{}</div>'


def document(markup: str) -> Document:
    return Document(answer(f"<html><body>{markup}</body></html>".encode(), URL))


def theirs(markup: str) -> Any:
    """Microdata by extruct, in the form of JSON-LD."""
    found = extruct.extract(f"<html><body>{markup}</body></html>", base_url=URL, syntaxes=["microdata"])
    return [_as_node(item) for item in found["microdata"]]


def _as_node(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_node(part) for part in value]
    if not isinstance(value, dict):
        return " ".join(value.split())
    node = {name: _as_node(part) for name, part in value.get("properties", {}).items()}
    return node | {"@type": value.get("type")} | ({"@id": value["id"]} if "id" in value else {})


@pytest.mark.parametrize(
    "markup",
    [
        PRODUCT.format('<span itemprop="name">Jacket</span>' + OFFER.format('<link itemprop="availability" href="http://schema.org/InStock">')),
        PRODUCT.format('<a itemprop="url" href="/p/jacket">Jacket</a><img itemprop="image" src="a.png">'),
        PRODUCT.format('<meta itemprop="price" content="120"><time itemprop="date" datetime="2026-03-01">today</time><data itemprop="n" value="3">three</data>'),
        PRODUCT.format('<b itemprop="price" content="120.00">$ 120</b>'),
        PRODUCT.format('<p itemprop="name alternateName">Jacket</p>'),
        PRODUCT.format(OFFER.format("") * 2),
        '<div itemscope itemtype="http://schema.org/Product http://schema.org/Book" itemid="urn:a"><i itemprop="name">A</i></div>',
        '<div itemscope itemtype="http://schema.org/Product" itemref="more"><i itemprop="name">A</i></div><div id="more"><i itemprop="sku">1</i></div>',
        '<div itemscope itemtype="http://schema.org/Product" itemref="more"></div><div id="more" itemprop="offers" itemscope itemtype="http://schema.org/Offer"><i itemprop="price">1</i></div>',
        PRODUCT.format("<div><div><i itemprop='name'>Deep</i></div></div>") + PRODUCT.format("<i itemprop='name'>Second</i>"),
        '<i itemprop="name">outside of any item</i>',
    ],
)  # fmt: skip
def test_microdata_is_read_as_the_standard_says(markup: str) -> None:
    ours = microdata_items(document(markup))
    assert sorted(ours, key=str) == sorted((item for item in theirs(markup)), key=str)


leaves = st.sampled_from(
    [
        '<i itemprop="name">Jacket</i>', '<meta itemprop="price" content="1">', '<link itemprop="availability" href="http://schema.org/InStock">',
        "<b>text</b>", '<span itemprop="sku" content="A1">x</span>', '<a itemprop="url" href="https://shop.example/p">x</a>',
    ]
)  # fmt: skip
markups = st.recursive(
    leaves,
    lambda inner: st.builds(
        str.format,
        st.sampled_from([PRODUCT, OFFER, "<div>{}</div>", '<p itemprop="description">{}</p>', '<section itemscope itemprop="brand">{}</section>']),
        st.lists(inner, max_size=3).map("".join),
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=200)
@given(markups)
def test_any_nesting_of_items_is_read_as_the_standard_says(markup: str) -> None:
    page = markup.replace("<p ", "<div ").replace("</p>", "</div>")  # whose parsers agree on
    assert _without_texts(microdata_items(document(page))) == _without_texts(theirs(page))


def _without_texts(value: Any) -> Any:
    """Texts of several elements, which the two put blanks between in other places, are left out."""
    if isinstance(value, list):
        return [_without_texts(part) for part in value]
    return (
        {name: _without_texts(part) for name, part in value.items() if name != "description"}
        if isinstance(value, dict)
        else value
    )


@pytest.mark.parametrize(
    "markup",
    [
        '<div vocab="http://schema.org/" typeof="Product"><b property="name">Jacket</b><p property="offers" typeof="Offer"><link property="availability" href="http://schema.org/InStock"></p></div>',
        '<div typeof="schema:Product"><b property="schema:name">Jacket</b><meta property="schema:sku" content="A1"></div>',
        '<div vocab="http://schema.org/" typeof="Product" resource="#a"><b property="name" content="Jacket">J</b></div>',
        '<div vocab="http://schema.org/"><div typeof="Product"><b property="name">A</b></div><div typeof="Product"><b property="name">B</b></div></div>',
        '<div vocab="http://schema.org/" typeof="Product"><img property="image" src="https://shop.example/a.png"><b property="name">A</b></div>',
    ],
)  # fmt: skip
def test_rdfa_is_read_as_the_standard_says(markup: str) -> None:
    found = extruct.extract(f"<html><body>{markup}</body></html>", base_url=URL, syntaxes=["rdfa"])["rdfa"]
    assert {_said(node) for node in rdfa_items(document(markup))} == {
        _said(plainly_named(node)) for node in found if "@type" in node and "Product" in str(node["@type"])
    }


def _said(node: Any) -> tuple[str, str]:
    """What a product is called, and its code."""
    return _text(node.get("name")), _text(node.get("sku"))


def _text(value: Any) -> str:
    return (
        _text(value[0])
        if isinstance(value, list)
        else str(value.get("@value"))
        if isinstance(value, dict)
        else str(value)
    )


@pytest.mark.parametrize(
    "markup", ['<div typeof="Product"><b property="name">A</b></div>', '<meta property="og:title" content="A">']
)
def test_terms_of_no_vocabulary_describe_nothing(markup: str) -> None:
    assert rdfa_items(document(markup)) == []
