"""What a person reads on a page about its product's stock: statements of availability, buy buttons, and words nearby."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from coatcheck.model import Availability, Frozen, Product
from coatcheck.sources.html.document import clean
from coatcheck.sources.html.language.closures import closing
from coatcheck.sources.html.language.marks import SPACELESS
from coatcheck.sources.html.language.reading import (
    is_of_anything,
    read,
    says_this,
    speaks_of_stock,
)
from coatcheck.sources.html.language.readings import NOTHING_SAID, Reading
from coatcheck.sources.html.language.refusal import Refusal
from coatcheck.sources.html.language.sentences import words
from coatcheck.sources.html.language.sold_out_names import says_sold_out
from coatcheck.sources.html.seen.finding import Finder, Found, Statement, is_pressed
from coatcheck.sources.html.seen.lines import seen_text
from coatcheck.sources.html.seen.scene import Scene

UNKNOWN = Availability.UNKNOWN
# Why a button that buys sells nothing for certain
NOTHING_TO_CHOOSE = " (there is nothing to choose)"
NOT_FILLED = " (a script fills in the stock)"


class Statements(Frozen, frozen=True):
    """What the page says of its own product, nearest to its name: plain statements, and buttons.

    `named`: the statements are those of elements that are named for it. `doubts`: what else speaks against stock, without
    proving absence. `of_choices`: the words of single choices that are gone, like "M - Sold out". `unread`: words on stock that
    say nothing certain, like "In stock on March 3". `sold`: a button buys, and the page shows a price.
    """

    stated: tuple[Statement, ...] = ()
    buttons: tuple[Statement, ...] = ()
    named: bool = False
    doubts: tuple[str, ...] = ()
    of_choices: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    sold: bool = False


def read_statements(scene: Scene, told: Sequence[Product] = (), anywhere: bool = True) -> Statements:
    """Read the statements about the page's product; those of other products, hidden ones and those of single sizes left out.

    Where no element is named for it, short texts are looked through: all of them if `anywhere`, else those beside
    the product's name. What the name itself says counts with either. `told`: what the page's data says of the product,
    by which it is known that there is one, and what it and its sizes are called.
    """
    return _Look(scene, told).statements(anywhere)


def nearest(found: Iterable[Found]) -> list[Statement]:
    """Return those that stand nearest to the product's name."""
    listed = [each.statement for each in found]
    least = min((statement.distance for statement in listed), default=0)
    return [statement for statement in listed if statement.distance == least]


