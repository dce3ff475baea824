"""Somebody with a browser and a phone, who signs up on the site as everybody does."""

import re
from collections.abc import Mapping
from urllib.parse import urljoin

import requests

from coatcheck.errors import CoatCheckError
from console.demo.messages import NUMBER
from console.demo.phone import Phone, Text

PATIENCE = 30.0  # seconds for a page, and for a code to arrive
CODE = re.compile(r"^\d{6}")


def sign_up(page: str, sizes: tuple[str, ...], phone: Phone, number: str = NUMBER) -> Text:
    """Sign a number up on a product's page, with the code from the phone; the text that brought it.

    Raises `CoatCheckError` with what the site said where that fails.
    """
    visitor = requests.Session()
    form = f"{page}/join?" + "&".join(f"size={size}" for size in sizes)
    wish: dict[str, str | list[str]] = {
        "size": list(sizes),
        "country": "US",
        "address": number,
        "any_hour": "1",
        "agree": "1",
    }
    known = {text.sid for text in phone.texts(number)}
    _submit(visitor, form, wish)
    code = phone.wait_for(
        lambda text: text.number == number and text.sid not in known and bool(CODE.match(text.body)), PATIENCE
    )
    if code is None:
        raise CoatCheckError("The code did not arrive on the phone.")
    done = _submit(visitor, urljoin(page, "/join/code"), {"code": code.body[:6]})
    if not done.endswith("/join/done"):
        raise CoatCheckError(f"The code was not taken: the site went on to {done}.")
    return code


def _submit(visitor: requests.Session, page: str, fields: Mapping[str, str | list[str]]) -> str:
    """Fill in the form of a page that has these fields, and send it; the address of the page it leads to."""
    from selectolax.lexbor import LexborHTMLParser

    shown = visitor.get(page, timeout=PATIENCE)
    shown.raise_for_status()
    forms = LexborHTMLParser(shown.text).css("form[method=post]")
    form = next((form for form in forms if form.css_first(f"[name={next(iter(fields))}]")), None)
    if form is None:
        raise CoatCheckError(f"{page} has no form for {', '.join(fields)}.")
    hidden = {
        str(field.attributes["name"]): field.attributes["value"] or "" for field in form.css("input[type=hidden]")
    }
    answer = visitor.post(
        urljoin(page, form.attributes.get("action") or ""), data={**hidden, **fields}, timeout=PATIENCE
    )
    if not answer.ok:
        error = LexborHTMLParser(answer.text).css_first(".error")
        raise CoatCheckError(
            f"The site said {answer.status_code}: {error.text(strip=True) if error else answer.reason}."
        )
    return answer.url
