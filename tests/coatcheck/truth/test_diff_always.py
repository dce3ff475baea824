"""What holds for the rules of truth whatever is looked at."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from coatcheck.model import Health, Observation, RestockEvent
from coatcheck.truth.variants import MISSING_LOOKS
from tests.coatcheck.truth.stories import IN, OUT, UNKNOWN, Story, page

SAID = st.sampled_from([IN, OUT, UNKNOWN])
LOOKS = st.lists(
    st.one_of(
        st.dictionaries(st.sampled_from("sml"), SAID, min_size=1).map(lambda sizes: page(**sizes)),
        st.sampled_from([Health.BLOCKED, Health.UNREADABLE]),
    ),
    max_size=30,
)


@given(LOOKS)
def test_between_two_alerts_for_a_size_lies_a_proof_that_it_was_gone(looks: Sequence[Observation | Health]) -> None:
    story = Story()
    told: dict[str, int] = {}
    for number, back in enumerate(story.sees(*looks)):
        for size in back:
            since = [proof(look, size) for look in looks[told.get(size, -1) + 1 : number]]
            assert "out" in since or since.count("missing") >= MISSING_LOOKS or size not in told
            told[size] = number


def proof(look: Observation | Health, size: str) -> str:
    if isinstance(look, Health):
        return ""
    said = {variant.id: variant.offer.availability for variant in look.products[0].variants}
    return {IN: "in", OUT: "out", UNKNOWN: ""}[said[size]] if size in said else "missing"


@given(LOOKS)
def test_versions_grow_by_one_and_every_event_has_its_own_id(looks: Sequence[Observation | Health]) -> None:
    story = Story()
    story.sees(*looks)
    assert [verdict.state.version for verdict in story.verdicts] == list(range(1, len(story.verdicts) + 1))
    events: list[RestockEvent] = [verdict.event for verdict in story.verdicts if verdict.event]
    assert len({event.id for event in events}) == len(events)
