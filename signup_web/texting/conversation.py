"""What follows from a text to us. Pure: `respond.py` carries it out."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from coatcheck.errors import Invalid
from coatcheck.model import ANY, Conditions, Frozen, Status, Subscriber, Subscription, Topic
from coatcheck.telling.announcement import amount
from coatcheck.telling.offer_words import common_words, offer_words
from coatcheck.telling.product_names import marks
from coatcheck.telling.texts import SIZES, listed
from coatcheck.telling.variant_names import find_variants, label, labels
from signup_web.product.facts import Facts
from signup_web.product.view import in_stock_now, title
from signup_web.texting import replies
from signup_web.texting.finding import chosen_number, find_products, understood
from signup_web.texting.intents import Intent
from signup_web.texting.priced import asked_conditions, split_limit
from signup_web.texting.status_reply import news

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
    limit: str | None = None  # the price in the text that is answered, as `split_limit` has it

    @property
    def mine(self) -> str:
        """Where somebody has the link to their own page sent to them."""
        return f"{self.site}/mine"


class Join(Frozen, frozen=True):
    """What is wanted of a watch. `conditions`: None leaves those that somebody has."""

    watch_id: str
    wants: tuple[str, ...]
    conditions: Conditions | None = None


class Turn(Frozen, frozen=True):
    """What to do, and what to say ("": nothing). `topic` is what the following words will be about."""

    says: str = ""
    topic: Topic | None = None
    joins: tuple[Join, ...] = ()
    rearms: bool = False
    daily: bool = False  # all that is wanted is told once a day, at `hour`, or one by one again where that is None
    hour: int | None = None
    opts_in: bool = False
    opts_out: bool = False


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
        return _say(thread, "help", url=f"{thread.site}/help", mine=thread.mine)
    if meant in (Intent.JOIN, Intent.WORDS):
        return _asked(meant, words, thread)
    if meant is Intent.STATUS:
        return _status(thread, words)
    return _daily(thread, words) if meant is Intent.DAILY else _reset(thread)


# Coming back, being told again, being told once a day


def _started(thread: Thread) -> Turn:
    if not thread.wanted:
        return Turn(says=replies.say("start none", thread.brand), opts_in=True)
    items, sizes = _wanted(thread)
    offer = common_words(facts.state for facts, _ in _wishes(thread))
    return Turn(says=replies.say("start", thread.brand, items, sizes, offer), opts_in=True)


def _reset(thread: Thread) -> Turn:
    if not thread.wanted:
        return _say(thread, "unknown number")
    items, sizes = _wanted(thread)
    gone = thread.subscriber.status is Status.UNREACHABLE  # a network said so, but here they write
    says = _with_stock(thread, "reset", items, sizes, [(facts, each.wants) for facts, each in _wishes(thread)])
    return Turn(says=says, rearms=not gone, opts_in=gone)


def _daily(thread: Thread, words: str) -> Turn:
    """DAILY, DAILY and an hour, or DAILY OFF."""
    if not thread.wanted:
        return _say(thread, "unknown number")
    if words == "off":
        return Turn(says=replies.say("daily off", thread.brand), daily=True)
    hour = int(words) if words else thread.subscriber.daily_hour
    return Turn(says=replies.say("daily", thread.brand, hour=f"{hour:02}:00"), daily=True, hour=hour)


def _wanted(thread: Thread) -> tuple[str, list[str]]:
    """Return the names of what this person wants, and the sizes."""
    names = [title(facts) for facts, _ in _wishes(thread)]
    sizes = [size for facts, each in _wishes(thread) for size in labels(facts.state, each.wants)]
    return ", ".join(names), list(dict.fromkeys(sizes))


def _wishes(thread: Thread) -> list[tuple[Facts, Subscription]]:
    """List what this person wants, with what is known of it."""
    known = {facts.watch.id: facts for facts in thread.known}
    return [(known[each.watch_id], each) for each in thread.wanted if each.watch_id in known]


# Signing up


def _asked(meant: Intent, words: str, thread: Thread) -> Turn:
    """Answer whoever may want to be told, perhaps up to a price."""
    found, left = find_products(thread.products, words)
    if not found or left:  # where they are no product's whole name
        words, limit = split_limit(words)
        thread = replace(thread, limit=limit)
    if thread.limit is not None and not words:
        return _priced_again(thread)
    return _join(thread, words) if meant is Intent.JOIN else _words(thread, words)


def _priced_again(thread: Thread) -> Turn:
    """Take a limit for what they want already, of what was talked about."""
    talked = {facts.watch.id for facts in _talked_about(thread)}
    wishes = [(facts, each.wants) for facts, each in _wishes(thread) if facts.watch.id in talked]
    return _joined(thread, wishes) if wishes else _say(thread, "limit alone")


def _join(thread: Thread, words: str) -> Turn:
    """JOIN, JOIN and a product, or JOIN with a product and sizes."""
    if not thread.products:
        return _say(thread, "nothing")
    found, sizes = find_products(thread.products, words) if words else (list(thread.products), "")
    if not found:
        found, sizes = _guess(thread, words), words
    if len(found) != 1:
        return _which(thread, found or thread.products)
    if sizes and (_is_yes(sizes) or len(found[0].state.variants) > 1):
        return _sizes(thread, found, sizes)
    return _about(thread, found)


def _which(thread: Thread, products: Sequence[Facts]) -> Turn:
    shown = products[:CHOICES]
    asked = Topic(tuple(facts.watch.id for facts in shown), asked=True)
    apart = marks([facts.watch for facts in shown])
    names = [(title(facts), apart[facts.watch.id]) for facts in shown]
    return Turn(says=replies.which(thread.brand, names), topic=asked)


def _about(thread: Thread, products: Sequence[Facts]) -> Turn:
    """Ask for sizes of these products; what has none is joined by a yes."""
    names = ", ".join(title(facts) for facts in products)
    sizes = list(dict.fromkeys(label(variant) for facts in products for variant in facts.state.variants))
    one = all(len(facts.state.variants) < 2 for facts in products)
    wishes = [(facts, (ANY,)) for facts in products]
    return Turn(says=_with_stock(thread, "join one" if one else "join", names, sizes, wishes), topic=_topic(products))


def _words(thread: Thread, words: str) -> Turn:
    """Anything else: the number of a choice, sizes of what is talked about, a product, or a product and sizes."""
    asked, talked = thread.subscriber.about.asked, _talked_about(thread)
    number = chosen_number(words)
    if asked and number is not None:
        return _chosen(thread, talked, number)
    if talked and not asked and any(understood(facts.state, words) for facts in talked):
        return _sizes(thread, talked, words)
    found, sizes = find_products(talked if asked else thread.products, words)
    if len(found) == 1 and (not sizes or _is_yes(sizes) or understood(found[0].state, sizes)):
        return _sizes(thread, found, sizes) if sizes else _about(thread, found)
    if talked and not asked:
        return _sizes(thread, talked, words)
    guessed = _guess(thread, words)
    if not guessed:
        return _say(thread, "what")
    return _which(thread, guessed) if len(guessed) > 1 else _sizes(thread, guessed, words)


def _chosen(thread: Thread, products: list[Facts], number: int) -> Turn:
    if number > len(products):
        return _which(thread, products)
    return _about(thread, products if number == 0 else products[number - 1 : number])


def _guess(thread: Thread, words: str) -> list[Facts]:
    """Guess what is meant where nothing was talked about: the only product, else those that have such a size."""
    if len(thread.products) == 1:
        return list(thread.products)
    return [facts for facts in thread.products if understood(facts.state, words)]


def _sizes(thread: Thread, products: Sequence[Facts], words: str) -> Turn:
    closed = [facts for facts in products if facts not in thread.products]
    if closed:
        return _say(thread, "closed", title(closed[0]))
    joined: list[tuple[Facts, tuple[str, ...]]] = []
    unknown: tuple[str, ...] = ()
    for facts in products:
        yes = _is_yes(words) and len(facts.state.variants) < 2
        ids, strange = ((ANY,), ()) if yes else find_variants(facts.state, words)
        if ids and not strange:
            joined.append((facts, ids))
        unknown = unknown or strange
    if not joined:
        return _strange(thread, products, words, unknown)
    return _joined(thread, joined)


def _joined(thread: Thread, wishes: Sequence[tuple[Facts, tuple[str, ...]]]) -> Turn:
    """Put them on the list for these, under the limit of their text."""
    topic = _topic([facts for facts, _ in wishes])
    try:
        joins = tuple(Join(facts.watch.id, ids, asked_conditions(thread.limit, facts.state)) for facts, ids in wishes)
    except Invalid as error:
        return Turn(says=replies.say("wrong limit", thread.brand, why=str(error)), topic=topic)
    names = ", ".join(title(facts) for facts, _ in wishes)
    sizes = list(dict.fromkeys(size for facts, ids in wishes for size in labels(facts.state, ids)))
    asked = joins[0].conditions
    if asked and asked.maximum_price:
        offer, currency = common_words(facts.state for facts, _ in wishes), asked.currency
        limit = amount(asked.maximum_price, currency) if currency else asked.maximum_price
        says = replies.say("joined under", thread.brand, names, sizes, offer, limit=limit)
    else:
        says = _with_stock(thread, "joined", names, sizes, wishes)
    return Turn(says=says, topic=topic, joins=joins)


def _strange(thread: Thread, products: Sequence[Facts], words: str, unknown: tuple[str, ...]) -> Turn:
    if len(words.split()) > LONG or not unknown:
        return _say(thread, "what")
    names = ", ".join(title(facts) for facts in products)
    sizes = [label(variant) for facts in products for variant in facts.state.variants]
    offer = common_words(facts.state for facts in products)
    says = replies.say("no such size", thread.brand, names, sizes, offer, word=unknown[0][:12])
    return Turn(says=says, topic=_topic(products))


def _with_stock(
    thread: Thread, name: str, items: str, sizes: Sequence[str], wishes: Sequence[tuple[Facts, Sequence[str]]]
) -> str:
    """Say this, and with it what of these wishes is in stock now, and where: nobody should wait for what is there."""
    offer = common_words(facts.state for facts, _ in wishes)
    there = [(facts, found) for facts, wants in wishes if (found := in_stock_now(facts, wants, thread.now))]
    if not there:
        return replies.say(name, thread.brand, items, sizes, offer)
    facts, found = there[0]
    stock = "" if len(facts.state.variants) < 2 else listed([size for size, _ in found], SIZES)
    url = f"{thread.site}/p/{facts.watch.slug}"
    return replies.say(f"{name} now", thread.brand, items, sizes, offer, stock=stock, url=url)


def _is_yes(words: str) -> bool:
    return words.strip(" .!").casefold() in YES


def _topic(products: Sequence[Facts]) -> Topic:
    return Topic(tuple(facts.watch.id for facts in products))


# What is in stock


def _status(thread: Thread, words: str) -> Turn:
    wanted = [facts for facts, _ in _wishes(thread)]
    about = find_products(thread.known, words)[0] if words else _talked_about(thread) or wanted or thread.products
    if not about or (len(about) > 1 and not words and not thread.wanted):
        return _say(thread, "unknown number")
    facts = about[-1]
    text, values = news(facts, thread.now)
    url = f"{thread.site}/p/{facts.watch.slug}"
    offer = offer_words(facts.state)
    says = replies.say(text, thread.brand, title(facts), (), offer, url=url, mine=thread.mine, **values)
    return Turn(says=says)


def _talked_about(thread: Thread) -> list[Facts]:
    """List the products that were talked about, as far as they are known."""
    known = {facts.watch.id: facts for facts in (*thread.known, *thread.products)}
    return [known[key] for key in thread.subscriber.about.watches if key in known]


def _say(thread: Thread, name: str, item: str = "", topic: Topic | None = None, **values: str) -> Turn:
    return Turn(says=replies.say(name, thread.brand, item, (), None, **values), topic=topic)
