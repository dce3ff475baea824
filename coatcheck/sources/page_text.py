"""Any page by its visible words alone: built-in phrases of many languages, or a selector and phrases of the watch's own."""

from collections.abc import Sequence

from coatcheck.errors import Unreadable
from coatcheck.model import Observation
from coatcheck.ports import Answer, Request, Target
from coatcheck.sources.answers import fingerprint, observe, require_ok
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.seen.accounts import doubted, read_buy_button, read_page_words
from coatcheck.sources.html.seen.own_page import require_own_page
from coatcheck.sources.html.seen.own_rule import OPTIONS, has_own_rule, read_own_rule, require_selector
from coatcheck.sources.html.seen.scene import Scene
from coatcheck.sources.html.seen.statements import read_statements
from coatcheck.sources.html.weighing import weigh

__all__ = ["OPTIONS", "read", "request"]

SHAPE = fingerprint("page-text", ["words"])


def request(target: Target) -> Request:
    require_selector(target.options)
    return Request(url=target.url)


def read(target: Target, answers: Sequence[Answer]) -> Observation:
    answer = answers[-1]
    require_ok(answer)
    document = Document(answer)
    if has_own_rule(target.options):
        return observe([read_own_rule(document, target.options)], SHAPE)
    require_own_page(document, [])
    read = read_statements(Scene(document))
    button = read_buy_button(document, read, believed=False)
    accounts = [*read_page_words(document, read), *([button] if button else [])]
    if not accounts:
        raise Unreadable("No word on the page tells whether its product can be had: name the element with `selector`.")
    return observe([doubted(weigh(accounts), read)], SHAPE)
