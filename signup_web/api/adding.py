"""Adding a watch, and changing how one is read: look first, see what is read, then agree."""

from typing import TYPE_CHECKING, Annotated

from msgspec import Meta
from msgspec.structs import replace

from coatcheck.errors import Invalid
from coatcheck.model import Answer, Health, LookFrom, Scope, Variant, Watch
from coatcheck.ports import Target
from coatcheck.telling.variant_names import label
from coatcheck.watching import addresses, catalogue
from coatcheck.watching.agreement import answered, in_words
from coatcheck.watching.tags import tags
from signup_web import context
from signup_web.api.routes import Routes, Shape, Taken, show
from signup_web.api.shapes import WatchShown, WitnessShown
from signup_web.api.watches import Agree, Cooldown, Interval, Settle, find, shown

if TYPE_CHECKING:
    from coatcheck.watching.discovery import Finding, Tried

adding = Routes("Looking and adding")

Url = Annotated[
    str, Meta(max_length=addresses.LONGEST_URL, description="The product's address, with https:// in front.")
]
Source = Annotated[str, Meta(max_length=60, description="Read it as this kind of shop; left out, all are tried.")]
Options = Annotated[dict[str, str], Meta(description="Settings of the source, by name.")]
Agreed = Annotated[Answer, Meta(description="Whether what a preview read is what the page shows.")]
Read = Annotated[str, Meta(max_length=50_000, description="The preview's `read`, where `agree` is yes or can't tell.")]
Anyway = Annotated[bool, Meta(description="Watch it although nothing on the page tells its stock.")]


class Asked(Taken, frozen=True, kw_only=True):
    """What is to be looked at."""

    url: Url
    source: Source | None = None
    options: Options = {}


class Reading(Taken, frozen=True, kw_only=True):
    """How a watch's page is to be read."""

    source: Source | None = None
    options: Options = {}


class NewReading(Reading, frozen=True, kw_only=True):
    """The same, with the word of whoever saw what is read so."""

    agree: Agreed = Answer.NOT_ASKED
    read: Read = ""
    anyway: Anyway = False


class NewWatch(Asked, frozen=True, kw_only=True):
    """A watch to be added, with the word of whoever saw what is read."""

    title: Annotated[str, Meta(max_length=catalogue.LONGEST_TITLE)] = ""
    tags: list[str] = []
    interval: Interval = 60
    listed: bool = True
    settle: Settle = 2
    advance: bool = False
    cooldown: Cooldown = 1800
    zone: str | None = None
    look_from: LookFrom = LookFrom.HERE
    agents: Agree = 1
    agree: Agreed = Answer.NOT_ASKED
    read: Read = ""
    anyway: Anyway = False


class Seen(Shape, frozen=True):
    """One size as it was seen. `buyable` is null where nobody can tell."""

    id: str
    title: str
    availability: str
    buyable: bool | None
    price: str | None
    currency: str | None
    witnesses: list[WitnessShown]


class Way(Shape, frozen=True):
    """A way in which it could be read, and what it says then."""

    source: str
    options: dict[str, str]
    health: Health
    reason: str | None
    read: str


class Preview(Shape, frozen=True):
    """What is seen at an address, and why. Nothing is stored by looking.

    `proves`: whether it tells of stock at all. `lacks`: what keeps it from being watched as it is read, unless it is wanted `anyway`. `proposals`: what data that nobody explained may mean, to be asked for by its options.
    """

    url: str
    source: str | None
    options: dict[str, str]
    title: str
    health: Health
    reason: str | None
    proves: bool
    lacks: str
    read: str
    variants: list[Seen]
    tried: list[Way]
    proposals: list[Way]


class Statement(Shape, frozen=True):
    """Something that a page says of stock. Its selector as the option `selector` reads the watch by it."""

    selector: str
    words: str
    reading: str
    place: str
    left_out: str


class Statements(Shape, frozen=True):
    """All that a page says of stock."""

    items: list[Statement]


@adding.post("/previews", Scope.WATCHES, once=False)
def preview(body: Asked) -> Preview:
    """Look at an address, and say what is seen. Nothing is stored."""
    return _preview(_found(body))


