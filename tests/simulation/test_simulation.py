"""The proof that people are told once, told surely: a few hundred schedules, and that the simulation is not blind."""

import pytest

from tests.simulation.guards import GUARDS, Guard
from tests.simulation.schedule import Report, run_seed

SEEDS, SHARES = 240, 8
REGRESSIONS = (34, 182)  # seeds that found something once


def replay(report: Report) -> str:
    """What to do about a broken seed."""
    broken = "; ".join(str(violation) for violation in report.broken)
    return f"{broken}\nreplay: python -m tests.simulation --seed {report.seed}"


@pytest.mark.parametrize("share", range(SHARES))
def test_every_promise_holds_under_faults(share: int) -> None:
    for seed in range(share, SEEDS, SHARES):
        report = run_seed(seed)
        assert not report.broken, replay(report)


@pytest.mark.parametrize("seed", REGRESSIONS)
def test_a_seed_that_found_something_stays_clean(seed: int) -> None:
    report = run_seed(seed)
    assert not report.broken, replay(report)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_a_missing_guard_is_found(guard: Guard) -> None:
    found = (violation.kind for seed in guard.seeds for violation in run_seed(seed, guard).broken)

    assert guard.finds in found


def test_a_seed_gives_the_same_schedule_each_time() -> None:
    assert run_seed(7) == run_seed(7)
