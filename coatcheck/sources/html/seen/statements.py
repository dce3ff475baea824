"""What a person reads on a page about its product's stock: statements of availability, buy buttons, and words nearby."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from selectolax.lexbor import LexborNode

from coatcheck.model import Availability, Frozen, Product
from coatcheck.sources.html.document import attribute, lineage
from coatcheck.sources.html.language.closures import closing
from coatcheck.sources.html.language.marks import SPACELESS, closed
from coatcheck.sources.html.language.reading import (
    doubt_of_button,
    is_of_anything,
    read,
    read_button,
    says_this,
    speaks_of_stock,
)
from coatcheck.sources.html.language.readings import HEDGED, NOTHING_SAID, Reading
from coatcheck.sources.html.language.refusal import Refusal
from coatcheck.sources.html.language.sentences import words
from coatcheck.sources.html.language.sold_out_names import says_sold_out
from coatcheck.sources.html.parsing.marks import PICTURED
from coatcheck.sources.html.seen.buttons import is_button, is_disabled, words_on
from coatcheck.sources.html.seen.choosing import Choosing
from coatcheck.sources.html.seen.kinds import kinds_of, tokens
from coatcheck.sources.html.seen.lines import label_of, seen_text
from coatcheck.sources.html.seen.named import named_elements
from coatcheck.sources.html.seen.names import words_in, words_of
from coatcheck.sources.html.seen.scene import Scene
from coatcheck.sources.html.seen.size_choices import Choices, names_a_size

UNKNOWN = Availability.UNKNOWN
MOST = 400  # buttons that are looked at
MOST_PICTURES = 20
MOST_AROUND = 4  # levels within a link
LONGEST_BADGE = 20  # characters
LONGEST_LABEL = 30  # characters that stand for a picture; longer ones tell what is seen on it
_BADGES = words_in("badge label flag sticker ribbon tag stamp status overlay banner flash onsale")
# Pictures with such a label, and what can be pressed, each by the mark without which a page holds none
_PICTURES = {
    f'{picture}*="{part}" i]': f"[alt|aria-label|title*={part}]"
    for part in PICTURED
    for picture in ("img[alt", "[role=img][aria-label", "svg[aria-label", "span[title", "i[title", "div[title")
}
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


class Statement(Frozen, frozen=True):
    """Something the page says of its product: the words, their meaning, and how near to the product's name they stand."""

    meaning: Availability
    words: str
    distance: int


class Statements(Frozen, frozen=True):
    """What the page says of its own product, nearest to its name: plain statements, and buttons.

    `named`: the statements are those of elements that are named for it. `doubts`: what else speaks against stock, without
    proving absence. `of_choices`: the words of single choices that are gone, like "M - Sold out". `unread`: words on stock that
    say nothing certain, like "In stock on March 3". `sold`: a button of a form buys, and the page shows a price.
    """

    stated: tuple[Statement, ...] = ()
    buttons: tuple[Statement, ...] = ()
    named: bool = False
    doubts: tuple[str, ...] = ()
    of_choices: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    sold: bool = False


class _Found(Frozen, frozen=True):
    """A statement with what is needed to weigh it against others."""

    statement: Statement
    reading: Reading
    surely: bool  # stands in a part that is surely the product's own
    near: bool = True  # stands close to the product's name
    in_main: bool = True
    of_choice: bool = False  # speaks of one of several sizes
    in_form: bool = False

    @property
    def tells(self) -> bool:
        """Whether it says something certain of the product."""
        return self.surely and not self.of_choice and self.statement.meaning is not UNKNOWN


def read_statements(scene: Scene, told: Sequence[Product] = (), anywhere: bool = True) -> Statements:
    """Read the statements about the page's product; those of other products, hidden ones and those of single sizes left out.

    Where no element is named for it, short texts are looked through: all of them if `anywhere`, else those beside
    the product's name. What the name itself says counts with either. `told`: what the page's data says of the product,
    by which it is known that there is one, and what it and its sizes are called.
    """
    return _Look(scene, told).statements(anywhere)


