"""Any page that carries schema.org's structured data: JSON-LD, else microdata, else RDFa.

https://schema.org/Product
"""

from collections.abc import Sequence

from coatcheck.errors import Unreadable
from coatcheck.model import Observation
from coatcheck.ports import Answer, Option, Request, Target
from coatcheck.sources.answers import fingerprint, observe, require_ok
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.json_ld import NAME, read_json_ld

OPTIONS: tuple[Option, ...] = ()


def request(target: Target) -> Request:
    return Request(url=target.url, allow_private=target.allow_private)


def read(target: Target, answers: Sequence[Answer]) -> Observation:
    answer = answers[-1]
    require_ok(answer)
    product = read_json_ld(Document(answer))
    if product is None:
        raise Unreadable("The page has no structured data (JSON-LD, microdata, RDFa) about a product.")
    return observe([product], fingerprint("schema-org", [NAME]))
