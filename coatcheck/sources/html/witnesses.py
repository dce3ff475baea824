"""Hearing the witnesses of a page: the quick ones always, the slow ones where a question is left."""

from collections.abc import Mapping

from msgspec.structs import replace

from coatcheck.model import Availability, Product, Witness
from coatcheck.sources.html.annotations import MICRODATA, read_microdata, read_rdfa, stated_by_microdata
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.json_ld import read_json_ld
from coatcheck.sources.html.open_graph_tags import read_open_graph
from coatcheck.sources.html.page_data import read_page_data
from coatcheck.sources.html.page_words import has_own_rule, read_buy_button, read_own_rule, read_page_words
from coatcheck.sources.html.statements import read_statements

UNKNOWN = Availability.UNKNOWN


def structured(document: Document) -> list[Product]:
    """What schema.org's structured data says, in the order of trust: JSON-LD, microdata, RDFa."""
    accounts = [account for account in (read_json_ld(document),) if account]
    if not tells(accounts):
        accounts += [account for account in (read_microdata(document),) if account]
        if not tells(accounts):
            accounts += [account for account in (read_rdfa(document),) if account]
        return accounts
    stated = stated_by_microdata(document)
    if not stated:
        return accounts
    if stated == {accounts[0].availability} and len(accounts[0].variants) == 1:
        return [_seconded(accounts[0])]  # all microdata there is says the same: no need to find out whose it is
    return [*accounts, *(account for account in (read_microdata(document),) if account)]


def hear(document: Document, options: Mapping[str, str]) -> list[Product]:
    """Every account of the page's product, the most trusted first; empty where nothing speaks of a product."""
    if has_own_rule(options):
        return [read_own_rule(document, options)]
    told = [
        account for account in (read_page_data(document), *structured(document), read_open_graph(document)) if account
    ]
    read = read_statements(document)
    words = read_page_words(document, read)
    if words:
        told.append(words)
    button = read_buy_button(document, read)
    if button and (tells(told) or _priced(told)):
        told.append(button)
    return told


def tells(accounts: list[Product]) -> bool:
    """Whether one of these accounts says anything about stock."""
    return any(variant.offer.availability is not UNKNOWN for account in accounts for variant in account.variants)


def _priced(accounts: list[Product]) -> bool:
    """Whether the page offers the product at a price: then a button that buys it is believed."""
    return any(variant.offer.price for account in accounts for variant in account.variants)


def _seconded(account: Product) -> Product:
    variant = account.variants[0]
    second = Witness(name=MICRODATA, says=account.availability.value)
    offer = replace(variant.offer, witnesses=(*variant.offer.witnesses, second))
    return replace(account, variants=(replace(variant, offer=offer),))
