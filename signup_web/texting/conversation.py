"""What follows from a text to us. Pure: `respond.py` carries it out."""

from coatcheck.model import Status
from coatcheck.telling.offer_words import common_words, offer_words
from coatcheck.telling.variant_names import labels
from signup_web.product.view import title
from signup_web.texting import replies
from signup_web.texting.finding import find_products
from signup_web.texting.intents import Intent
from signup_web.texting.signing_up import asked
from signup_web.texting.status_reply import news
from signup_web.texting.turns import Thread, Turn, say, with_stock


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
        return say(thread, "help", url=f"{thread.site}/help", mine=thread.mine)
    if meant in (Intent.JOIN, Intent.WORDS):
        return asked(meant, words, thread)
    if meant is Intent.STATUS:
        return _status(thread, words)
    return _daily(thread, words) if meant is Intent.DAILY else _reset(thread)


def _started(thread: Thread) -> Turn:
    if not thread.wanted:
        return Turn(says=replies.say("start none", thread.brand), opts_in=True)
    items, sizes = _wanted(thread)
    offer = common_words(facts.state for facts, _ in thread.wishes)
    return Turn(says=replies.say("start", thread.brand, items, sizes, offer), opts_in=True)


def _reset(thread: Thread) -> Turn:
    if not thread.wanted:
        return say(thread, "unknown number")
    items, sizes = _wanted(thread)
    gone = thread.subscriber.status is Status.UNREACHABLE  # a network said so, but here they write
    says = with_stock(thread, "reset", items, sizes, [(facts, each.wants) for facts, each in thread.wishes])
    return Turn(says=says, rearms=not gone, opts_in=gone)


def _daily(thread: Thread, words: str) -> Turn:
    """DAILY, DAILY and an hour, or DAILY OFF."""
    if not thread.wanted:
        return say(thread, "unknown number")
    if words == "off":
        return Turn(says=replies.say("daily off", thread.brand), daily=True)
    hour = int(words) if words else thread.subscriber.daily_hour
    return Turn(says=replies.say("daily", thread.brand, hour=f"{hour:02}:00"), daily=True, hour=hour)


def _wanted(thread: Thread) -> tuple[str, list[str]]:
    """Return the names of what this person wants, and the sizes."""
    names = [title(facts) for facts, _ in thread.wishes]
    sizes = [size for facts, each in thread.wishes for size in labels(facts.state, each.wants)]
    return ", ".join(names), list(dict.fromkeys(sizes))


def _status(thread: Thread, words: str) -> Turn:
    wanted = [facts for facts, _ in thread.wishes]
    about = find_products(thread.known, words)[0] if words else thread.talked_about or wanted or thread.products
    if not about or (len(about) > 1 and not words and not thread.wanted):
        return say(thread, "unknown number")
    facts = about[-1]
    text, values = news(facts, thread.now)
    url = f"{thread.site}/p/{facts.watch.slug}"
    offer = offer_words(facts.state)
    says = replies.say(text, thread.brand, title(facts), (), offer, url=url, mine=thread.mine, **values)
    return Turn(says=says)
