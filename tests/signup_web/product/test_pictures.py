"""A product's picture: from the shop, made small, sent by us; and what a shop sends in its place does no harm."""

import asyncio
import os
import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from threading import Event

import pytest
from aiohttp import web
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from signup_web.product import pictures
from signup_web.product.shrinking import MOST_BYTES
from tests.fakes.serving import served
from tests.signup_web.visiting import Site
from tests.waiting import until

SECONDS = 20


def picture(kind: str = "JPEG", size: tuple[int, int] = (900, 600), mode: str = "RGB", noise: bool = False) -> bytes:
    """A picture as a shop may send it."""
    written = BytesIO()
    made = Image.frombytes(mode, size, os.urandom(size[0] * size[1] * len(mode))) if noise else Image.new(mode, size)
    made.save(written, kind)
    return written.getvalue()


def bomb(side: int) -> bytes:
    """A PNG of a few hundred bytes that says it has so many pixels a side."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


class Shop:
    """A shop with one picture; `may_answer` is what it waits for."""

    def __init__(self) -> None:
        self.sends, self.asked = picture(), 0
        self.may_answer = Event()
        self.may_answer.set()

    async def answer(self, request: web.Request) -> web.Response:
        self.asked += 1
        await asyncio.to_thread(self.may_answer.wait, SECONDS)
        return web.Response(body=self.sends, content_type="image/png")


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def base(shop: Shop) -> Iterator[str]:
    app = web.Application()
    app.router.add_get("/coat.png", shop.answer)
    with served(app) as base:
        yield base


@pytest.fixture
def site(tmp_path: Path, base: str) -> Site:
    site = Site(tmp_path, allow_hosts=(base.removeprefix("http://"),))
    site.services.public_fetcher = site.services.fetcher
    site.watch(image=f"{base}/coat.png")
    return site


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "PATIENCE", SECONDS)


def shown(site: Site) -> dict[str, str | None]:
    """The picture on the page, as its tag has it, when what was made for others is too old; nothing where there is none."""
    site.wait(seconds=6)
    found = LexborHTMLParser(site.visitor().get("/p/jacket").text).css_first("img.picture")
    return found.attributes if found else {}


@pytest.mark.usefixtures("patient")
def test_a_page_shows_it_from_here_in_a_size_that_is_known_before_it_comes(site: Site, shop: Shop) -> None:
    image = shown(site)
    assert (image["width"], image["height"], image["alt"]) == ("640", "427", "Jacket")
    client = site.app.test_client()
    sent = client.get(image["src"])
    assert sent.headers["Content-Type"] == "image/webp"
    assert Image.open(BytesIO(sent.data)).size == (640, 427)
    assert "max-age=86400" in sent.headers["Cache-Control"]
    again = client.get(image["src"], headers={"If-None-Match": sent.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert shop.asked == 1


def test_a_page_does_not_wait_for_a_slow_shop_and_shows_it_when_it_has_come(site: Site, shop: Shop) -> None:
    shop.may_answer.clear()
    assert shown(site) == {}
    shop.may_answer.set()
    until(lambda: bool(shown(site)), SECONDS)
    assert shop.asked == 1


@pytest.mark.parametrize(
    "sends",
    [
        lambda: picture("PNG", noise=True),
        lambda: picture("PNG", (700, 700), "RGBA"),
        lambda: picture("GIF", mode="P"),
        lambda: picture("WEBP", (60, 2000)),
        lambda: picture("JPEG", mode="CMYK"),
        lambda: picture("PNG", mode="I;16"),
    ],
    ids=["noise", "see-through", "gif", "narrow", "cmyk", "deep"],
)
def test_whatever_picture_it_is_becomes_a_small_one(sends: Callable[[], bytes]) -> None:
    found = pictures.shrunk(sends(), "")
    assert found
    assert len(found.webp) <= MOST_BYTES
    assert Image.open(BytesIO(found.webp)).size == (found.width, found.height)


def test_what_can_be_seen_through_is_white_as_in_the_shop() -> None:
    found = pictures.shrunk(picture("PNG", (100, 100), "RGBA"), "")
    assert found
    assert Image.open(BytesIO(found.webp)).convert("RGB").getpixel((50, 50)) == (255, 255, 255)


@pytest.mark.parametrize(
    "sends",
    [
        b"",
        b"<html>not found",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        picture()[:200],
        picture(size=(1, 1)),
        bomb(30_000),
        bomb(6_000),
        picture("TIFF"),
        picture("ICO", (64, 64)),
    ],
    ids=["nothing", "page", "drawing", "broken off", "mark", "bomb", "broken", "other kind", "icon"],
)
@pytest.mark.usefixtures("patient")
def test_what_is_no_picture_to_show_leaves_no_hole(site: Site, shop: Shop, sends: bytes) -> None:
    shop.sends = sends
    assert shown(site) == {}
    assert site.visitor().get("/p/jacket/picture").status_code == 404
    assert shop.asked == 1, "it is not asked for again with each visit"
    site.clock.moment += 2 * pictures.MISSED_FOR
    shop.sends = picture()
    until(lambda: bool(shown(site)), SECONDS)


@pytest.mark.usefixtures("patient")
def test_no_picture_is_fetched_from_inside(site: Site, shop: Shop) -> None:
    del site.services.public_fetcher
    assert shown(site) == {}
    assert shop.asked == 0


def test_a_picture_is_never_named_by_the_shops_address(site: Site, base: str, patient: None) -> None:
    assert base not in site.visitor().get("/p/jacket").text


@pytest.mark.usefixtures("patient")
def test_no_more_pictures_are_remembered_than_there_is_room_for(
    site: Site, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST", 1)
    site.watch("parka", "M", image=f"{base}/coat.png?parka")
    for slug in ("jacket", "parka"):
        site.visitor().get(f"/p/{slug}")
    assert list(site.app.extensions["pictures"]._known) == [f"{base}/coat.png?parka"]
