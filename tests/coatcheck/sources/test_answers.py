"""What every source asks of an answer first."""

import pytest

from coatcheck.errors import Blocked, Gone, LookFailed, Unreachable, Unreadable
from coatcheck.model import Product, Variant
from coatcheck.sources.answers import decode, fingerprint, observe, require_ok, retry_after
from tests.coatcheck.sources.answering import answer

PAGE = b"<!doctype html><html><head><title>%s</title></head><body>%s</body></html>"


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (404, Gone),
        (410, Gone),
        (401, Blocked),
        (403, Blocked),
        (429, Blocked),
        (430, Blocked),
        (451, Blocked),
        (400, Unreadable),
        (402, Unreachable),
        (500, Unreachable),
        (503, Unreachable),
        (521, Unreachable),
        (302, Unreachable),
    ],
)
def test_a_status_says_whether_and_when_to_try_again(status: int, failure: type[LookFailed]) -> None:
    with pytest.raises(failure, match=str(status)):
        require_ok(answer({}, status=status))


def test_an_answer_of_the_shop_is_let_through() -> None:
    require_ok(answer({"products": []}))


def test_an_empty_answer_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="empty"):
        require_ok(answer(b" \n"))


@pytest.mark.parametrize(
    "page",
    [
        PAGE % (b"Just a moment...", b"<script>window._cf_chl_opt={}</script>"),
        PAGE % (b"Access denied", b""),
        PAGE % (b"Robot Check", b""),
        PAGE % (b"Are you human?", b""),
        PAGE % (b"Robot or human?", b""),
        PAGE % (b"Bot or Not?", b""),
        PAGE % (b"Pardon Our Interruption", b""),
        PAGE % (b"shop.example", b'<script src="https://geo.captcha-delivery.com/c.js"></script>'),
        PAGE % (b"shop.example", b'<script src="https://ct.captcha-delivery.com/c.js"></script>'),
        PAGE % (b"Verification", b'<iframe src="https://datadome.co/captcha/?initialCid=A&hash=B"></iframe>'),
        PAGE % (b"&nbsp;", b'<div id="sec-if-cpt-container"></div>'),
        PAGE % (b"Log in - Shop", b'<form><input name="p" type="password"></form>'),
        PAGE % (b"Opening soon", b'<form action="/password" method="post"></form>'),
        PAGE % ("Just a moment…".encode(), b""),
    ],
)
def test_a_page_in_front_of_the_shop_is_blocked_although_its_status_is_200(page: bytes) -> None:
    with pytest.raises(Blocked):
        require_ok(answer(page))


@pytest.mark.parametrize(
    "page",
    [
        PAGE % (b"Jacket", b'<script src="/recaptcha/api.js"></script><input type="password" name="account">'),
        PAGE % (b"Just a Moment (hardcover)", b""),
        PAGE % (b"Robot or human? A novel", b""),
        PAGE
        % (b"Jacket", b'<script src="https://js.datadome.co/tags.js"></script><script src="/akam/13/a.js"></script>'),
        PAGE % (b"Jacket", b'<div id="sec-if-cpt-container"></div>' + b"<p>Warm</p>" * 2000),
        PAGE % (b"Waiting Room Chair - Shop", b""),
        PAGE % (b"Password Notebook", b'<style>.template-password{}</style><input type="password">'),
        PAGE % (b"Jacket", b'<form action="/account/password"></form>'),
    ],
)
def test_a_shop_page_that_speaks_of_such_things_is_not_blocked(page: bytes) -> None:
    require_ok(answer(page))


@pytest.mark.parametrize("path", ["/password", "/account/login", "/throttle/queue"])
def test_a_redirect_to_a_closed_door_is_blocked(path: str) -> None:
    with pytest.raises(Blocked):
        require_ok(answer({}, "https://shop.example/products/a.js", came=f"https://shop.example{path}"))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        ("Mon, 02 Mar 2026 20:10:00 GMT", 600),
        ("1000000000", 3600),
        ("-5", None),
        ("soon", None),
        ("", None),
    ],
)
def test_the_wait_a_shop_asks_for_is_at_most_an_hour(text: str, seconds: float | None) -> None:
    assert retry_after(answer({}, headers={"retry-after": text})) == seconds


@pytest.mark.parametrize(
    "body",
    [
        b'{"a": 1',
        b'{"a": NaN}',
        b'{"a": 1e999}',
        b"<html>",
        b"\xff\xfe\x00",
        b'{"a": "\xff"}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"a": 1,}',
    ],
)
def test_what_is_not_json_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(body, object)


def test_a_field_of_another_type_is_named() -> None:
    with pytest.raises(Unreadable, match=r"\$\[0\].title"):
        decode(b'[{"id": "1", "title": 5}]', list[Variant])


def test_json_may_carry_a_byte_order_mark() -> None:
    assert decode("\ufeff{}".encode(), object) == decode("{}".encode("utf-16"), object) == {}


def test_an_empty_list_is_never_sold_out() -> None:
    with pytest.raises(Unreadable, match="does not mean"):
        observe([], "shape")


def test_a_product_listed_twice_counts_once() -> None:
    coat = Product("coat", variants=(Variant("S"),))
    assert observe([coat, coat], "shape").products == (coat,)


def test_a_variant_listed_twice_counts_once() -> None:
    coat = Product("coat", variants=(Variant("S"), Variant("S"), Variant("M")))
    assert observe([coat], "shape").products == (Product("coat", variants=(Variant("S"), Variant("M"))),)


def test_two_variants_of_one_id_are_unreadable() -> None:
    with pytest.raises(Unreadable, match="'S'"):
        observe([Product("coat", variants=(Variant("S"),)), Product("hat", variants=(Variant("S"),))], "shape")


def test_a_fingerprint_depends_on_the_fields_and_not_on_their_order() -> None:
    assert fingerprint("a", ["x", "y"]) == fingerprint("a", ["y", "x"]) != fingerprint("a", ["x"])


@pytest.mark.parametrize(
    ("status", "body", "advice"),
    [
        (200, b"", "Open the page in a browser"),
        (400, b"x", "Check the address and the options"),
        (403, b"x", "Look less often"),
        (404, b"x", "remove the watch"),
        (429, b"x", "Look less often"),
        (500, b"x", "asked again"),
        (200, b"<title>Just a moment...</title>", "ask the shop"),
    ],
)
def test_every_refusal_says_what_to_do(status: int, body: bytes, advice: str) -> None:
    with pytest.raises(LookFailed, match=advice):
        require_ok(answer(body, status=status))
