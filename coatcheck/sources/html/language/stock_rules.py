"""Rules by which a sentence is read that speaks of stock: is what it says certain, of now, and of the product? Pure."""

from coatcheck.model import Availability
from coatcheck.sources.html.language import words_around as words
from coatcheck.sources.html.language.closures import SENT
from coatcheck.sources.html.language.dates import is_dated
from coatcheck.sources.html.language.labels import is_label
from coatcheck.sources.html.language.readings import (
    ABSENT,
    DOUBTFUL,
    HEDGED,
    LATER,
    NOTHING_SAID,
    UNKNOWN,
    Reading,
    together,
)
from coatcheck.sources.html.language.refusal import Refusal
from coatcheck.sources.html.language.sentences import Sentence

SPARE = 6  # words that may stand beside "in stock" in a sentence that isn't marked as the product's own
SPARE_OF_OWN = 12
NEAR_NO = 2  # words in front of "in stock" among which a "not" takes it back
EXPLAINED = 2  # words behind "sold out" that are still of what is
NAMELESS = 7  # the same in a script that doesn't part words
MOST_BESIDE = 4  # words beside "gone" that may be of the product
LONGEST_ABSENCE = 12  # words of a sentence that says "sold out" and isn't marked as the product's own
_WAS = frozenset({"was", "were"})  # "It was discontinued" is true now, "It was sold out" is not


