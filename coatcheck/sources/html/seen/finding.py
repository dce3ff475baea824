"""Finding whatever a page says of stock, be it of its product or not: in named elements, lines, pictures and buttons."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from selectolax.lexbor import LexborNode

from coatcheck.model import Availability, Frozen, Product
from coatcheck.sources.html.document import attribute, clean, lineage
from coatcheck.sources.html.language.finder import find, lowered
from coatcheck.sources.html.language.labels import is_label
from coatcheck.sources.html.language.marks import closed
from coatcheck.sources.html.language.reading import doubt_of_button, is_red, read, read_button
from coatcheck.sources.html.language.readings import HEDGED, NOTHING_SAID, Reading
from coatcheck.sources.html.language.refusal import Refusal
from coatcheck.sources.html.parsing.marks import PICTURED
from coatcheck.sources.html.seen.buttons import is_button, is_disabled, words_on
from coatcheck.sources.html.seen.kind_rows import KindRows
from coatcheck.sources.html.seen.kinds import kinds_of, tokens
from coatcheck.sources.html.seen.lines import DEEPEST, INLINE, label_of, seen_text
from coatcheck.sources.html.seen.named import is_to_be_filled, named_elements
from coatcheck.sources.html.seen.names import words_in, words_of
from coatcheck.sources.html.seen.scene import Scene
from coatcheck.sources.html.seen.size_choices import Choices, names_a_size, size_of

UNKNOWN = Availability.UNKNOWN
MOST = 400  # buttons that are looked at
MOST_LABELS = 1000  # of pictures, among which those that speak of stock are looked for
MOST_PICTURES = 20
MOST_BESIDE = 20  # links in one line
MOST_AROUND = 4  # levels within a link
LONGEST_BADGE = 20  # characters
LONGEST_LABEL = 30  # characters that stand for a picture; longer ones tell what is seen on it
_BADGES = words_in("badge label flag sticker ribbon tag stamp status overlay banner flash onsale")
# Pictures and marks that have a label, and what can be pressed, each by the mark without which a page holds none
_PICTURES = dict.fromkeys(
    (
        *("img[alt]", "[role=img][aria-label]", "svg[aria-label]"),
        *(f"{tag}[{label}]" for tag in ("span", "i", "div") for label in ("title", "aria-label")),
    ),
    PICTURED,
)
_BUTTONS = {
    "button": "",
    "input[type=submit]": "[type=submit]",
    "input[type=button]": "[type=button]",
    "input[type=image]": "[type=image]",
    "a[class*=cart i]": "[class*=cart]",
    "a[id*=cart i]": "[id*=cart]",
    "a[class*=buy i]": "[class*=buy]",
    "a[id*=buy i]": "[id*=buy]",
    "a[class*=btn i]": "[class*=btn]",
    "a[class*=button i]": "[class*=button]",
    "[role=button]": "[role=button]",
    'a[href^="mailto:" i]': "mailto:",
    'a[href^="tel:" i]': "tel:",
}
_OF_A_PERSON = ("mailto:", "tel:")
_ENDS = (".", "!", "?", ";", "|", "•", "·")  # of a sentence


class Statement(Frozen, frozen=True):
    """Something the page says of its product: the words, their meaning, and how near to the product's name they stand."""

    meaning: Availability
    words: str
    distance: int


class Found(Frozen, frozen=True):
    """A statement with what is needed to weigh it against others."""

    statement: Statement
    reading: Reading
    surely: bool  # stands in a part that is surely the product's own
    near: bool = True  # stands close to the product's name
    in_main: bool = True
    in_bar: bool = False  # stands beside the main part, where nothing else is said
    of_choice: bool = False  # speaks of one of several sizes

    @property
    def tells(self) -> bool:
        """Whether it says something certain of the product."""
        return self.surely and not self.of_choice and self.statement.meaning is not UNKNOWN


