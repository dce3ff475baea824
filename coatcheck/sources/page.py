"""Any page of a shop, by everything that it says about its product; docs/how-pages-are-read.md has the order of trust."""

from collections.abc import Sequence

from coatcheck.errors import Unreadable
from coatcheck.model import Observation
from coatcheck.ports import Answer, Option, Request, Target
from coatcheck.sources.answers import fingerprint, observe, require_ok
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.json_ld import read_json_ld
from coatcheck.sources.html.open_graph_tags import read_open_graph
from coatcheck.sources.html.trust import weigh

OPTIONS: tuple[Option, ...] = ()
WITNESSES = (read_json_ld, read_open_graph)


def request(target: Target) -> Request:
    return Request(url=target.url, allow_private=target.allow_private)


def read(target: Target, answers: Sequence[Answer]) -> Observation:
    answer = answers[-1]
    require_ok(answer)
    document = Document(answer)
    accounts = [account for witness in WITNESSES if (account := witness(document)) is not None]
    if not accounts:
        raise Unreadable("The page describes no product.")
    product = weigh(accounts)
    spoke = {witness.name for variant in product.variants for witness in variant.offer.witnesses}
    return observe([product], fingerprint("page", spoke))
