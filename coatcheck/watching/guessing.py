"""What answers in JSON are read by where nobody said how: a make of shop that is recognised, or proposals for somebody to confirm."""

from collections.abc import Iterator

from msgspec.structs import replace

from coatcheck.errors import LookFailed
from coatcheck.ports import Fetcher, Request, Target, fetch_one
from coatcheck.sources import json_api
from coatcheck.sources.answers import require_ok
from coatcheck.sources.presets import WITH_PRESET, recognised
from coatcheck.sources.proposals import propose

SOURCE = "json_api"  # the one source that has to be told what stands where


def is_untold(source: str | None, target: Target) -> bool:
    """Return whether a target may be read by this source (None: by any), which is not told how."""
    known = {option.name for option in json_api.OPTIONS}
    return source in (None, SOURCE) and target.options.keys() <= known and not json_api.is_told(target.options.keys())


def is_for_preset(target: Target) -> bool:
    """Return whether the options are those of a preset, though none is named."""
    return not WITH_PRESET.isdisjoint(target.options)


def of_known_make(target: Target, fetcher: Fetcher, seconds: float) -> Iterator[Target]:
    """Yield the target with the preset of each make of shop that its address or its page is recognised as."""
    answer = fetch_one(fetcher, Request(url=target.url, allow_private=target.allow_private), seconds)
    page = b"" if isinstance(answer, LookFailed) else answer.body
    for name in recognised(target.url, page):
        yield replace(target, options={**target.options, "preset": name})


def proposed(target: Target, fetcher: Fetcher, seconds: float) -> Iterator[Target]:
    """Yield the target with each mapping that may read its answer, the likeliest first; nothing where the answer is no JSON.

    Raises `Invalid` where an option can't be used.
    """
    if is_for_preset(target):
        return
    asked = replace(json_api.question(target), allow_private=target.allow_private)
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
