"""What a short text of a page says about stock. Pure; the phrases are in `stock_phrases.py`.

A sentence is read by the first of RULES that has something to say of it.
"""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import normalize

from coatcheck.model import Availability
from coatcheck.sources.html.language.buy_phrases import BUY
from coatcheck.sources.html.language.caution_words import (
    ALTERNATIVES,
    COMPANIONS,
    CONDITIONS,
    DOUBTS,
    DOUBTS_ANYWHERE,
    GOODS,
    OF_ANYTHING,
    OTHER_THINGS,
    PLACES,
    POLICIES,
    THIS,
)
from coatcheck.sources.html.language.dates import is_dated
from coatcheck.sources.html.language.hedges import is_hedged
from coatcheck.sources.html.language.labels import MARKS as LABELS
from coatcheck.sources.html.language.labels import UNITS, is_label
from coatcheck.sources.html.language.marks import Marks
from coatcheck.sources.html.language.qualifying_words import NOTHING, PAST, SITES, SOON, STORES, USED_UP
from coatcheck.sources.html.language.refusal import Refusal
from coatcheck.sources.html.language.refusal_words import NOT, THIS_OR_YOURS
from coatcheck.sources.html.language.refusals import asks_instead, refusal
from coatcheck.sources.html.language.sentences import CROSS, Sentence, phrase_words, plain_words, sentences
from coatcheck.sources.html.language.stock_phrases import BESIDE_SOLD, SOLD, phrases

LONGEST = 300  # characters; longer texts tell stories
LONGEST_SENTENCE = 25  # words
LONGEST_BUTTON = 8  # words
SPARE = 6  # words that may stand beside "in stock" in a sentence that isn't marked as the product's own
SPARE_OF_OWN = 12
NEAR_NO = 2  # words in front of "in stock" among which a "not" takes it back
SHORTEST_NAME = 3  # letters
NAMELESS = 7  # the same in a script that doesn't part words
MOST_BESIDE = 4  # words beside "gone" that may be of the product
LONGEST_ABSENCE = 12  # words of a sentence that says "sold out" and isn't marked as the product's own

UNKNOWN = Availability.UNKNOWN
_ABSENT = frozenset({Availability.OUT_OF_STOCK, Availability.DISCONTINUED, Availability.IN_STORE_ONLY})
_LATER = frozenset({Availability.PRE_ORDER, Availability.BACK_ORDER})


class Reading(NamedTuple):
    """What words say for certain, and how much they speak against stock that they don't prove to be gone.

    `names`: the words that may name what is absent, "size" and "m" of "Size M is sold out"; none of "Sorry, sold out".
    """

    meaning: Availability = UNKNOWN
    doubt: Refusal = Refusal.NONE
    names: frozenset[str] = frozenset()


NOTHING_SAID = Reading()
DOUBTFUL = Reading(doubt=Refusal.PLAIN)
HEDGED = Reading(doubt=Refusal.FAINT)  # nothing certain, and not what is said of what can be bought
Rule = Callable[[Sentence, bool], Reading | None]


def read_words(text: str, own: bool) -> Availability:
    """Read what a text says; UNKNOWN where it says nothing certain about the present.

    `own`: it stands where the page states the product's availability, so that other words may stand beside it.
    """
    return read(text, own).meaning


@lru_cache(8192)  # a page that is looked at again says mostly the same
def read(text: str, own: bool) -> Reading:
    """Return what a text says of stock, sentence by sentence; a doubt in one of them leaves no stock certain."""
    if len(text) > LONGEST:
        return NOTHING_SAID
    readings = [_read_sentence(Sentence(sentence), own) for sentence in sentences(normalize("NFC", text))]
    said = {reading.meaning for reading in readings} - {UNKNOWN}
    meaning, doubt = together(said), max((reading.doubt for reading in readings), default=Refusal.NONE)
    against = [reading for reading in readings if reading.doubt or reading.meaning in _ABSENT]
    names = frozenset.intersection(*(reading.names for reading in against)) if against else frozenset()
    if said and meaning is UNKNOWN:
        return DOUBTFUL._replace(names=names)
    certain = doubt is not Refusal.PLAIN or not meaning.buyable
    return Reading(meaning if certain else UNKNOWN, doubt, names)


