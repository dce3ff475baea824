"""Whatever a shop sends: no crash, no "in stock" without evidence, and no mutation that makes stock out of nothing."""

import copy
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coatcheck.errors import Invalid, LookFailed
from coatcheck.model import Availability, Observation
from coatcheck.ports import Answer, Request, Source, Target
from coatcheck.sources import json_api, shopify, woocommerce
from coatcheck.sources.proposals import propose
from coatcheck.sources.tickets import bookmyshow
from tests.coatcheck.sources.answering import answer, stock

JACKET = {
    "id": 7,
    "title": "Jacket",
    "handle": "jacket",
    "options": ["Size"],
    "available": True,
    "variants": [
        {"id": 1, "title": "S", "option1": "S", "sku": "J-S", "available": True, "price": 12000},
        {"id": 2, "title": "M", "option1": "M", "sku": "J-M", "available": False, "price": 12000},
    ],
}
WOOL = {
    "id": 5,
    "name": "Wool",
    "type": "variable",
    "is_in_stock": True,
    "variations": [{"id": 51, "attributes": []}, {"id": 52, "attributes": []}],
}
CHILDREN = [
    {"id": 51, "parent": 5, "type": "variation", "is_in_stock": True, "is_purchasable": True, "is_on_backorder": False},
    {
        "id": 52,
        "parent": 5,
        "type": "variation",
        "is_in_stock": False,
        "is_purchasable": True,
        "is_on_backorder": False,
    },
]
SIZES = {"sizes": [{"id": "S", "stock": "yes"}, {"id": "M", "stock": "no"}]}

SHOWS = {
    "BookMyShow": {
        "arrShows": [
            {
                "SessionId": str(number),
                "ShowDateCode": "20261121",
                "ShowTimeDisplay": "09:30 AM",
                "Availability": "A" if seats else "S",
                "Categories": [{"SeatsAvail": str(seats), "CurPrice": "520.00"}],
            }
            for number, seats in ((1, 5), (2, 0))
        ]
    }
}

API = "https://shop.example/wp-json/wc/store/v1/products"
# source, target, and its valid answers
CASES: dict[str, tuple[Source, Target, list[tuple[str, Any]]]] = {
    "shopify": (
        shopify,
        Target("https://shop.example/products/jacket"),
        [("https://shop.example/products/jacket.js", JACKET)],
    ),
    "woocommerce": (
        woocommerce,
        Target("https://shop.example/product/wool/"),
        [(f"{API}?slug=wool", [WOOL]), (f"{API}?type=variation", CHILDREN)],
    ),
    "json_api": (
        json_api,
        Target(
            "https://shop.example/sizes",
            {"items": "sizes", "value": "stock", "in_stock": "yes", "out_of_stock": "no"},
        ),
        [("https://shop.example/sizes", SIZES)],
    ),
}
EVERY = CASES | {
    "bookmyshow": (
        bookmyshow,
        Target("https://shop.example/ET00000001/20261121", {"terms": "accepted", "venues": "PVPH"}),
        [("https://shop.example/serv/getData", SHOWS)],
    ),
}
NAMES = ["id", "products", "product", "variants", "available", "variations", "is_in_stock", "type", "sizes", "stock"]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6),
    max_leaves=20,
)
WRONG = [None, True, False, 0, 1, -1, 1e18, "", "true", "yes", [], {}, ["yes"]]
BOUND = settings(max_examples=150)


def look(case: str, bodies: list[Any]) -> Observation | None:
    """What the case's source reads in these answers; None where it could not, or asks for more."""
    source, target, valid = EVERY[case]
    answers: list[Answer] = [answer(body, url) for (url, _), body in zip(valid, bodies, strict=True)]
    try:
        seen = source.read(target, answers)
    except LookFailed:
        return None
    assert isinstance(seen, Observation | Request)
    return seen if isinstance(seen, Observation) else None


def truth(case: str) -> dict[str, Availability]:
    seen = look(case, [body for _, body in CASES[case][2]])
    assert seen is not None
    return stock(seen)


def assert_no_false_word(case: str, seen: Observation | None) -> None:
    """Not fewer variants than there are, and none that says another thing than it did, unless it is UNKNOWN."""
    if seen is None:
        return
    said, true = stock(seen), truth(case)
    assert len(said) >= len(true)
    for id, availability in said.items():
        assert availability in (true.get(id, availability), Availability.UNKNOWN)
    assert all(
        variant.offer.witnesses
        for product in seen.products
        for variant in product.variants
        if variant.offer.availability.buyable
    )


