"""What is said in texts: every sentence is one segment of the 7-bit alphabet, whatever the shop's words. Pure.

STOP is never answered by us: the provider has answered it, and ours would be a second text after a stop.
"""

from collections.abc import Sequence

from coatcheck.telling.announcement import STOP
from coatcheck.telling.texts import BRAND, ITEM, SEGMENT, SIZES, Form, fit, fullest, listed

RATES = "Msg freq varies. Msg&data rates may apply."

# Each text in several forms, the fullest first: the first in which the product's name has its room is sent.
FORMS: dict[str, tuple[str, ...]] = {
    "join": (
        f"{{brand}}: text a size for {{item}} restock alerts: {{sizes}}. {RATES} HELP for help, {STOP}",
        f"{{brand}}: text a size for {{item}} restock alerts: {{sizes}}. {RATES} HELP for help, STOP to end.",
    ),
    "join one": (f"{{brand}}: text YES for {{item}} restock alerts. {RATES} HELP for help, {STOP}",),
    "which": (f"{{brand}}: which one? Reply {{choices}}. HELP for help, {STOP}",),
    "joined": (
        f"{{brand}} restock alerts on: {{item}} {{sizes}}. {RATES} Reply HELP for help, {STOP}",
        f"{{brand}} restock alerts on: {{item}} {{sizes}}. {RATES} HELP for help, STOP to end.",
    ),
    "reset": (
        f"{{brand}}: you are back on the list for {{item}} {{sizes}}. Text STATUS for stock now, {STOP}",
        f"{{brand}}: you are back on the list for {{item}} {{sizes}}. {STOP}",
    ),
    "unknown number": (f"{{brand}}: this number has no alerts yet. Text JOIN to start, HELP for help. {STOP}",),
    "in": (
        "{brand}: {item}: {stock} in stock now, others sold out. Checked {checked}. {url}",
        "{brand}: {item}: {stock} in stock now. Checked {checked}. {url}",
        "{brand}: {item}: {stock} in stock now. Checked {checked}.",
    ),
    "all in": (
        "{brand}: {item}: all sizes in stock now. Checked {checked}. {url}",
        "{brand}: {item}: all sizes in stock now. Checked {checked}.",
    ),
    "out": (
        "{brand}: {item} sold out. Last: {stock}, {ago} for {length}. Checked {checked}. {url}",
        "{brand}: {item} sold out. Last: {stock}, {ago} for {length}. Checked {checked}.",
        "{brand}: {item} sold out. Last: {stock}, {ago}.",
    ),
    "never": (
        "{brand}: {item} sold out, and never seen in stock so far. Checked {checked}. {url}",
        "{brand}: {item} sold out, and never seen in stock so far. Checked {checked}.",
    ),
    "unclear": (
        "{brand}: the shop gives no clear answer since {ago}, so stock is unknown. You are still on the list for {item}. {url}",
        "{brand}: the shop gives no clear answer, so stock is unknown. You are still on the list for {item}.",
    ),
    "paused": (
        "{brand}: {item} is not being checked at the moment, so stock is unknown. You are still on the list. {url}",
        "{brand}: {item} is not being checked at the moment, so stock is unknown.",
    ),
    "no such size": (
        f"{{brand}}: {{item}} has no size {{word}}. Sizes: {{sizes}}. Reply one or more, like M L. {STOP}",
        "{brand}: {item} has no size {word}. Sizes: {sizes}.",
    ),
    "help": (
        f"{{brand}} restock alerts. Text JOIN, a size, STATUS or RESET. Help: {{url}} {RATES} {STOP}",
        f"{{brand}} restock alerts. Text JOIN, STATUS or RESET. Help: {{url}} Msg&data rates may apply. {STOP}",
        f"{{brand}} restock alerts. Text JOIN, a size, STATUS or RESET. {RATES} {STOP}",
    ),
    "start": (
        f"{{brand}} restock alerts are on again: {{item}} {{sizes}}. Msg&data rates may apply. HELP for help, {STOP}",
    ),
    "start none": (f"{{brand}}: texts are on again. Text JOIN to choose a product, HELP for help. {STOP}",),
    "stopped": ("{brand}: you are opted out and will get no more messages. Send START to come back.",),
    "closed": (f"{{brand}}: sign-up for {{item}} is closed. Text STATUS for stock now, {STOP}",),
    "nothing": (f"{{brand}}: nothing is watched right now. {STOP}",),
    "what": (f"{{brand}}: I did not get that. Text JOIN, a size like M, STATUS, RESET or HELP. {STOP}",),
}


def say(name: str, brand: str, item: str = "", sizes: Sequence[str] = (), **values: str) -> str:
    """Write the text of this name, one segment long."""
    words = {key: fit(value, SEGMENT) for key, value in values.items()}
    words |= {"brand": fit(brand, BRAND), "sizes": listed(sizes, SIZES)}
    return fullest([_form(form, words) for form in FORMS[name]], item)


def which(brand: str, items: Sequence[str]) -> str:
    """Write the question which of these products is meant, numbered from 1, 0 for all; names are cut alike until it fits."""
    all_of = "both" if len(items) == 2 else "all"
    (form,), words = FORMS["which"], {"brand": fit(brand, BRAND)}
    rooms = (
        ", ".join(f"{number} for {fit(item, room)}" for number, item in enumerate(items, 1))
        for room in range(ITEM, 0, -1)
    )
    return fullest(_form(form, words | {"choices": f"{numbered}, 0 for {all_of}"}) for numbered in rooms)


def _form(form: str, words: dict[str, str]) -> Form:
    return lambda item: form.format(item=item, **words)
