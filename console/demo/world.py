"""All of the demo: its shops, its phone and inbox, the product between them, and the settings that it has."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from coatcheck.config import Limits
    from coatcheck.model import Watch
    from console.demo.box_office import BoxOffice
    from console.demo.inbox import Inbox
    from console.demo.phone import Phone
    from console.demo.shop import Shop
    from console.up import Machine

QUIET = "WARNING"  # the least level that is logged between the lines of the story
MANY = "1000000"
UNLIMITED = (  # settings that whoever explores would run into; the demo is reached from this machine alone
    *("signups_per_address", "signups_per_network", "codes_per_hour", "codes_per_day", "codes_per_prefix"),
    *("previews_per_address", "previews_per_hour", "suggestions_per_person", "api_requests_per_minute"),
    *("texts_per_day",),
)


@dataclass(frozen=True)
class World:
    """All of the demo. `token`: an API key for it; `watches`: a jacket, a shirt and a film."""

    shop: "Shop"
    office: "BoxOffice"
    phone: "Phone"
    inbox: "Inbox"
    machine: "Machine"
    watches: "tuple[Watch, Watch, Watch]"
    token: str


@contextmanager
def world(port: int | None = None) -> Iterator[World]:
    """Run it all, on free ports but for that of the site if it is given, and a database that is gone afterwards."""
    from coatcheck.bootstrap import Services
    from coatcheck.config import parse
    from coatcheck.model import Scope
    from coatcheck.people import api_keys
    from coatcheck.process.log import set_up
    from console.demo.box_office import BoxOffice
    from console.demo.inbox import Inbox
    from console.demo.phone import Phone
    from console.demo.shop import ALL_KINDS, Shop
    from console.demo.visitor import sign_up_browser
    from console.demo.watches import watch_all
    from console.serving import free_port
    from console.up import Machine

    set_up("plain", QUIET)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="coatcheck-")))
        port = port or free_port()
        shop = stack.enter_context(closing(Shop(ALL_KINDS)))
        office = stack.enter_context(closing(BoxOffice()))
        site = f"http://localhost:{port}"  # passkeys want a name
        phone = stack.enter_context(closing(Phone(f"{site}/sms/inbound")))
        inbox = stack.enter_context(closing(Inbox(sign_up_browser)))
        hosts = tuple(urlsplit(page).netloc for page in (shop.page(), office.page))
        given = {**environment(phone, folder / "demo.db", port), **of_demo(inbox, hosts)}
        settings = parse({**given, "COATCHECK_PUBLIC_URL": site, "COATCHECK_BACKUPS": str(folder / "backups")})
        with closing(Services(settings)) as services:
            watches = watch_all(services, shop, office)
            _, token = api_keys.make(services.store, "demo", "demo", [Scope.ADMIN], services.clock.now())
        machine = stack.enter_context(closing(Machine(settings)))
        machine.services.limits = no_limits()
        inbox.pages = {watch.title: f"{machine.url}/p/{watch.slug}" for watch in watches}
        yield World(shop, office, phone, inbox, machine, watches, token)


def environment(phone: "Phone", database: Path, port: int) -> dict[str, str]:
    """Return what a real `.env` would say for a site at that port, with the fake phone in Twilio's place."""
    return {
        "COATCHECK_STORE": f"sqlite:///{database}",
        "COATCHECK_PORT": str(port),
        "COATCHECK_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "COATCHECK_TICK_SECONDS": "1",
        **texting(phone),
    }


def texting(phone: "Phone") -> dict[str, str]:
    """Return the variables for sending every text to the fake phone, at any hour: whoever tries it at night wants to see it."""
    hours = {"COATCHECK_QUIET_FROM": "00:00", "COATCHECK_QUIET_UNTIL": "00:00"}
    return {"COATCHECK_CHANNELS": "sms", **hours, **phone.environment()}


def of_demo(inbox: "Inbox", hosts: tuple[str, ...]) -> Mapping[str, str]:
    """Return the variables that the demo alone has: every channel, its own shops, no limits, and a word on what is made up."""
    from console.demo.history import NOTICE

    return {
        **inbox.environment(),
        "COATCHECK_CHANNELS": "sms,email,webpush",
        "COATCHECK_ALLOW_HOSTS": ",".join(hosts),  # so that the operator's pages may add them, too
        "COATCHECK_NOTICE": NOTICE,
        "COATCHECK_LOG_LEVEL": QUIET,
        **{f"COATCHECK_{name.upper()}": MANY for name in UNLIMITED},
    }


def no_limits() -> "Limits":
    """Return what lets whoever explores try again and again."""
    from coatcheck.config import Limits

    many = int(MANY)
    return Limits(
        admin_tries_per_hour=many,
        answers_per_hour=many,
        code_tries=many,
        code_tries_per_day=many,
        all_code_tries_per_day=many,
        resend_seconds=0,
    )