class Finder:
    """Goes through all that a page says of stock, and notes of each where it stands."""

    def __init__(self, scene: Scene, told: Sequence[Product], name: str) -> None:
        """`told`: what the page's data says of the product; `name`: all that it is called."""
        self.scene = scene
        self.choices = Choices(scene.document.tree)
        self.illegible: list[str] = []  # what elements say that are named for the stock, and that can't be read
        self.unfilled: list[str] = []  # the names of elements that are named for it, and hold nothing yet
        kinds = [kind for product in told for each in kinds_of(product) if (kind := tokens(each))]
        self.kinds = [kind for kind in kinds if not kind <= tokens(name)]
        self.rows = KindRows(scene, self.kinds)

    def named(self) -> Iterator[Found]:
        """Go through the elements whose name says that they tell the stock, and whose words or class do."""
        for node, text, reading in named_elements(self.scene.document, self.scene.sees):
            if reading != NOTHING_SAID and self.scene.may_be_own(node) and not self._is_of_a_link(node, text, reading):
                yield self._found(node, text, reading)
            elif reading == NOTHING_SAID and self.scene.shows(node):
                (self.unfilled if is_to_be_filled(node) else self.illegible).append(text)

    def loose(self) -> Iterator[Found]:
        """Go through the lines that say nothing but whether the product can be had, or that it isn't sold."""
        for line in self.scene.lines:
            node, (reading, text) = line.node, line.said(own=False)
            unclear = reading in (NOTHING_SAID, HEDGED)
            if unclear and self._names_a_kind(node, text, reading):
                reading, text = line.said(own=True)  # of "XL unavailable" it is known what a single word is said of
            elif unclear and (behind := self._behind_name(text)):  # "ausverkauft" of "Trail Mug ausverkauft"
                reading = read(behind, own=False)
            elif unclear and _is_badge(node, text):
                reading = line.read(own=True) if line.read(own=True).meaning.buyable is False else reading
            speaks = reading.meaning is not UNKNOWN or reading.doubt
            asks = reading.meaning is UNKNOWN and reading.doubt is Refusal.SLIGHT and _is_whole_link(node, text)
            names = self._is_name(node) or (not asks and self.scene.names_another_page(node))
            if not speaks or names or is_pressed(node) or not self.scene.may_be_own(node):
                continue
            promises = is_button(node) and reading.meaning.buyable
            if not promises and not self._is_of_a_link(node, text, reading):
                yield self._found(node, text, reading)

    def of_kinds(self) -> Iterator[Found]:
        """Go through the lines that say something of one kind, also those in lists of sizes, which say nothing of the whole."""
        for line in self.scene.lines_among(self.scene.may_be_chosen if self.kinds else self._is_listed_apart):
            reading, text = line.said(own=True)
            if reading == NOTHING_SAID:  # "MSold out" in two elements side by side
                reading = read(seen_text(line.node), own=True)
            found = self._found(line.node, text, reading)
            if found.of_choice:
                yield found

    def _is_listed_apart(self, node: LexborNode) -> bool:
        """Whether an element may be chosen in a part that says nothing of the whole."""
        return not self.scene.sees(node) and self.scene.may_be_chosen(node)

    def pictured(self) -> Iterator[Found]:
        """Go through the pictures that stand for words: <img alt="Sold out">, an icon with that label, a mark without words with that title, a drawing that says so."""
        labelled = self.scene.document.marked(_PICTURES)[:MOST_LABELS]
        speaking = (each for each in labelled if any(find(lowered(_words_of(each)[:LONGEST_LABEL]))))
        labelled = list(islice(speaking, MOST_PICTURES))
        drawn = [each for each in labelled if each.tag == "svg"]
        bare = (each for each in labelled if each.tag == "img" or not any(map(str.isalnum, each.text())))
        pictures = ((each, _words_of(each)) for each in bare if each.tag != "svg")
        for node, text in chain(pictures, self.scene.drawings(drawn)):
            reading = read(text, own=True)
            absent = reading.meaning.buyable is False and len(text) <= LONGEST_LABEL
            if absent and not self.scene.names_another_page(node) and self.scene.may_be_own(node):
                yield self._found(node, f"{_size_beside(node)}{text}", reading)

    def _is_of_a_link(self, node: LexborNode, text: str, reading: Reading) -> bool:
        """Whether words of absence go on where a link to another product ends: "Our <a>Raku workshop</a> is fully booked"."""
        if reading.meaning.buyable is not False or text[:1] in _ENDS:
            return False
        block = _block_around(node)
        links = [link for link in block.css("a[href]")[:MOST_BESIDE] if _block_around(link).mem_id == block.mem_id]
        names = [clean(link.text()) for link in links if self.scene.leads_to_another(link)]
        said = seen_text(block) if names else ""
        return any(f"{name} {text}" in said and read(name, own=False) == NOTHING_SAID for name in names if name)

    def _behind_name(self, text: str) -> str:
        """What stands behind the product's name in a text that begins with it; "" where it doesn't."""
        name = self.scene.name.casefold()
        return text[len(name) :] if name and text.casefold().startswith(name) else ""

    def _is_name(self, node: LexborNode) -> bool:
        """Whether words are a piece of the product's name, and not a badge within it."""
        return self.scene.title is not None and node.mem_id == self.scene.title.mem_id

    def buttons(self) -> Iterator[Found]:
        """Go through the buttons that sell, or that say that nothing is sold. One that can't be pressed sells nothing."""
        for node in self.scene.document.marked(_BUTTONS)[:MOST]:
            if not self.scene.sees(node) or (_leads_to_a_person(node) and not self._takes_the_place_of_a_button(node)):
                continue
            text = words_on(node)
            meaning = read_button(text)
            doubt = doubt_of_button(text) if meaning is UNKNOWN else Refusal.NONE
            if (meaning is UNKNOWN and not doubt) or not self.scene.may_be_own(node):
                continue
            if is_disabled(node) and meaning.buyable:
                meaning, text = _why_not(node, text)
            yield self._found(node, text, read(text, own=False)._replace(meaning=meaning, doubt=doubt))

    def _takes_the_place_of_a_button(self, node: LexborNode) -> bool:
        """Whether a link to a person begins its line close to the product's name: "Ask us", and not "Questions? Ask us"."""
        before = node.prev
        while before is not None and before.is_text_node and not (before.text_content or "").strip():
            before = before.prev
        return (before is None or before.is_element_node) and self.scene.is_beside(node)

    def _found(self, node: LexborNode, text: str, reading: Reading) -> Found:
        row = "" if self.choices.is_choice(node) else self.rows.around(node)
        statement = Statement(meaning=reading.meaning, words=row or text, distance=self.scene.distance(node))
        absent = reading.meaning.buyable is False
        return Found(
            statement=statement,
            reading=reading,
            surely=self.scene.shows(node) and not (absent and self.scene.is_headed_elsewhere(node)),
            near=self.scene.is_beside(node),
            in_main=self.scene.is_in_main(node),
            in_bar=absent and self.scene.is_own_bar(node),
            of_choice=bool(row) or self.choices.has(node) or (absent and self._names_a_kind(node, text, reading)),
        )

    def _names_a_kind(self, node: LexborNode, text: str, reading: Reading) -> bool:
        """Whether words say of one size or colour that it is gone: "Size L is sold out", "Red: out of stock".

        What stands on the label or button of a size was compared with the others already.
        """
        if self.choices.is_choice(node):
            return False
        whole = closed(text)  # "S O L D" names no S
        said = tokens(whole)
        return any(kind <= said for kind in self.kinds) or names_a_size(whole)


