"""A log level that is set while the three services run, as gunicorn runs them, on Google's emulators."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import requests

from coatcheck.ports.messages import DeliveryBatch
from coatcheck.watching.log_levels import set_level
from console.cloud.emulated import emulated_cloud
from console.cloud.emulators import FIRESTORE, PUBSUB
from console.cloud.topology import SERVICES
from tests.emulators import require
from tests.waiting import until

OFTEN = (sys.executable, "-m", "tests.counterparts.looking_often")
A_WHILE = timedelta(seconds=12)


def test_every_service_takes_a_level_up_without_a_restart_and_is_as_usual_again_by_itself(tmp_path: Path) -> None:
    require(FIRESTORE, PUBSUB)
    with emulated_cloud(tmp_path, {"COATCHECK_CHANNELS": "console"}, tick_seconds=1, launcher=OFTEN) as cloud:

        def all_say(words: str) -> bool:
            """Give each something to do, and see whether all of them logged this."""
            cloud.services.bus.publish([DeliveryBatch(ids=("none",))])
            requests.get(f"{cloud.url}/", timeout=60)
            return all(words in (tmp_path / f"{name}.log").read_text() for name in SERVICES)

        assert not all_say("DEBUG")
        started = {name: process.pid for name, process in cloud.processes.items()}
        set_level(cloud.services.store, datetime.now(UTC), "DEBUG", length=A_WHILE)
        until(lambda: all_say('"coatcheck": "DEBUG"'), 60, every=0.5)
        until(lambda: all_say('"levels": "as usual"'), 60, every=0.5)
        assert {name: process.pid for name, process in cloud.processes.items()} == started
        logged = {name: (tmp_path / f"{name}.log").read_text().splitlines() for name in SERVICES}
        for name in ("poller", "notifier"):
            taken = [number for number, line in enumerate(logged[name]) if "takes a message" in line]
            ended = next(number for number, line in enumerate(logged[name]) if "as usual" in line)
            assert taken
            assert max(taken) < ended
