"""Any page of a shop, by everything that it says about its product; docs/how-pages-are-read.md has the order of trust."""

from collections.abc import Sequence

from msgspec.structs import replace

from coatcheck.errors import Unreadable
from coatcheck.model import Observation, Product
from coatcheck.ports import Answer, Option, Request, Target
from coatcheck.sources.answers import fingerprint, is_json, observe, require_ok
from coatcheck.sources.drawn import OPTIONS as DRAWN
from coatcheck.sources.drawn import drawing
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.hearing import judge, spoke, tells_absence_alone
from coatcheck.sources.html.seen.own_rule import OPTIONS as WORDS
from coatcheck.sources.html.seen.own_rule import has_own_rule, require_selector
from coatcheck.sources.html.structured.json_ld import read_json_ld_document
from coatcheck.sources.limits import OPTIONS as LIMITS
from coatcheck.sources.limits import Limits, limited

OPTIONS: tuple[Option, ...] = (*WORDS, *LIMITS, *DRAWN)


def request(target: Target) -> Request:
    require_selector(target.options)
    return Request(url=target.url, drawing=drawing(target.options))


def read(target: Target, answers: Sequence[Answer]) -> Observation:
    """Read the page's product, with each of its variants."""
    answer = answers[-1]
    require_ok(answer)
    document = Document(answer, Limits.of(target.options))
    if is_json(answer.body):
        account = read_json_ld_document(document)
        if account is None:
            raise Unreadable("The answer is data and not a page: json_api reads it, told where the stock is.")
        return _observed(account, document, target)
    judged = judge(document, target.options)
    if judged is None:
        raise Unreadable("The page speaks of no product: no structured data, no product tags, no words about stock.")
    return _observed(judged, document, target)


def is_one_sided(target: Target, answer: Answer) -> bool:
    """Return whether all that a page tells is that its product is gone, with nothing on it that could take the place of those words.

    A page that is read by the watch's own words says what these say. Raises as `read` does.
    """
    return not has_own_rule(target.options) and tells_absence_alone(Document(answer, Limits.of(target.options)))


def _observed(account: Product, document: Document, target: Target) -> Observation:
    product = limited(account, target.options)
    return replace(observe([product], shape(product, "page")), turns_at=document.turns_at)


def shape(product: Product, family: str) -> str:
    """Take the fingerprint of a page: which witnesses speak, and whether of one thing or of variants."""
    return fingerprint(family, [*spoke(product), "variants" if len(product.variants) > 1 else "one"])
