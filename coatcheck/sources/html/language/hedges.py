"""Whether a short sentence speaks of buying and leaves it open: it sends people elsewhere, puts the sale off, or says that all are gone. Pure.

Wordings never end, so these go by what stands together in one sentence, whatever is between: "Call 555 to order", "Demnächst wieder da",
"Every last one has been sold". That proves no absence, and counts for nothing where a button buys the product.
"""

from collections.abc import Sequence

from coatcheck.sources.html.language import closures, dates, hedge_words, refusal_words, stock_phrases, words_around
from coatcheck.sources.html.language.buy_phrases import BUY
from coatcheck.sources.html.language.marks import Marks
from coatcheck.sources.html.language.sentences import Sentence

MOST = 14  # words; longer sentences tell of something else as well
LONGEST = 40  # letters, in a script that doesn't part words
_SHORT_MONTH = 4  # letters of "may", "mars" and "fall", which may be other words
SHORT = 7  # words of a sentence that names nothing to buy

CONTACT, ONLY, BUYERS = Marks(hedge_words.CONTACT), Marks(hedge_words.ONLY), Marks(hedge_words.BUYERS)
_MONTHS = "; ".join(month for month in Marks(dates.MONTHS).listed if len(month) > _SHORT_MONTH)
COMING, LATER = Marks(hedge_words.COMING), Marks(f"{hedge_words.LATER}; {_MONTHS}")
EACH, TAKEN, HELD = Marks(hedge_words.EACH), Marks(hedge_words.TAKEN), Marks(hedge_words.HELD)
RIGHTS = Marks(hedge_words.RIGHTS)
STOPPED, MAKING = Marks(hedge_words.STOPPED), Marks(hedge_words.MAKING)
NEXT_ONES = Marks(hedge_words.NEXT_ONES)
STOCK, USED, ARRIVAL = Marks(hedge_words.STOCK), Marks(hedge_words.USED), Marks(hedge_words.ARRIVAL)
CUSTOMERS, DEALERS = Marks(hedge_words.CUSTOMERS), Marks(hedge_words.DEALERS)
OPENING, DRAWN = Marks(hedge_words.OPENING), Marks(hedge_words.DRAWN)
GONE = Marks(hedge_words.GONE)
BESIDE_GONE = Marks(f"{hedge_words.BESIDE_GONE}; {stock_phrases.BESIDE_SOLD}")


TRADE = Marks(
    "; ".join((hedge_words.TO_BUY, *Marks(refusal_words.BOUGHT).listed, *closures.ORDERS.listed, *Marks(BUY).listed))
)
NOT, HAVING = Marks(refusal_words.NOT), Marks(hedge_words.HAVING)
# Each of two words that together leave it open
_OF_TRADE = ((TRADE, CONTACT), (TRADE, NOT), (closures.ORDERS, OPENING))
PAIRS = (
    (closures.WE, HAVING),
    *_OF_TRADE,
    (STOPPED, MAKING),
    (STOCK, USED),
    (ARRIVAL, STOCK),
    (ONLY, BUYERS),
    (COMING, LATER),
    (EACH, TAKEN),
    (EACH, HELD),
    (words_around.ONLY, words_around.OTHER_KINDS),
)

