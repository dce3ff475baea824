"""Parts of patterns that give nothing back of what they took, so that reading takes as long as a source is long.

A group with `*+` takes more than it should in Python before 3.11.5, as Debian 12 has it: https://github.com/python/cpython/issues/106052
Single characters, `[^<]*+`, are not concerned.
"""

AT_ONCE = 1000  # times; each is remembered until its atomic group ends


def all_of(part: str) -> str:
    """Return a pattern of this part, as often as it comes."""
    return f"(?>(?:(?>(?:{part}){{1,{AT_ONCE}}}))*)"


def if_there(part: str) -> str:
    """Return a pattern of this part, once where it comes."""
    return f"(?>(?:{part})?)"
