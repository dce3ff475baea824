"""The phone networks: what becomes of the texts that the provider took, and its words about that: late, twice, in any order."""

from functools import partial

from coatcheck.bootstrap import Services
from coatcheck.channels.sms import LOST, receipt
from coatcheck.telling import receipts
from tests.simulation.crowd import AGAIN, LATE, Crowd
from tests.simulation.world import NO_SUCH_NUMBER, PHONE_OFF, UNKNOWN, Accepted


class Network:
    """Between the provider and the phones."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd, self.joint, self.random = crowd, crowd.joint, crowd.random

    def carry(self, text: Accepted) -> None:
        """Deliver a text or lose it, and have the provider say so."""
        faults = self.joint.faults
        if self.joint.strikes(faults.lost_text):
            text.lost = self.random.choice((PHONE_OFF, PHONE_OFF, UNKNOWN, NO_SUCH_NUMBER))
            text.arrived = text.lost == UNKNOWN and self.random.random() < 0.5
        for status in ("sent", "undelivered" if text.lost else "delivered"):
            for _ in range(2 if self.joint.strikes(faults.duplicate) else 1):
                seconds = self.random.uniform(0.2, LATE if self.joint.strikes(faults.late_word) else 10)
                self.crowd.at(seconds, partial(self._say, text, status))

    def _say(self, text: Accepted, status: str) -> None:
        if status != "sent":
            text.status = status
        while not self.crowd.site.call(lambda services: _note(services, text, status)):
            self.crowd.scheduler.sleep(AGAIN)
        text.said_at = self.crowd.scheduler.now()


def _note(services: Services, text: Accepted, status: str) -> bool:
    said = receipt(text.sid, status, text.lost if status in LOST else None)
    receipts.record_status(
        services.store, services.bus, services.secret_key, text.reference, said, services.clock.now()
    )
    return True
