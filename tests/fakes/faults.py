"""Faults on order: rules that strike a share of the requests, by dice that fall the same for the same traffic."""

import re
from collections import Counter
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any


@dataclass
class Rule:
    """One fault; it strikes a share (`rate`) of the requests whose address matches, at most `times` times."""

    fault: str
    rate: float = 1.0
    times: int | None = None
    to: str | None = None
    code: int | None = None
    seconds: float = 0
    hits: int = 0

    def strikes(self, to: str, dice: float) -> bool:
        if self.times is not None and self.hits >= self.times:
            return False
        if self.to is not None and not re.fullmatch(self.to, to):
            return False
        return dice < self.rate


@dataclass
class Faults:
    seed: int = 0
    rules: list[Rule] = field(default_factory=list)
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def ordered(cls, data: dict[str, Any]) -> "Faults":
        return cls(seed=data.get("seed", 0), rules=[Rule(**rule) for rule in data.get("rules", [])])

    def strike(self, to: str, text: str) -> Rule | None:
        """The first rule that strikes this request. One throw of the dice for all rules: their rates add up."""
        self.seen[to, text] += 1
        parts = f"{self.seed}\x1f{to}\x1f{text}\x1f{self.seen[to, text]}"
        dice = int.from_bytes(blake2b(parts.encode(), digest_size=8).digest()) / 2**64
        for rule in self.rules:
            if rule.strikes(to, dice):
                rule.hits += 1
                return rule
            dice -= rule.rate if rule.rate < 1 else 0
        return None
