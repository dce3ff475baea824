"""How a watch says that a browser draws its page, and what is wrong where it can't be used."""

import pytest

from coatcheck.errors import Invalid
from coatcheck.ports import Drawing, Target
from coatcheck.sources import page
from coatcheck.sources.drawn import drawing


def test_a_watch_says_what_to_wait_for_what_to_press_and_which_cookies_to_come_with() -> None:
    options = {
        "fetch": "browser",
        "wait_for": " .stock ",
        "press": "EU 42\n\n #more ",
        "cookies": "country=DE\nlang = a=b",
    }
    wanted = Drawing(wait_for=".stock", press=("EU 42", "#more"), cookies={"country": "DE", "lang": "a=b"})
    assert page.request(Target("https://shop.example/coat", options)).drawing == wanted
    assert page.request(Target("https://shop.example/coat")).drawing is None


@pytest.mark.parametrize(
    ("options", "wrong", "says"),
    [
        ({"fetch": "chrome"}, "fetch", "write browser"),
        ({"wait_for": ".stock"}, "wait_for", "set fetch to browser"),
        ({"press": "EU 42"}, "press", "set fetch to browser"),
        ({"cookies": "a=b"}, "cookies", "set fetch to browser"),
        ({"fetch": "browser", "wait_for": "p["}, "wait_for", "no CSS selector"),
        ({"fetch": "browser", "cookies": "country"}, "cookies", "write NAME=VALUE"),
        ({"fetch": "browser", "press": "a\n" * 9}, "press", "8 at the most"),
    ],
)
def test_what_can_not_be_used_is_said_of_its_option(options: dict[str, str], wrong: str, says: str) -> None:
    with pytest.raises(Invalid, match=says) as caught:
        drawing(options)
    assert caught.value.option == wrong
