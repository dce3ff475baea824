"""What was understood of a page, in words that the operator can compare with it, and what they answered. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from coatcheck.model import Agreement, Answer, Availability, Look, State, Understood, Variant, VariantState, Watch
from coatcheck.telling.variant_names import NAMELESS, label

MOST = 60  # variants whose evidence is kept
MOST_WITNESSES = 5  # of a variant
SAID = {True: "in stock", False: "sold out", None: "not known"}
OF_SHOWINGS = {True: "open", False: "not open", None: "not known"}


def in_words(look: Look) -> str:
    """Return what a look understood, "M, L sold out; XL in stock", in the shop's order; "" where it saw nothing."""
    named: dict[str, list[str]] = {}
    said_of = OF_SHOWINGS if any(variant.showings for variant in look.variants) or _is_past_once(look) else SAID
    for variant in look.variants:
        named.setdefault(_said(variant.offer.availability, said_of), []).append(_name(variant))
    alone = len(look.variants) == 1 and not _name(look.variants[0])
    return "; ".join(said if alone else f"{', '.join(names)} {said}" for said, names in named.items())


def answered(watch: Watch, look: Look, answer: Answer, now: datetime) -> Watch:
    """Return the watch with the operator's answer, and the evidence that they had before them (of 60 variants at the most)."""
    read = tuple(
        Understood(_name(variant), variant.offer.availability, variant.offer.witnesses[:MOST_WITNESSES])
        for variant in look.variants[:MOST]
    )
    return replace(watch, agreement=Agreement(answer=answer, at=now, read=read))


def unlisted(state: State, look: Look) -> tuple[VariantState, ...]:
    """Return the variants that a watch's last look listed and this one does not; none where the look shows nothing, or one of one."""
    if look.observation is None or len(look.variants) == len(state.variants) == 1:
        return ()
    listed = {variant.id for variant in look.variants}
    return tuple(each for each in state.variants if each.missing_since is None and each.id not in listed)


def not_listed(lost: Sequence[VariantState], waiting: int) -> str:
    """Say which variants are not listed any more, for which so many people wait."""
    who = f"{waiting} people wait" if waiting > 1 else "1 person waits" if waiting else "Nobody waits"
    return f"these are not listed any more: {', '.join(map(label, lost))}. {who} for them."


def _name(variant: Variant) -> str:
    return "" if variant.title in NAMELESS and not any(variant.options.values()) else label(variant)


def _said(availability: Availability, words: Mapping[bool | None, str]) -> str:
    return "pre-order" if availability.advance else words[availability.buyable]


def _is_past_once(look: Look) -> bool:
    """Return whether it is an event, which is over one day."""
    return look.observation is not None and look.observation.over_at is not None
