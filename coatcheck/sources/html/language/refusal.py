"""How much words speak against buying what they don't prove to be gone."""

from enum import IntEnum


class Refusal(IntEnum):
    """How much a text refuses. A slight refusal counts for nothing where a button buys the product all the same, a faint one nor where it is stated to be there."""

    NONE = 0
    FAINT = 1
    SLIGHT = 2
    PLAIN = 3
