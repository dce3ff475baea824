"""Which faults a seed has switched on, and how often each strikes (swarm testing: never all, never the same)."""

from dataclasses import dataclass, fields
from random import Random

RATES = {
    "crash_before": 0.01,
    "crash_after": 0.015,
    "fail": 0.02,
    "lose_reply": 0.02,
    "stall": 0.01,
    "frozen_fetch": 0.01,
    "slow_page": 0.05,
    "restless": 0.05,
    "bad_page": 0.10,
    "double_tick": 0.15,
    "lost_tick": 0.05,
    "duplicate": 0.10,
    "send_timeout_accepted": 0.10,
    "send_timeout_refused": 0.10,
    "send_busy": 0.10,
    "listing_lag": 0.5,
    "lost_text": 0.10,
    "late_word": 0.2,
    "stop": 0.5,
    "strange_receipt": 0.10,
    "replayed_start": 0.3,
    "guessed_code": 0.3,
}


@dataclass
class Faults:
    """The chance of each fault, at every place where it can strike; 0 once the world is at peace."""

    crash_before: float = 0
    crash_after: float = 0
    fail: float = 0
    lose_reply: float = 0
    stall: float = 0
    frozen_fetch: float = 0
    slow_page: float = 0
    restless: float = 0  # a stretch of stock, or of none, that lasts a few seconds
    bad_page: float = 0
    double_tick: float = 0
    lost_tick: float = 0
    duplicate: float = 0
    send_timeout_accepted: float = 0
    send_timeout_refused: float = 0
    send_busy: float = 0
    listing_lag: float = 0
    lost_text: float = 0  # taken by the provider, and not delivered by the network
    late_word: float = 0  # the provider says minutes later what became of a text
    stop: float = 0
    strange_receipt: float = 0  # the provider's library hands over what no store can keep
    replayed_start: float = (
        0  # somebody who stopped for good has everything deleted, and an old START of theirs comes again
    )
    mistaken: float = 0  # an agent is shown another shop's page; of schedules with two agents alone
    guessed_code: float = 0  # somebody signs up a number that said stop, and guesses the code that was never sent

    @classmethod
    def drawn(cls, random: Random) -> "Faults":
        """A random half of the faults, each at up to twice its usual rate."""
        return cls(**{name: rate * random.uniform(0, 2) for name, rate in RATES.items() if random.random() < 0.6})

    def cease(self) -> None:
        """Peace: from here on everything must come right."""
        for field in fields(self):
            setattr(self, field.name, 0)

    def __str__(self) -> str:
        on = ((field.name, getattr(self, field.name)) for field in fields(self))
        return " ".join(f"{name}={rate:.3f}" for name, rate in on if rate)
