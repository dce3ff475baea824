"""Finding out how to read a page: every source is asked in turn, and what each of them said is shown."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from coatcheck import sources
from coatcheck.errors import Invalid
from coatcheck.model import Availability, Frozen, Health, Look
from coatcheck.ports import Answer, Call, Clock, Fetcher, Source, Target, fetch_one, permitted
from coatcheck.watching.guessing import (
    PAGE,
    SOURCE,
    as_drawn,
    behind_page,
    is_drawn,
    is_for_preset,
    is_untold,
    of_known_make,
    proposed,
)
from coatcheck.watching.looking import look
from coatcheck.watching.remembering import Once, Saved
from coatcheck.watching.source_options import check_options, strange_options

SECONDS = 20.0  # for all requests of one source
CALL_SECONDS = 5.0  # for asking once more what a page's own script asked
READ = (Health.HEALTHY, Health.UNREADABLE)  # of a page that was sent, whatever it says
MOST = 3  # proposals of that kind


class Tried(Frozen, frozen=True):
    """One source's look at the target."""

    source: str
    look: Look
    options: dict[str, str] = {}

    @property
    def name(self) -> str:
        """How it was read, in a word or two."""
        return f"{self.source} drawn by a browser" if is_drawn(self.options) else self.source


class Finding(Frozen, frozen=True):
    """Which source reads a target best, what it saw, and what every source that was asked said.

    `source` is None where none could read it; then `look.reason` holds what each of them missed. `proposals`: what an answer in
    JSON may mean, of which somebody has to confirm one; of a page that a browser drew, what its script asked the shop for, which
    could be watched instead. `picture`: what the browser saw, a JPEG. `one_sided`: all that a page says is that its product is
    gone, and nothing on it could take the place of those words.
    """

    url: str
    source: str | None
    look: Look
    tried: tuple[Tried, ...]
    options: dict[str, str] = {}
    allow_private: bool = False
    proposals: tuple[Tried, ...] = ()
    picture: bytes = b""
    one_sided: bool = False

    @property
    def name(self) -> str:
        """How it is read, in a word or two; "" where it can't be."""
        return Tried(self.source, self.look, self.options).name if self.source else ""

    @property
    def was_drawn(self) -> bool:
        """Whether a browser drew the page: then the proposals are what its script asked for."""
        return any(is_drawn(each.options) for each in self.tried)


def discover(
    target: Target, fetcher: Fetcher, clock: Clock, source: str | None = None, may_draw: bool = True
) -> Finding:
    """Look at a target with the named source, or else with each that knows its options until one proves something.

    A shop whose make is recognised is read by the preset for it. A page that proves nothing as it is sent, and has scripts, is
    drawn by a browser if it may be (`may_draw`).

    Nothing is asked for twice; what no source reads is asked for once more as JSON. Raises `Invalid` where the named source
    does not exist or can't take this target.
    """
    once = Once(fetcher)
    finding = _found(target, source, may_draw, once, clock)
    return replace(finding, one_sided=_is_one_sided(finding, once))


def _found(target: Target, source: str | None, may_draw: bool, once: Once, clock: Clock) -> Finding:
    tried: list[Tried] = []
    for name, module, aim in _candidates(target, source, once):
        seen = look(("", module, aim), once, clock, SECONDS)
        tried.append(Tried(name, seen, dict(aim.options)))
        if proves(seen):
            break
    finding = _judge(target, tried if source or once.is_json(target.url) else _told(target, tried))
    if may_draw and not proves(finding.look):
        finding = _drawn(target, source, finding, once, clock)
    if once.drawn:
        cheaper = _cheaper(target, once.drawn.calls, finding.look, once, clock)
        return replace(finding, proposals=cheaper, picture=once.drawn.picture)
    if finding.source or not is_untold(source, target):
        return finding
    found = tuple(_proposals(target, once, clock))
    if source and not found:
        sources.load(source).request(target)  # says which option it needs
    return replace(finding, proposals=found)


def _is_one_sided(finding: Finding, fetcher: Fetcher) -> bool:
    """Whether a page can only ever say that its product is gone."""
    says = {variant.offer.availability.buyable for variant in finding.look.variants}
    if finding.source != PAGE or says != {False}:
        return False
    from coatcheck.sources import page

    target = Target(finding.url, finding.options, finding.allow_private)
    answer = fetch_one(fetcher, permitted(target, page.request(target)), SECONDS)
    return isinstance(answer, Answer) and page.is_one_sided(target, answer)


def _told(target: Target, tried: list[Tried]) -> list[Tried]:
    """Leave out the sources that were not told how to read: of a page that is no JSON they only say what they have to be told."""
    return [each for each in tried if not is_untold(each.source, Target(target.url, each.options))] or tried


