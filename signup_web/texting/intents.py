"""What a text to us means: its command, or that somebody wants to stop. Pure.

Whole messages are matched, in any case and without punctuation. Whoever wants to stop is understood in any wording:
https://www.fcc.gov/document/consumer-revocation-rules asks for every reasonable one.
"""

import re
from enum import Enum, auto
from unicodedata import normalize


class Intent(Enum):
    STOP = auto()
    START = auto()
    HELP = auto()
    JOIN = auto()
    STATUS = auto()
    RESET = auto()
    DAILY = auto()  # one text a day at an hour, or single ones again
    REACTION = auto()  # a thumb at one of our texts: it quotes our words, "STOP to opt out" among them
    WORDS = auto()  # a size, an answer, or anything else


STOPS = frozenset(
    (
        *("stop", "stopall", "stop2end", "stop2quit", "st0p", "unsubscribe", "unsub"),
        *("cancel", "end", "quit", "revoke", "optout", "remove"),
        *("arret", "arrêt", "arreter", "arrêter", "désabonner", "desabonner"),  # French
        *("alto", "parar", "baja", "cancelar", "detener"),  # Spanish, Portuguese
        *("stopp", "stoppen", "abmelden"),  # German
    )
)
# Words about stopping, in a longer message, beside each what it caught. Punctuation is gone by then: "don't" is "don t".
STOPPING = re.compile(
    "|".join(
        (
            r"^(please )?stop\b(?! (by|sign|over|watch)\b)",  # please stop this nonsense; not: stop by tomorrow
            # make it stop; not: non stop, bus stop, dont stop
            r"(?<!\bnon)(?<!\bbus)(?<!\bdoor)(?<!\bcan t)(?<!\bcant)(?<!\bdon t)(?<!\bdont)(?<!\bdo not)(?<!\bnever) stop$",
            r"\bstop (all|it|now|please|send|sending|text|texting|texts|messages|messaging)\b",  # can you stop texting me
            r"\bstop (receiving|getting|these|this)\b",  # i want to stop receiving these
            r"\bopt(ing)? ?out\b",  # i want to opt out of this
            r"\bunsubscribe\b",  # how do i unsubscribe from this
            r"\b(remove|delete) (me|my number)\b",  # remove me from your list
            r"^(please )?no m(ore|as|ás)( (please|thanks|thank you|of (this|these)))?$",  # no more thanks
            r"\bno more (of )?(these |your )?(texts?|texting|messages?|alerts?)\b",  # i want no more of these texts
            r"\bleave me alone\b",  # just leave me alone
            r"\b(fuck|piss) off\b",  # fuck off
            r"\b(don t|dont|do not|never)( ever)? (text|message|contact|write)\b",  # dont ever text me again
            r"\btake me off\b",  # take me off this list
            r"^wrong number\b",  # wrong number sorry
            # cancel my subscription, please quit, revoke consent: nothing else may stand there
            r"^(please )?(cancel|end|quit|revoke|unsub|remove)"
            r"( (it|this|all|me|my|the|these|please|now|texts?|texting|alerts?|messages?|subscription|consent|number))*$",
        )
    )
)
SPELLED = re.compile(r"\w( \w)+")  # s t o p
# How a phone tells of a reaction to a text of ours: what was done, and our words after a quotation mark.
REACTION = re.compile(
    r"\s*("
    + "|".join(
        (
            r"(dis)?liked",  # Liked “CoatCheck: M is back
            r"loved",  # Loved “
            r"laughed at",  # Laughed at “
            r"emphasi[sz]ed",  # Emphasized “
            r"questioned",  # Questioned “
            r"reacted \S+ to",  # Reacted 🎉 to “
            r"removed an? [\w ]+ from",  # Removed a heart from “
            r"[^\w\s]+ to",  # 👍 to “
        )
    )
    + r")\s+[“\"„«]",
    re.IGNORECASE,
)
STARTS = frozenset({"start", "unstop"})
HELPS = frozenset({"help", "info", "?", "aide", "ayuda"})
COMMANDS = {
    "join": Intent.JOIN,
    "signup": Intent.JOIN,
    "subscribe": Intent.JOIN,
    "status": Intent.STATUS,
    "reset": Intent.RESET,
}
DAILY = re.compile(r"daily( ([01]?\d|2[0-3]|off))?")  # daily 18, daily off; not: daily backpack m
COMMAND = re.compile(r"\W*\w+\W*")  # JOIN: and what follows is left


def intent(text: str) -> tuple[Intent, str]:
    """Say what a message means, and the words after its command (all of them, where it has none). Asked once, at the door."""
    if REACTION.match(text):
        return Intent.REACTION, ""
    plain = " ".join(re.sub(r"[^\w\s?]", " ", normalize("NFKC", text).casefold()).split())
    first = plain.partition(" ")[0]
    word = plain.replace(" ", "") if SPELLED.fullmatch(plain) else plain
    if word in STOPS or (first not in COMMANDS and STOPPING.search(plain)):
        return Intent.STOP, ""
    if plain in STARTS:
        return Intent.START, ""
    if plain in HELPS:
        return Intent.HELP, ""
    if DAILY.fullmatch(plain):
        return Intent.DAILY, plain.removeprefix("daily").strip()
    if first in COMMANDS:
        return COMMANDS[first], COMMAND.sub("", text, count=1).strip()
    return Intent.WORDS, text.strip()
