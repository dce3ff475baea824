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
# Of a single piece; behind a dash only at the end, since a book may be called "Sold - a novel".
SOLD = "sold; verkauft; vendu; vendue; vendido; vendida; venduto; venduta; verkocht; sprzedane; prodáno; eladva; såld; solgt; myyty; продано; satıldı; 売約済; 売約済み; 已售出; 판매완료"
_DASH, _OPENED, _CLOSED = r"(?:\s-+\s|[–—])", r"[(\[（［【*]", r"[)\]）］】*]"
_BOOK = "(?:novel|memoir|story|stories|thriller|poems|album|roman|novela|romanzo|récit|a tale|the tale|live)"
_SUBTITLE = "(?:how|why|what|when|where|who|the|an?|inside|from|one|my|our|and|on|wie|warum|der|die|das|le|la|les|comment|el|los|como|il|come)"
# Set off from other words, at the beginning or the end: a song may be called "Sold Out".
_SET_OFF = (
    re.compile(rf"^{_OPENED}(.+?){_CLOSED}.*\w"),
    re.compile(rf"^\W*\w.*{_OPENED}(.+){_CLOSED}$"),
    re.compile(rf"^(.+?){_DASH}.*\w"),
    re.compile(rf"^\W*\w.*{_DASH}(.+)$"),
    re.compile(rf"^(.+?)\s?[:：](?!.*\b{_BOOK}\b|\s*{_SUBTITLE}\b).*\w", re.IGNORECASE),
    re.compile(rf"^([^a-zà-ÿа-я]+?)(?:{_DASH}|\s?[:：]).*[a-zà-ÿа-я]"),
)


def says_sold_out(name: str) -> bool:
    """Return whether a name begins or ends with words for "sold out" that brackets, asterisks, a colon or a dash set off from the rest; "SOLD - Jacket" in capitals."""
    found = [pattern.search(name.strip()) for pattern in _SET_OFF]
    both = (SOLD_OUT, SOLD)
    known = both, both, (SOLD_OUT,), both, both, both
    return any(plain_words(part[1]) in _phrases(tables) for part, tables in zip(found, known, strict=True) if part)


@cache
def _phrases(tables: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(plain_words(phrase) for table in tables for phrase in table.split(";"))
