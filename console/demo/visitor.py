"""Somebody with a browser, a phone and a mail address, who signs up on the site as everybody does."""

import re
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode, urljoin

import requests

from coatcheck.errors import CoatCheckError
from console.demo.inbox import ADDRESS, MAIL, NOTIFICATION, Arrived, Inbox
from console.demo.messages import NUMBER, Text
from console.demo.phone import Phone

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

PATIENCE = 30.0  # seconds for a page, and for a code to arrive
CODE = re.compile(r"^\d{6}")

Fields = Mapping[str, str]
Message = TypeVar("Message", Text, Arrived)


def sign_up(page: str, sizes: tuple[str, ...], phone: Phone, number: str = NUMBER) -> Text:
    """Sign a number up on a product's page, with the code from the phone; the text that brought it.

    Raises `CoatCheckError` with what the site said where that fails.
    """
    known = {text.sid for text in phone.texts(number)}

    def code() -> Text | None:
        return phone.wait_for(
            lambda text: text.number == number and text.sid not in known and bool(CODE.match(text.body)), PATIENCE
        )

    wish = {"country": "US", "address": number, "any_hour": "1"}
    return _join(page, sizes, wish, code, lambda text: text.body)


def sign_up_by_mail(page: str, sizes: tuple[str, ...], inbox: Inbox, address: str = ADDRESS) -> Arrived:
    """Sign a mail address up, with the code from the inbox; the mail that brought it. Raises as `sign_up` does."""
    return _join_from(page, sizes, {"by": "email", "address": address}, inbox, MAIL)


def sign_up_browser(page: str, sizes: tuple[str, ...], inbox: Inbox) -> Arrived:
    """Sign the inbox's browser up, with the code from a notification, which is returned. Raises as `sign_up` does."""
    return _join_from(page, sizes, {"by": "webpush", "address": inbox.browser.subscription}, inbox, NOTIFICATION)


def _join_from(page: str, sizes: tuple[str, ...], wish: Fields, inbox: Inbox, kind: str) -> Arrived:
    known = set(inbox.arrived())

    def code() -> Arrived | None:
        return inbox.wait_for(
            lambda each: each.kind == kind and each not in known and bool(CODE.match(each.title)), PATIENCE
        )

    return _join(page, sizes, wish, code, lambda arrived: arrived.title)


def _join(
    page: str,
    sizes: tuple[str, ...],
    wish: Fields,
    code_arrives: Callable[[], Message | None],
    said: Callable[[Message], str],
) -> Message:
    """Fill in a product's form, and then the code that arrives; return the message that brought it."""
    visitor = requests.Session()
    form = f"{page}/join?" + urlencode({"size": sizes, "by": wish.get("by", "")}, doseq=True)
    _submit(visitor, form, {"size": list(sizes), "agree": "1", **wish})
    brought = code_arrives()
    if brought is None:
        raise CoatCheckError("The code did not arrive.")
    done = _submit(visitor, urljoin(page, "/join/code"), {"code": said(brought)[:6]})
    if not done.endswith("/join/done"):
        raise CoatCheckError(f"The code was not taken: the site went on to {done}.")
    return brought


def _submit(visitor: requests.Session, page: str, fields: Mapping[str, str | list[str]]) -> str:
    """Fill in the form of a page that has these fields, and send it; the address of the page it leads to."""
    form = _form(visitor, page, next(iter(fields)))
    if form is None:
        raise CoatCheckError(f"{page} has no form for {', '.join(fields)}.")
    hidden = {
        str(field.attributes["name"]): field.attributes["value"] or "" for field in form.css("input[type=hidden]")
    }
    answer = visitor.post(
        urljoin(page, form.attributes.get("action") or ""), data={**hidden, **fields}, timeout=PATIENCE
    )
    if not answer.ok:
        error = _parsed(answer).css_first(".error")
        raise CoatCheckError(
            f"The site said {answer.status_code}: {error.text(strip=True) if error else answer.reason}."
        )
    return answer.url


def _form(visitor: requests.Session, page: str, field: str) -> "LexborNode | None":
    """Return the form of a page that has this field, as soon as there is one: nobody can sign up for what was not looked at yet; else None."""
    until = time.monotonic() + PATIENCE
    while True:
        shown = visitor.get(page, timeout=PATIENCE)
        shown.raise_for_status()
        forms = _parsed(shown).css("form[method=post]")
        form = next((form for form in forms if form.css_first(f"[name={field}]")), None)
        if form or time.monotonic() > until:
            return form
        time.sleep(0.2)


def _parsed(answer: requests.Response) -> "LexborHTMLParser":
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(answer.text)
