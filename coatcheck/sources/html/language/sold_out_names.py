"""What a shop writes into the name of a product that is gone: "Jacket (SOLD OUT)", "Ausverkauft - Jacke". Pure."""

import re
from functools import cache

from coatcheck.sources.html.language.sentences import plain_words

# Only words for "sold out": what else a name says, like "(discontinued by manufacturer)", people buy all the same.
SOLD_OUT = (
    "sold out; soldout; out of stock; temporarily out of stock; ausverkauft; nicht auf lager; épuisé; épuisée; rupture de stock; agotado; agotada;"
    " sin stock; esaurito; uitverkocht; esgotado; esgotada; wyprzedane; vyprodáno; vypredané; slutsåld; udsolgt; utsolgt; loppuunmyyty; elfogyott;"
    " epuizat; rasprodano; izpārdots; распродано; нет в наличии; изчерпан; εξαντλήθηκε; εξαντλημένο; tükendi; stokta yok; hết hàng; habis; stok habis;"
    " 売り切れ; 売切れ; 完売; 品切れ; 在庫切れ; 售罄; 已售罄; 售完; 缺貨; 품절; 매진; สินค้าหมด; אזל מהמלאי; نفذ من المخزون"
)
_DASH, _OPENED, _CLOSED = r"(?:\s-+\s|[–—])", r"[(\[（［【*]", r"[)\]）］】*]"
# Set off from other words, at the beginning or the end: a song may be called "Sold Out".
_SET_OFF = (
    re.compile(rf"^{_OPENED}(.+?){_CLOSED}.*\w"),
    re.compile(rf"^\W*\w.*{_OPENED}(.+){_CLOSED}$"),
    re.compile(rf"^(.+?){_DASH}.*\w"),
    re.compile(rf"^\W*\w.*{_DASH}(.+)$"),
)


def says_sold_out(name: str) -> bool:
    """Return whether a name begins or ends with words for "sold out" that brackets, asterisks or a dash set off from the rest."""
    found = (pattern.search(name.strip()) for pattern in _SET_OFF)
    return any(plain_words(part[1]) in _phrases() for part in found if part)


@cache
def _phrases() -> frozenset[tuple[str, ...]]:
    return frozenset(map(plain_words, SOLD_OUT.split(";")))
