"""`/metrics`: how it goes, for Prometheus, which comes with a key of the scope `read`. Nobody's number or name is in it.

Names follow https://prometheus.io/docs/practices/naming/. Everything is read from the store, so each process says the same.
"""

from collections import Counter
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from coatcheck.config import Settings
from coatcheck.model import Scope
from coatcheck.telling import switches
from coatcheck.watching.status import Report, WatchStatus, late_watches, report
from signup_web import context
from signup_web.api.door import admit, tell_limits

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

metrics = Blueprint("metrics", __name__)
metrics.after_request(tell_limits)


@metrics.get("/metrics")
def scrape() -> Response:
    """Answer Prometheus, in the form it asks for: 401 without a key, 403 with one that may not read, or is not the first team's."""
    from prometheus_client import CollectorRegistry, ProcessCollector
    from prometheus_client.exposition import choose_encoder

    admit(Scope.READ, deployment=True)
    found, store = report(context.store(), context.now(), context.states()), context.store()
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Collected([*measured(found, switches.stopped(store) is not None), *_backups(context.settings())]))
    ProcessCollector(registry=registry)
    encode, kind = choose_encoder(request.headers.get("Accept", ""))
    return Response(encode(registry), content_type=kind)


class Collected:
    """Metrics that are known already, as `prometheus_client` collects them."""

    def __init__(self, found: list["Metric"]) -> None:
        self._found = found

    def collect(self) -> Iterable["Metric"]:
        return self._found


def measured(found: Report, held: bool) -> list["Metric"]:
    """Return the report as metrics. `held`: the operator holds every message."""
    from prometheus_client.metrics_core import GaugeMetricFamily, InfoMetricFamily

    watches = GaugeMetricFamily(
        "coatcheck_watches", "Watches at each shop, by how their looks go.", labels=("shop", "health")
    )
    for (shop, condition), number in sorted(Counter(map(_condition, found.watches)).items()):
        watches.add_metric((shop, condition), number)
    deliveries = GaugeMetricFamily("coatcheck_deliveries", "Messages that are kept, by their state.", labels=("state",))
    for state, number in sorted(found.deliveries.items()):
        deliveries.add_metric((state,), number)
    numbers: dict[str, tuple[str, float]] = {
        "coatcheck_ok": (
            "Whether looks are made, all watches are healthy and nothing waits for the operator.",
            found.ok,
        ),
        "coatcheck_looks_late": ("Whether looks should have been made in the last minutes, and were not.", found.late),
        "coatcheck_watches_late": ("Active watches whose next look is overdue by five minutes.", late_watches(found)),
        "coatcheck_dead_letters": ("Messages that were given up and wait for the operator.", found.dead_letters),
        "coatcheck_alerts_open": ("Matters that the operator has to know of.", len(found.alerts)),
        "coatcheck_messages_held": ("Whether the operator holds every message.", held),
    }
    if found.last_tick:
        numbers["coatcheck_last_look_timestamp_seconds"] = (
            "When the last looks were made.",
            found.last_tick.timestamp(),
        )
    made = InfoMetricFamily("coatcheck_build", "The version that runs.", value={"version": version("coatcheck")})
    gauges = (GaugeMetricFamily(name, words, value=value) for name, (words, value) in numbers.items())
    return [made, watches, deliveries, *gauges]


def _condition(watch: WatchStatus) -> tuple[str, str]:
    if watch.ended:
        return watch.shop, "ended"
    if not watch.active:
        return watch.shop, "paused"
    return watch.shop, watch.health if watch.checked_at else "unseen"


def _backups(settings: Settings) -> list["Metric"]:
    """Say when the last of the daily backups was made; nothing where none are."""
    from prometheus_client.metrics_core import GaugeMetricFamily

    from coatcheck.store.sqlite.backup import backups

    made = backups(Path(settings.backups)) if settings.backups else {}
    name, words = "coatcheck_last_backup_timestamp_seconds", "When the last daily backup was made."
    return [GaugeMetricFamily(name, words, value=max(made).timestamp())] if made else []