def _drawn(target: Target, source: str | None, plain: Finding, fetcher: Fetcher, clock: Clock) -> Finding:
    """Have the page drawn where scripts may draw what it lacks; the finding as it was, with what was missed, where that proves no more."""
    aim = as_drawn(target, source, fetcher, SECONDS) if plain.look.health in READ else None
    if aim is None:
        return plain
    tried = Tried(PAGE, look(("", sources.load(PAGE), aim), fetcher, clock, SECONDS), dict(aim.options))
    best = _judge(target, [*plain.tried, tried])
    if best.source:
        return best
    return replace(plain, tried=best.tried, look=replace(plain.look, reason=best.look.reason))


def _cheaper(target: Target, calls: Sequence[Call], drawn: Look, fetcher: Fetcher, clock: Clock) -> tuple[Tried, ...]:
    """List what the script of a drawn page asked for, each as it would be watched: what proves something when it is asked without a browser.

    What tells of as many sizes in stock and sold out as the page comes first.
    """
    found: list[Tried] = []
    for aim in behind_page(target, calls):
        seen = look(("", sources.load(SOURCE), aim), fetcher, clock, CALL_SECONDS)
        if proves(seen):
            found.append(Tried(SOURCE, seen, dict(aim.options)))
        if len(found) == MOST:
            break
    return tuple(sorted(found, key=lambda each: _stock(each.look) != _stock(drawn)))


def _stock(seen: Look) -> Counter[bool | None]:
    return Counter(variant.offer.availability.buyable for variant in seen.variants)


def _proposals(target: Target, fetcher: Fetcher, clock: Clock) -> Iterator[Tried]:
    """Say what the target's answer may mean, as it would be read: only what proves something."""
    for aim in proposed(target, fetcher, SECONDS):
        seen = look(("", sources.load(SOURCE), aim), fetcher, clock, SECONDS)
        if proves(seen):
            yield Tried(SOURCE, seen, dict(aim.options))


def read_saved(
    path: Path, clock: Clock, options: Mapping[str, str], page_url: str | None, source: str | None
) -> Finding:
    """Do as `discover` does, for a shop's answer that was saved to a file; nothing is fetched.

    `page_url` is where the answer came from. Raises `Invalid` where the file can't be read.
    """
    try:
        body = path.read_bytes()
    except OSError as error:
        raise Invalid(f"The file {path} can't be read: {error.strerror}.") from error
    target = Target(page_url or path.absolute().as_uri(), dict(options))
    finding = discover(target, Saved(path, body, clock), clock, source, may_draw=False)
    return replace(finding, url=page_url or str(path))


def _candidates(target: Target, source: str | None, fetcher: Fetcher) -> Iterator[tuple[str, Source, Target]]:
    """List the sources that know these options, in the table's order; `BY_NAME_ONLY` ones where no other does."""
    if source:
        module = sources.load(source)
        check_options(source, module, target.options)
        if not is_untold(source, target):
            module.request(target)
        yield from _aims(source, module, target, fetcher)
        return
    together = [name for name in sources.names() if name not in sources.BY_NAME_ONLY]
    for names in (together, sources.BY_NAME_ONLY):
        able = False
        for name in names:
            module = sources.load(name)
            if not strange_options(module, target.options):
                able = True
                yield from _aims(name, module, target, fetcher)
        if able:
            return
    raise Invalid(f"No source has all of these options: {', '.join(target.options)}. Name one with --source.")


def _aims(name: str, source: Source, target: Target, fetcher: Fetcher) -> Iterator[tuple[str, Source, Target]]:
    """List the target as a source may read it: by each preset that is recognised, then as it is."""
    guesses = list(of_known_make(target, fetcher, SECONDS)) if name == SOURCE and is_untold(name, target) else []
    for aim in guesses if guesses and is_for_preset(target) else [*guesses, target]:
        yield name, source, aim


def proves(seen: Look) -> bool:
    """Return whether a look brought more than "don't know"."""
    return any(variant.offer.availability is not Availability.UNKNOWN for variant in seen.variants)


def _judge(target: Target, tried: Sequence[Tried]) -> Finding:
    best = next((each for each in tried if proves(each.look)), None)
    best = best or next((each for each in tried if each.look.health is Health.HEALTHY), None)
    if best:
        return Finding(target.url, best.source, best.look, tuple(tried), best.options, target.allow_private)
    last = tried[-1].look
    if len(tried) > 1:
        last = replace(last, reason=f"No source could read it. {' '.join(reasons(tried))}")
    return Finding(target.url, None, last, tuple(tried), dict(target.options), target.allow_private)


def reasons(tried: Sequence[Tried]) -> list[str]:
    """List what each source missed, "page: ..."; those that say the same speak together."""
    said: dict[str, list[str]] = {}
    for each in tried:
        said.setdefault(str(each.look.reason), []).append(each.name)
    return [f"{', '.join(names)}: {reason}" for reason, names in said.items()]