# A sentence with these sets a rule, and refuses nothing: "not sold separately", "we don't ship on Sundays", "never order without ...".
EXCUSES = Marks(
    "personal; information; your data; any data; customer data; user data; our data; daten; données; datos; dati; gegevens; dados; dane; not only; nicht nur; pas seulement; non seulement; no solo; no sólo; non solo; niet alleen; não só; nie tylko; nejen; nielen; nemcsak; nu doar; inte bara; ikke kun; ikke bare; не только; не тільки; minimum; mindestbestell*; minimo; mínimo; mínima; minimale; minimalna; minimální;"
    " below; under; unterhalb; moins de; menos de; meno di; minder dan; poniżej; more than; mehr als; plus de; más de; più di; meer dan; mais de; więcej niż; více než; viac ako; fler än; mere end; mer enn; adetten fazla; более чем; більше ніж; separately; individually; singly; sets; if; unless; until; please; with; together; combined; return*; refund*; exchange*; cancel*; coupon*; voucher*; gift;"
    " weekend*; saturday*; sunday*; holiday*; po box; po boxes; p o; apo; fpo; international*; overseas; abroad; outside; hawaii; alaska; warranty; review*; comment*; minors; under 18; too small; too big;"
    " einzeln; separat; wenn; falls; rückgabe; umtausch; widerruf; gutschein*; packstation*; ausland; sonntag*; samstag*; feiertag*; minderjährige*;"
    " séparément; retour*; échange*; remboursé*; mineurs; étranger; week end; dimanche*;"
    " separado; separada; devolución; devolver; devuelto; cambio*; menores; extranjero; festivos; domingo*;"
    " separatamente; reso; resi; restituito; rimborso; minori; minorenni; estero; festivi;"
    " afzonderlijk; apart; als; retour*; ruilen; minderjarigen; buitenland; weekend; zondag*;"
    " separadamente; devolução; devolvido; troca; menores; estrangeiro;"
    " osobno; zwrot*; zwrócon*; wymian*; nieletnim; niepełnoletnim; za granicę; samostatně; vrátit; reklamac*; zahraničí; mladistvým; samostatne;"
    " возврат*; обмен*; отдельно; несовершеннолетн*; минимальн*; мінімальн*; минимална; ελάχιστ*; minimaln*; minimální; minimális; minimă; asgari; vähimmäis*; minsta; minimi*; حد أدنى; الحد الأدنى; מינימום; حداقل; न्यूनतम; tối thiểu; ขั้นต่ำ; 最低; 最小; 起订; 최소*; повернен*; окремо; неповнолітн*; 海外; 沖縄; 離島; 返品; 交換; 土日; 国外; 退货; 退貨; 换货; 換貨; 港澳台; 偏远; 偏遠; 반품; 교환; 해외; 도서산간"
)
# News that aren't of stock: "notify me of price drops"
NEWS = Marks(
    "price; prices; drop; drops; deals; sales; offers; news; newsletter; reviews; replies; comments; preis; preise; prix; precio; prezzo; prijs; preço; cenę; цены; цене; 価格; 降价; 降價"
)
_MANY = Marks(
    "more; other; new; another; weitere; mehr; neue; andere; plus de; autres; nouveaux; nouvelles; más; otros; otras; nuevos; altri; altre; nuovi; nuove; più; meer; andere; nieuwe; mais; outros; novos; więcej; inne; nowe; další; nové; ďalšie; több; új; mai multe; noi; fler; nya; flere; nye; lisää; uusia; daha; yeni; ещё; новые; другие; більше; нові; повече; нови; περισσότερα; νέα; više; nove; 他の; 新色; 更多; 新; 새; 더"
)


def is_for_some_alone(sentence: Sentence) -> bool:
    """Return whether a short sentence says that something is for some people alone: "Vente réservée aux professionnels"."""
    text = sentence.text if sentence.is_spaceless else ""
    return len(sentence.words) <= SHORT and _are_among((ONLY, BUYERS), sentence.words, text)


def is_had_elsewhere(sentence: Sentence) -> bool:
    """Return whether what is there is for some customers alone, or sold by others: "Available at your local dealer"."""
    text = sentence.text if sentence.is_spaceless else ""
    return _are_among((ONLY, CUSTOMERS), sentence.words, text) or DEALERS.among(sentence.words, text)


def is_hedged(sentence: Sentence) -> bool:
    """Return whether a sentence leaves it open whether the product can be bought."""
    words, text = sentence.words, sentence.text if sentence.is_spaceless else ""
    if len(words) > MOST or len(text) > LONGEST:
        return False
    is_short = len(words) <= SHORT
    gone = is_short and (_ends(words, text) or _is_gone(words))
    if gone or NEXT_ONES.among(words, text) or _are_all_taken(words, text):
        return True
    if closures.is_of_the_past(sentence) or closures.SENT.among(words, text):
        return False
    if DRAWN.among(words, text) or closures.is_away(sentence):
        return True
    comes = _are_among((COMING, LATER), words, text) or _are_among((ARRIVAL, STOCK), words, text)
    if is_short and comes and not _MANY.among(words, text):
        return True
    if EXCUSES.among(words, sentence.text) or NEWS.among(words, sentence.text):
        return False
    if all(marks.among(words, text) for marks in (closures.WE, NOT, HAVING)):  # "We don't currently have any of these"
        return True
    return is_for_some_alone(sentence) or any(_are_among(pair, words, text) for pair in _OF_TRADE)


def _ends(words: Sequence[str], text: str) -> bool:
    """Whether it is made no more, or used up: "We've stopped making it", "Lageret er desværre tomt"."""
    return any(_are_among(pair, words, text) for pair in ((STOPPED, MAKING), (STOCK, USED)))


def _is_gone(words: Sequence[str]) -> bool:
    """Whether nothing is said but that it is gone: "Snapped up!", "Leider weg"; not "Weg ist weg", nor "Gone With the Wind"."""
    gone = GONE.places(words)
    beside = [word for place, word in enumerate(words) if not any(start <= place < end for start, end in gone)]
    return len(gone) == 1 and all(map(BESIDE_GONE.is_word, beside))


def _are_all_taken(words: Sequence[str], text: str) -> bool:
    """Whether a sentence ends with all being gone, or says that they are kept for others: "Every last one has been sold", and not "All colours gone wild"."""
    ends = any(end == len(words) for _, end in TAKEN.places(words)) or (bool(text) and TAKEN.anywhere(text))
    return (ends or HELD.among(words, text)) and EACH.among(words, text) and not RIGHTS.among(words)


def _are_among(pair: tuple[Marks, Marks], words: Sequence[str], text: str) -> bool:
    return all(marks.among(words, text) for marks in pair)
