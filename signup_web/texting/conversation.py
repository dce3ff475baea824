"""What a text to us means, and what follows from it. Pure: `texting` carries it out.

Whole messages are matched, in any case and without punctuation. Whoever wants to stop is understood in any wording:
https://www.fcc.gov/document/consumer-revocation-rules asks for every reasonable one.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from enum import Enum, auto
from unicodedata import normalize

from coatcheck.model import ANY, Frozen, State, Status, Subscriber, Subscription, Topic
from coatcheck.telling.variant_names import find_variants, label, labels
from signup_web.product.facts import Facts
from signup_web.product.view import title
from signup_web.texting import replies
from signup_web.texting.status_reply import news


class Intent(Enum):
    STOP = auto()
    START = auto()
    HELP = auto()
    JOIN = auto()
    STATUS = auto()
    RESET = auto()
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
YES = frozenset({"yes", "y", "ok", "yes please"})
CHOICES = 5  # products that one question can list
LONG = 3  # words; more are no size, but a letter to us


class Thread(Frozen, frozen=True):
    """Who writes, what they want already, and what can be had. `products`: those open for sign-up, oldest first."""

    subscriber: Subscriber
    wanted: tuple[Subscription, ...]
    products: tuple[Facts, ...]
    known: tuple[Facts, ...]  # of the wanted ones as well
    brand: str
    site: str
    now: datetime


class Turn(Frozen, frozen=True):
    """What to do, and what to say ("": nothing). `topic` is what the following words will be about."""

    says: str = ""
    topic: Topic | None = None
    joins: tuple[tuple[str, tuple[str, ...]], ...] = ()  # watch ids, each with what is wanted of it
    rearms: bool = False
    opts_in: bool = False
    opts_out: bool = False


def intent(text: str) -> tuple[Intent, str]:
    """Say what a message means, and the words after its command (all of them, where it has none). Asked once, at the door."""
    if REACTION.match(text):
        return Intent.REACTION, ""
    plain = " ".join(re.sub(r"[^\w\s?]", " ", normalize("NFKC", text).casefold()).split())
    first, _, rest = plain.partition(" ")
    word = plain.replace(" ", "") if SPELLED.fullmatch(plain) else plain
    if word in STOPS or (first not in COMMANDS and STOPPING.search(plain)):
        return Intent.STOP, ""
    if plain in STARTS:
        return Intent.START, ""
    if plain in HELPS:
        return Intent.HELP, ""
    if first in COMMANDS:
        return COMMANDS[first], rest
    return Intent.WORDS, text.strip()


def answer(meant: Intent, words: str, thread: Thread) -> Turn:
    """Decide the turn that follows from a message that means this."""
    if meant is Intent.STOP:
        return Turn(opts_out=True)
    out = thread.subscriber.status is Status.OPTED_OUT
    if meant is Intent.START:
        return _started(thread)
    if out or meant is Intent.REACTION:
        return Turn()  # nothing may be sent after a stop, and a reaction asks for nothing
    if meant is Intent.HELP:
        return _say(thread, "help", url=f"{thread.site}/help")
    if meant is Intent.JOIN:
        return _join(thread, words)
    if meant is Intent.STATUS:
        return _status(thread, words)
    if meant is Intent.RESET:
        return _reset(thread)
    return _words(thread, words)


def _started(thread: Thread) -> Turn:
    if not thread.wanted:
        return Turn(says=replies.say("start none", thread.brand), opts_in=True)
    items, sizes = _wanted(thread)
    return Turn(says=replies.say("start", thread.brand, items, sizes), opts_in=True)


def _reset(thread: Thread) -> Turn:
    if not thread.wanted:
        return _say(thread, "unknown number")
    items, sizes = _wanted(thread)
    gone = thread.subscriber.status is Status.UNREACHABLE  # a network said so, but here they write
    return Turn(says=replies.say("reset", thread.brand, items, sizes), rearms=not gone, opts_in=gone)


def _wanted(thread: Thread) -> tuple[str, list[str]]:
    """Return the names of what this person wants, and the sizes."""
    known = {facts.watch.id: facts for facts in thread.known}
    names = [title(known[each.watch_id]) for each in thread.wanted if each.watch_id in known]
    sizes = [
        size
        for each in thread.wanted
        if each.watch_id in known
        for size in labels(known[each.watch_id].state, each.wants)
    ]
    return ", ".join(names), list(dict.fromkeys(sizes))


def _join(thread: Thread, name: str) -> Turn:
    found = named(thread.products, name) if name else list(thread.products)
    if not found:
        return _say(thread, "nothing") if not thread.products else _which(thread, thread.products)
    return _about(thread, found[:1]) if len(found) == 1 else _which(thread, found)


def _which(thread: Thread, products: Sequence[Facts]) -> Turn:
    shown = products[:CHOICES]
    asked = Topic(tuple(facts.watch.id for facts in shown), asked=True)
    return Turn(says=replies.which(thread.brand, [title(facts) for facts in shown]), topic=asked)


def _about(thread: Thread, products: Sequence[Facts]) -> Turn:
    """Ask for sizes of these products; what has none is joined by a yes."""
    topic = Topic(tuple(facts.watch.id for facts in products))
    names = ", ".join(title(facts) for facts in products)
    sizes = list(dict.fromkeys(label(variant) for facts in products for variant in facts.state.variants))
    if all(len(facts.state.variants) < 2 for facts in products):
        return _say(thread, "join one", names, topic=topic)
    return Turn(says=replies.say("join", thread.brand, names, sizes), topic=topic)


def _status(thread: Thread, name: str) -> Turn:
    about = named(thread.known, name) if name else _talked_about(thread) or _wanted_products(thread) or thread.products
    if not about or (len(about) > 1 and not name and not thread.wanted):
        return _say(thread, "unknown number")
    facts = about[-1]
    text, values = news(facts, thread.now)
    url = f"{thread.site}/p/{facts.watch.slug}"
    return Turn(says=replies.say(text, thread.brand, title(facts), url=url, **values))


def _words(thread: Thread, words: str) -> Turn:
    asked, products = thread.subscriber.about.asked, _talked_about(thread)
    if asked and words.strip(" .#").isdigit():
        return _chosen(thread, products, int(words.strip(" .#")))
    if asked or not products:
        products = _guess(thread, words)
    if not products:
        return _say(thread, "what")
    if len(products) > 1 and (asked or list(products) != _talked_about(thread)):
        return _which(thread, products)
    return _sizes(thread, products, words)


def _chosen(thread: Thread, products: list[Facts], number: int) -> Turn:
    if number > len(products):
        return _which(thread, products)
    return _about(thread, products if number == 0 else products[number - 1 : number])


def _guess(thread: Thread, words: str) -> list[Facts]:
    """Guess what is meant where nothing was talked about: the only product, else those that have such a size."""
    if len(thread.products) == 1:
        return list(thread.products)
    return [facts for facts in thread.products if _understood(facts.state, words)]


def _understood(state: State, words: str) -> bool:
    ids, unknown = find_variants(state, words)
    return bool(ids) and not unknown and ids != (ANY,)


def _sizes(thread: Thread, products: Sequence[Facts], words: str) -> Turn:
    closed = [facts for facts in products if facts not in thread.products]
    if closed:
        return _say(thread, "closed", title(closed[0]))
    joins: list[tuple[str, tuple[str, ...]]] = []
    unknown: tuple[str, ...] = ()
    for facts in products:
        yes = words.strip(" .!").casefold() in YES and len(facts.state.variants) < 2
        ids, strange = ((ANY,), ()) if yes else find_variants(facts.state, words)
        if ids and not strange:
            joins.append((facts.watch.id, ids))
        unknown = unknown or strange
    names = ", ".join(title(facts) for facts in products)
    if not joins:
        return _strange(thread, names, products, words, unknown)
    sizes = list(
        dict.fromkeys(
            s for facts in products for key, ids in joins if key == facts.watch.id for s in labels(facts.state, ids)
        )
    )
    topic = Topic(tuple(key for key, _ in joins))
    return Turn(says=replies.say("joined", thread.brand, names, sizes), topic=topic, joins=tuple(joins))


def _strange(thread: Thread, names: str, products: Sequence[Facts], words: str, unknown: tuple[str, ...]) -> Turn:
    if len(words.split()) > LONG or not unknown:
        return _say(thread, "what")
    sizes = [label(variant) for facts in products for variant in facts.state.variants]
    return Turn(says=replies.say("no such size", thread.brand, names, sizes, word=unknown[0][:12]))


def _talked_about(thread: Thread) -> list[Facts]:
    """List the products that were talked about, as far as they are known."""
    known = {facts.watch.id: facts for facts in (*thread.known, *thread.products)}
    return [known[key] for key in thread.subscriber.about.watches if key in known]


def _wanted_products(thread: Thread) -> list[Facts]:
    known = {facts.watch.id: facts for facts in thread.known}
    return [known[each.watch_id] for each in thread.wanted if each.watch_id in known]


def named(products: Sequence[Facts], name: str) -> list[Facts]:
    """List the products that have all these words in their name or address."""
    words = name.casefold().replace("-", " ").split()
    return [
        facts for facts in products if all(word in f"{title(facts)} {facts.watch.slug}".casefold() for word in words)
    ]


def _say(thread: Thread, name: str, item: str = "", topic: Topic | None = None, **values: str) -> Turn:
    return Turn(says=replies.say(name, thread.brand, item, **values), topic=topic)
