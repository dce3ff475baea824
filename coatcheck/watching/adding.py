"""Adding a watch from afar: what is found at an address, and the operator's word on what they were shown."""

from collections.abc import Collection

from coatcheck.errors import Invalid
from coatcheck.model import Answer
from coatcheck.ports import Clock, Fetcher, Target, WatchStore
from coatcheck.watching.addresses import refuse_private
from coatcheck.watching.agreement import in_words
from coatcheck.watching.catalogue import refuse_double
from coatcheck.watching.discovery import Finding, discover, proves

UNPROVEN = (
    'Nothing on this page tells whether it can be had: as it is read now, it can never say "in stock", and nobody would be told.'
    " Name the element or the words that tell it (`selector`, `in_stock`, `out_of_stock`)."
)
ONE_SIDED = (
    "All that this page says is that it is gone, with no price and no data that could take the place of those words: as it is read now,"
    ' it can never say "in stock", and nobody would be told. Point at the place that tells its stock, with the words that will mean in stock'
    " (`selector`, `in_stock`)."
)
SAID = (Answer.YES, Answer.NO, Answer.CANT_TELL)  # by whoever was shown what is read


def address(url: str, allow_hosts: Collection[str] = ()) -> str:
    """Return the address of a page that may be looked at. Raises `Invalid` where it is none, or that of a private host."""
    url = url.strip()
    if not url.startswith(("https://", "http://")):
        raise Invalid("Write the product's address, with https:// in front.")
    refuse_private(url, allow_hosts)
    return url


def find_new(
    store: WatchStore,
    fetcher: Fetcher,
    clock: Clock,
    target: Target,
    source: str | None = None,
    allow_hosts: Collection[str] = (),
) -> Finding:
    """Find what the sources, or the named one, make of a page that is not watched yet; nothing is stored.

    A private host, and a page that is watched already, is refused (`Invalid`, `Double`) before anything is fetched.
    """
    url = address(target.url, allow_hosts)
    refuse_double(store.watches(), url, target.options)
    finding = discover(Target(url, target.options), fetcher, clock, source)
    refuse_double(store.watches(), url, finding.options)  # a make of shop that was recognised adds some
    return finding


def lacking(finding: Finding) -> str:
    """Say what a page lacks to be watched as it is read; "" where it tells its stock, and could tell both."""
    if not proves(finding.look):
        return UNPROVEN
    return ONE_SIDED if finding.one_sided else ""


def answer_to(finding: Finding, said: str, read: str, anyway: bool) -> Answer:
    """Return what the operator said of what was read. `read`: what they were shown, in words; `anyway`: they want it watched whatever it tells.

    Raises `Invalid` where it has changed since it was shown, and for a page that tells no stock or could never be back, where it is not wanted anyway.
    """
    if (lacks := lacking(finding)) and not anyway:
        raise Invalid(f"{lacks} Or say that you want it watched all the same.")
    given = Answer(said) if said in SAID else Answer.NOT_ASKED
    if given is not Answer.NOT_ASKED and read != in_words(finding.look):
        raise Invalid("The page says something else now than when you were asked: look again, and answer anew.")
    return given