class _Look:
    """One look over a page for what it says of its product's stock."""

    def __init__(self, scene: Scene, told: Sequence[Product]) -> None:
        self.scene = scene
        self.choosing = scene.choosing
        self.is_told = bool(told)
        self.name = " ".join([scene.name, *(product.title for product in told)])
        self.title = frozenset(words(self.name))
        self.finder = Finder(scene, told, self.name)

    def statements(self, anywhere: bool) -> Statements:
        """Return what the page says, weighed by where it stands."""
        find = self.finder
        named, buttons, loose = list(find.named()), list(find.buttons()), [*find.loose(), *find.pictured()]
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
        if any(button.meaning.buyable for button in pressed) and (why := self._leaves_open(stated)):
            pressed = [replace(button, meaning=UNKNOWN, words=f"{button.words}{why}") for button in pressed]
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
        doubts += () if any(each.meaning.buyable for each in stated) else self._taken_back()
        doubts += self._in_title() if is_product and not sells else ()
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
            of_choices=tuple(dict.fromkeys(self._gone_choices((*named, *loose, *buttons, *find.of_kinds())))),
            unread=(*self._unread(), *find.illegible) if is_product else (),
            sold=self._is_sold(buttons),
        )

    def _leaves_open(self, stated: Sequence[Statement]) -> str:
        """Why a button that buys leaves it open whether the product can be had; "" where it doesn't."""
        if self.choosing.has_nothing_to_choose():
            return NOTHING_TO_CHOOSE
        return NOT_FILLED if self.finder.unfilled and not stated else ""

    def _in_title(self) -> Iterator[Statement]:
        """What the page's title says where no heading names the product: "Trail Mug - Sold out | Shop"."""
        title = next(reversed(self.scene.document.headings), "") if self.scene.title is None else ""
        if any(map(says_sold_out, _beginnings(title))):
            yield Statement(meaning=Availability.OUT_OF_STOCK, words=title, distance=len(self.scene.around_title))

    def _notices(self, counting: Refusal) -> Iterator[Statement]:
        """The notices outside of the product's part by which the shop sells nothing now, like a bar above the page's head."""
        for line in self.scene.notices:
            if closing(line.text) >= counting:
                yield Statement(meaning=UNKNOWN, words=line.text, distance=len(self.scene.around_title))

    def _taken_back(self) -> Iterator[Statement]:
        """What said that the product is there, and has a line through it now."""
        for node in self.scene.struck_out():
            text = clean(node.text(separator=" "))
            of_choice = self.finder.choices.is_choice(node)
            if read(text, own=True).meaning.buyable and self.scene.is_in_main(node) and not of_choice:
                yield Statement(meaning=UNKNOWN, words=text, distance=self.scene.distance(node))

    def _unread(self) -> Iterator[str]:
        """The product's own words on stock that say nothing for certain."""
        lines = (line for line in self.scene.lines if line.read(own=False) == NOTHING_SAID)
        for node, text, _ in lines:
            if (
                speaks_of_stock(text)
                and not is_pressed(node)
                and self.scene.shows(node)
                and self.scene.is_in_main(node)
            ):
                yield text

    def _is_sold(self, buttons: Iterable[Found]) -> bool:
        """Whether a button of the product's own buys it, and a price is shown."""
        live = any(found.surely and found.in_main and found.statement.meaning.buyable for found in buttons)
        return live and self.scene.has_price

    def _casts_doubt(self, found: Found, counting: Refusal) -> bool:
        """Whether a statement speaks against stock, and may be of the product: it names no other thing, or stands close by.

        `counting`: the slightest refusal that counts beside what the page says for stock.
        """
        in_bar = found.in_bar and counting < Refusal.PLAIN
        if found.of_choice or not (found.in_main or in_bar or self._is_of_this(found)):
            return False
        if found.statement.meaning.buyable is False:
            return self._is_nameless(found) or (found.near and found.surely)
        return found.reading.doubt >= counting

    def _is_of_this(self, found: Found) -> bool:
        """Whether words of absence say that they speak of the page's product: "This product is sold out" above the main part."""
        return found.statement.meaning.buyable is False and found.surely and says_this(found.statement.words)

    def _is_nameless(self, found: Found) -> bool:
        """Whether words of absence name nothing but the page's product, if anything."""
        name = self.name.casefold()
        return all(word in self.title or (SPACELESS.search(word) and word in name) for word in found.reading.names)

    def _emptied_lists(self) -> Iterator[Statement]:
        """The lists from which nothing can be chosen any more: an absence where a choice says so, else a doubt."""
        for group in self.choosing.emptied():
            meaning = Availability.OUT_OF_STOCK if any(choice.says for choice in group) else UNKNOWN
            texts = ", ".join(choice.says or choice.text for choice in group)
            yield Statement(meaning=meaning, words=texts, distance=len(self.scene.around_title))

    def _gone_choices(self, found: Iterable[Found]) -> Iterator[str]:
        """The words of choices that are gone."""
        yield from self.choosing.gone()
        yield from self.finder.rows.marked(self.scene.document)
        of_choice = (each for each in found if each.of_choice)
        yield from (each.statement.words for each in of_choice if _speaks_against(each.reading))


def _speaks_against(reading: Reading) -> bool:
    return reading.meaning.buyable is False or (reading.meaning is UNKNOWN and reading.doubt > Refusal.FAINT)


def _beginnings(title: str) -> Iterator[str]:
    """A title, and what stands in it before the name of the shop."""
    yield title
    yield title.rpartition("|")[0]


def _in_name(scene: Scene) -> Iterator[Statement]:
    """What the heading that names the product says beside the name."""
    title = scene.title
    name = seen_text(title) if title is not None and title.tag == "h1" else ""
    if says_sold_out(name):
        yield Statement(meaning=Availability.OUT_OF_STOCK, words=name, distance=0)