@pytest.mark.parametrize("case", EVERY)
@given(body=st.binary(max_size=300))
@BOUND
def test_no_bytes_crash_a_source(case: str, body: bytes) -> None:
    look(case, [body] * len(EVERY[case][2]))


@pytest.mark.parametrize("case", EVERY)
@given(body=ANYTHING)
@BOUND
def test_no_json_crashes_a_source_or_is_in_stock_without_evidence(case: str, body: Any) -> None:
    seen = look(case, [body] * len(EVERY[case][2]))
    for product in seen.products if seen else ():
        for variant in product.variants:
            assert variant.offer.witnesses or not variant.offer.availability.buyable


@given(
    options=st.dictionaries(st.sampled_from([o.name for o in json_api.OPTIONS]), st.text(max_size=12)), body=ANYTHING
)
@example({"items": "``"}, [])
@BOUND
def test_no_mapping_crashes(options: dict[str, str], body: Any) -> None:
    target = Target("https://shop.example/sizes", options)
    try:
        json_api.request(target)
        json_api.read(target, [answer(body)])
    except (Invalid, LookFailed):
        pass


@given(body=ANYTHING)
@BOUND
def test_no_json_crashes_a_proposal_and_each_is_a_mapping_that_can_be_asked(body: Any) -> None:
    for options in propose(body):
        target = Target("https://shop.example/sizes", options)
        json_api.request(target)
        with suppress(LookFailed):
            json_api.read(target, [answer(body)])


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value inside a document."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield (*path, key)
        yield from places(member, (*path, key))


def mutations(body: Any) -> Iterator[Any]:
    """The document with each field dropped, renamed, given another type, or (in a list) doubled and turned round."""
    for *way, last in places(body):
        wrongs: list[Any] = [*WRONG, "drop", "rename"] if isinstance(last, str) else ["double", "reverse"]
        for wrong in wrongs:
            changed = copy.deepcopy(body)
            holder = changed
            for key in way:
                holder = holder[key]
            if wrong == "drop":
                del holder[last]
            elif wrong == "rename":
                holder[f"{last}_2"] = holder.pop(last)
            elif wrong == "double":
                holder.append(copy.deepcopy(holder[last]))
            elif wrong == "reverse":
                holder.reverse()
            else:
                holder[last] = wrong
            yield changed


@pytest.mark.parametrize("case", CASES)
def test_no_changed_field_makes_a_false_word(case: str) -> None:
    bodies = [body for _, body in CASES[case][2]]
    words = {"id", "available", "is_in_stock", "is_on_backorder", "stock"}  # with another value, another answer
    for number, body in enumerate(bodies):
        for changed in mutations(body):
            if not differs_in(body, changed) & words:
                assert_no_false_word(case, look(case, [*bodies[:number], changed, *bodies[number + 1 :]]))


def differs_in(before: Any, after: Any) -> set[str]:
    """The names of fields that have another valid value of the same type now."""
    was, now = flat(before), flat(after)
    changed = (path for path in was.keys() & now.keys() if was[path] != now[path])
    return {path[-1] for path in changed if type(was[path]) is type(now[path]) and isinstance(path[-1], str)}


def flat(value: Any) -> dict[tuple[Any, ...], Any]:
    found = {}
    for path in places(value):
        inner = value
        for key in path:
            inner = inner[key]
        found[path] = inner
    return found


@pytest.mark.parametrize("case", EVERY)
def test_no_half_answer_is_an_answer(case: str) -> None:  # B2
    bodies = [json.dumps(body).encode() for _, body in EVERY[case][2]]
    for number, body in enumerate(bodies):
        for end in range(len(body)):
            assert look(case, [*bodies[:number], body[:end], *bodies[number + 1 :]]) is None


@pytest.mark.parametrize("case", CASES)
@given(data=st.data())
@BOUND
def test_no_flipped_byte_makes_a_false_word(case: str, data: st.DataObject) -> None:
    bodies = [json.dumps(body).encode() for _, body in CASES[case][2]]
    number = data.draw(st.integers(0, len(bodies) - 1))
    place = data.draw(st.integers(0, len(bodies[number]) - 1))
    flipped = bytearray(bodies[number])
    flipped[place] ^= data.draw(st.integers(1, 255))
    assert_no_false_word(case, look(case, [*bodies[:number], bytes(flipped), *bodies[number + 1 :]]))
