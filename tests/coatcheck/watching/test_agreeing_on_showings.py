"""Showings that one of two agents alone sees are told to nobody: who invents one, or its link, would reach everybody."""

from msgspec.structs import replace

from coatcheck.model import Look, Observation, Offer, Product, Showing, Sight, Variant
from coatcheck.watching.agent_looks import _sight, agreed
from tests.coatcheck.truth.stories import IN, WATCH
from tests.examples import after

TWO = replace(WATCH, agree=2)


def look(*showings: Showing) -> Look:
    odeon = Variant("odeon", "Odeon", {"location": "Odeon"}, offer=Offer(IN), showings=showings)
    return Look("jacket", after(0), after(1), observation=Observation((Product("film", variants=(odeon,)),)))


def told(seen: Look, *others: Sight) -> list[str]:
    return [each.id for variant in agreed(TWO, seen, others).variants for each in variant.showings]


def test_a_showing_counts_where_another_agent_sees_the_same_with_the_same_link() -> None:
    known = Showing("1", "2026-12-04T18:00", availability=IN, url="https://tickets.example/1")
    other = _sight(TWO, look(known))
    assert told(look(known), other) == ["1"]
    assert told(look(replace(known, availability=other.availability["odeon"], price="9.00")), other) == ["1"]
    assert told(look(known, replace(known, id="2")), other) == ["1"]
    assert told(look(replace(known, url="https://elsewhere.example/1")), other) == []
    assert told(look(known)) == []
    assert [each.id for each in agreed(WATCH, look(known), ()).variants[0].showings] == ["1"]
