"""What a conversation by text knows, and what follows from a text: a turn. Pure."""

from collections.abc import Sequence
from datetime import datetime

from coatcheck.model import Conditions, Frozen, Subscriber, Subscription, Topic
from coatcheck.telling.offer_words import common_words
from coatcheck.telling.texts import SIZES, listed
from signup_web.product.facts import Facts
from signup_web.product.view import in_stock_now
from signup_web.texting import replies


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

    @property
    def wishes(self) -> list[tuple[Facts, Subscription]]:
        """What this person wants, with what is known of it."""
        known = {facts.watch.id: facts for facts in self.known}
        return [(known[each.watch_id], each) for each in self.wanted if each.watch_id in known]

    @property
    def talked_about(self) -> list[Facts]:
        """The products that were talked about, as far as they are known."""
        known = {facts.watch.id: facts for facts in (*self.known, *self.products)}
        return [known[key] for key in self.subscriber.about.watches if key in known]


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


def say(thread: Thread, name: str, item: str = "", topic: Topic | None = None, **values: str) -> Turn:
    """Return a turn that says this and does nothing. `name`: one of `replies.FORMS`."""
    return Turn(says=replies.say(name, thread.brand, item, (), None, **values), topic=topic)


def with_stock(
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
