"""What may be back is noted until a look decides, and no more of it than a document holds."""

from msgspec.structs import replace

from coatcheck.model import Health, Look, State
from coatcheck.truth.doubt import MOST, with_doubts
from tests.coatcheck.truth.stories import IN, OUT, UNKNOWN, Story, page
from tests.examples import after

SAYS = "buy-button: Add to cart"


def sold_out(*sizes: str) -> State:
    story = Story()
    story.look(page(**dict.fromkeys(sizes, OUT)))
    return story.state


def look(state: State, **sizes: object) -> Look:
    return Look(state.watch_id, after(600), after(601), observation=page(**sizes))  # type: ignore[arg-type]


def test_a_doubt_stays_as_it_was_first_seen_until_a_look_decides() -> None:
    state = sold_out("m", "l")
    verdict = with_doubts(None, state, look(state, m=UNKNOWN, l=OUT), {"m": SAYS})
    assert verdict
    assert (verdict.state.maybe_back, verdict.state.version, verdict.event) == ({"m": SAYS}, state.version + 1, None)
    doubted = replace(verdict.state, observed_until=after(500))
    assert with_doubts(None, doubted, look(doubted, m=UNKNOWN, l=OUT), {"m": "other words"}) is None
    blocked = Look(state.watch_id, after(600), after(601), health=Health.BLOCKED)
    assert with_doubts(None, doubted, blocked, {}) is None
    for decided in (IN, OUT):
        settled = with_doubts(None, doubted, look(doubted, m=decided, l=OUT), {})
        assert settled
        assert settled.state.maybe_back == {}


def test_a_look_that_is_older_than_what_is_known_notes_nothing() -> None:
    state = replace(sold_out("m"), observed_until=after(630))
    assert with_doubts(None, state, look(state, m=UNKNOWN), {"m": SAYS}) is None


def test_no_more_is_noted_than_a_document_holds() -> None:
    sizes = [f"s{number}" for number in range(MOST + 50)]
    state = sold_out(*sizes)
    verdict = with_doubts(None, state, look(state, **dict.fromkeys(sizes, UNKNOWN)), dict.fromkeys(sizes, SAYS))
    assert verdict
    assert len(verdict.state.maybe_back) == MOST
