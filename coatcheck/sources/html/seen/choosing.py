"""What a page lets one choose from, as lists, radio buttons and buttons of sizes: which of them are gone, and whether one is chosen.

Words about the stock beside a chosen size are that size's alone, if others can still be chosen.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from coatcheck.sources.html.document import Document, attribute, clean
from coatcheck.sources.html.language.marks import SPACELESS, Marks
from coatcheck.sources.html.language.reading import read
from coatcheck.sources.html.language.sentences import CROSS, words
from coatcheck.sources.html.seen.buttons import is_disabled
from coatcheck.sources.html.seen.lines import seen_text
from coatcheck.sources.html.seen.names import words_in, words_of
from coatcheck.sources.html.seen.size_choices import is_size

MOST_LISTS = 40
MOST = 100  # choices of one list; longer ones are countries
_RADIOS = "input[type=radio]"
# "sold-out", "is-soldout", "swatch--unavailable"
_GONE = re.compile(r"(?:^|[-_\s])(?:sold-?out|unavailable|out-?of-?stock)(?=\s|$)", re.IGNORECASE)
# What holds buttons or links to choose from is called so in every shop's pages.
_KINDS = words_in(
    "swatch swatches size sizes color colors colour colours variant variants variation variations configurable taille tailles farbe farben größe groesse talla tallas"
)
# What is pressed, and what can't be, each by the mark without which a page holds none
_PRESSED = (
    {f'[{name}="true"]': f"[{name}]" for name in ("aria-checked", "aria-pressed", "aria-selected")}
    | {"[aria-current]": "[aria-current]"}
    | {name: name for name in (".selected", ".active", ".is-selected", ".is-active", ".current", ".checked")}
)
_OFF = (
    {'[aria-disabled="true"]': "[aria-disabled]", "[disabled]": "[disabled]"}
    | {name: name for name in (".disabled", ".is-disabled", ".unavailable", ".out-of-stock")}
    | {f'[class*="{name}" i]': "[class*=sold]" for name in ("soldout", "sold-out")}
    | {'[class*="-unavailable" i]': "[class*=availab]", '[class*="outofstock" i]': "[class*=stock]"}
)
_NO_KIND = words_in(
    "qty quantity menge anzahl quantite quantité cantidad quantita quantità aantal quantidade ilosc amount sort sorting orderby order country currency language lang locale store shop branch"
    " delivery shipping payment month year day date time rating page perpage limit gift subscription plan frequency region state province"
)
_CHOOSE = Marks(
    "select; choose; pick; please; option; options; wähl*; auswähl*; bitte; choisi*; sélectionn*; elige; elija; elegir; seleccion*; scegli; selezion*; kies; selecteer; maak; escolh*; selecion*; wybierz; vyber*; válass*;"
    " alege; selectați; välj; vælg; velg; valitse; seç*; выбер*; оберіть; вибер*; избер*; επιλέ*; odaber*; izaber*; izber*; 選択; 选择; 選擇; 선택; اختر; בחר; انتخاب; चुनें; chọn; เลือก; pilih; pasirink*; izvēl*; vali; tria"
)


class Choice(NamedTuple):
    """One of several to choose from. `says`: its words, where they say that it is gone; "" where it can't be chosen for no reason given."""

    node: LexborNode
    text: str
    is_gone: bool
    says: str
    is_chosen: bool


Group = list[Choice]


class Choosing:
    """The lists of a page from which one chooses a size or the like. Whose they are is found out of those alone that tell something."""

    def __init__(self, document: Document, may_be_own: Callable[[LexborNode], bool]) -> None:
        tree = document.tree
        selects = [(select, group) for select in _selects(tree) if (group := _options(select)) is not None]
        listed = (*(group for _, group in selects), *_radios(tree), *_sizes(document))
        self._groups = [group for group in listed if group and not _are_counted(group)]
        self._empty = [select for select, group in selects if not group]
        self._may_be_own = may_be_own

    def groups(self, tells: Callable[[Group], bool] = bool) -> list[Group]:
        """Return the product's own lists, of those that tell something."""
        return [group for group in self._groups if tells(group) and self._may_be_own(_around(group[0].node))]

    def one_is_chosen(self) -> bool:
        """Return whether one choice is made already while others, of which nothing is said, could be."""
        return bool(self.groups(_one_is_chosen))

    def emptied(self) -> list[Group]:
        """Return the lists from which nothing can be chosen any more."""
        return self.groups(lambda group: all(choice.is_gone for choice in group))

    def has_nothing_to_choose(self) -> bool:
        """Return whether the product's lists hold no choice at all, as where a shop leaves out what is gone, or a script has yet to fill them."""
        return any(self._may_be_own(_around(select)) for select in self._empty) and not self.groups()

    def gone(self) -> list[str]:
        """Return what is written on the choices that are gone while others can be chosen, or that say so."""
        groups = self.groups(lambda group: any(choice.is_gone for choice in group))
        emptied = (all(choice.is_gone for choice in group) for group in groups)
        return [
            choice.text
            for group, is_emptied in zip(groups, emptied, strict=True)
            for choice in group
            if choice.says or (choice.is_gone and not is_emptied)
        ]


def _one_is_chosen(group: Group) -> bool:
    return any(choice.is_chosen for choice in group) and any(
        not choice.is_chosen and not choice.is_gone for choice in group
    )


def _around(node: LexborNode) -> LexborNode:
    """What holds a choice; of an option what holds its list."""
    while node.tag in ("option", "optgroup", "select") and node.parent is not None:
        node = node.parent
    return node