@adding.post("/statements", Scope.WATCHES, once=False)
def list_statements(body: Asked) -> Statements:
    """List all that a page says of stock, for somebody to point at what is right. Nothing is stored."""
    from coatcheck.watching.adding import address
    from coatcheck.watching.teaching import offered

    url = address(body.url, context.settings().allow_hosts)
    found = offered(Target(url, body.options), context.services().fetcher)
    return Statements(items=[show(Statement, each, reading=str(each.reading)) for each in found])


@adding.post("/watches", Scope.WATCHES, status=201)
def add_watch(body: NewWatch) -> WatchShown:
    """Look once more, and watch the page. What a preview read stands in `read`, where somebody agreed to it."""
    finding, hosts = _found(body), context.settings().allow_hosts
    wished = _wished(catalogue.draft(finding, context.now()), body)
    agreed = answered(wished, finding.look, _word(finding, body), context.now())
    return shown(catalogue.add_watch(context.store(), agreed, hosts))


@adding.post("/watches/{watch_id}/preview", Scope.WATCHES, once=False)
def preview_reading(watch_id: str, body: Reading) -> Preview:
    """Say what would be seen at a watch's page if it were read so. Nothing is stored."""
    return _preview(_read_so(find(watch_id), body))


@adding.put("/watches/{watch_id}/reading", Scope.WATCHES)
def change_reading(watch_id: str, body: NewReading) -> WatchShown:
    """Look once more, and have a watch read so from now on. Nobody is told of what only looks different now."""
    from coatcheck.watching.teaching import read_so

    stored, services = find(watch_id), context.services()
    finding = _read_so(stored, body)
    answer, hosts = _word(finding, body), services.settings.allow_hosts
    return shown(read_so(stored, finding, answer, services.store, services.clock, hosts))


def _found(body: Asked) -> "Finding":
    from coatcheck.watching.adding import find_new

    services = context.services()
    target, hosts = Target(body.url, body.options), services.settings.allow_hosts
    return find_new(services.store, services.fetcher, services.clock, target, body.source, hosts)


def _read_so(stored: Watch, body: Reading) -> "Finding":
    from coatcheck.watching.discovery import discover

    services, target = context.services(), Target(stored.url, body.options, stored.allow_private)
    return discover(target, services.fetcher, services.clock, body.source or stored.source)


def _word(finding: "Finding", body: NewWatch | NewReading) -> Answer:
    from coatcheck.watching.adding import answer_to

    if body.agree is Answer.NO:
        raise Invalid(
            "Say what tells its stock: `POST /statements` lists all that the page says, to be named by options."
        )
    return answer_to(finding, body.agree, body.read, body.anyway)


def _wished(watch: Watch, body: NewWatch) -> Watch:
    if body.title.strip():
        catalogue.check_title(body.title)
    return replace(
        watch,
        title=body.title.strip() or watch.title,
        tags=tags(body.tags),
        interval=body.interval,
        listed=body.listed,
        settle=body.settle,
        advance=body.advance,
        cooldown=body.cooldown,
        zone=body.zone or watch.zone,
        look_from=body.look_from,
        agree=body.agents,
    )


def _preview(finding: "Finding") -> Preview:
    from coatcheck.watching.adding import lacking
    from coatcheck.watching.discovery import proves

    look = finding.look
    products = look.observation.products if look.observation else ()
    return show(
        Preview,
        finding,
        title=products[0].title if len(products) == 1 else "",
        health=look.health,
        reason=look.reason,
        proves=proves(look),
        lacks=lacking(finding),
        read=in_words(look),
        variants=[_seen(variant) for variant in look.variants],
        tried=[_way(each) for each in finding.tried],
        proposals=[_way(each) for each in finding.proposals],
    )


def _way(tried: "Tried") -> Way:
    return show(Way, tried, health=tried.look.health, reason=tried.look.reason, read=in_words(tried.look))


def _seen(variant: Variant) -> Seen:
    offer = variant.offer
    return show(Seen, offer, id=variant.id, title=label(variant), buyable=offer.availability.buyable)
