"""Any page by its visible words alone: built-in phrases of many languages, or a selector and phrases of the watch's own."""

from collections.abc import Sequence

from coatcheck.errors import Unreadable
from coatcheck.model import Observation
from coatcheck.ports import Answer, Request, Target
from coatcheck.sources.answers import fingerprint, observe, require_ok
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.page_words import NAME, OPTIONS, has_own_rule, read_own_rule, read_page_words
from coatcheck.sources.html.statements import read_statements

__all__ = ["OPTIONS", "read", "request"]


def request(target: Target) -> Request:
    return Request(url=target.url, allow_private=target.allow_private)


def read(target: Target, answers: Sequence[Answer]) -> Observation:
    answer = answers[-1]
    require_ok(answer)
    document = Document(answer)
    if has_own_rule(target.options):
        product = read_own_rule(document, target.options)
    else:
        found = read_page_words(document, read_statements(document))
        if found is None:
            raise Unreadable(
                "No word on the page tells whether its product can be had: name the element with the option `selector`."
            )
        product = found
    return observe([product], fingerprint("page-text", [NAME]))