def _selects(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """The lists that may be of the product's kinds."""
    return (select for select in tree.css("select")[:MOST_LISTS] if not _is_of_no_kind(select))


def _options(select: LexborNode) -> Group | None:
    """What can be chosen in a list; None where that is too much for sizes."""
    options = select.css("option")
    if len(options) > MOST:
        return None
    chosen = next((option for option in options if "selected" in option.attributes), next(iter(options), None))
    mark = chosen.mem_id if chosen is not None else None
    real = [option for option in options if not _is_placeholder(option)]
    return [_choice(option, clean(option.text()), option.mem_id == mark) for option in real]


def _radios(tree: LexborHTMLParser) -> Iterator[Group]:
    """Radio buttons with their labels, by the name of their group."""
    radios = tree.css(_RADIOS)[: MOST * 2]
    labels = (
        {identity: label for label in tree.css("label[for]")[: MOST * 4] if (identity := attribute(label, "for"))}
        if radios
        else {}
    )
    groups: dict[str, Group] = {}
    for radio in radios:
        label = labels.get(attribute(radio, "id")) or _label_around(radio)
        if label is not None and not _is_of_no_kind(radio):
            gone = _choice(radio, seen_text(label), "checked" in radio.attributes)
            groups.setdefault(attribute(radio, "name"), []).append(gone)
    yield from groups.values()


def _sizes(document: Document) -> Iterator[Group]:
    """Buttons and the like of which each bears a size, or that are called swatches, beside one that is pressed or can't be."""
    known: set[int] = set()
    marked = document.marked(_PRESSED | _OFF)[: MOST * 2]
    pressed = {node.mem_id for node in (document.marked(_PRESSED)[: MOST * 2] if marked else ())}
    for found in marked:
        around, row = _row(found) if found.tag != "option" else (None, [])  # a list's are read with it
        if around is None or around.mem_id in known:
            continue
        known.add(around.mem_id)
        listed = [(child, seen_text(child)) for child in row]
        named = _are_swatches(around, row)
        sizes = [(child, text) for child, text in listed if named or is_size(text)]
        if len(sizes) > 1:
            yield [_choice(child, text, _is_among(child, pressed)) for child, text in sizes]


def _row(node: LexborNode) -> tuple[LexborNode | None, list[LexborNode]]:
    """What holds the choice that an element is or stands in alone, and all choices in it; none where it has no neighbours."""
    for _ in range(3):
        around = node.parent
        row = [child for child in around.iter() if child.tag == node.tag][:MOST] if around is not None else []
        if len(row) > 1:
            return around, row
        if around is None:
            break
        node = around
    return None, []


def _are_swatches(around: LexborNode, row: Sequence[LexborNode]) -> bool:
    """Whether elements are there to choose a kind of the product from, whatever is written on them."""
    if _is_of_no_kind(around) or _is_of_no_kind(row[0]):
        return False
    names = (attribute(node, "class") for node in (around, row[0]))
    named = any(not _KINDS.isdisjoint(words_of(name)) for text in names for name in text.split())
    return named or all(attribute(child, "role") == "radio" for child in row)


def _is_among(node: LexborNode, marks: Collection[int]) -> bool:
    return any(child.mem_id in marks for child in _with_only_child(node))


def _with_only_child(node: LexborNode) -> Iterator[LexborNode]:
    """An element and those that it holds alone: what is said of a button in an entry is said of the entry."""
    inner: list[LexborNode] = [node]
    while len(inner) == 1 and inner[0].tag not in ("svg", "img"):
        yield inner[0]
        inner = list(islice(inner[0].iter(), 2))


def _choice(node: LexborNode, text: str, is_chosen: bool) -> Choice:
    said = read(text, own=True)
    absent = said.meaning.buyable is False or words(text)[1:] == [CROSS]  # "S ❌"
    return Choice(node, text, absent or any(map(_is_off, _with_only_child(node))), text if absent else "", is_chosen)


def _is_off(node: LexborNode) -> bool:
    """Whether a choice can't be made, by its own word or its class."""
    if is_disabled(node) or _GONE.search(attribute(node, "class")):
        return True
    group = node.parent if node.tag == "option" else None
    return (
        group is not None
        and group.tag == "optgroup"
        and read(attribute(group, "label"), own=True).meaning.buyable is False
    )


def _label_around(radio: LexborNode) -> LexborNode | None:
    node = radio.parent
    for _ in range(3):
        if node is None or node.tag == "label":
            return node
        node = node.parent
    return None


def _is_placeholder(option: LexborNode) -> bool:
    """Whether an option stands for no choice: "Choose a size", "---"."""
    text = clean(option.text())
    if "value" in option.attributes and not attribute(option, "value"):
        return True
    listed = words(text)
    return not listed or _CHOOSE.among(listed[:1], text if SPACELESS.search(text) else "")


def _is_of_no_kind(field: LexborNode) -> bool:
    """Whether a field is by its name for something else than a kind of the product: a number of pieces, a country."""
    names = (attribute(field, name) for name in ("name", "id", "class", "aria-label"))
    return any(not _NO_KIND.isdisjoint(words_of(name)) for name in names)


def _are_counted(group: Sequence[Choice]) -> bool:
    """Whether choices are numbers of pieces, of stars or of pages: 1, 2, 3."""
    texts = [choice.text for choice in group]
    return len(texts) > 1 and texts in ([str(n + 1) for n in range(len(texts))], [str(n) for n in range(len(texts))])
