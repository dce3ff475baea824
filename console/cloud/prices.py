"""What Google charges, in US dollars. Look at the sources before you rely on a figure: prices change and differ by region."""

from coatcheck.model import Frozen

AS_OF = "2026-11-22"


class Price(Frozen, frozen=True):
    """Dollars for so many units, and what is free every month."""

    dollars: float
    units: float
    free: float
    unit: str
    source: str

    def of(self, amount: float) -> float:
        """Dollars for a month with this amount."""
        return max(0.0, amount - self.free) / self.units * self.dollars


DAYS = 30
_FIRESTORE = "https://cloud.google.com/firestore/pricing"
_PUBSUB = "https://cloud.google.com/pubsub/pricing"
_RUN = "https://cloud.google.com/run/pricing"
_SCHEDULER = "https://cloud.google.com/scheduler/pricing"

PRICES = {
    # of the multi-region locations; single regions cost less. The free quota is daily, and resets every day.
    "reads": Price(0.06, 100_000, 50_000 * DAYS, "documents read", _FIRESTORE),
    "writes": Price(0.18, 100_000, 20_000 * DAYS, "documents written", _FIRESTORE),
    "expired": Price(0.02, 100_000, 0, "documents expired", _FIRESTORE),  # none of these is free
    "message_bytes": Price(40, 2**40, 10 * 2**30, "bytes of messages", _PUBSUB),
    "requests": Price(0.40, 1_000_000, 2_000_000, "requests", _RUN),
    "cpu_seconds": Price(0.000024, 1, 180_000, "vCPU-seconds", _RUN),
    "memory_seconds": Price(0.0000025, 1, 360_000, "GiB-seconds", _RUN),
    "jobs": Price(0.10, 1, 3, "scheduled jobs", _SCHEDULER),
}
