"""Somebody with a browser: opens pages, fills their forms in as they are, and sends them."""

from collections.abc import Callable, Mapping
from urllib.parse import urljoin

import requests
from selectolax.lexbor import LexborHTMLParser, LexborNode

PATIENCE = 60.0  # seconds for a page


class Visitor:
    """One browser, with its cookies, on one page."""

    def __init__(self, page: str) -> None:
        self.session = requests.Session()
        self.open(page)

    def open(self, page: str) -> None:
        """Go to a page; fails where there is none."""
        self._show(self.session.get(page, timeout=PATIENCE))

    def send(self, fields: Mapping[str, str]) -> None:
        """Fill these fields in, in the first form of the page that has the first of them, and send it as it then is."""
        name = next(iter(fields))
        self._send(self._form(name, lambda form: form.css_first(f'[name="{name}"]')), fields)

    def press(self, button: str) -> None:
        """Press the first button with these words: its form is sent as it is."""
        self._send(self._form(button, lambda form: _button(form) == button), {})

    def follow(self, words: str) -> None:
        """Follow the first link with these words."""
        links = [link for link in self.page.css("a[href]") if words == _words(link)]
        assert links, f"{self.url} has no link {words!r}: {self.text}"
        self.open(urljoin(self.url, links[0].attributes["href"]))

    def sign_up(self, address: str, code: Callable[[], str]) -> None:
        """From the form of a product's page to the end of the sign-up, for every restock."""
        self.send({"address": address, "every": "1", "agree": "1"})
        self.send({"code": code()})
        assert self.url.endswith("/join/done"), f"the code was not taken: {self.text}"

    @property
    def text(self) -> str:
        """What can be read on the page."""
        return _words(self.page.body)

    def _show(self, answer: requests.Response) -> None:
        self.url, self.page = answer.url, LexborHTMLParser(answer.text)
        assert answer.ok, f"{answer.status_code} at {answer.url}: {self.text}"

    def _form(self, what: str, wanted: Callable[[LexborNode], object]) -> LexborNode:
        form = next(filter(wanted, self.page.css("form")), None)
        assert form is not None, f"{self.url} has no form with {what!r}: {self.text}"
        return form

    def _send(self, form: LexborNode, fields: Mapping[str, str]) -> None:
        action = urljoin(self.url, form.attributes.get("action") or "")
        filled = {**_filled_in(form), **fields}
        self._show(self.session.post(action, data=filled, headers={"Referer": self.url}, timeout=PATIENCE))


def _words(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())


def _button(form: LexborNode) -> str:
    button = form.css_first("button")
    return _words(button) if button else ""


def _filled_in(form: LexborNode) -> dict[str, str]:
    """What a browser would send of this form if nobody touched it."""
    filled = {}
    for field in form.css("input[name], textarea[name], select[name]"):
        about, name = field.attributes, str(field.attributes["name"])
        if field.tag == "textarea":
            filled[name] = field.text()
        elif field.tag == "select":
            chosen = field.css_first("option[selected]") or field.css_first("option")
            filled[name] = (chosen and chosen.attributes.get("value")) or ""
        elif about.get("type") in ("checkbox", "radio"):
            filled |= {name: about.get("value") or "on"} if "checked" in about else {}
        elif about.get("type") not in ("submit", "button", "file", "image"):
            filled[name] = about.get("value") or ""
    return filled