def _words_of(picture: LexborNode) -> str:
    """The words that stand for a picture; with the label beside it, where that is what it is the light of: "Stock status: red"."""
    said = label_of(picture)
    around = seen_text(picture.parent) if is_red(said) and picture.parent is not None else ""
    return f"{around.rstrip(': ：')}: {said}" if is_label(around) else said


def _size_beside(picture: LexborNode) -> str:
    """The size with which the row begins in which a picture stands: "S: "; "" where there is none."""
    rows = (part for part in lineage(picture)[:MOST_AROUND] if part.tag in ("tr", "li", "label"))
    return next((f"{size}: " for row in rows if (size := size_of(seen_text(row)))), "")


def _is_whole_link(node: LexborNode, text: str) -> bool:
    """Whether a text is all that a link says: "Log in to buy", and not "Log in" of "Log in to collect points with your order"."""
    return any(above.tag == "a" and seen_text(above) == text for above in lineage(node, MOST_AROUND))


def _leads_to_a_person(link: LexborNode) -> bool:
    """Whether a link without the look of a button writes a mail, or calls."""
    if not attribute(link, "href").lower().startswith(_OF_A_PERSON):
        return False
    named = attribute(link, "class").lower()
    return "btn" not in named and "button" not in named


def _block_around(node: LexborNode) -> LexborNode:
    """The innermost element around this one, or it itself, that begins a line of its own."""
    return next((each for each in lineage(node, DEEPEST) if each.tag not in INLINE), node)


def _why_not(button: LexborNode, text: str) -> tuple[Availability, str]:
    """What a button that can't be pressed says of the stock in its title or label, with the words; UNKNOWN where it gives no reason."""
    reasons = (attribute(button, name) for name in ("title", "aria-label"))
    given = (reason for reason in reasons if read(reason, own=True).meaning.buyable is False)
    reason = next(given, "")
    return (read(reason, own=True).meaning, reason) if reason else (UNKNOWN, text)


def _is_badge(node: LexborNode, text: str) -> bool:
    """Whether a word or two stand on a badge: "Sold"."""
    names = [name for part in lineage(node, 2) for name in attribute(part, "class").split()]
    return len(text) <= LONGEST_BADGE and any(not _BADGES.isdisjoint(words_of(name)) for name in names)


def is_pressed(node: LexborNode) -> bool:
    """Return whether words stand on a button, which is read as a whole."""
    above: LexborNode | None = node
    for _ in range(4):
        if above is None or not above.is_element_node:
            return False
        if above.tag == "button" or attribute(above, "role") == "button":
            return True
        above = above.parent
    return False