def together(said: set[Availability]) -> Availability:
    """Return the most careful reading of several statements; UNKNOWN where they contradict each other."""
    if not said:
        return UNKNOWN
    present = said - _ABSENT
    if said & _ABSENT:
        if not present:
            return Availability.DISCONTINUED if Availability.DISCONTINUED in said else min(said)
        return min(present) if present <= _LATER else UNKNOWN
    for meaning in (Availability.PRE_ORDER, Availability.LIMITED_AVAILABILITY, Availability.IN_STOCK):
        if meaning in said:  # stock that could also be backordered is stock
            return meaning
    return min(said)


@lru_cache(4096)
def read_button(text: str) -> Availability:
    """Read what a button that can be pressed promises: IN_STOCK for "add to cart", else what its words say."""
    said = read(text, own=False)
    if said.meaning is not UNKNOWN or said.doubt:
        return said.meaning
    sentence = Sentence(text)
    if (sold := is_sold(sentence, own=True)) is not None:
        return sold.meaning
    listed = plain_words(text)
    beginnings = [length for length in range(1, len(listed) + 1) if listed[:length] in _buying()]
    if not beginnings or len(listed) > LONGEST_BUTTON:
        return UNKNOWN
    rest = sentence.words[beginnings[-1] :]
    return UNKNOWN if _SOON.among(rest) or _STORES.among(rest, text) else Availability.IN_STOCK


@lru_cache(4096)
def speaks_of_stock(text: str) -> bool:
    """Return whether words on stock stand in a text, whatever they say."""
    return len(text) <= LONGEST and any(Sentence(sentence).phrases for sentence in sentences(text))


@lru_cache(4096)
def denies(text: str) -> bool:
    """Return whether a few words hold a no, a nought or a cross: "✗", "0", "Not any more"."""
    return any(_NOTHING.among(sentence.words, sentence.text) for sentence in map(Sentence, sentences(text)))


@lru_cache(4096)
def says_this(text: str) -> bool:
    """Return whether a text speaks of "this product"."""
    return any(_THIS.among(sentence.words, _text(sentence)) for sentence in map(Sentence, sentences(text)))


@lru_cache(4096)
def is_of_anything(text: str) -> bool:
    """Return whether what a text says of stock may be said of a site as well: "Coming soon", "Currently unavailable"."""
    spoken = [sentence for sentence in map(Sentence, sentences(text)) if sentence.phrases]
    return bool(spoken) and all(map(is_said_of_anything, spoken))


@lru_cache(4096)
def doubt_of_button(text: str) -> Refusal:
    """Return how much what is written on a button speaks against stock."""
    doubt, sentence = read(text, own=False).doubt, Sentence(text)
    absent = bool(sentence.meanings & _ABSENT) and len(sentence.words) <= LONGEST_BUTTON  # "Unavailable nearby"
    return doubt or (Refusal.SLIGHT if absent or asks_instead(sentence) else Refusal.NONE)


@cache
def _buying() -> frozenset[tuple[str, ...]]:
    return frozenset(map(phrase_words, phrases(BUY)))


# The rules, in their order


def _read_sentence(sentence: Sentence, own: bool) -> Reading:
    return next((reading for rule in RULES if (reading := rule(sentence, own)) is not None), NOTHING_SAID)


