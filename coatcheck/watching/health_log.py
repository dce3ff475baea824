"""One log line where a look turns a watch's health: which shop, what is wrong, and what to do about it."""

import logging
from urllib.parse import urlsplit

from coatcheck.model import Health, State, Verdict, Watch
from coatcheck.telling.offer_words import offer_words

# Who is woken by the line can see from it whether anything has to be done tonight.
MEANWHILE = (
    "Its {sizes} stay as they were last proven. It is looked at again {when}, and less often while that lasts."
    " See what it answers: coatcheck watch test {url}"
)

log = logging.getLogger(__name__)


def log_turn(watch: Watch, before: State, verdict: Verdict) -> None:
    """Log a WARNING where looks begin to prove nothing, or prove nothing for another reason; an INFO where they are good again.

    Nothing for a look that leaves the health as it was: what fails for hours is one line.
    """
    if verdict.change is None or verdict.change.health is None:
        return
    state, name = verdict.state, watch.title or watch.url
    about: dict[str, object] = {"watch": watch.slug or watch.id, "host": urlsplit(watch.url).hostname}
    if state.health is Health.HEALTHY:
        log.info("%s can be read again", name, extra=about | {"was": before.health, "failures": before.failures})
    else:
        when = f"at {state.retry_at:%H:%M:%S} UTC" if state.retry_at else f"in {watch.interval} s"
        meanwhile = MEANWHILE.format(sizes=offer_words(before).sizes, when=when, url=watch.url)
        said = f"{name} is {state.health}: {state.reason or 'no reason given'} {meanwhile}"
        log.warning("%s", said, extra=about | {"error": state.health})
