"""The cloud end to end, on emulators: three services, killed and cut off at random, tell everybody exactly once."""

from pathlib import Path

from console.cloud.emulators import FIRESTORE, PUBSUB
from tests.e2e.storm import Storm, run
from tests.emulators import require

SMALL = Storm(subscribers=40, products=2, restocks=2, kills=3, calm=10, patience=240, hasty=True)


def test_in_a_storm_everybody_is_told_exactly_once(tmp_path: Path) -> None:
    require(FIRESTORE, PUBSUB)
    report = run(SMALL, tmp_path)
    assert report.wrong == []
    assert report.left == {}
    assert sum(report.told.values()) == 80
    assert report.cuts
    assert all(report.kills.values())
