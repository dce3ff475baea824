"""Short texts: whether they fit the phone network's 7-bit alphabet, and how to make them fit one segment.

A segment holds 160 characters of the GSM-7 alphabet, or 70 UTF-16 units as soon as one character is not in it.
Some characters count twice.
https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from coatcheck.languages import language

PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
ESCAPED = frozenset("\f^{}\\[~]|€")  # these take two places
GSM7 = PLAIN | ESCAPED

SEGMENT = 160  # septets in one text
TWO_SEGMENTS = 306  # each of them holds what puts them together again, too
# Languages that the 7-bit alphabet can't write: what is said in them takes a few segments of 67 UTF-16 units each.
WIDE = frozenset({"ja", "hi", "ar"})
WIDE_SEGMENT = 67
WIDE_ALONE = 70  # where it is one
LONG_SEGMENT = 153  # places of each where a text takes several
JOINERS = "\u200c\u200d"  # between letters that such an alphabet writes as one, or not
BRAND, ITEM, SIZES = 20, 24, 16  # the most of them that our name, a product's and a list of sizes may take

Form = Callable[[str], str]  # a text with the name of its product put in


def is_gsm7(text: str) -> bool:
    """Return whether every character is in the 7-bit alphabet."""
    return GSM7.issuperset(text)


def length(text: str) -> int:
    """Count the places a text takes: septets where it is GSM-7, UTF-16 units where not."""
    if is_gsm7(text):
        return sum(2 if character in ESCAPED else 1 for character in text)
    return sum(2 if ord(character) > 0xFFFF else 1 for character in text)


def segments(text: str) -> int:
    """Count the segments that a text is sent in: https://www.twilio.com/docs/glossary/what-sms-character-limit"""
    one, each = (SEGMENT, LONG_SEGMENT) if is_gsm7(text) else (WIDE_ALONE, WIDE_SEGMENT)
    return 1 if length(text) <= one else -(-length(text) // each)


def fit(title: str, limit: int) -> str:
    """Put a shop's words in one line of at most `limit` places: transliterated, then cut, at a blank if one is near the end.

    Pictures and control characters are dropped: what a shop calls a product must not cost three texts for one. In a language
    that has another alphabet anyway every alphabet is kept.
    """
    return _fit(title, limit, language() in WIDE)


@lru_cache(maxsize=1024)  # one restock says the same words to thousands
def _fit(title: str, limit: int, wide: bool) -> str:
    words = " ".join(_spelled(title, wide).split())
    if length(words) <= limit:
        return words
    while length(words) > limit:
        words = words[:-1]
    blank = words.rfind(" ")
    return words[:blank] if blank > len(words) * 2 // 3 else words.rstrip()


def listed(names: Sequence[str], limit: int) -> str:
    """List as many of these names as fit into so many septets, and how many more there are: "S, M +2". The first is cut where it alone is too long."""
    shown = [fit(name, limit) for name in names if name]
    for count in range(len(shown), 0, -1):
        rest = f" +{len(shown) - count}" if count < len(shown) else ""
        line = ", ".join(shown[:count]) + rest
        if length(line) <= limit:
            return line
    return f"{fit(shown[0], limit - len(rest))}{rest}" if shown else ""


def spelled(words: str) -> str:
    """Write words without pictures and control characters; in the 7-bit alphabet where the language that is spoken has it."""
    return _spelled(words, language() in WIDE)


def _spelled(words: str, wide: bool) -> str:
    return "".join(_spell(character, wide) for character in words)


def room(segments: int = 1) -> int:
    """Return how many places a text of the language that is spoken may take.

    One segment of the 7-bit alphabet is worth three of those that other alphabets need: they hold 67 characters each.
    """
    if language() in WIDE:
        return 3 * segments * WIDE_SEGMENT
    return SEGMENT if segments == 1 else TWO_SEGMENTS


def fullest(forms: Iterable[Form], item: str = "", segments: int = 1, longest: int = ITEM) -> str:
    """Make a text that `room` has places for: by the first form that has some for the item's name, else by the last, with the name cut.

    `forms`: at least one, the fullest first. `longest`: what the name may take.
    """
    name, left = fit(item, longest), 0
    for form in forms:
        left = room(segments) - length(spelled(form("")))
        if left >= length(name):
            break
    return " ".join(spelled(form(fit(name, max(left, 1)))).split())


def _spell(character: str, wide: bool) -> str:
    """Return the character, or how it is written in the 7-bit alphabet; of any alphabet where texts are `wide`."""
    if character.isspace():
        return " "
    if character in GSM7 or (wide and character in JOINERS):
        return character
    if unicodedata.category(character) in {"Cc", "Cf", "Cn", "Co", "Cs", "Sk", "So"}:
        return ""
    if wide:
        return character
    from anyascii import anyascii

    return "".join(letter for letter in anyascii(character) if letter in GSM7)
