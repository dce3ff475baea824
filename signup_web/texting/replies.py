"""What is said in texts: every answer is one segment of the 7-bit alphabet, whatever the shop's words, and as long in another one. Pure.

STOP is never answered by us: the provider has answered it, and ours would be a second text after a stop.
"""

from collections.abc import Sequence

from coatcheck.languages import N_, capitalised, gettext
from coatcheck.telling.announcement import STOP
from coatcheck.telling.offer_words import GOODS, OfferWords, spoken
from coatcheck.telling.texts import BRAND, ITEM, SEGMENT, SIZES, Form, fit, fullest, listed

FREQUENCY, FEES = N_("Msg freq varies."), N_("Msg&data rates may apply.")
URL, MINE = "{url}", N_("Your page: {mine}")  # at the end of a text, where there is room for them

Sentences = tuple[str, ...]


def _ending(text: str, *ends: Sentences) -> tuple[Sentences, ...]:
    return tuple((text, *end) for end in ends)


# Each text in several forms, the fullest first: the first in which the product's name has its room is sent.
FORMS: dict[str, tuple[str | Sentences, ...]] = {
    "join": (
        N_("{brand}: text {a_size} for {item} {restock} alerts: {sizes}. {rates} HELP for help, {stop}"),
        N_("{brand}: text {a_size} for {item} {restock} alerts: {sizes}. {rates} HELP for help, STOP to end."),
    ),
    "join now": (
        N_(
            "{brand}: {item}: {stock} {there} now: {url} Text {a_size} for alerts: {sizes}. {rates} HELP for help, {stop}"
        ),
        N_("{brand}: {item}: {stock} {there} now: {url} Text {a_size} for alerts: {sizes}. {fees} HELP, STOP to end."),
        N_("{brand}: {item}: {stock} {there} now. Text {a_size} for alerts: {sizes}. {rates} HELP, STOP to end."),
        N_("{brand}: {item}: {stock} {there} now. Text {a_size} for alerts. {rates} HELP, STOP to end."),
    ),
    "join one": (N_("{brand}: text YES for {item} {restock} alerts. {rates} HELP for help, {stop}"),),
    "join one now": (
        N_("{brand}: {item} is {there} now: {url} Text YES for {restock} alerts. {rates} HELP for help, {stop}"),
        N_("{brand}: {item} is {there} now: {url} Text YES for alerts. {fees} HELP, STOP to end."),
        N_("{brand}: {item} is {there} now. Text YES for {restock} alerts. {rates} HELP for help, {stop}"),
    ),
    "which": (N_("{brand}: which one? Reply {choices}. HELP for help, {stop}"),),
    "joined": (
        N_("{brand} {restock} alerts on: {item} {sizes}. {rates} Reply HELP for help, {stop}"),
        N_("{brand} {restock} alerts on: {item} {sizes}. {rates} HELP for help, STOP to end."),
    ),
    "joined now": (
        N_(
            "{brand} {restock} alerts on: {item} {sizes}. {There} now: {stock} {url} {rates} HELP for help, STOP to end."
        ),
        N_("{brand} {restock} alerts on: {item} {sizes}. {There} now: {stock} {url} {fees} HELP, STOP to end."),
        N_("{brand} alerts on: {item} {sizes}. {There} now: {url} {fees} HELP, STOP to end."),
        N_("{brand} alerts on: {item} {sizes}. It is {there} now. {rates} HELP for help, STOP to end."),
    ),
    "joined under": (
        N_("{brand} alerts on: {item} {sizes}, at {limit} or less. {rates} Reply HELP for help, {stop}"),
        N_("{brand} alerts on: {item} {sizes}, at {limit} or less. {rates} HELP for help, STOP to end."),
    ),
    "wrong limit": (N_("{brand}: {why} {stop}"),),
    "limit alone": (N_("{brand}: text {a_size} with the price, like M below 100. {stop}"),),
    "reset now": (
        N_("{brand}: you are back on the list for {item} {sizes}. {There} now: {stock} {url} {stop}"),
        N_("{brand}: back on the list for {item} {sizes}. {There} now: {stock} {url} {stop}"),
        N_("{brand}: back on the list for {item}. {There} now: {url} STOP to end."),
        N_("{brand}: back on the list for {item} {sizes}. It is {there} now. {stop}"),
    ),
    "reset": (
        N_("{brand}: you are back on the list for {item} {sizes}. Text STATUS for stock now, {stop}"),
        N_("{brand}: you are back on the list for {item} {sizes}. {stop}"),
    ),
    "daily": (
        N_("{brand}: one text a day at {hour} your time, when there was news. Text DAILY OFF for single ones, {stop}"),
    ),
    "daily off": (N_("{brand}: single texts again, each within seconds. {stop}"),),
    "unknown number": (N_("{brand}: this number has no alerts yet. Text JOIN to start, HELP for help. {stop}"),),
    "in": (
        N_("{brand}: {item}: {stock} {there} now, others {gone}. Checked {checked}. {url} Your page: {mine}"),
        N_("{brand}: {item}: {stock} {there} now, others {gone}. Checked {checked}. {url}"),
        N_("{brand}: {item}: {stock} {there} now. Checked {checked}. {url}"),
        N_("{brand}: {item}: {stock} {there} now. Checked {checked}."),
    ),
    "all in": _ending(N_("{brand}: {item}: all {many} {there} now. Checked {checked}."), (URL, MINE), (URL,), ()),
    "out": (
        *_ending(
            N_("{brand}: {item} {gone}. Last: {stock}, {ago} for {length}. Checked {checked}."), (MINE,), (URL,), ()
        ),
        N_("{brand}: {item} {gone}. Last: {stock}, {ago}."),
    ),
    "never": _ending(
        N_("{brand}: {item} {gone}, and never seen {there} so far. Checked {checked}."), (MINE,), (URL,), ()
    ),
    "unclear": (
        *_ending(
            N_(
                "{brand}: the shop has given no clear answer since {ago}, so stock is unknown. You are still on the list for {item}."
            ),
            (MINE,),
            (URL,),
        ),
        N_("{brand}: the shop gives no clear answer, so stock is unknown. You are still on the list for {item}."),
    ),
    "over": _ending(N_("{brand}: {item} is over, and is not checked any more."), (MINE,), (URL,), ()),
    "paused": (
        *_ending(
            N_("{brand}: {item} is not being checked at the moment, so stock is unknown. You are still on the list."),
            (MINE,),
            (URL,),
        ),
        N_("{brand}: {item} is not being checked at the moment, so stock is unknown."),
    ),
    "no such size": (
        N_("{brand}: {item} has no {size} {word}. {Sizes}: {sizes}. Reply one or more{like}. {stop}"),
        N_("{brand}: {item} has no {size} {word}. {Sizes}: {sizes}."),
    ),
    "help": (
        N_(
            "{brand} {restock} alerts. Text JOIN, {a_size}, STATUS or RESET. Help: {url} Your page: {mine} {rates} {stop}"
        ),
        N_("{brand} {restock} alerts: JOIN, STATUS, RESET. Help: {url} Your page: {mine} {fees} {stop}"),
        N_("{brand} alerts: JOIN, STATUS, RESET. Help: {url} Yours: {mine} {fees} {stop}"),
        N_("{brand} alerts: JOIN, STATUS. Your page, help: {mine} {rates} {stop}"),
        N_("{brand} {restock} alerts. Text JOIN, {a_size}, STATUS or RESET. {rates} {stop}"),
    ),
    "start": (N_("{brand} {restock} alerts are on again: {item} {sizes}. {fees} HELP for help, {stop}"),),
    "start none": (N_("{brand}: texts are on again. Text JOIN to choose a product, HELP for help. {stop}"),),
    "stopped": (N_("{brand}: you are opted out and will get no more messages. Send START to come back."),),
    "closed": (N_("{brand}: sign-up for {item} is closed. Text STATUS for stock now, {stop}"),),
    "nothing": (N_("{brand}: nothing is watched right now. {stop}"),),
    "what": (N_("{brand}: I did not get that. Text JOIN, a size like M, STATUS, RESET or HELP. {stop}"),),
}


