"""Demand by the API: what a shop's own key sees, and that it sees nothing else."""

from pathlib import Path

import pytest

from coatcheck.model import ANY, ChannelAddress, Consent, ConsentKind, Scope, State, VariantState
from coatcheck.people import membership
from signup_web.api.demand import in_steps
from tests.fakes.ports import NOON
from tests.notifier.notifying import SECRET_KEY
from tests.signup_web.api.asking import Program
from tests.signup_web.visiting import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.watch()
    return site


def wait(site: Site, people: int, *sizes: str) -> None:
    """So many people wait for these sizes."""
    for number in range(people):
        to = ChannelAddress("console", f"{sizes} {number}")
        person = membership.subscriber_at(site.store, SECRET_KEY, to, NOON)
        membership.join(site.store, person, "jacket", sizes, Consent(NOON, ConsentKind.CONFIRMED, "web"))


def test_a_shops_own_key_sees_who_waits_in_steps_and_nothing_else(site: Site) -> None:
    wait(site, 7, "M")
    wait(site, 4, "L")
    wait(site, 5, ANY)
    shop = Program(site, Scope.DEMAND)
    told = shop.get("/watches/jacket/demand")
    assert told["any_size"] == 5
    assert {size["title"]: size["at_least"] for size in told["sizes"]} == {"S": None, "M": 5, "L": None}
    for path in ("/watches", "/watches/jacket", "/watches/jacket/waiting", "/status", "/keys"):
        assert shop.ask("GET", path).status_code == 403, path
    assert shop.refused(404, "GET", "/watches/jackett/demand") == "There is no such watch."


def test_other_keys_don_t_see_it_unless_they_may_all(site: Site) -> None:
    assert Program(site, Scope.READ, Scope.PEOPLE).ask("GET", "/watches/jacket/demand").status_code == 403
    assert Program(site, Scope.ADMIN).get("/watches/jacket/demand")["any_size"] is None
    assert Program(site, Scope.DEMAND, Scope.READ).get("/watches/jacket")["id"] == "jacket"


def test_nobody_is_seen_coming_or_going(site: Site) -> None:
    state = State("jacket", variants=(VariantState("M", "M"),))
    told = [in_steps(state, {"M": people, "gone": 9}).sizes[0].at_least for people in range(12)]
    assert told == [None] * 5 + [5] * 5 + [10] * 2
