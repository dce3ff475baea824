"""New showings of a place that is on sale: news once for each, whatever the shop does to its list."""

from coatcheck.model import Availability, Observation, Offer, Product, Showing, Variant
from coatcheck.truth.variants import MOST_UNLISTED
from tests.coatcheck.truth.stories import IN, OUT, UNKNOWN, Story


def odeon(*showings: str, said: Availability = IN, prefix: str = "") -> Observation:
    """A theatre with showings at these times, each "18:00" or "18:00 Hindi"."""
    shown = tuple(
        Showing(f"{prefix}{each}", f"2026-12-04T{each[:5]}", in_language=each[6:], availability=said)
        for each in showings
    )
    offer = Offer(said if showings else OUT)
    odeon = Variant("odeon", "Odeon", {"location": "Odeon"}, offer=offer, showings=shown)
    return Observation((Product("film", "Film", variants=(odeon,)),))


def told(*looks: Observation) -> list[list[str]]:
    """The new showings told by each look; what came back as a whole is left out."""
    story, found = Story(), []
    for seen in looks:
        before = len(story.verdicts)
        story.look(seen)
        events = [verdict.event for verdict in story.verdicts[before:] if verdict.event]
        added = [variant for event in events for variant in event.variants if variant.was_open]
        found.append([showing.id for variant in added for showing in variant.showings])
    return found


def test_a_showing_beside_others_is_told_once_and_with_it_no_other() -> None:
    assert told(odeon("18:00"), odeon("18:00", "20:00", "22:00"), odeon("18:00", "20:00", "22:00")) == [
        [],
        ["20:00", "22:00"],
        [],
    ]


def test_what_is_no_new_showing_is_told_to_nobody() -> None:
    assert told(odeon(), odeon("18:00")) == [[], []]  # the theatre opens: that is told as such
    assert told(odeon("18:00", "20:00"), odeon("20:00"), odeon("18:00", "20:00"))[2] == []  # gone for a moment
    assert told(odeon("18:00"), odeon(), odeon("18:00"))[2] == []
    assert told(odeon("18:00"), odeon("18:00", prefix="new-"))[1] == []  # numbered anew
    assert told(odeon("18:00"), odeon("18:00", "20:00", said=UNKNOWN))[1] == []
    assert told(odeon("18:00"), odeon("18:00", "18:00 Hindi"))[1] == ["18:00 Hindi"]


def test_what_nobody_looked_at_for_hours_is_no_news() -> None:
    story = Story()
    story.look(odeon("18:00"))
    assert story.look(odeon("18:00", "20:00"), baseline=True) == []
    assert story.look(odeon("18:00", "20:00")) == []


def test_a_shop_that_numbers_everything_anew_fills_no_store() -> None:
    story = Story()
    for number in range(2 * MOST_UNLISTED):
        story.look(odeon("18:00", "20:00", prefix=f"{number}-"))
    (variant,) = story.state.variants
    assert len(variant.unlisted) == MOST_UNLISTED
    assert sum(bool(verdict.event) for verdict in story.verdicts) == 0
