"""What is said in texts: every sentence is one segment of the 7-bit alphabet, whatever the shop's words. Pure.

STOP is never answered by us: the provider has answered it, and ours would be a second text after a stop.
"""

from collections.abc import Sequence

from coatcheck.telling.announcement import STOP
from coatcheck.telling.offer_words import GOODS, OfferWords
from coatcheck.telling.texts import BRAND, ITEM, SEGMENT, SIZES, Form, fit, fullest, listed

FEES = "Msg&data rates may apply."
RATES = f"Msg freq varies. {FEES}"

URL, MINE = "{url}", "Your page: {mine}"  # at the end of a text, where there is room for them


def _ending(text: str, *ends: str) -> tuple[str, ...]:
    return tuple(f"{text} {end}".rstrip() for end in ends)


# Each text in several forms, the fullest first: the first in which the product's name has its room is sent.
FORMS: dict[str, tuple[str, ...]] = {
    "join": (
        f"{{brand}}: text {{a_size}} for {{item}} {{restock}} alerts: {{sizes}}. {RATES} HELP for help, {STOP}",
        f"{{brand}}: text {{a_size}} for {{item}} {{restock}} alerts: {{sizes}}. {RATES} HELP for help, STOP to end.",
    ),
    "join now": (
        f"{{brand}}: {{item}}: {{stock}} {{there}} now: {{url}} Text {{a_size}} for alerts: {{sizes}}. {RATES} HELP for help, {STOP}",
        f"{{brand}}: {{item}}: {{stock}} {{there}} now: {{url}} Text {{a_size}} for alerts: {{sizes}}. {FEES} HELP, STOP to end.",
        f"{{brand}}: {{item}}: {{stock}} {{there}} now. Text {{a_size}} for alerts: {{sizes}}. {RATES} HELP, STOP to end.",
        f"{{brand}}: {{item}}: {{stock}} {{there}} now. Text {{a_size}} for alerts. {RATES} HELP, STOP to end.",
    ),
    "join one": (f"{{brand}}: text YES for {{item}} {{restock}} alerts. {RATES} HELP for help, {STOP}",),
    "join one now": (
        f"{{brand}}: {{item}} is {{there}} now: {{url}} Text YES for {{restock}} alerts. {RATES} HELP for help, {STOP}",
        f"{{brand}}: {{item}} is {{there}} now: {{url}} Text YES for alerts. {FEES} HELP, STOP to end.",
        f"{{brand}}: {{item}} is {{there}} now. Text YES for {{restock}} alerts. {RATES} HELP for help, {STOP}",
    ),
    "which": (f"{{brand}}: which one? Reply {{choices}}. HELP for help, {STOP}",),
    "joined": (
        f"{{brand}} {{restock}} alerts on: {{item}} {{sizes}}. {RATES} Reply HELP for help, {STOP}",
        f"{{brand}} {{restock}} alerts on: {{item}} {{sizes}}. {RATES} HELP for help, STOP to end.",
    ),
    "joined now": (
        f"{{brand}} {{restock}} alerts on: {{item}} {{sizes}}. {{There}} now: {{stock}} {{url}} {RATES} HELP for help, STOP to end.",
        f"{{brand}} {{restock}} alerts on: {{item}} {{sizes}}. {{There}} now: {{stock}} {{url}} {FEES} HELP, STOP to end.",
        f"{{brand}} alerts on: {{item}} {{sizes}}. {{There}} now: {{url}} {FEES} HELP, STOP to end.",
        f"{{brand}} alerts on: {{item}} {{sizes}}. It is {{there}} now. {RATES} HELP for help, STOP to end.",
    ),
    "reset now": (
        f"{{brand}}: you are back on the list for {{item}} {{sizes}}. {{There}} now: {{stock}} {{url}} {STOP}",
        f"{{brand}}: back on the list for {{item}} {{sizes}}. {{There}} now: {{stock}} {{url}} {STOP}",
        "{brand}: back on the list for {item}. {There} now: {url} STOP to end.",
        f"{{brand}}: back on the list for {{item}} {{sizes}}. It is {{there}} now. {STOP}",
    ),
    "reset": (
        f"{{brand}}: you are back on the list for {{item}} {{sizes}}. Text STATUS for stock now, {STOP}",
        f"{{brand}}: you are back on the list for {{item}} {{sizes}}. {STOP}",
    ),
    "unknown number": (f"{{brand}}: this number has no alerts yet. Text JOIN to start, HELP for help. {STOP}",),
    "in": (
        "{brand}: {item}: {stock} {there} now, others {gone}. Checked {checked}. {url} Your page: {mine}",
        "{brand}: {item}: {stock} {there} now, others {gone}. Checked {checked}. {url}",
        "{brand}: {item}: {stock} {there} now. Checked {checked}. {url}",
        "{brand}: {item}: {stock} {there} now. Checked {checked}.",
    ),
    "all in": _ending("{brand}: {item}: all {many} {there} now. Checked {checked}.", f"{URL} {MINE}", URL, ""),
    "out": (
        *_ending("{brand}: {item} {gone}. Last: {stock}, {ago} for {length}. Checked {checked}.", MINE, URL, ""),
        "{brand}: {item} {gone}. Last: {stock}, {ago}.",
    ),
    "never": _ending("{brand}: {item} {gone}, and never seen {there} so far. Checked {checked}.", MINE, URL, ""),
    "unclear": (
        *_ending(
            "{brand}: the shop gives no clear answer since {ago}, so stock is unknown. You are still on the list for {item}.",
            MINE,
            URL,
        ),
        "{brand}: the shop gives no clear answer, so stock is unknown. You are still on the list for {item}.",
    ),
    "over": _ending("{brand}: {item} is over, and is not checked any more.", MINE, URL, ""),
    "paused": (
        *_ending(
            "{brand}: {item} is not being checked at the moment, so stock is unknown. You are still on the list.",
            MINE,
            URL,
        ),
        "{brand}: {item} is not being checked at the moment, so stock is unknown.",
    ),
    "no such size": (
        f"{{brand}}: {{item}} has no {{size}} {{word}}. {{Sizes}}: {{sizes}}. Reply one or more{{like}}. {STOP}",
        "{brand}: {item} has no {size} {word}. {Sizes}: {sizes}.",
    ),
    "help": (
        f"{{brand}} {{restock}} alerts. Text JOIN, {{a_size}}, STATUS or RESET. Help: {{url}} Your page: {{mine}} {RATES} {STOP}",
        f"{{brand}} {{restock}} alerts: JOIN, STATUS, RESET. Help: {{url}} Your page: {{mine}} {FEES} {STOP}",
        f"{{brand}} alerts: JOIN, STATUS, RESET. Help: {{url}} Yours: {{mine}} {FEES} {STOP}",
        f"{{brand}} alerts: JOIN, STATUS. Your page, help: {{mine}} {RATES} {STOP}",
        f"{{brand}} {{restock}} alerts. Text JOIN, {{a_size}}, STATUS or RESET. {RATES} {STOP}",
    ),
    "start": (
        f"{{brand}} {{restock}} alerts are on again: {{item}} {{sizes}}. Msg&data rates may apply. HELP for help, {STOP}",
    ),
    "start none": (f"{{brand}}: texts are on again. Text JOIN to choose a product, HELP for help. {STOP}",),
    "stopped": ("{brand}: you are opted out and will get no more messages. Send START to come back.",),
    "closed": (f"{{brand}}: sign-up for {{item}} is closed. Text STATUS for stock now, {STOP}",),
    "nothing": (f"{{brand}}: nothing is watched right now. {STOP}",),
    "what": (f"{{brand}}: I did not get that. Text JOIN, a size like M, STATUS, RESET or HELP. {STOP}",),
}


