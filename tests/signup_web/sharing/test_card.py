"""The picture that is shown where a product's page is shared."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image, ImageChops
from selectolax.lexbor import LexborHTMLParser

from signup_web.sharing import card, lettering, routes
from tests.signup_web.visiting import IN, PUBLIC, Site

PAPER = (250, 248, 244)
TITLES = {
    "en": "Merino Winter Coat with a Detachable Hood and Two Pockets",
    "de": "Donaudampfschifffahrtsgesellschaftskapitänsmütze",
    "fr": "Manteau d’hiver « Éléonore » à capuche",
    "el": "Χειμερινό παλτό",
    "ru": "Зимнее пальто",
    "ja": "メリノウールのロングコート（取り外し可能フード付き）",
    "zh": "羊毛冬季长外套",
    "ko": "메리노 울 겨울 코트",
    "hi": "मेरिनो ऊनी सर्दियों का कोट, क्षत्रिय",
    "ar": "معطف شتوي من صوف ميرينو Oslo بغطاء للرأس",
    "wide": "W" * 100,
}


def drawn(title: str, says: str = "In stock", sizes: str = "S, M, L", direction: str = "ltr") -> Image.Image:
    """The picture of a product of this name."""
    with Flask("signup_web").app_context():
        png = card.draw(card.Card(title, "in", says, sizes, "CoatCheck", direction))
    return Image.open(BytesIO(png)).convert("RGB")


def is_blank(picture: Image.Image, left: int, top: int, right: int, bottom: int) -> bool:
    """Whether there is only paper in this part."""
    part = picture.crop((left, top, right, bottom))
    return ImageChops.difference(part, Image.new("RGB", part.size, PAPER)).getbbox() is None


@pytest.mark.parametrize("language", TITLES)
def test_a_title_is_drawn_in_any_script_and_stays_inside_of_the_picture(language: str) -> None:
    title = TITLES[language]
    assert lettering.legible(title) == title
    for long in (title, (f"{title} " * 20)[:200]):
        picture = drawn(long, sizes=(f"{title}, " * 20)[:300])
        assert picture.size == (1200, 630)
        assert not is_blank(picture, 72, 140, 1128, 210)
        assert is_blank(picture, 0, 140, 60, 630)
        assert is_blank(picture, 1140, 140, 1200, 630)
        assert is_blank(picture, 0, 612, 1200, 630)


def test_a_title_begins_where_its_script_does() -> None:
    assert is_blank(drawn("Coat"), 600, 140, 1200, 210)
    assert is_blank(drawn("معطف"), 0, 140, 600, 210)
    assert is_blank(drawn("Coat", direction="rtl"), 600, 140, 1200, 210)


def test_no_boxes_stand_for_what_no_font_has() -> None:
    assert lettering.legible("Coat 🧥 – ★ new") in ("Coat – ★ new", "Coat – new")
    assert lettering.legible("เสื้อโค้ท Coat") == ""
    assert lettering.legible("Coat\u202e\u0000 M") == "Coat M"
    assert drawn("เสื้อโค้ท").tobytes() == drawn("").tobytes()
    signs = {character for title in TITLES.values() for character in title}
    assert all(lettering.font(each) for each in signs)


def test_a_page_names_its_picture_which_changes_with_the_stock(tmp_path: Path) -> None:
    site = Site(tmp_path)
    watch = site.watch()
    visitor = site.visitor()
    visitor.get("/p/jacket?lang=de")
    tags = {
        each.attributes["property"]: each.attributes["content"]
        for each in LexborHTMLParser(visitor.page).css("meta[property]")
    }
    assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
    assert "Jacket" in tags["og:image:alt"]
    path = tags["og:image"].removeprefix(PUBLIC)
    client = site.app.test_client()
    first = client.get(path, base_url=PUBLIC)
    assert (first.status_code, first.mimetype) == (200, "image/png")
    assert Image.open(BytesIO(first.data)).size == (1200, 630)
    assert first.headers["Content-Language"] == "de"
    assert "Set-Cookie" not in first.headers  # it is kept for everybody
    again = client.get(path, base_url=PUBLIC, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    site.wait(minutes=1)
    site.look(watch, M=IN)
    site.tick()
    site.wait(seconds=10)
    changed = client.get(path, base_url=PUBLIC, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.data != first.data
    assert client.get("/p/none/card.png", base_url=PUBLIC).status_code == 404


def test_who_asks_while_too_many_are_drawn_gets_the_picture_of_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "WAIT", 0)
    site = Site(tmp_path)
    site.watch()
    with routes._drawing:
        assert site.app.test_client().get("/p/jacket/card.png").location.startswith("/static/card.png")
    assert site.app.test_client().get("/p/jacket/card.png").status_code == 200
