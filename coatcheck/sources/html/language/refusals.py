"""Whether words refuse to sell what a page shows: "can't be shipped to your country", "log in to buy". Pure.

A refusal proves no absence, yet what is refused can't be called in stock.
"""

from collections.abc import Sequence
from functools import cache

from coatcheck.sources.html.language import caution_words, qualifying_words, refusal_words, waiting_words
from coatcheck.sources.html.language.buy_phrases import BUY
from coatcheck.sources.html.language.closures import sells_nothing_now
from coatcheck.sources.html.language.hedges import EXCUSES, NEWS
from coatcheck.sources.html.language.marks import Marks
from coatcheck.sources.html.language.refusal import Refusal
from coatcheck.sources.html.language.sentences import Sentence

MOST_OF_A_LINE = 12  # words; longer sentences are stories in which somebody logs in or waits
MOST_OF_A_BUTTON = 5
LONGEST_OVER = 40  # letters, in a script that doesn't part words
MOST_SALES_OF = 8  # words that name what was sold


def refusal(sentence: Sentence) -> Refusal:
    """Return what a sentence refuses."""
    if any(tells(sentence) for tells in (sells_nothing_now, _is_not_delivered, _is_replaced, _is_over)):
        return Refusal.PLAIN
    if STORES_MARKS.among(sentence.words, sentence.text):
        return Refusal.NONE
    if _is_refused(sentence) and not EXCUSES.among(sentence.words, sentence.text):
        return Refusal.PLAIN
    return Refusal.SLIGHT if _waits_or_logs_in(sentence) else Refusal.NONE


def _is_replaced(sentence: Sentence) -> bool:
    """Whether another product took this one's place: "Dieses Produkt wurde durch X2 ersetzt", not "Wird bei Defekt durch ein neues ersetzt"."""
    words = sentence.words
    return _precede(REPLACED_BY, REPLACED, words) and (THIS.among(words) or REPLACED_THIS.among(words))


def _is_over(sentence: Sentence) -> bool:
    """Whether what takes place once did, or won't, and the sentence ends with that: "This event has been cancelled"."""
    words, text = sentence.words, sentence.text if sentence.is_spaceless else ""
    if text:
        return len(text) <= LONGEST_OVER and EVENTS.anywhere(text) and OVER.anywhere(text)
    ends = any(end == len(words) <= MOST_OF_A_LINE for _, end in OVER.places(words))
    return ends and not NEVER.among(words) and _follow(EVENTS, OVER, words)


def _is_not_delivered(sentence: Sentence) -> bool:
    """Whether nothing but a delivery is denied: "Home delivery: not available", and not "Delivery on Sundays: not available"."""
    phrases = sentence.phrases
    if not phrases or sentence.after or any(phrase.meaning.buyable is not False for phrase in phrases):
        return False
    return DELIVERED.places(sentence.before)[:1] == [(0, len(sentence.before))]


def asks_instead(sentence: Sentence) -> bool:
    """Return whether a button asks for a word with the shop in place of the money: "Contact us", "Find in store"."""
    return len(sentence.words) <= MOST_OF_A_BUTTON and ASKED.among(sentence.words, sentence.text)


def says_when(sentence: Sentence) -> bool:
    """Return whether nothing is written on a button but that it is too early or too late: "Demnächst", "Currently closed"."""
    said = [word for word in sentence.words if not NOW.is_word(word)]
    text = sentence.text.strip(" !.。！")
    return any(marks.places(said)[:1] == [(0, len(said))] or text in marks.listed for marks in (SOON, ENDED))


def _is_refused(sentence: Sentence) -> bool:
    words, text = sentence.words, sentence.text if sentence.is_spaceless else ""
    if REFUSED.among(words, text) or _ended(text):
        return True
    if any(_follow(*pair, words) for pair in ((SALES, ENDED), (ENDED, SALES), (NOT, BOUGHT))) or _sales_of(words):
        return True
    sent = _precede(NOT, SHIPPED, words) or NOT_SHIPPED.among(words, text)
    return bool(sent and THIS_OR_YOURS.among(words, text)) or _is_not_sent_to_you(words)


def _is_not_sent_to_you(words: Sequence[str]) -> bool:
    """Whether the sending to where one is isn't possible: "Versand in Ihr Land ist nicht möglich", "No delivery to your country"; not "Delivery to your country isn't free"."""
    if not (SHIPMENT.among(words) and PLACES.among(words) and THIS_OR_YOURS.among(words)):
        return False
    denied = NOT.places(words)
    sent = {start for start, _ in SHIPMENT.places(words)}
    return any(end in sent or all(map(LINKING_MARKS.is_word, words[end:])) for _, end in denied)


def _ended(text: str) -> bool:
    """Whether sales are over, in a script that doesn't part words: 販売は終了しました."""
    return bool(text) and SALES.anywhere(text) and ENDED.anywhere(text)