def is_still_to_come(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as a doubt where it will be there soon, and is not: "即将有货", "Segera tersedia"."""
    if not all(meaning.buyable for meaning in sentence.meanings) or not words.SOON.among(
        sentence.rest, words.unparted(sentence)
    ):
        return None
    if _is_sent_soon(sentence):
        return tells_stock(sentence.clause, own)
    of_others = words.OTHER_THINGS.among(sentence.rest)  # "More colours available soon"
    return DOUBTFUL if own or (len(sentence.rest) <= SPARE and not of_others) else NOTHING_SAID


def _is_sent_soon(sentence: Sentence) -> bool:
    """Whether what will be soon is the sending of what is there: "In stock, ships soon", "Auf Lager, bald bei dir"; a date tells more than that."""
    clause = sentence.clause
    at_once = "#" not in sentence.words and not words.SOON.among(clause.rest, words.unparted(clause))
    comes_to_you = words.YOURS.among(sentence.after) and not words.PLACES.among(sentence.after)
    return at_once and (SENT.among(sentence.after) or comes_to_you)


def is_said_in_passing(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as nothing where a single word like "available" stands beside other things: "Gift wrapping available"."""
    if not sentence.is_single or own:
        return None
    is_absent = sentence.meanings <= ABSENT
    beside = sentence.clause.rest
    if all(words.COMPANIONS.is_word(word) for word in beside) or (is_absent and words.is_said_of_all(sentence)):
        return None
    is_doubtful = _is_doubtful(sentence) if is_absent else not _is_put_off_or_denied(sentence)
    is_own = not is_doubtful and not words.OTHER_THINGS.among(beside) and not words.GOODS.among(beside)
    is_open = len(beside) <= MOST_BESIDE and is_own
    return HEDGED if is_open else NOTHING_SAID


def _is_put_off_or_denied(sentence: Sentence) -> bool:
    """Whether "available" is said of another day, or of none: "Verfügbar ab 15.03.", "Aucune offre n'est disponible"."""
    dated = is_dated(sentence.before, sentence.after, sentence.text) and _tells_when(sentence)
    return dated or words.NOTHING.among(sentence.before) or words.NOT.among(sentence.before)


def tells_absence(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as absence, if it is certain, and the product's: not "if sold out", "often sold out", "Sold out (12)", "grey = sold out"."""
    said = sentence.meanings
    if not said & ABSENT:
        return None
    clause = sentence.clause
    doubtful = _is_doubtful(sentence)
    if not doubtful and _is_where_you_are(clause):
        return DOUBTFUL
    if doubtful or (sentence.is_single and "#" in clause.rest):
        return NOTHING_SAID
    if words.OTHER_THINGS.among(clause.rest):
        return DOUBTFUL if _begins_with_absence(sentence) else NOTHING_SAID
    if not own and len(clause.words) > LONGEST_ABSENCE:
        is_whole = words.COMPANIONS.among(sentence.before[:2]) or not sentence.before
        return DOUBTFUL._replace(names=_names(clause)) if is_whole else NOTHING_SAID
    meaning = together(said)  # UNKNOWN for "sold out, in stock on March 3"
    doubt = Refusal.PLAIN if meaning is UNKNOWN else Refusal.NONE
    return Reading(meaning, doubt, _names(clause))


def _begins_with_absence(sentence: Sentence) -> bool:
    """Whether other things come in far behind the absence, where it may be explained by them: "Out of stock because of delivery delays", not "Sold out for delivery"."""
    clause = sentence.clause
    if sentence.is_single or not sentence.meanings <= ABSENT or not all(map(words.COMPANIONS.is_word, clause.before)):
        return False
    return all(start >= EXPLAINED for start, _ in words.OTHER_THINGS.places(clause.after))


def _is_doubtful(sentence: Sentence) -> bool:
    """Whether an absence is a filter's, a legend's or a warning's: "if sold out", "Sold out (12)", "Out of stock? Tell us"."""
    before = sentence.before
    if Availability.DISCONTINUED in sentence.meanings:
        before = [word for word in before if word not in _WAS]
    doubtful = (
        words.DOUBTS.among(before) or words.DOUBTS_ANYWHERE.anywhere(words.unparted(sentence)) or _is_counted(sentence)
    )
    return doubtful or "?" in sentence.text or "？" in sentence.text


def tells_an_order_in_advance(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as a pre-order or a back-order, if it is taken: not "Pre-order not possible", and not "Rabatt auf Bestellung"."""
    if not sentence.meanings <= LATER:
        return None
    if words.NOTHING.among(sentence.rest, words.unparted(sentence)):
        return DOUBTFUL
    is_long = not own and len(sentence.rest) > LONGEST_ABSENCE
    return (
        NOTHING_SAID
        if is_long or (not own and _is_of_an_order(sentence.clause))
        else Reading(together(sentence.meanings))
    )


def _is_of_an_order(sentence: Sentence) -> bool:
    """Whether "on order" is said of another thing, which an order has: "Detalls de la comanda", not "Nur auf Bestellung, 10 Tage"."""
    said = {" ".join(sentence.words[phrase.start : phrase.end]) for phrase in sentence.phrases}
    known = (words.LASTING, words.ONLY)
    named = (word for word in _names(sentence) if not any(marks.is_word(word) for marks in known))
    return said <= set(words.ON_ORDER.listed) and any(named)


def tells_stock(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as stock, if it is there now, without a condition, and not asked for: not "In stock on March 3", "Ships when in stock"."""
    start, end = sentence.phrases[0].start, sentence.phrases[-1].end
    end -= sentence.words[end - 1] == "#"  # which may be a day, and no number of pieces
    dated = is_dated(sentence.words[:start], sentence.words[end:], sentence.text)
    spare = len(sentence.rest) > (SPARE_OF_OWN if own else SPARE)
    conditions = (words.CONDITIONS, words.PAST, words.NOTHING)
    limited = any(marks.among(sentence.rest, words.unparted(sentence)) for marks in conditions)
    if _is_taken_back(sentence) and not spare:
        return DOUBTFUL
    if _tells_how_long(sentence) or _awaits_an_answer(sentence):
        # "Last in stock 3 weeks ago", "Available units: —"
        return HEDGED if words.PAST.among(sentence.rest) or _is_left_out(sentence) else NOTHING_SAID
    limited = limited or (words.NOT.among(sentence.before) and not words.ONLY.among(sentence.before))
    if spare and not limited:
        return NOTHING_SAID
    if dated or limited:
        praised = words.NOTHING.among(sentence.before) and words.ONLY.among(sentence.before)  # "Not only in stock"
        of_others = praised or words.OTHER_THINGS.among(sentence.rest) or words.GOODS.among(sentence.rest)
        return NOTHING_SAID if of_others or not (limited or _tells_when(sentence)) else HEDGED
    return Reading(together(sentence.meanings))


def _tells_when(sentence: Sentence) -> bool:
    """Whether a number stands in a sentence that names another day, or how long it is until then: "in two weeks"."""
    return "#" in sentence.words or words.LASTING.among(sentence.rest)


def _tells_how_long(sentence: Sentence) -> bool:
    """Whether the number behind a label counts days and no pieces: "Availability: 2-3 days", or is a date's."""
    start, end, _ = sentence.phrases[-1]
    listed = sentence.clause.words
    if listed[end - 1 : end] != ["#"] or not is_label(" ".join(listed[start : end - 1])):
        return False
    behind = [word for word in listed[end:] if word != "#"]
    return words.LASTING.among(behind[:2]) or len(listed) - end > len(behind) + 1


def _is_taken_back(sentence: Sentence) -> bool:
    """Whether a "not" stands in front of "in stock": "Not currently in stock", and not "Not only in stock" or "Don't wait, in stock"."""
    near = sentence.before[-NEAR_NO:]
    return words.NOTHING.among(near) and not words.ONLY.among(near)


def _is_where_you_are(sentence: Sentence) -> bool:
    """Whether it is said of the place where one is: "not available in your region", and not "Our hotline is not available in your region"."""
    if not words.PLACES.among(sentence.rest, words.unparted(sentence)) or not words.YOURS.among(
        sentence.rest, words.unparted(sentence)
    ):
        return False
    return words.THIS.among(sentence.words, words.unparted(sentence)) or all(
        map(words.COMPANIONS.is_word, sentence.before)
    )


def _names(sentence: Sentence) -> frozenset[str]:
    """The words beside an absence that may name what is absent, none where it is said of "this item".

    A short one is no name, as "de", です and となりました are none.
    """
    if words.THIS.among(sentence.words, words.unparted(sentence)):
        return frozenset()
    least = NAMELESS if sentence.is_spaceless else words.SHORTEST_NAME
    return frozenset(word for word in sentence.rest if len(word) >= least and not words.COMPANIONS.is_word(word))


def _awaits_an_answer(sentence: Sentence) -> bool:
    """ "In stock:" is the label of a value elsewhere, and "In stock?" a question."""
    return sentence.text.rstrip(" -–—").endswith((":", "：", "?", "？", "-", "–"))


def _is_left_out(sentence: Sentence) -> bool:
    """Whether a dash stands where a label's value would."""
    label, _, value = sentence.text.replace("：", ":").partition(":")
    return is_label(label.strip()) and value.strip() in ("-", "–", "—")


def _is_counted(sentence: Sentence) -> bool:
    """ "Sold out (12)" is a filter, "grey = sold out" a legend."""
    text = sentence.text.rstrip()
    counted = text.endswith(")") and text.rpartition("(")[2][:-1].strip().isdigit()
    return counted or "=" in text
