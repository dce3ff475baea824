"""What Google charges, in US dollars. Look at the sources before you rely on a figure: prices change and differ by region."""

from coatcheck.model import Frozen

AS_OF = "2026-11-28"
DAYS = 30
GIB = 2**30


class Price(Frozen, frozen=True):
    """Dollars for so many units, and what is free every month."""

    dollars: float
    units: float
    free: float
    unit: str
    source: str

    def of(self, amount: float) -> float:
        """Return the dollars for a month with this amount."""
        return max(0.0, amount - self.free) / self.units * self.dollars


_FIRESTORE = "https://cloud.google.com/firestore/pricing"
_PUBSUB = "https://cloud.google.com/pubsub/pricing"
_RUN = "https://cloud.google.com/run/pricing"
_SCHEDULER = "https://cloud.google.com/scheduler/pricing"
_OBSERVABILITY = "https://cloud.google.com/stackdriver/pricing"
_BUILD = "https://cloud.google.com/build/pricing"
_REGISTRY = "https://cloud.google.com/artifact-registry/pricing"
_SCANNING = "https://cloud.google.com/artifact-analysis/pricing"
_SECRETS = "https://cloud.google.com/secret-manager/pricing"

# Dollars for 100,000 reads, writes and expiries, and for a GiB kept. Where a location is not listed, the dearest counts.
DEAREST = (0.06, 0.18, 0.02, 0.18)
FIRESTORE = {
    "nam5": DEAREST,
    "eur3": DEAREST,
    "us-central1": (0.03, 0.09, 0.01, 0.15),
    "us-west1": (0.03, 0.09, 0.01, 0.15),
}
# Dollars for a vCPU-second and a GiB-second: https://cloud.google.com/run/docs/locations
TIER_1, TIER_2 = (0.000024, 0.0000025), (0.0000336, 0.0000035)
IN_TIER_1 = frozenset(
    {
        *("asia-east1", "asia-northeast1", "asia-northeast2", "asia-south1", "me-west1"),
        *("europe-north1", "europe-southwest1", "europe-west1", "europe-west4", "europe-west8", "europe-west9"),
        *("us-central1", "us-east1", "us-east4", "us-east5", "us-south1", "us-west1"),
    }
)
# Announced: each metric condition of an alert, a month. https://cloud.google.com/monitoring/alerts/cost-control
ALERT_CONDITION = 1.50


def prices(region: str, location: str) -> dict[str, Price]:
    """Return the prices where Cloud Run is in this region and the database in this location."""
    reads, writes, expired, kept = FIRESTORE.get(location, DEAREST)
    cpu, memory = TIER_1 if region in IN_TIER_1 else TIER_2
    return {
        # The free quota is daily and resets every day; nothing is free for what expires, versions and backups.
        "reads": Price(reads, 100_000, 50_000 * DAYS, "documents read", _FIRESTORE),
        "writes": Price(writes, 100_000, 20_000 * DAYS, "documents written", _FIRESTORE),
        "expired": Price(expired, 100_000, 0, "documents expired", _FIRESTORE),
        "kept_bytes": Price(kept, GIB, GIB, "bytes kept", _FIRESTORE),
        "version_bytes": Price(kept, GIB, 0, "bytes of seven days' versions", _FIRESTORE),
        "backup_bytes": Price(0.03, GIB, 0, "bytes of backups", _FIRESTORE),
        "message_bytes": Price(40, 2**40, 10 * GIB, "bytes of messages", _PUBSUB),
        "requests": Price(0.40, 1_000_000, 2_000_000, "requests", _RUN),
        "cpu_seconds": Price(cpu, 1, 180_000, "vCPU-seconds", _RUN),
        "memory_seconds": Price(memory, 1, 360_000, "GiB-seconds", _RUN),
        "jobs": Price(0.10, 1, 3, "scheduled jobs", _SCHEDULER),
        "log_bytes": Price(0.50, GIB, 50 * GIB, "bytes of logs", _OBSERVABILITY),
        "checks": Price(0.30, 1_000, 1_000_000, "uptime checks", _OBSERVABILITY),
        "scans": Price(0.26, 1, 0, "images scanned", _SCANNING),
        "build_minutes": Price(0.006, 1, 2_500, "minutes of builds", _BUILD),
        "image_bytes": Price(0.10, 10**9, 5 * 10**8, "bytes of images", _REGISTRY),
        "secrets": Price(0.06, 1, 6, "versions of secrets", _SECRETS),
    }
