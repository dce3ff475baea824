"""What follows from a text of somebody who wants to be told: which product, which sizes, up to which price. Pure."""

from collections.abc import Sequence

from msgspec.structs import replace

from coatcheck.errors import Invalid
from coatcheck.model import ANY, Topic
from coatcheck.telling.announcement import amount
from coatcheck.telling.offer_words import common_words
from coatcheck.telling.product_names import marks
from coatcheck.telling.variant_names import find_variants, label, labels
from signup_web.product.facts import Facts
from signup_web.product.view import title
from signup_web.texting import replies
from signup_web.texting.finding import chosen_number, find_products, understood
from signup_web.texting.intents import Intent
from signup_web.texting.priced import asked_conditions, split_limit
from signup_web.texting.turns import Join, Thread, Turn, say, with_stock

YES = frozenset({"yes", "y", "ok", "yes please"})
CHOICES = 5  # products that one question can list
LONG = 3  # words; more are no size, but a letter to us


def asked(meant: Intent, words: str, thread: Thread) -> Turn:
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
    talked = {facts.watch.id for facts in thread.talked_about}
    wishes = [(facts, each.wants) for facts, each in thread.wishes if facts.watch.id in talked]
    return _joined(thread, wishes) if wishes else say(thread, "limit alone")


def _join(thread: Thread, words: str) -> Turn:
    """JOIN, JOIN and a product, or JOIN with a product and sizes."""
    if not thread.products:
        return say(thread, "nothing")
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
    return Turn(says=with_stock(thread, "join one" if one else "join", names, sizes, wishes), topic=_topic(products))


def _words(thread: Thread, words: str) -> Turn:
    """Anything else: the number of a choice, sizes of what is talked about, a product, or a product and sizes."""
    asked, talked = thread.subscriber.about.asked, thread.talked_about
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
        return say(thread, "what")
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
        return say(thread, "closed", title(closed[0]))
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
        says = with_stock(thread, "joined", names, sizes, wishes)
    return Turn(says=says, topic=topic, joins=joins)


def _strange(thread: Thread, products: Sequence[Facts], words: str, unknown: tuple[str, ...]) -> Turn:
    if len(words.split()) > LONG or not unknown:
        return say(thread, "what")
    names = ", ".join(title(facts) for facts in products)
    sizes = [label(variant) for facts in products for variant in facts.state.variants]
    offer = common_words(facts.state for facts in products)
    says = replies.say("no such size", thread.brand, names, sizes, offer, word=unknown[0][:12])
    return Turn(says=says, topic=_topic(products))


def _is_yes(words: str) -> bool:
    return words.strip(" .!").casefold() in YES


def _topic(products: Sequence[Facts]) -> Topic:
    return Topic(tuple(facts.watch.id for facts in products))