def say(
    name: str, brand: str, item: str = "", sizes: Sequence[str] = (), offer: OfferWords | None = None, **values: str
) -> str:
    """Write the text of this name, one segment long, in the words for what is offered: goods where nothing else is said."""
    goods = spoken(GOODS)
    offer = offer or goods
    words = _endings() | {key: fit(value, SEGMENT) for key, value in values.items()}
    words |= {"size": offer.size, "many": offer.sizes, "a_size": offer.a_size, "restock": offer.restock}
    words |= {"there": offer.there, "There": capitalised(offer.there), "gone": offer.gone}
    words |= {"Sizes": capitalised(offer.sizes), "like": gettext(", like M L") if offer == goods else ""}
    words |= {"brand": fit(brand, BRAND), "sizes": listed(sizes, SIZES)}
    return fullest([_form(form, words) for form in FORMS[name]], item)


def _endings() -> dict[str, str]:
    """Write what is due at the end of texts, in the language that is spoken."""
    fees = gettext(FEES)
    return {"stop": gettext(STOP), "fees": fees, "rates": f"{gettext(FREQUENCY)} {fees}"}


def which(brand: str, items: Sequence[tuple[str, str]]) -> str:
    """Ask which of these products is meant, numbered from 1, 0 for all; titles are cut alike until it fits.

    Beside each title stands what tells it apart from others like it ("" for nothing), which is cut only where the titles are gone.
    """
    all_of = gettext("0 for both") if len(items) == 2 else gettext("0 for all")
    (form,), words = FORMS["which"], _endings() | {"brand": fit(brand, BRAND)}
    rooms = [(room, ITEM) for room in range(ITEM, 0, -1)] + [(1, room) for room in range(ITEM - 1, 0, -1)]
    choices = (
        ", ".join(
            gettext("{number} for {item}", number=number, item=f"{fit(title, room)} {fit(mark, mark_room)}").strip()
            for number, (title, mark) in enumerate(items, 1)
        )
        for room, mark_room in rooms
    )
    return fullest(_form(form, words | {"choices": f"{numbered}, {all_of}"}) for numbered in choices)


def _form(form: str | Sentences, words: dict[str, str]) -> Form:
    sentences = (form,) if isinstance(form, str) else form
    said = " ".join(map(gettext, sentences))
    return lambda item: said.format(item=item, **words)
