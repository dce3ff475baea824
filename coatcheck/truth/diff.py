"""What a look changes: the rules by which a watch's state may move. Pure.

1. A look that proved nothing changes the watch's health, and no variant.
2. A variant is back when it was proven out and is now proven in. The first proof of a variant is its baseline.
3. It is gone when `settle` looks in a row proved it out; the end is dated from the first of them.
4. A variant that is not listed is missing, not sold out; only after three looks without it does it count as out.
5. A look counts only if it began after the last one that changed anything had ended.
6. Where nothing known is listed any more the shop shows another page: that proves nothing either.
7. Nor does an answer that has lost what told the stock: the operator has to hear of it.
8. A page that is read in another way than before changed nothing by that: the first look is a baseline again.
9. A showing that was never listed before is news of a place that is on sale: for those who asked to hear each time.
10. A price that falls while the variant is proven in, or is known for the first time, is news: for those who wait for a price.
11. So are more pieces, for those who wait for so many.
12. A product whose sizes are known and of which the shop now says as a whole that it is sold out is sold out in each of them.
13. Where it doesn't, and all of them are still listed with no word that one is gone, those that were there are still there; the others may be back.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec import structs

from coatcheck.model import (
    LISTED,
    Availability,
    Change,
    Health,
    Look,
    Observation,
    Restocked,
    RestockEvent,
    State,
    Variant,
    VariantState,
    Verdict,
    Watch,
    event_id,
)
from coatcheck.truth.clock import believed
from coatcheck.truth.drift import silenced
from coatcheck.truth.health import failing, healthy
from coatcheck.truth.sizes import in_order
from coatcheck.truth.variants import (
    better,
    is_back,
    is_quiet,
    meaning,
    missing,
    remembered,
    restocked,
    seen,
    transition,
    with_new_showings,
)
from coatcheck.truth.whole import by_size

TAKE_IT = (
    "To take the page as it is now, save the watch again (`coatcheck watch resume`);"
    " to point at what tells its stock, `coatcheck watch teach`."
)
TELL_IT = (
    "If it is back, save the watch again (`coatcheck watch resume`): whoever waits is told."
    " If it only was misread before, `coatcheck watch teach` tells nobody."
)
Listed = dict[str, tuple[str, Variant]]  # title and variant, by the variant's id


def diff(watch: Watch, state: State | None, look: Look, baseline: bool = False, pushed: bool = False) -> Verdict | None:
    """Decide the next state and what it changes; None where the look changes nothing.

    `baseline`: nobody has looked for so long that what came back meanwhile is no news. `pushed`: the shop sent this by
    itself; what it does not list it says nothing of, and whether its pages can be read it does not show.
    """
    state = state or State(watch_id=watch.id)
    observed = believed(state.observed_until, look.ended_at)
    if observed and look.started_at <= observed:
        return None
    look = look if is_read_anew(watch, state) else by_size(state, look)
    if look.observation is None:
        return None if pushed else _failed(watch, state, look)
    if _is_as_known(watch, state, look.observation):
        after = state if pushed else _read(watch, state, look, look.observation)
        return None if after is state else _verdict(watch, state, after, look)
    listed = _listed(look.observation)
    anew = not pushed and (
        is_read_anew(watch, state)
        or (_has_grown(state, look.observation, listed) and not _may_be_back(watch, state, listed))
    )
    drift = None if pushed or anew or _is_agreed(watch, state) else _drift(state, look.observation, listed)
    if drift:
        return _failed(watch, state, structs.replace(look, health=Health.UNREADABLE, reason=drift))
    if anew and _is_another_list(state, listed):
        state = structs.replace(state, variants=())
    steps = _steps(watch, state, listed, look.ended_at, pushed, anew)
    if any(step.after is not step.before for step in steps):
        steps = in_order(steps, [step.after.title or " / ".join(step.after.options.values()) for step in steps])
    after = structs.replace(state, variants=remembered([step.after for step in steps], look.ended_at))
    if not pushed:
        after = _read(watch, after, look, look.observation)
    if after == state:
        return None
    return _verdict(watch, state, after, look, steps, [] if baseline or anew else _back(state, steps))


def _listed(observation: Observation) -> Listed:
    several = len(observation.products) > 1
    return {
        variant.id: (f"{product.title}: {variant.title}".rstrip(": ") if several else variant.title, variant)
        for product in observation.products
        for variant in product.variants
    }


def is_read_anew(watch: Watch, state: State) -> bool:
    """Return whether what is known of the watch was read in another way than its next look is: by another source, or other options."""
    return state.reading not in ("", watch.reading)


def _has_grown(state: State, observation: Observation, listed: Listed) -> bool:
    """Whether a product that was known as one nameless thing is now told size by size: it is read better, and not another.

    What was said of the whole may have been one size's; whoever waits for the product waits for any of them.
    """
    if len(state.variants) != 1 or state.variants[0].title or len(listed) < 2 or len(observation.products) > 1:
        return False
    [product] = observation.products
    told = any(variant.offer.availability is not Availability.UNKNOWN for variant in product.variants)
    return told and state.variants[0].id not in listed and product.title.casefold() == state.title.casefold()


def _may_be_back(watch: Watch, state: State, listed: Listed) -> bool:
    """Whether all was proven out and something else is in: many shops show sizes only while there are any, and a better reading looks the same."""
    return _is_sold_out(state) and any(meaning(watch, variant.offer.availability) for _, variant in listed.values())


def _is_agreed(watch: Watch, state: State) -> bool:
    """Whether the operator has saved the watch since its page changed, and so takes the page as it is."""
    return bool(state.health is Health.UNREADABLE and state.health_since and watch.updated_at > state.health_since)


def _drift(state: State, observation: Observation, listed: Listed) -> str | None:
    """Why an answer that could be read is not the one that was known; None where it is."""
    if _has_grown(state, observation, listed):
        return f"It was sold out, and is told size by size now, with some in stock. {TELL_IT}"
    if _is_another_list(state, listed):
        known = ", ".join(variant.title or variant.id for variant in state.variants[:5])
        return f"Nothing that was known ({known}) is listed any more. {TAKE_IT}"
    if gone := silenced(state, observation):
        return f"Nothing tells the stock any more: {', '.join(gone)} is gone. {TAKE_IT}"
    return None


def _is_another_list(state: State, listed: Listed) -> bool:
    """Whether variants are known, and none of them is listed."""
    return bool(state.variants) and not any(variant.id in listed for variant in state.variants)


def _failed(watch: Watch, state: State, look: Look) -> Verdict:
    return _verdict(watch, state, failing(watch, state, look), look)


def _is_as_known(watch: Watch, state: State, observation: Observation) -> bool:
    """Whether one product is listed with what is known and nothing else, each as it was: the usual case, told cheaply."""
    variants = observation.products[0].variants
    if len(observation.products) > 1 or len(variants) != len(state.variants):
        return False
    for before, variant in zip(state.variants, variants, strict=True):
        if before.id != variant.id or not is_quiet(watch, before, variant.title, variant):
            return False
    return True


class _Step(NamedTuple):
    """A variant before and after the look, and as the look showed it."""

    before: VariantState
    after: VariantState
    variant: Variant | None


def _steps(watch: Watch, state: State, listed: Listed, at: datetime, pushed: bool, anew: bool) -> Sequence[_Step]:
    """Work out what became of each variant: those that were known in their order, then the new ones."""
    known = {variant.id for variant in state.variants}
    new = [VariantState(id=variant_id) for variant_id in listed if variant_id not in known]
    steps = []
    for before in (*state.variants, *new):
        title, variant = listed.get(before.id, ("", None))
        title = before.title or title if pushed else title
        if variant is None:
            after = before if pushed else missing(before, at)
        else:
            after = before if is_quiet(watch, before, title, variant) else seen(watch, before, title, variant, at, anew)
        steps.append(_Step(before, after, variant))
    return steps


def _read(watch: Watch, state: State, look: Look, observation: Observation) -> State:
    """Read what a page that could be read says of the watch itself."""
    product = observation.products[0]
    title = product.title if len(observation.products) == 1 else state.title
    after = structs.replace(
        healthy(state, look),
        title=title,
        shape=observation.shape,
        over_at=observation.over_at,
        facts_at=observation.facts_at,
        reading=watch.reading,
    )
    if after == state:
        return state
    return structs.replace(after, url=product.url, image=product.image)  # some shops change these with every answer


def _back(state: State, steps: Sequence[_Step]) -> list[Restocked]:
    """Say what the steps bring that is news: variants that are back, and those that were there with new showings, a lower price or more pieces."""
    sold_out, found = _is_sold_out(state), []
    for before, after, variant in steps:
        if variant is None or after is before:
            continue
        if is_back(before, after) or (sold_out and before.in_stock is None and after.in_stock):
            found.append(restocked(before, after, variant))
        elif news := with_new_showings(before, after, variant) or better(before, after, variant):
            found.append(news)
    return found


def _is_sold_out(state: State) -> bool:
    """Whether everything was proven out, so that a variant never seen before is a restock of the product.

    Otherwise a new variant is a baseline like any first look: a shop that lists the same things under new ids
    (after an import, say) must not set off alerts for what never was out.
    """
    return bool(state.variants) and all(variant.in_stock is False for variant in state.variants)


def _verdict(
    watch: Watch, before: State, after: State, look: Look, steps: Sequence[_Step] = (), back: Sequence[Restocked] = ()
) -> Verdict:
    after = structs.replace(after, version=before.version + 1, observed_until=look.ended_at)
    return Verdict(state=after, change=_change(before, after, look, steps), event=_event(watch, after, look, back))


def _change(before: State, after: State, look: Look, steps: Sequence[_Step]) -> Change | None:
    """Return what history keeps: nothing where only counters or titles moved."""
    found = [transition(step.before, step.after, look.ended_at) for step in steps if step.after is not step.before]
    transitions = tuple(each for each in found if each)
    turned = after.health is not before.health
    if not transitions and not turned:
        return None
    return Change(
        watch_id=after.watch_id,
        version=after.version,
        at=look.ended_at,
        transitions=transitions,
        health=after.health if turned else None,
        reason=after.reason if turned else None,
    )


def _event(watch: Watch, after: State, look: Look, back: Sequence[Restocked]) -> RestockEvent | None:
    if not back:
        return None
    return RestockEvent(
        id=event_id(watch.id, after.version),
        watch_id=watch.id,
        at=look.ended_at,
        title=watch.title or after.title,
        url=watch.url,
        variants=tuple(back),
        to_open=_to_open(after) if any(each.showings or each.id == LISTED for each in back) else {},
        team=watch.team,
    )


def _to_open(state: State) -> dict[str, str]:
    """Name what is still out of an event's places and days; one that is not listed any more is over."""
    out = [each for each in state.variants if each.in_stock is False and not each.missing_since and each.id != LISTED]
    return {each.id: each.title for each in out}
