"""How a page is read where nobody said how: by a make of shop that is recognised, drawn by a browser, or by proposals for somebody to confirm."""

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from coatcheck.errors import LookFailed
from coatcheck.ports import Call, Fetcher, Request, Target, fetch_one, permitted
from coatcheck.sources import json_api
from coatcheck.sources.answers import require_ok
from coatcheck.sources.drawn import BROWSER
from coatcheck.sources.limits import OPTIONS as LIMITS
from coatcheck.sources.presets import WITH_PRESET, recognised
from coatcheck.sources.proposals import propose

SOURCE = "json_api"  # the one source that has to be told what stands where
PAGE = "page"  # the one whose page may be drawn
DRAWN = {"fetch": BROWSER}
# <script src="/app.js">, and no <script type="application/ld+json">
_SCRIPT = re.compile(rb"<script(?![^>]{0,200}json)", re.IGNORECASE)

# "{ product ...", "query Product($slug: String!) { ..."; no "mutation": https://spec.graphql.org/October2021/#sec-Language.Operations
_READS = re.compile(r"\s*(?:\{|query\b|fragment\b)(?![\s\S]*\bmutation\b)")


class Query(msgspec.Struct):
    """What is asked of a GraphQL server."""

    query: str


def is_untold(source: str | None, target: Target) -> bool:
    """Return whether a target may be read by this source (None: by any), which is not told how."""
    known = {option.name for option in json_api.OPTIONS}
    return source in (None, SOURCE) and target.options.keys() <= known and not json_api.is_told(target.options.keys())


def is_for_preset(target: Target) -> bool:
    """Return whether the options are those of a preset, though none is named."""
    return not WITH_PRESET.isdisjoint(target.options)


def of_known_make(target: Target, fetcher: Fetcher, seconds: float) -> Iterator[Target]:
    """Yield the target with the preset of each make of shop that its address or its page is recognised as."""
    answer = fetch_one(fetcher, permitted(target, Request(url=target.url)), seconds)
    page = b"" if isinstance(answer, LookFailed) else answer.body
    for name in recognised(target.url, page):
        yield replace(target, options={**target.options, "preset": name})


def is_drawn(options: Mapping[str, str]) -> bool:
    """Return whether a watch with these options has its page drawn by a browser."""
    return DRAWN.items() <= options.items()


def as_drawn(target: Target, source: str | None, fetcher: Fetcher, seconds: float) -> Target | None:
    """Return the target with its page drawn by a browser; None where it can't be, has been, or no script could draw what it lacks."""
    from coatcheck.sources import page  # which brings the parser: what only names a finding starts without it

    known = {option.name for option in page.OPTIONS}
    if source not in (None, PAGE) or not target.options.keys() <= known or is_drawn(target.options):
        return None
    answer = fetch_one(fetcher, permitted(target, page.request(target)), seconds)
    if isinstance(answer, LookFailed) or answer.status != 200 or not _SCRIPT.search(answer.body):
        return None
    return replace(target, options={**target.options, **DRAWN})


def behind_page(target: Target, calls: Sequence[Call]) -> Iterator[Target]:
    """Yield the target as one that asks what the page's own script asked, for each answer that may tell stock."""
    kept = {option.name: text for option in LIMITS if (text := target.options.get(option.name))}
    known: set[tuple[str, bytes]] = set()
    for call in calls:
        asked = _asked(call)
        if asked is None or (call.url, call.sent) in known:
            continue
        known.add((call.url, call.sent))
        for name in recognised(call.url, b""):
            yield replace(target, options={"preset": name, "api": call.url, **kept})
        try:
            read = next(iter(propose(json_api.decoded(call.body))), None)
        except LookFailed:
            continue
        if read:
            yield replace(target, options={"api": call.url, **asked, **read, **kept})


def _asked(call: Call) -> dict[str, str] | None:
    """Return the options that ask the same again; None for what may change something at the shop, or can't be asked so."""
    if call.method == "GET":
        return {}
    if call.method != "POST":
        return None
    try:
        sent = msgspec.json.decode(call.sent, type=Query)
    except msgspec.DecodeError:
        return None
    return {"body": call.sent.decode()} if _READS.match(sent.query) else None


def proposed(target: Target, fetcher: Fetcher, seconds: float) -> Iterator[Target]:
    """Yield the target with each mapping that may read its answer, the likeliest first; nothing where the answer is no JSON.

    Raises `Invalid` where an option can't be used.
    """
    if is_for_preset(target):
        return
    asked = permitted(target, json_api.question(target))
    answer = fetch_one(fetcher, asked, seconds)
    try:
        if isinstance(answer, LookFailed):
            return
        require_ok(answer)
        document = json_api.decoded(answer.body)
    except LookFailed:
        return
    for options in propose(document):
        yield replace(target, options={**options, **target.options})
