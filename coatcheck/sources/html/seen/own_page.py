"""Pages that aren't about the product that was asked for, although the shop sent them with "200 OK".

A page that is gone may speak of what might please instead, and an address may come to show another product: neither is
the stock of what was asked for.
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from coatcheck.errors import Blocked, Gone, Unreadable
from coatcheck.model import Availability, Product
from coatcheck.sources.answers import ASK_LESS
from coatcheck.sources.html.document import Document, clean
from coatcheck.sources.html.language.marks import SPACELESS
from coatcheck.sources.html.language.page_names import is_closed_shop, is_in_front, is_not_found
from coatcheck.sources.html.seen.hiding import is_hidden
from coatcheck.sources.html.structured.choose import is_named

MOST = 4  # texts with which a page begins that may say what it is
CHECK = "Check the address, or remove the watch."
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_ENDING = re.compile(r"\.(?:html?|php|aspx?)$")


def require_own_page(document: Document, accounts: Sequence[Product]) -> None:
    """Return if a page may be about the product that was asked for; `accounts` are what its data says of any.

    Raises `Gone` for one that says it isn't there, or that is about another product, `Unreadable` for a shop that is
    closed, `Blocked` for a queue.
    """
    if is_sent_to_the_front(document):
        raise Gone(f"The shop sends us from this address to its front page. {CHECK}")
    if other := other_product(document, accounts):
        raise Gone(f"The page at this address is about another product now, {other}. {CHECK}")
    named = [account.title.casefold() for account in accounts if is_named(account, document)]
    if named:
        title = document.headings[-1] if document.headings else ""
        if is_not_found(title) and not any(name in title.casefold() for name in named):
            raise Gone(f"The page says that it is not there: {_quoted([title])}. {CHECK}")
        return
    says = list(_first_words(document))
    if any(map(is_not_found, says)):
        raise Gone(f"The page says that it is not there: {_quoted(says)}. {CHECK}")
    if any(map(is_in_front, says)):
        raise Blocked(f"The shop answered with a challenge, login or queue page ({_quoted(says)}). {ASK_LESS}")
    if any(map(is_closed_shop, says)):
        raise Unreadable(f"The shop is closed for a while: {_quoted(says)}. It is asked again.")


def _quoted(says: Sequence[str]) -> str:
    found = next(text for text in says if is_not_found(text) or is_in_front(text) or is_closed_shop(text))
    return f'"{found[:80]}"'


def _first_words(document: Document) -> Iterator[str]:
    """The title of the page, and the words with which it begins for a person."""
    title = document.tree.css_first("title")
    if title is not None:
        yield clean(title.text())
    body = document.tree.body
    shown = (node for node in (body.css("h1, h2, h3, p")[:MOST] if body else []) if not is_hidden(node))
    yield from (text for node in shown if (text := clean(node.text())))


def is_sent_to_the_front(document: Document) -> bool:
    """Return whether the shop answered a product's address with its front page."""
    asked, came = _asked(document), document.answer.url
    return came != asked and _path(came) == "" and _path(asked).count("/") > 1


def other_product(document: Document, accounts: Sequence[Product]) -> str:
    """Return the product that a page is about where it is another than the address that was asked names; "" where it isn't.

    Another address of the page has to be made like the one asked for and share no word with it, and the page's names
    have to bear its words, and none of those asked for: /p/bowl in place of /p/mug, on a page called "Bowl".
    """
    asked = _asked(document)
    wanted = _slug(asked)
    if not asked.startswith(("http://", "https://")) or not any(map(str.isalpha, wanted)):
        return ""
    names = [*document.headings, *(account.title for account in accounts)]
    said = {word for name in names for word in _words(name)}
    if _share(wanted, said):
        return ""
    addresses = [document.answer.url, *document.own_addresses, *(account.url for account in accounts if account.url)]
    for address in addresses:
        slug = _slug(address)
        if _shelf(address) == _shelf(asked) and not _share(slug, wanted) and _share(slug, said):
            return f"{next(iter(names), '')!r} at {address}"
    return ""


def unless_anothers(account: Product, document: Document) -> Product:
    """Return an account of a product; with nothing known of its stock where neither a heading nor an address of the page bears a word of its name, or it is a successor's.

    What a page without its product suggests in its place is described as a page's own product is.
    """
    if not _is_anothers(account, document):
        return account
    variants = (
        replace(each, offer=replace(each.offer, availability=Availability.UNKNOWN)) for each in account.variants
    )
    return replace(account, variants=tuple(variants), offer=None)


def _is_anothers(account: Product, document: Document) -> bool:
    name, addresses = _words(account.title), (_asked(document), document.answer.url, *document.own_addresses)
    named = {word for address in addresses for word in _slug(address)}
    if not name or not document.headings or not any(map(str.isalpha, _slug(_asked(document)))):
        return False
    said = {word for heading in document.headings for word in _words(heading)}
    if is_named(account, document):
        return False
    if _is_a_successors(account, name - said, document):
        return True
    if _share(name, said) or _share(name, named):
        return False
    return not (SPACELESS.search(account.title) and _share_letters(account.title, " ".join(document.headings)))


def _is_a_successors(account: Product, added: frozenset[str], document: Document) -> bool:
    """Whether what a product's name has more than the headings stands in its address, and in no address of the page: "Mug 2" at /p/mug-2 on /p/mug."""
    asked = _asked(document)
    if not added or not account.url or _shelf(account.url) != _shelf(asked):
        return False
    own = {word for address in (asked, document.answer.url, *document.own_addresses) for word in _slug(address)}
    return added <= _slug(account.url) and not added & own


def _share_letters(name: str, other: str) -> bool:
    """Whether two texts have two letters in a row in common, in a script that doesn't part words."""
    return any(name[place : place + 2] in other for place in range(len(name) - 1))


def _asked(document: Document) -> str:
    """The address that was asked for; of a page that was saved, the one that it came from."""
    asked = document.answer.request.url
    return asked if asked.startswith(("http://", "https://")) else document.answer.url


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _share(some: frozenset[str], others: frozenset[str] | set[str]) -> bool:
    """Whether two sets of words have one in common, be it in another number or case: "mug" and "mugs"."""
    return any(word.startswith(other[:5]) or other.startswith(word[:5]) for word in some for other in others)


def _slug(address: str) -> frozenset[str]:
    return _words(_path(address).rpartition("/")[2])


def _shelf(address: str) -> str:
    return _path(address).rpartition("/")[0]


def _path(address: str) -> str:
    try:
        return _ENDING.sub("", unquote(urlsplit(address).path).rstrip("/").lower())
    except ValueError:  # an impossible host
        return ""
