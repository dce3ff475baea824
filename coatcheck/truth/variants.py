"""How one variant's state moves when a healthy look shows it, or does not. Pure."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from msgspec import structs

from coatcheck.model import Availability, Offer, Restocked, Showing, Transition, Variant, VariantState, Watch, Witness
from coatcheck.truth.pieces import kept
from coatcheck.truth.prices import number

KEPT_MISSING = timedelta(days=90)  # for which a variant that is not listed any more is remembered
MOST_KNOWN = 3000  # variants of a watch; a look may list 2,000: a Firestore document holds some 5,000
MOST_UNLISTED = 100  # showings of a variant that are remembered after they went
MOST_EXPLAINED = 300  # variants of a watch, beyond which the state does not keep what said so
MOST_WITNESSES, LONGEST_WORDS = 3, 120  # of a variant, and characters of each
MISSING_LOOKS = 3  # healthy looks in a row without it, after which a variant counts as sold out


def meaning(watch: Watch, availability: Availability) -> bool | None:
    """Return whether this counts as "in stock" for the watch; None where nobody can tell."""
    return False if availability.advance and not watch.advance else availability.buyable


def is_quiet(watch: Watch, before: VariantState, title: str, variant: Variant) -> bool:
    """Return whether the look says of a variant what was known, and nothing else is pending: the usual case, told cheaply."""
    offer = variant.offer
    return (
        before.availability is offer.availability
        and (before.in_stock is watch.advance or not offer.availability.advance)
        and not before.out_looks
        and not before.missing_looks
        and before.price == offer.price
        and (offer.quantity == before.quantity or kept(before.quantity, offer.quantity) == before.quantity)
        and before.title == title
        and before.showings == variant.showings
        and before.availability_starts == offer.availability_starts
    )


def seen(
    watch: Watch, before: VariantState, title: str, variant: Variant, at: datetime, anew: bool = False
) -> VariantState:
    """Return the variant after a look that listed it; the same object where nothing moved but its link and what said so, which some shops change always.

    `anew`: what is known was read in another way. Where this look says the contrary, that was never true.
    """
    if anew and meaning(watch, variant.offer.availability) is (not before.in_stock):
        before = structs.replace(before, in_stock=None, in_since=None, out_since=None, out_looks=0, out_at=None)
    after = _seen(watch, before, title, variant, at)
    if structs.replace(after, url=before.url) == before:
        return before
    is_proven = after.availability is variant.offer.availability
    return structs.replace(after, witnesses=_witnesses(variant.offer)) if is_proven else after


def _witnesses(offer: Offer) -> tuple[Witness, ...]:
    """Shorten what says so to what somebody reads."""
    return tuple(Witness(each.name, each.says[:LONGEST_WORDS]) for each in offer.witnesses[:MOST_WITNESSES])


def _seen(watch: Watch, before: VariantState, title: str, variant: Variant, at: datetime) -> VariantState:
    """While it is there, its price is the one at which it was last proven to be: what falls in a look that proves nothing falls in the next."""
    offer = variant.offer
    now_in = meaning(watch, offer.availability)
    is_priced = now_in or not before.in_stock
    after = structs.replace(
        before,
        title=title or before.title,  # a webhook may tell the stock and no more
        options=variant.options or before.options,
        url=offer.url,
        price=(is_priced and offer.price) or before.price,
        currency=(is_priced and offer.currency) or before.currency,
        missing_looks=0,
        missing_since=None,
        showings=variant.showings,
        availability_starts=offer.availability_starts,
        unlisted=_unlisted(before, variant),
    )
    if now_in is None:
        return after  # unknown in between neither ends nor begins anything
    if now_in:
        pieces = kept(before.quantity if before.in_stock else None, offer.quantity)
        return _proven_in(structs.replace(after, quantity=pieces), offer.availability, at)
    return _proven_out(watch, after, offer.availability, at)


def _unlisted(before: VariantState, variant: Variant) -> tuple[str, ...]:
    """List what is remembered of showings that went: one that is listed again is no new one."""
    if before.showings == variant.showings:
        return before.unlisted
    listed = {each.id for each in variant.showings}
    gone = (*before.unlisted, *(each.id for each in before.showings))
    return tuple(each for each in dict.fromkeys(gone) if each not in listed)[-MOST_UNLISTED:]


def new_showings(before: VariantState, after: VariantState) -> tuple[Showing, ...]:
    """List the showings that can be booked and were never listed before, by their id or as another one of the same time, language and format.

    None are new where no showing was known: then nobody can tell.
    """
    known = {*before.unlisted, *(each.id for each in before.showings)}
    times = {_time_and_kind(each) for each in before.showings}
    return tuple(
        each
        for each in after.showings
        if known and each.availability.buyable and each.id not in known and _time_and_kind(each) not in times
    )


def _time_and_kind(showing: Showing) -> tuple[str, str, str]:
    return showing.start_date, showing.in_language, showing.video_format


def _proven_in(variant: VariantState, availability: Availability, at: datetime) -> VariantState:
    return structs.replace(
        variant,
        availability=availability,
        since=variant.since if availability is variant.availability else at,
        in_stock=True,
        in_since=variant.in_since if variant.in_stock else at,
        out_looks=0,
        out_at=None,
    )


def _proven_out(watch: Watch, variant: VariantState, availability: Availability, at: datetime) -> VariantState:
    if not variant.in_stock:
        since = variant.since if availability is variant.availability else at
        return structs.replace(variant, availability=availability, since=since, in_stock=False)
    first, looks = variant.out_at or at, variant.out_looks + 1
    if looks < watch.settle:
        return structs.replace(variant, out_looks=looks, out_at=first)
    return _ended(variant, availability, first)


def _ended(variant: VariantState, availability: Availability, at: datetime) -> VariantState:
    return structs.replace(
        variant, availability=availability, since=at, in_stock=False, out_since=at, out_looks=0, out_at=None
    )


def missing(variant: VariantState, at: datetime) -> VariantState:
    """Return the variant after a healthy look that did not list it."""
    if variant.missing_looks >= MISSING_LOOKS and variant.missing_since:
        return variant
    since = variant.missing_since or at
    after = structs.replace(variant, missing_looks=min(variant.missing_looks + 1, MISSING_LOOKS), missing_since=since)
    if after.missing_looks == MISSING_LOOKS and after.in_stock:
        return structs.replace(_ended(after, Availability.OUT_OF_STOCK, at), witnesses=())
    return after


def remembered(variants: Sequence[VariantState], at: datetime) -> tuple[VariantState, ...]:
    """Return those that the state keeps: all that are listed, and of the missing ones those that went last.

    A shop that numbers its variants anew in each answer must not make the state grow for ever. History keeps them all.
    """
    days = {_day(each) for each in variants if each.missing_since is None}
    kept = [each for each in variants if each.missing_since is None or not _is_forgotten(each, days, at)]
    if (excess := len(kept) - MOST_KNOWN) > 0:
        missing = sorted((each for each in kept if each.missing_since), key=lambda each: each.missing_since or at)
        forgotten = {each.id for each in missing[:excess]}
        kept = [each for each in kept if each.id not in forgotten]
    if len(kept) > MOST_EXPLAINED:
        kept = [structs.replace(each, witnesses=()) if each.witnesses else each for each in kept]
    return tuple(kept)


def _is_forgotten(variant: VariantState, days: Collection[str | None], at: datetime) -> bool:
    """Whether a missing one is of no more use: it is long gone, or of an event's day that has come and of which nothing is listed any more.

    `days`: of what is listed. While others of its day are, it may be back within the hour.
    """
    day, since = _day(variant), variant.missing_since or at
    return at - since >= KEPT_MISSING or (day is not None and day <= f"{at:%Y-%m-%d}" and day not in days)


def _day(variant: VariantState) -> str | None:
    """The day of an event at one of its places; None for goods, and where no day was told."""
    return variant.options.get("date") or None if variant.showings or "location" in variant.options else None


def transition(before: VariantState, after: VariantState, at: datetime) -> Transition | None:
    """Return what history keeps of this step: another availability, from when it was first seen, or another price."""
    moved = before.availability is not after.availability
    if not moved and (before.in_stock, before.price) == (after.in_stock, after.price):
        return None
    return Transition(
        variant_id=after.id,
        at=after.since if moved and after.since else at,
        before=before.availability,
        after=after.availability,
        in_stock=after.in_stock,
        price=after.price,
        currency=after.currency,
    )


def is_back(before: VariantState, after: VariantState) -> bool:
    """Return whether a variant that was proven out is proven in: by the shop's word, not by the watch's new settings."""
    return before.in_stock is False and after.in_stock is True and before.availability is not after.availability


def restocked(before: VariantState, after: VariantState, variant: Variant) -> Restocked:
    """Return what is told of a variant that came back."""
    new = new_showings(before, after) if before.showings or before.unlisted else after.showings
    return Restocked(
        id=after.id,
        title=after.title,
        options=after.options,
        price=after.price,
        currency=after.currency,
        url=after.url,
        quantity=variant.offer.quantity,
        showings=after.showings,
        has_new=bool(new),
    )


def with_new_showings(before: VariantState, after: VariantState, variant: Variant) -> Restocked | None:
    """Return what is told of a place that was on sale and still is: its new showings alone; None where there are none."""
    new = new_showings(before, after) if before.in_stock and after.in_stock else ()
    return structs.replace(restocked(before, after, variant), showings=new, was_open=True) if new else None


def better(before: VariantState, after: VariantState, variant: Variant) -> Restocked | None:
    """Return what is told of goods that were there and still are, for less, or in more pieces; None where neither is so."""
    if not (before.in_stock and after.in_stock) or after.showings:
        return None
    price, pieces = _price_before(before, after), _pieces_before(before, after)
    if price is None and pieces is None:
        return None
    return structs.replace(restocked(before, after, variant), price_before=price, quantity_before=pieces)


def _price_before(before: VariantState, after: VariantState) -> str | None:
    """The price that fell, "" for one that was not known before; None where it is no lower.

    Of two prices in different money nobody can tell which is less: the new one counts as not known before.
    """
    if (before.price, before.currency) == (after.price, after.currency):
        return None
    old = number(before.price) if before.currency == after.currency else None
    new = number(after.price)
    if new is None or (old is not None and new >= old):
        return None
    return before.price if old is not None else ""


def _pieces_before(before: VariantState, after: VariantState) -> int | None:
    """How many were known to be there, 0 where nobody said; None where they are no more now."""
    return before.quantity or 0 if (after.quantity or 0) > (before.quantity or 0) else None