def tells_a_story(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as nothing where there is too much to read, or nothing at all."""
    return NOTHING_SAID if not 0 < len(sentence.words) <= LONGEST_SENTENCE else None


def refuses(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as a doubt where the shop refuses to sell, unless absence itself is told: "Can't be shipped to your country"."""
    doubt = refusal(sentence)
    absent = bool(sentence.phrases) and sentence.meanings <= _ABSENT and is_said_in_passing(sentence, own) is None
    absent = absent and not (
        doubt is Refusal.PLAIN and _OTHER_THINGS.among(sentence.clause.rest)
    )  # "Not available for delivery"
    return Reading(doubt=doubt) if doubt and not absent else None


def is_sold(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as absence where a single piece was bought: "This item has been sold"; a lone "Sold" is one only where the stock is stated, and else a faint doubt."""
    listed = sentence.words
    sold = _SOLD.places(listed) or ([(0, 1)] if sentence.text.strip(" !.。！") in _SOLD.listed else [])
    if len(sold) != 1:
        return None
    if not own and len(listed) == sold[0][1] - sold[0][0]:
        return HEDGED
    beside = [*listed[: sold[0][0]], *listed[sold[0][1] :]]
    return Reading(Availability.OUT_OF_STOCK) if all(map(_BESIDE_SOLD.is_word, beside)) else None


def is_a_label_of_nothing(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as absence where nothing stands beside the stock's label: "Stock: 0", "Verfügbarkeit: Nein", "在庫 なし"."""
    if len(sentence.words) > 2 and _NOTHING.is_word(sentence.words[0]) and UNITS.is_word(sentence.words[1]):
        return (
            Reading(Availability.OUT_OF_STOCK) if is_label(" ".join(sentence.words[2:])) else None
        )  # "No units on hand"
    *label, value = _without_units(sentence.words)
    if not label or not (_NOTHING.is_word(value) or value in (*_NOTHING.listed, USED_UP)):
        return None
    name = sentence.text.replace("：", ":").partition(":")[0]
    whole = LABELS.places(label)[:1] == [(0, len(label))]
    return Reading(Availability.OUT_OF_STOCK) if whole or is_label(name) else None


def _without_units(listed: Sequence[str]) -> list[str]:
    """Words without the unit in which pieces are counted, behind a nought: "stock 0" of "Stock: 0 pcs"."""
    counted = len(listed) > 2 and listed[-2] == "0" and (UNITS.is_word(listed[-1]) or listed[-1] == "#")  # "0/10"
    return list(listed[:-1] if counted else listed) or [""]


def is_about_something_else(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as nothing where no phrase about stock stands in it, or as a slight doubt where it speaks of buying all the same."""
    if sentence.phrases:
        return None
    return HEDGED if is_hedged(sentence) else NOTHING_SAID


def is_denied(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as absence where "no" or its like stands beside "in stock" alone: "In stock ✗", "Nil in stock", "-2 in stock"."""
    if not all(meaning.buyable for meaning in sentence.meanings):
        return None
    behind = _NOTHING.among(sentence.after, sentence.text if sentence.is_spaceless and sentence.after else "")
    is_alone = len(sentence.after) == 1 or sentence.after == ["n", "a"]
    counted = sentence.before[:1] == ["0"] and len(sentence.before) == 2 and sentence.words[2] == "#"  # "0 of 50 left"
    if counted or (behind and is_alone) or (len(sentence.before) == 1 and _NIL.is_word(sentence.before[0])):
        return Reading(Availability.OUT_OF_STOCK)
    return None


def speaks_of_shops(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as nothing where it is about shops of brick: "1 in stock at our Chicago store", "在庫あり 店舗のみ"."""
    shops = Availability.IN_STORE_ONLY not in sentence.meanings and _STORES.among(sentence.words, _text(sentence))
    if not shops:
        return None
    online = sentence.meanings <= _ABSENT and _ONLINE.among(sentence.words)  # "Sold out online, check your store"
    return None if online else NOTHING_SAID


def leaves_it_open(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as nothing where two phrases are alternatives: "In stock or out of stock?"."""
    return NOTHING_SAID if len(sentence.meanings) > 1 and _ALTERNATIVES.among(sentence.rest) else None


def speaks_of_goods_at_large(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as nothing where it sets a rule for many: "Made to order items can't be returned", "In-stock orders ship today"."""
    if sentence.meanings <= _ABSENT and _is_said_of_all(sentence):
        return None
    named = _GOODS.among(sentence.after[:1]) or (_GOODS.among(sentence.before[-1:]) and len(sentence.after) > 2)
    return NOTHING_SAID if named or _POLICIES.among(sentence.rest, _text(sentence)) else None


def _is_said_of_all(sentence: Sentence) -> bool:
    """Whether an absence is that of every size or colour: "All sizes are sold out", "In allen Größen ausverkauft"."""
    rest, text = sentence.rest, _text(sentence)
    return _ALL.among(rest, text) and all(map(_is_of_kinds, rest))


def _is_of_kinds(word: str) -> bool:
    return any(marks.is_word(word) for marks in (_ALL, _GOODS, _COMPANIONS)) or len(word) < SHORTEST_NAME


def speaks_of_the_site(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as nothing where a site says of itself what may be said of anything: "This site is currently unavailable"."""
    subject = sentence.before if not sentence.is_spaceless else sentence.words
    return NOTHING_SAID if is_said_of_anything(sentence) and _SITES.among(subject, _text(sentence)) else None


def is_still_to_come(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as a doubt where it will be there soon, and is not: "即将有货", "Segera tersedia"."""
    if not all(meaning.buyable for meaning in sentence.meanings) or not _SOON.among(sentence.rest, _text(sentence)):
        return None
    of_others = _OTHER_THINGS.among(sentence.rest)  # "More colours available soon"
    return DOUBTFUL if own or (len(sentence.rest) <= SPARE and not of_others) else NOTHING_SAID


def is_said_in_passing(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as nothing where a single word like "available" stands beside other things: "Gift wrapping available"."""
    if not sentence.is_single or own:
        return None
    is_absent = sentence.meanings <= _ABSENT
    beside = sentence.clause.rest if is_absent else sentence.rest
    if all(_COMPANIONS.is_word(word) for word in beside) or (is_absent and _is_said_of_all(sentence)):
        return None
    is_doubtful = _is_doubtful(sentence) if is_absent else not _is_put_off_or_denied(sentence)
    is_own = not is_doubtful and not _OTHER_THINGS.among(beside) and not _GOODS.among(beside)
    is_open = len(beside) <= MOST_BESIDE and is_own
    return HEDGED if is_open else NOTHING_SAID


def _is_put_off_or_denied(sentence: Sentence) -> bool:
    """Whether "available" is said of another day, or of none: "Verfügbar ab 15.03.", "Aucune offre n'est disponible"."""
    dated = is_dated(sentence.before, sentence.after, sentence.text) and "#" in sentence.words
    return dated or _NOTHING.among(sentence.before) or _NOT.among(sentence.before)


def tells_absence(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as absence, if it is certain, and the product's: not "if sold out", "often sold out", "Sold out (12)", "grey = sold out"."""
    said = sentence.meanings
    if not said & _ABSENT:
        return None
    clause = sentence.clause
    doubtful = _is_doubtful(sentence)
    if not doubtful and _is_where_you_are(clause):
        return DOUBTFUL
    if doubtful or _OTHER_THINGS.among(clause.rest) or (sentence.is_single and "#" in clause.rest):
        return NOTHING_SAID
    if not own and len(clause.words) > LONGEST_ABSENCE:
        is_whole = _COMPANIONS.among(sentence.before[:2]) or not sentence.before
        return DOUBTFUL._replace(names=_names(clause)) if is_whole else NOTHING_SAID
    meaning = together(said)  # UNKNOWN for "sold out, in stock on March 3"
    doubt = Refusal.PLAIN if meaning is UNKNOWN else Refusal.NONE
    return Reading(meaning, doubt, _names(clause))


def _is_doubtful(sentence: Sentence) -> bool:
    """Whether an absence is a filter's, a legend's or a warning's: "if sold out", "Sold out (12)", "Out of stock? Tell us"."""
    before = sentence.before
    if Availability.DISCONTINUED in sentence.meanings:
        before = [word for word in before if word not in _WAS]
    doubtful = _DOUBTS.among(before) or _DOUBTS_ANYWHERE.anywhere(_text(sentence)) or _is_counted(sentence)
    return doubtful or "?" in sentence.text or "？" in sentence.text


def tells_an_order_in_advance(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as a pre-order or a back-order, if it is taken: not "Pre-order not possible"."""
    if not sentence.meanings <= _LATER:
        return None
    if _NOTHING.among(sentence.rest, _text(sentence)):
        return DOUBTFUL
    return NOTHING_SAID if not own and len(sentence.rest) > LONGEST_ABSENCE else Reading(together(sentence.meanings))


def tells_stock(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as stock, if it is there now, without a condition, and not asked for: not "In stock on March 3", "Ships when in stock"."""
    start, end = sentence.phrases[0].start, sentence.phrases[-1].end
    end -= sentence.words[end - 1] == "#"  # which may be a day, and no number of pieces
    dated = is_dated(sentence.words[:start], sentence.words[end:], sentence.text)
    spare = len(sentence.rest) > (SPARE_OF_OWN if own else SPARE)
    conditions = (_CONDITIONS, _PAST, _NOTHING)
    limited = any(marks.among(sentence.rest, _text(sentence)) for marks in conditions)
    if _is_taken_back(sentence) and not spare:
        return DOUBTFUL
    if _tells_how_long(sentence) or _awaits_an_answer(sentence):
        return NOTHING_SAID
    limited = limited or (_NOT.among(sentence.before) and not _ONLY.among(sentence.before))
    if spare and not limited:
        return NOTHING_SAID
    if dated or limited:
        praised = _NOTHING.among(sentence.before) and _ONLY.among(sentence.before)  # "Not only in stock"
        of_others = praised or _OTHER_THINGS.among(sentence.rest) or _GOODS.among(sentence.rest)
        return NOTHING_SAID if of_others or not (limited or "#" in sentence.words) else HEDGED
    return Reading(together(sentence.meanings))


def _tells_how_long(sentence: Sentence) -> bool:
    """Whether the number behind a label counts days and no pieces: "Availability: 2-3 days", or is a date's."""
    start, end, _ = sentence.phrases[-1]
    listed = sentence.clause.words
    if listed[end - 1 : end] != ["#"] or not is_label(" ".join(listed[start : end - 1])):
        return False
    behind = [word for word in listed[end:] if word != "#"]
    return _LASTING.among(behind[:2]) or len(listed) - end > len(behind) + 1


def _is_taken_back(sentence: Sentence) -> bool:
    """Whether a "not" stands in front of "in stock": "Not currently in stock", and not "Not only in stock" or "Don't wait, in stock"."""
    near = sentence.before[-NEAR_NO:]
    return _NOTHING.among(near) and not _ONLY.among(near)


def _is_where_you_are(sentence: Sentence) -> bool:
    """Whether it is said of the place where one is: "not available in your region", and not "Our hotline is not available in your region"."""
    if not _PLACES.among(sentence.rest, _text(sentence)) or not _YOURS.among(sentence.rest, _text(sentence)):
        return False
    return _THIS.among(sentence.words, _text(sentence)) or all(map(_COMPANIONS.is_word, sentence.before))


def _names(sentence: Sentence) -> frozenset[str]:
    """The words beside an absence that may name what is absent, none where it is said of "this item".

    A short one is no name, as "de", です and となりました are none.
    """
    if _THIS.among(sentence.words, _text(sentence)):
        return frozenset()
    least = NAMELESS if sentence.is_spaceless else SHORTEST_NAME
    return frozenset(word for word in sentence.rest if len(word) >= least and not _COMPANIONS.is_word(word))


def _awaits_an_answer(sentence: Sentence) -> bool:
    """ "In stock:" is the label of a value elsewhere, and "In stock?" a question."""
    return sentence.text.rstrip(" -–—").endswith((":", "：", "?", "？", "-", "–"))


def _is_counted(sentence: Sentence) -> bool:
    """ "Sold out (12)" is a filter, "grey = sold out" a legend."""
    text = sentence.text.rstrip()
    counted = text.endswith(")") and text.rpartition("(")[2][:-1].strip().isdigit()
    return counted or "=" in text


def _text(sentence: Sentence) -> str:
    """The sentence where no blanks part its words, in which marks are looked for anywhere; else ""."""
    return sentence.unsaid if sentence.is_spaceless else ""


def is_said_of_anything(sentence: Sentence) -> bool:
    """Return whether its phrases may be said of a site as well as of a product: "unavailable", "back soon"."""
    spoken = [sentence.words[phrase.start : phrase.end] for phrase in sentence.phrases]
    return bool(spoken) and all(_OF_ANYTHING.among(words) for words in spoken)


RULES: tuple[Rule, ...] = (
    tells_a_story,
    refuses,
    is_sold,
    is_a_label_of_nothing,
    is_about_something_else,
    is_denied,
    speaks_of_shops,
    leaves_it_open,
    speaks_of_goods_at_large,
    speaks_of_the_site,
    is_still_to_come,
    is_said_in_passing,
    tells_absence,
    tells_an_order_in_advance,
    tells_stock,
)

_WAS = frozenset({"was", "were"})  # "It was discontinued" is true now, "It was sold out" is not
_ALTERNATIVES, _COMPANIONS, _CONDITIONS = Marks(ALTERNATIVES), Marks(COMPANIONS), Marks(CONDITIONS)
_DOUBTS, _DOUBTS_ANYWHERE = Marks(DOUBTS), Marks(DOUBTS_ANYWHERE)
_GOODS, _OF_ANYTHING, _OTHER_THINGS, _POLICIES = Marks(GOODS), Marks(OF_ANYTHING), Marks(OTHER_THINGS), Marks(POLICIES)
_NOTHING, _PAST, _SITES, _SOON, _STORES = Marks(NOTHING), Marks(PAST), Marks(SITES), Marks(SOON), Marks(STORES)
_SOLD, _BESIDE_SOLD = Marks(SOLD), Marks(BESIDE_SOLD)
_NIL = Marks(
    f"{CROSS}; 0; nil; zero; null; zéro; cero; nul; noll; nolla; nulla; nula; sıfır; ноль; нуль; нула; μηδέν; صفر; אפס; शून्य; nol; nulis; nulle"
)
_ALL = Marks(
    "all; every; any; alle; allen; aller; sämtliche*; jede*; toutes; tous; todas; todos; tutte; tutti; wszystkie; wszystkich; všechny; všech; všetky; összes; minden; toate; alla; kaikki; kaikissa; tüm; bütün; все; всех; всі; всіх; всички; όλα; όλες; svi; sve; vse; 全て; すべて; 全サイズ; 全色; 全部; 所有; 모든; جميع; כל; همه; सभी; tất cả; ทุก; semua; visi; visos; kõik; totes; tots"
)
_LASTING = Marks(
    "min; minute*; h; hr; hrs; hour*; day*; week*; month*; year*; workday*; std; stunde*; tag; tage; tagen; werktag*; arbeitstag*; woche*; monat*; jour*; heure*; semaine*; mois; día*; dia*; hora*; semana*; mes; meses; giorn*; ore; settiman*; mesi; dag; dage; dagar; dager; dagen; uur; werkdag*; weken; maand*; uger; uker; veck*; timer;"
    " dni; dnia; dzień; godz*; tydzień; tygodn*; miesi*; den; dny; dnů; hodin*; týd*; měsíc*; mesiac*; nap; napon; munkanap*; óra; hét; zi; zile; săpt*; luni; päivä*; arkipäivä*; viikko*; gün*; saat*; hafta*; дн*; день; час*; недел*; тижн*; месяц*; місяц*; седмиц*; ημέρες; μέρες; ώρες; dan; dana; dní; päeva; dien*; ngày; tuần; hari; minggu; วัน; 일; 시간; 주"
)
_NOT = Marks(NOT)
_PLACES, _THIS, _YOURS = Marks(PLACES), Marks(THIS), Marks(THIS_OR_YOURS)
_ONLY = Marks(
    "only; just; merely; nur; bloß; seulement; uniquement; solo; sólo; solamente; soltanto; alleen; slechts; só; apenas; somente; tylko; jen; pouze; len; csak; doar; bara; endast; kun; bare; vain; sadece; только; тільки; само; μόνο; samo"
)
_ONLINE = Marks("online; web; онлайн; internet; интернете; オンライン; 线上; 線上; 网上; 網上; 온라인")
