"""A page's source parted into its scripts and its markup, without what is of one visit alone, and without the shapes in drawings. Pure.

Readers see no nonce, no token in a hidden field or a tag about the visit, and no script without a word of a shop's data, be it there or not. So pages
that differ in nothing else are one page to all of them, and need not be judged twice.
"""

import re
from collections.abc import Sequence

import re2

from coatcheck.sources.html.parsing.patterns import all_of

Scripts = list[tuple[str, str]]  # those that hold data: attributes and content

# A comment, or a script with its attributes and content, or a tag that may hold a token: whichever begins first holds the
# other. No part gives back what it took (`*+`), so that reading takes as long as the source is long. Letters are spelled out
# because a part that ignores case makes the search for the next one twice as slow.
_IN_SCRIPT = all_of(r"<(?!/[sS][cC][rR][iI][pP][tT])[^<]*+")
_IN_STYLE = all_of(r"<(?!/[sS][tT][yY][lL][eE])[^<]*+")
_IN_COMMENT = all_of(r"-(?!-!?>)[^-]*+")
_SHAPE = (
    r"</?(?i:path|g|circle|rect|line|polyline|polygon|ellipse|use|defs|clippath|mask|lineargradient|radialgradient|stop)"
    r"\b[^>]*+>\s*+"
)
PART = re.compile(
    r"<(?=[sSiImM!])"  # says quickly that it is no other tag
    rf"(?:[sS][cC][rR][iI][pP][tT](?=[\s/>])([^>]*+)>([^<]*+{_IN_SCRIPT})"  # <script src="a.js">let a = b < c;
    rf"|[sS][tT][yY][lL][eE](?=[\s/>])[^>]*+>[^<]*+{_IN_STYLE}"  # <style media="print">p > a {}
    rf"|!--(?:-?>|[^-]*+{_IN_COMMENT}(?:--!?>|\Z))"  # <!-- Sold out -->
    r"|((?:[iI][nN][pP][uU][tT]|[mM][eE][tT][aA])(?=[\s/>])[^>]*+>)"  # <input type="hidden" value="8f3c0aa1b2">
    rf"|([sS][vV][gG](?=[\s/>])[^>]*+(?<!/)>)\s*+{_SHAPE}{all_of(_SHAPE)}</[sS][vV][gG]\s*+>)",  # <svg class="icon"><path d="M0 0"></path></svg>
    re.ASCII,  # as in the blanks of HTML, so that it parts bytes in the same way
)
SCRIPT, _TAG, _DRAWING = 2, 3, 4  # groups of that
_NONCE = re.compile(r"\snonce=(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.IGNORECASE)
_OF_THE_VISIT = re.compile(
    r"<input\b.*\stype=[\"']?hidden\b"  # <input type="hidden" name="form_key"
    r"|<meta\b.*\sname=[\"']?[\w-]*(?:csrf|nonce|token)",  # <meta name="csrf-token"
    re.IGNORECASE | re.DOTALL,
)
_OF_THE_PAGE = re.compile(r"itemprop|property|typeof|data-|type=.*type=", re.IGNORECASE | re.DOTALL)
_TOKEN = re.compile(
    r"\s(?:value|content)=(?:\"[\w+/=.:-]{8,}\"|'[\w+/=.:-]{8,}')", re.IGNORECASE
)  # value="8f3c0aa1b2"; no words
_OPTIONS = re2.Options()
_OPTIONS.case_sensitive = False
_OPTIONS.never_capture = True
# Without one of these words a script tells no reader anything.
_DATA = re2.compile(
    r"stock|availab|sold|inventory|purchas|orderable|sellable|variant|salable|attributes_values|bcdata|spconfig|jsonconfig|__next_f|streamcontroller",
    _OPTIONS,
)


def part(text: str, whole: bool = False) -> tuple[Scripts, str]:
    """Part a source into its scripts that hold data, and its markup without scripts, styles, comments, what drawings are made of, and the places where a word may be broken: <wbr>.

    `whole`: leave the tokens and drawings in the markup.
    """
    scripts: Scripts = []
    pieces, end, ended = list[str](), 0, -1
    last = (
        text.rfind(">") + 1
    )  # behind it no tag ends: looking for its end from each beginning would be all that is done
    for match in PART.finditer(text, 0, last):
        group, left = match.lastindex, " "
        if group in (_TAG, _DRAWING):
            left = match[0] if whole else _without_token(match[0]) if group == _TAG else f"<{match[_DRAWING]}</svg>"
            if left == match[0]:
                continue
        pieces += text[end : match.start()], left
        end = match.end()
        if group == SCRIPT:
            scripts.append((match[1], match[2]))
            ended = end
    if ended == last:  # the page ends within its last script
        scripts[-1] = (scripts[-1][0], scripts[-1][1] + text[last:])
        end = len(text)
    pieces.append(text[end:])
    markup = "".join(pieces)
    return [script for script in data_of(scripts) if script[1]], markup.replace(
        "<wbr>", ""
    ) if "<wbr>" in markup else markup


def _without_token(tag: str) -> str:
    plain = tag.lower()
    if "hidden" not in plain and "csrf" not in plain and "nonce" not in plain and "token" not in plain:
        return tag  # as quickly as most
    if not _OF_THE_VISIT.match(tag) or _OF_THE_PAGE.search(tag):
        return tag
    return _TOKEN.sub("", tag)


def data_of(scripts: Scripts) -> Scripts:
    """Return scripts without their nonces, and nothing, ("", ""), in the place of one that holds no data."""
    if not scripts:
        return []
    are_data = ["json" in attributes.lower() for attributes, _ in scripts]
    found = _with_data(["" if is_data else source for is_data, (_, source) in zip(are_data, scripts, strict=True)])
    return [
        (_NONCE.sub("", attributes) if "nonce" in attributes else attributes, source)
        if place in found or (source and are_data[place])
        else ("", "")
        for place, (attributes, source) in enumerate(scripts)
    ]


def _with_data(sources: Sequence[str]) -> set[int]:
    """Find the places of the scripts that hold a word of data: in one pass over all of them, which skips what is left of one that does."""
    joined, found = "\0".join(sources).encode(errors="replace"), set[int]()
    place, passed = 0, 0
    while passed >= 0 and (match := _DATA.search(joined, passed)):
        start, end = match.span()
        place += joined.count(b"\0", passed, start)
        found.add(place)
        passed = joined.find(b"\0", end)
    return found
