"""What was proven sold out and may be back: the proof is gone and something weaker says yes. The operator is asked; nobody else hears of it. Pure."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import structs

from coatcheck.model import Alert, Availability, Look, State, Verdict, Watch
from coatcheck.truth.clock import believed

MOST = 200  # variants of a watch that are asked about: a state is one document


def with_doubts(verdict: Verdict | None, state: State, look: Look, found: Mapping[str, str]) -> Verdict | None:
    """Return the verdict (or one of its own) that notes which variants may be back, and what says so.

    `found`: what this look found, by variant id. A doubt stays as it was first seen until a look proves the variant in or out.
    """
    noted = state.maybe_back
    if not found and not noted:
        return verdict
    after = verdict.state if verdict else state
    proven = _proven(look)
    out = [variant.id for variant in after.variants if variant.in_stock is False and variant.id not in proven]
    doubtful = [each for each in out if each in noted or each in found][:MOST]
    doubts = {each: noted.get(each) or found[each] for each in doubtful}
    if doubts == noted:
        return verdict
    if verdict is None:
        observed = believed(state.observed_until, look.ended_at)
        if observed and look.started_at <= observed:
            return None
        verdict = Verdict(state=structs.replace(state, version=state.version + 1, observed_until=look.ended_at))
    return structs.replace(verdict, state=structs.replace(verdict.state, maybe_back=doubts))


def denied(state: State, now: datetime) -> Verdict:
    """Return what the operator's "it is not back" makes of a state: nothing but the doubt is gone."""
    return Verdict(state=structs.replace(state, version=state.version + 1, observed_until=now, maybe_back={}))


def doubt_key(watch_id: str) -> str:
    """Name the alert by which the operator hears that a watch may be back."""
    return f"maybe-back:{watch_id}"


def doubt_alert(watch: Watch, state: State, site: str, now: datetime) -> Alert:
    """Return what the operator is told, with the address of the page that asks them."""
    names = ", ".join(filter(None, (variant.title for variant in state.variants if variant.id in state.maybe_back)))
    name = f"{watch.title or watch.url}{f' ({names})' if names else ''}"
    says = next(iter(state.maybe_back.values()), "")
    link = f"{site}/admin/watches/{watch.id}/maybe-back"  # in front, since a text is cut at its end
    asked = f"Is it back? {link} {name} may be back, and nothing proves it ({says}). Nobody was told."
    text = f"{asked} At a terminal: coatcheck watch maybe-back {watch.slug or watch.id}"
    return Alert(key=doubt_key(watch.id), text=text, opened_at=now)


def _proven(look: Look) -> set[str]:
    """The variants of which a look says something certain."""
    return {variant.id for variant in look.variants if variant.offer.availability is not Availability.UNKNOWN}
