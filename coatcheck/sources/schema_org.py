"""Any page that carries schema.org's structured data: JSON-LD, else microdata, else RDFa.

https://schema.org/Product
"""

from collections.abc import Sequence

from msgspec.structs import replace

from coatcheck.errors import Unreadable
from coatcheck.model import Observation
from coatcheck.ports import Answer, Request, Target
from coatcheck.sources.answers import fingerprint, is_json, observe, require_ok
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.hearing import spoke, structured
from coatcheck.sources.html.seen.own_page import require_own_page, unless_anothers
from coatcheck.sources.html.structured.json_ld import read_json_ld_document
from coatcheck.sources.html.weighing import weigh
from coatcheck.sources.limits import OPTIONS, Limits, limited

__all__ = ["OPTIONS", "read", "request"]


def request(target: Target) -> Request:
    return Request(url=target.url)


def read(target: Target, answers: Sequence[Answer]) -> Observation:
    answer = answers[-1]
    require_ok(answer)
    document = Document(answer, Limits.of(target.options))
    account = read_json_ld_document(document) if is_json(answer.body) else None
    accounts = [account] if account else structured(document)
    if account is None:
        require_own_page(document, accounts)
        accounts = [unless_anothers(each, document) for each in accounts]
    if not accounts:
        raise Unreadable("The page has no structured data (JSON-LD, microdata, RDFa) about a product.")
    product = limited(weigh(accounts), target.options)
    return replace(observe([product], fingerprint("schema-org", spoke(product))), turns_at=document.turns_at)
