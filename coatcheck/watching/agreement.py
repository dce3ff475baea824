"""What was understood of a page, in words that the operator can compare with it, and what they answered. Pure."""

from datetime import datetime

from msgspec.structs import replace

from coatcheck.model import Agreement, Answer, Availability, Look, Understood, Variant, Watch
from coatcheck.telling.variant_names import NAMELESS, label

MOST = 60  # variants whose evidence is kept
MOST_WITNESSES = 5  # of a variant
SAID = {True: "in stock", False: "sold out", None: "not known"}


def in_words(look: Look) -> str:
    """Return what a look understood, "M, L sold out; XL in stock", in the shop's order; "" where it saw nothing."""
    named: dict[str, list[str]] = {}
    for variant in look.variants:
        named.setdefault(_said(variant.offer.availability), []).append(_name(variant))
    alone = len(look.variants) == 1 and not _name(look.variants[0])
    return "; ".join(said if alone else f"{', '.join(names)} {said}" for said, names in named.items())


def answered(watch: Watch, look: Look, answer: Answer, now: datetime) -> Watch:
    """Return the watch with the operator's answer, and the evidence that they had before them (of 60 variants at the most)."""
    read = tuple(
        Understood(_name(variant), variant.offer.availability, variant.offer.witnesses[:MOST_WITNESSES])
        for variant in look.variants[:MOST]
    )
    return replace(watch, agreement=Agreement(answer=answer, at=now, read=read))


def _name(variant: Variant) -> str:
    return "" if variant.title in NAMELESS and not any(variant.options.values()) else label(variant)


def _said(availability: Availability) -> str:
    return "pre-order" if availability.advance else SAID[availability.buyable]
