"""Patterns that take as long as what they are looked for in is long: parts that give nothing back of what they took, and RE2's that go before.

A group with `*+` takes more than it should in Python before 3.11.5, as Debian 12 has it: https://github.com/python/cpython/issues/106052
Single characters, `[^<]*+`, are not concerned.
"""

import re
from typing import Any

import re2

AT_ONCE = 1000  # times; each is remembered until its atomic group ends


def all_of(part: str) -> str:
    """Return a pattern of this part, as often as it comes."""
    return f"(?>(?:(?>(?:{part}){{1,{AT_ONCE}}}))*)"


def if_there(part: str) -> str:
    """Return a pattern of this part, once where it comes."""
    return f"(?>(?:{part})?)"


def superset(pattern: re.Pattern[str]) -> Any:
    """Return a pattern for RE2 that finds something in each text in which this one does, and says of most others several times as quickly that nothing is in them.

    It is the same without what looks at what stands beside it: word boundaries, `(?=...)` and `(?!...)`, in which there are no brackets, and a `$` at its end.
    """
    options = re2.Options()
    options.never_capture, options.case_sensitive = True, not pattern.flags & re.IGNORECASE
    bare = re.sub(r"\(\?[=!][^()]*\)|\\b|\$\Z", "", pattern.pattern)
    return re2.compile(bare.replace(r"\d", r"\p{Nd}").replace(r"\s", r"[\s\p{Z}\x{1c}-\x{1f}\x{85}]"), options)
