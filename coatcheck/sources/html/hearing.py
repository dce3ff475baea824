"""Hearing the witnesses of a page: the quick ones always, the slow ones where a question is left."""

from collections.abc import Mapping

from msgspec.structs import replace

from coatcheck.model import Availability, Offer, Product, Witness
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.language.labels import has_label
from coatcheck.sources.html.parsing.judged import JUDGED, Judgement
from coatcheck.sources.html.seen.accounts import NAME as PAGE_TEXT
from coatcheck.sources.html.seen.accounts import doubted, read_buy_button, read_page_words, settled
from coatcheck.sources.html.seen.items import beside_items, read_items
from coatcheck.sources.html.seen.lines import Line
from coatcheck.sources.html.seen.own_page import require_own_page, unless_anothers
from coatcheck.sources.html.seen.own_rule import has_own_rule, read_own_rule
from coatcheck.sources.html.seen.scene import Scene
from coatcheck.sources.html.seen.statements import Statements, read_statements
from coatcheck.sources.html.seen.told_sizes import all_told_gone, read_silent_sizes, read_told_sizes
from coatcheck.sources.html.structured.choose import is_named
from coatcheck.sources.html.structured.embedded import read_embedded
from coatcheck.sources.html.structured.json_ld import NAME as JSON_LD
from coatcheck.sources.html.structured.json_ld import read_json_ld
from coatcheck.sources.html.structured.microdata_rdfa import (
    MICRODATA,
    RDFA,
    read_microdata,
    read_rdfa,
    stated_by_microdata,
)
from coatcheck.sources.html.structured.open_graph_tags import NAME as OPEN_GRAPH
from coatcheck.sources.html.structured.open_graph_tags import read_open_graph
from coatcheck.sources.html.structured.page_data import read_page_data
from coatcheck.sources.html.weighing import weigh

UNKNOWN = Availability.UNKNOWN
STRUCTURED = frozenset({JSON_LD, MICRODATA, RDFA, OPEN_GRAPH})
MEANINGS = frozenset(availability.value for availability in Availability if availability is not UNKNOWN)


def spoke(product: Product) -> set[str]:
    """Return the witnesses that told the product's stock. Structured data has to tell it in words that have a meaning."""
    return {
        witness.name
        for variant in product.variants
        for witness in variant.offer.witnesses
        if witness.says in MEANINGS or witness.name not in STRUCTURED
    }


def structured(document: Document) -> list[Product]:
    """Return what schema.org's structured data says, in the order of trust: JSON-LD, microdata, RDFa."""
    accounts = [account for account in (read_json_ld(document),) if account]
    return accounts + annotated(document, accounts)


def annotated(document: Document, accounts: list[Product]) -> list[Product]:
    """Return what microdata and RDFa add to these accounts: all they say where no account tells anything, else any contradiction.

    Where an account names the page's product, one of another name at another address tells nothing of its stock.
    """
    stated = stated_by_microdata(document)
    if tells(accounts) and stated <= {accounts[0].availability}:
        return [_second(accounts[0])] if stated and len(accounts[0].variants) == 1 else []
    others = not tells(accounts) and any(is_named(account, document) for account in accounts)
    found = _own(read_microdata(document), document, others) if stated or not accounts else []
    if not tells([*accounts, *found]):
        found += _own(read_rdfa(document), document, others)
    return found


def _own(account: Product | None, document: Document, others: bool) -> list[Product]:
    """This account, if there is one; where it may be of one of `others`, only if no address of its own says so."""
    elsewhere = account is not None and others and account.url is not None and not is_named(account, document)
    return [] if account is None or elsewhere else [account]


def judge(document: Document, options: Mapping[str, str]) -> Product | None:
    """Return the page's product by every account of it, and by what its words leave of them; None where nothing speaks of a product.

    A page that differs from the one that was judged last in nothing that any reader reads isn't judged anew before it turns.
    Raises as `require_own_page` does.
    """
    if has_own_rule(options):
        return read_own_rule(document, options)
    known = JUDGED.get(document.looked) or _judge_anew(document)
    document.turns_at = known.turns_at
    return known.product


def _judge_anew(document: Document) -> Judgement:
    accounts, read = hear(document)
    product = doubted(weigh(accounts), read) if accounts else None
    judgement = Judgement(product, document.answer.ended_at, document.turns_at)
    JUDGED.remember(document.looked, judgement)
    return judgement


def hear(document: Document) -> tuple[list[Product], Statements]:
    """Collect every account of the page's product, the most trusted first, and what the page says in words.

    Raises as `require_own_page` does.
    """
    told = [account for account in (read_json_ld(document),) if account]
    form = read_page_data(document)
    known = form is not None and len(form.variants) > 1
    told = [
        account
        for account in (
            form,
            *told,
            *annotated(document, told),
            read_open_graph(document),
            None if known else read_embedded(document),
        )
        if account
    ]
    require_own_page(document, told)
    described, told = told, [unless_anothers(account, document) for account in told]
    others = [before.title for before, after in zip(described, told, strict=True) if after is not before]
    scene = Scene(document, others=others)
    in_data = tells(told)
    items = None if in_data else read_items(document, scene) or read_told_sizes(document, scene)
    if items is not None:
        return [items, *told], beside_items(scene, items)
    read = read_statements(scene, told, anywhere=not in_data)
    if in_data and read.of_choices and (gone := all_told_gone(document, scene)):
        read = replace(read, doubts=(*read.doubts, *gone))
    told = [settled(account, read) for account in told] + read_page_words(document, read)
    button = read_buy_button(document, read, believed=_offers(told, read.sold))
    accounts = [*told, button] if button else told
    sizes = () if in_data else read_silent_sizes(scene)
    return [replace(account, sizes=sizes) for account in accounts] if sizes else accounts, read


def tells_absence_alone(document: Document) -> bool:
    """Return whether all that a page tells is that its product is gone, in loose words: no element is named for the stock, no label stands
    before it, and it has neither data nor a price beside which a button would be believed. Once the words go nothing says that it is back.

    Raises as `hear` does.
    """
    accounts, read = hear(document)
    told = [variant.offer for account in accounts for variant in account.variants]
    names = {witness.name for offer in told for witness in offer.witnesses}
    absent = len(told) == 1 and names == {PAGE_TEXT} and told[0].availability.buyable is False
    if not absent or read.named:
        return False
    scene = Scene(document)
    labelled = any(has_label(line.text) and _denies(line) and scene.shows(line.node) for line in scene.lines)
    return not labelled and not scene.has_price


def _denies(line: Line) -> bool:
    return line.read(own=False).meaning.buyable is False


def tells(accounts: list[Product]) -> bool:
    """Return whether one of these accounts says anything about stock."""
    return any(variant.offer.availability is not UNKNOWN for account in accounts for variant in account.variants)


def _offers(accounts: list[Product], sold: bool) -> bool:
    """Whether the page says that the product can be had, or at least at which price: then a button that buys it is believed.

    `sold`: people see a price, and the button.
    """
    offers = [variant.offer for account in accounts for variant in account.variants]
    said = {offer.availability.buyable for offer in offers} - {None}
    return True in said or (not said and (sold or any(offer.price for offer in offers)))


def _second(account: Product) -> Product:
    """Microdata's word for the same: where all of it says so, there is no need to find out whose it is."""
    variant = account.variants[0]
    witness = Witness(name=MICRODATA, says=account.availability.value)
    offer = Offer(availability=account.availability, witnesses=(witness,))
    return replace(account, variants=(replace(variant, offer=offer),), offer=None)