def _sales_of(words: Sequence[str]) -> bool:
    """Whether sales of something are over, and the sentence with it: "Ticket sales for this date are closed"."""
    of = [end for _, end in SALES.places(words) if SALES_OF.is_word("".join(words[end : end + 1]))]
    ended = [start for start, end in ENDED.places(words) if end == len(words)]
    return any(0 < start - place <= MOST_SALES_OF for place in of for start in ended)


def _waits_or_logs_in(sentence: Sentence) -> bool:
    words, text = sentence.words, sentence.text if sentence.is_spaceless else ""
    if len(words) > MOST_OF_A_LINE:
        return False
    if NOTIFY.among(words, text):
        return not NEWS.among(words, text)
    return LOG_IN.among(words, text) and any(marks.among(words, text) for marks in (BOUGHT, WANTED, _buying()))


def _follow(first: Marks, second: Marks, words: Sequence[str]) -> bool:
    """Whether a mark of one table is followed by one of the other, with nothing but linking words between."""
    starts = [end for start, end in first.places(words) if not OTHER_SALES.is_word("".join(words[:start][-1:]))]
    ends = {start for start, _ in second.places(words)} if starts else set()
    return any(_leads_to(words, end, ends) for end in starts)


def _precede(first: Marks, second: Marks, words: Sequence[str]) -> bool:
    """Whether a mark of one table stands anywhere before one of the other, as German and Dutch put the verb last."""
    starts = first.places(words)
    return any(start >= starts[0][1] for start, _ in second.places(words)) if starts else False


def _leads_to(words: Sequence[str], place: int, ends: set[int]) -> bool:
    while place < len(words):
        if place in ends:
            return True
        if not LINKING_MARKS.is_word(words[place]):
            return False
        place += 1
    return False


STORES_MARKS, SOON = Marks(qualifying_words.STORES), Marks(qualifying_words.SOON)
NOW = Marks(
    "currently; now; very; already; muy; molto; derzeit; zurzeit; actuellement; momenteel; bereits; déjà; ya; già"
)
SHIPMENT, PLACES = Marks(refusal_words.SHIPMENT), Marks(caution_words.PLACES)
NOT, BOUGHT, REFUSED = Marks(refusal_words.NOT), Marks(refusal_words.BOUGHT), Marks(refusal_words.REFUSED)
SHIPPED, NOT_SHIPPED = Marks(refusal_words.SHIPPED), Marks(refusal_words.NOT_SHIPPED)
THIS_OR_YOURS = Marks(refusal_words.THIS_OR_YOURS)
NOTIFY, LOG_IN, WANTED = Marks(waiting_words.NOTIFY), Marks(waiting_words.LOG_IN), Marks(waiting_words.WANTED)
OTHER_SALES = Marks(waiting_words.OTHER_SALES)
SALES, ENDED, ASKED = Marks(waiting_words.SALES), Marks(waiting_words.ENDED), Marks(waiting_words.ASKED)
REPLACED_BY, REPLACED = Marks(refusal_words.REPLACED_BY), Marks(refusal_words.REPLACED)
REPLACED_THIS, SALES_OF = Marks(refusal_words.REPLACED_THIS), Marks(refusal_words.SALES_OF)
EVENTS, OVER, NEVER = (
    Marks(waiting_words.EVENTS),
    Marks(waiting_words.OVER),
    Marks("not; never; yet; if; when; unless; should; nicht; wenn; falls; pas; si; no; non; niet; als; nie; jeśli"),
)
THIS = Marks(caution_words.THIS)
DELIVERED = Marks(
    "delivery; home delivery; delivery to home; standard delivery; shipping; ship to home; ship it; ship to me; ship to you; lieferung; lieferung nach hause; heimlieferung; versand; online bestellung; livraison; livraison à domicile; envío; envío a domicilio; entrega a domicilio; entrega; entrega em casa; consegna; consegna a domicilio; spedizione; bezorging; thuisbezorging; thuis bezorgen; verzending;"
    " dostawa; dostawa do domu; wysyłka; doručení; doručení domů; doprava; doručenie; szállítás; házhozszállítás; kiszállítás; livrare; livrare la domiciliu; leverans; hemleverans; levering; hjemmelevering; toimitus; kotiinkuljetus; kotitoimitus; teslimat; kargo; eve teslim; доставка; доставка на дом; доставка додому; παράδοση; παράδοση κατ οίκον; αποστολή; dostava; kućna dostava; dostava na dom; 배송; 택배; توصيل; التوصيل; التوصيل للمنزل; משלוח; משלוח עד הבית; ارسال; giao hàng; giao hàng tận nơi; pengiriman"
)
LINKING_MARKS = Marks(refusal_words.LINKING)


@cache
def _buying() -> Marks:
    return Marks(BUY)