def nearest(found: Iterable[_Found]) -> list[Statement]:
    """Return those that stand nearest to the product's name."""
    listed = [each.statement for each in found]
    least = min((statement.distance for statement in listed), default=0)
    return [statement for statement in listed if statement.distance == least]


class _Look:
    """One look over a page for what it says of its product's stock."""

    def __init__(self, scene: Scene, told: Sequence[Product]) -> None:
        self.scene, self.tree = scene, scene.document.tree
        self.choices = Choices(self.tree)
        self.choosing = Choosing(scene.document, scene.may_be_chosen)
        self.is_told = bool(told)
        self.illegible: list[str] = []  # what elements say that are named for the stock, and that can't be read
        self.name = " ".join([scene.name, *(product.title for product in told)])
        self.title = frozenset(words(self.name))
        kinds = [kind for product in told for each in kinds_of(product) if (kind := tokens(each))]
        self.kinds = [kind for kind in kinds if not kind <= tokens(self.name)]

    def statements(self, anywhere: bool) -> Statements:
        """Return what the page says, weighed by where it stands."""
        named, buttons, loose = list(self._named()), list(self._buttons()), [*self._loose(), *self._pictured()]
        tells = any(found.tells for found in named) or bool(named and self.scene.has_names)
        is_product = self.is_told or tells or bool(buttons) or self.scene.has_price
        if not is_product:
            loose = [found for found in loose if found.surely and not is_of_anything(found.statement.words)]
        by_name = nearest(found for found in named if found.tells)
        placed = (found for found in loose if found.in_main or not found.statement.meaning.buyable)
        stated = by_name or nearest(found for found in placed if found.tells and (anywhere or found.near))
        emptied = list(self._emptied_lists())
        stated = stated or [each for each in emptied if each.meaning is not UNKNOWN]
        pressed = nearest(found for found in buttons if found.surely and not found.of_choice)
        sells = any(button.meaning.buyable for button in pressed)
        counting = (
            Refusal.PLAIN
            if sells
            else Refusal.SLIGHT
            if any(each.meaning.buyable for each in stated)
            else Refusal.FAINT
        )
        heard = {each for each in (*stated, *pressed) if each.meaning is not UNKNOWN}
        others = [found for found in (*named, *loose, *buttons) if found.statement not in heard]
        doubts = [found.statement for found in others if is_product and self._casts_doubt(found, counting)]
        doubts += [each for each in emptied if each not in stated]
        doubts += self._notices(counting) if is_product else ()
        absent = [each for each in (*stated, *pressed) if each.meaning.buyable is False]
        if absent and self.choosing.one_is_chosen():
            doubts += absent
            stated, pressed = (
                [each for each in part if each.meaning.buyable is not False] for part in (stated, pressed)
            )
        return Statements(
            stated=(*_in_name(self.scene), *stated),
            buttons=tuple(pressed),
            named=bool(by_name),
            doubts=tuple(dict.fromkeys(each.words for each in doubts)),
            of_choices=tuple(self._gone_choices((*named, *loose, *buttons))),
            unread=(*self._unread(), *self.illegible) if is_product else (),
            sold=self._is_sold(buttons),
        )

    def _notices(self, counting: Refusal) -> Iterator[Statement]:
        """The notices outside of the product's part by which the shop sells nothing now, like a bar above the page's head."""
        for line in self.scene.notices:
            if closing(line.text) >= counting:
                yield Statement(meaning=UNKNOWN, words=line.text, distance=len(self.scene.around_title))

    def _unread(self) -> Iterator[str]:
        """The product's own words on stock that say nothing for certain."""
        lines = (line for line in self.scene.lines if line.read(own=False) == NOTHING_SAID)
        for node, text, _ in lines:
            if (
                speaks_of_stock(text)
                and not _is_pressed(node)
                and self.scene.shows(node)
                and self.scene.is_in_main(node)
            ):
                yield text

    def _is_sold(self, buttons: Iterable[_Found]) -> bool:
        """Whether a form of the product's own has a button that buys, and a price is shown: a page made by the shop's server."""
        live = any(found.surely and found.in_form and found.statement.meaning.buyable for found in buttons)
        return live and self.scene.has_price

    def _named(self) -> Iterator[_Found]:
        """Elements whose name says that they tell the stock, and whose words or class do."""
        for node, text, reading in named_elements(self.scene.document, self.scene.sees):
            if reading != NOTHING_SAID and self.scene.may_be_own(node):
                yield self._found(node, text, reading)
            elif reading == NOTHING_SAID and self.scene.shows(node):
                self.illegible.append(text)

    def _loose(self) -> Iterator[_Found]:
        """Lines that say nothing but whether the product can be had, or that it isn't sold."""
        for line in self.scene.lines:
            node, (reading, text) = line.node, line.said(own=False)
            unclear = reading in (NOTHING_SAID, HEDGED)
            if unclear and self._names_a_kind(node, text, reading):
                reading, text = line.said(own=True)  # of "XL unavailable" it is known what a single word is said of
            elif unclear and _is_badge(node, text):
                reading = line.read(own=True) if line.read(own=True).meaning.buyable is False else reading
            speaks = reading.meaning is not UNKNOWN or reading.doubt
            asks = reading.meaning is UNKNOWN and reading.doubt is Refusal.SLIGHT and _is_whole_link(node, text)
            names = self._is_name(node) or (not asks and self.scene.names_another_page(node))
            if not speaks or names or _is_pressed(node) or not self.scene.may_be_own(node):
                continue
            if not (is_button(node) and reading.meaning.buyable):
                yield self._found(node, text, reading)

    def _pictured(self) -> Iterator[_Found]:
        """Pictures that stand for words: <img alt="Sold out">, an icon with that label, a mark without words with that title, a drawing that says so."""
        labelled = self.scene.document.marked(_PICTURES)[:MOST_PICTURES]
        drawn = [each for each in labelled if each.tag == "svg"]
        bare = (each for each in labelled if each.tag == "img" or not each.text(strip=True))
        pictures = ((each, label_of(each)) for each in bare if each.tag != "svg")
        for node, text in chain(pictures, self.scene.drawings(drawn)):
            reading = read(text, own=True)
            absent = reading.meaning.buyable is False and len(text) <= LONGEST_LABEL
            if absent and not self.scene.names_another_page(node) and self.scene.may_be_own(node):
                yield self._found(node, text, reading)

    def _is_name(self, node: LexborNode) -> bool:
        """Whether words are a piece of the product's name, and not a badge within it."""
        return self.scene.title is not None and node.mem_id == self.scene.title.mem_id

    def _buttons(self) -> Iterator[_Found]:
        """Buttons that sell, or that say that nothing is sold. One that can't be pressed sells nothing."""
        for node in self.scene.document.marked(_BUTTONS)[:MOST]:
            if not self.scene.sees(node) or (_leads_to_a_person(node) and not self._takes_the_place_of_a_button(node)):
                continue
            text = words_on(node)
            meaning = read_button(text)
            doubt = doubt_of_button(text) if meaning is UNKNOWN else Refusal.NONE
            if (meaning is UNKNOWN and not doubt) or not self.scene.may_be_own(node):
                continue
            if is_disabled(node) and meaning.buyable:
                meaning = UNKNOWN
            yield self._found(node, text, read(text, own=False)._replace(meaning=meaning, doubt=doubt))

    def _takes_the_place_of_a_button(self, node: LexborNode) -> bool:
        """Whether a link to a person begins its line close to the product's name: "Ask us", and not "Questions? Ask us"."""
        before = node.prev
        while before is not None and before.is_text_node and not (before.text_content or "").strip():
            before = before.prev
        return (before is None or before.is_element_node) and self.scene.is_beside(node)

    def _found(self, node: LexborNode, text: str, reading: Reading) -> _Found:
        statement = Statement(meaning=reading.meaning, words=text, distance=self.scene.distance(node))
        absent = reading.meaning.buyable is False
        return _Found(
            statement=statement,
            reading=reading,
            surely=self.scene.shows(node),
            near=self.scene.is_beside(node),
            in_main=self.scene.is_in_main(node),
            in_form=any(above.tag == "form" for above in lineage(node)),
            of_choice=self.choices.has(node) or (absent and self._names_a_kind(node, text, reading)),
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

    def _casts_doubt(self, found: _Found, counting: Refusal) -> bool:
        """Whether a statement speaks against stock, and may be of the product: it names no other thing, or stands close by.

        `counting`: the slightest refusal that counts beside what the page says for stock.
        """
        if found.of_choice or not (found.in_main or self._is_of_this(found)):
            return False
        if found.statement.meaning.buyable is False:
            return self._is_nameless(found) or (found.near and found.surely)
        return found.reading.doubt >= counting

    def _is_of_this(self, found: _Found) -> bool:
        """Whether words of absence say that they speak of the page's product: "This product is sold out" above the main part."""
        return found.statement.meaning.buyable is False and found.surely and says_this(found.statement.words)

    def _is_nameless(self, found: _Found) -> bool:
        """Whether words of absence name nothing but the page's product, if anything."""
        name = self.name.casefold()
        return all(word in self.title or (SPACELESS.search(word) and word in name) for word in found.reading.names)

    def _emptied_lists(self) -> Iterator[Statement]:
        """The lists from which nothing can be chosen any more: an absence where a choice says so, else a doubt."""
        for group in self.choosing.emptied():
            meaning = Availability.OUT_OF_STOCK if any(choice.says for choice in group) else UNKNOWN
            texts = ", ".join(choice.says or choice.text for choice in group)
            yield Statement(meaning=meaning, words=texts, distance=len(self.scene.around_title))

    def _gone_choices(self, found: Iterable[_Found]) -> Iterator[str]:
        """The words of choices that are gone."""
        yield from self.choosing.said_to_be_gone()
        yield from (each.statement.words for each in found if each.of_choice and each.reading.meaning.buyable is False)


def _is_whole_link(node: LexborNode, text: str) -> bool:
    """Whether a text is all that a link says: "Log in to buy", and not "Log in" of "Log in to collect points with your order"."""
    return any(above.tag == "a" and seen_text(above) == text for above in lineage(node, MOST_AROUND))


def _leads_to_a_person(link: LexborNode) -> bool:
    """Whether a link without the look of a button writes a mail, or calls."""
    if not attribute(link, "href").lower().startswith(_OF_A_PERSON):
        return False
    named = attribute(link, "class").lower()
    return "btn" not in named and "button" not in named


def _is_badge(node: LexborNode, text: str) -> bool:
    """Whether a word or two stand on a badge: "Sold"."""
    names = [name for part in lineage(node, 2) for name in attribute(part, "class").split()]
    return len(text) <= LONGEST_BADGE and any(not _BADGES.isdisjoint(words_of(name)) for name in names)


def _in_name(scene: Scene) -> Iterator[Statement]:
    """What the heading that names the product says beside the name."""
    title = scene.title
    name = seen_text(title) if title is not None and title.tag == "h1" else ""
    if says_sold_out(name):
        yield Statement(meaning=Availability.OUT_OF_STOCK, words=name, distance=0)


def _is_pressed(node: LexborNode) -> bool:
    """Whether words stand on a button, which is read as a whole."""
    above: LexborNode | None = node
    for _ in range(4):
        if above is None or not above.is_element_node:
            return False
        if above.tag == "button" or attribute(above, "role") == "button":
            return True
        above = above.parent
    return False