def say(
    name: str, brand: str, item: str = "", sizes: Sequence[str] = (), offer: OfferWords = GOODS, **values: str
) -> str:
    """Write the text of this name, one segment long, in the words for what is offered."""
    words = {key: fit(value, SEGMENT) for key, value in values.items()}
    words |= {"size": offer.size, "many": offer.sizes, "a_size": offer.a_size, "restock": offer.restock}
    words |= {"there": offer.there, "There": offer.there.capitalize(), "gone": offer.gone}
    words |= {"Sizes": offer.sizes.capitalize(), "like": ", like M L" if offer is GOODS else ""}
    words |= {"brand": fit(brand, BRAND), "sizes": listed(sizes, SIZES, offer.sizes)}
    return fullest([_form(form, words) for form in FORMS[name]], item)


def which(brand: str, items: Sequence[tuple[str, str]]) -> str:
    """Ask which of these products is meant, numbered from 1, 0 for all; titles are cut alike until it fits.

    Beside each title stands what tells it apart from others like it ("" for nothing), which is cut only where the titles are gone.
    """
    all_of = "both" if len(items) == 2 else "all"
    (form,), words = FORMS["which"], {"brand": fit(brand, BRAND)}
    rooms = [(room, ITEM) for room in range(ITEM, 0, -1)] + [(1, room) for room in range(ITEM - 1, 0, -1)]
    choices = (
        ", ".join(
            f"{number} for {fit(title, room)} {fit(mark, mark_room)}".strip()
            for number, (title, mark) in enumerate(items, 1)
        )
        for room, mark_room in rooms
    )
    return fullest(_form(form, words | {"choices": f"{numbered}, 0 for {all_of}"}) for numbered in choices)


def _form(form: str, words: dict[str, str]) -> Form:
    return lambda item: form.format(item=item, **words)
