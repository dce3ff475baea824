"""`coatcheck doctor`: each thing that has to be right is looked at, and each that is not says what to do."""

import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import click

from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from coatcheck.errors import CoatCheckError, Invalid, LookFailed
from coatcheck.model import Frozen
from coatcheck.process.log import mask
from coatcheck.sources.drawn import BROWSER
from console.operator import Operator, pass_operator
from console.output import json_option, plain, print_json, screen

LONGEST_SITE = 24  # characters; with "/r/" and a code a text's link then takes 34 of its 160
SKEW = 5.0  # seconds by which the clock may be wrong
SECONDS = 5.0  # for each question over the network

GOOD, BAD, OPEN = "ok", "bad", "unknown"


class Check(Frozen, frozen=True):
    """What was looked at, how it is (ok, bad, unknown), and what was found or what to do."""

    name: str
    verdict: str
    detail: str


@click.command(short_help="Check settings, store, channels and clock; say what to do.")
@json_option
@pass_operator
def doctor(operator: Operator, as_json: bool) -> None:
    """Check settings, store, public address, channels, countries and clock, without changing anything or sending anything.

    Each fault comes with what to do about it. Exits 0 when nothing is bad, else 1.
    """
    with screen(stderr=True).status("Looking ..."):
        checks = list(examine(operator))
    if as_json:
        print_json(checks)
    else:
        for check in checks:
            first, *rest = check.detail.splitlines()
            click.echo(f"{check.verdict:8} {check.name}: {plain(first)}")
            for line in rest:
                click.echo(f"{'':8} {plain(line)}")
    if any(check.verdict == BAD for check in checks):
        sys.exit(1)


def examine(operator: Operator) -> Iterator[Check]:
    """Make every check in turn; without settings or a store the rest can't be told."""
    try:
        settings = operator.settings
    except Invalid as error:
        yield Check("settings", BAD, str(error))
        return
    yield Check("settings", GOOD, "all of them can be used")
    services = operator.services
    store = _check("store", lambda: _store(services))
    yield store
    yield _site(settings)
    if settings.public_url and settings.trusted_proxies:
        yield _visitors(services)
    for name in dict.fromkeys([*settings.channels, settings.operator_address.channel]):
        yield _check(f"channel {name}", lambda name=name: services.channel(name).check())  # type: ignore[misc]
    if "sms" in settings.channels:
        yield _countries(settings.countries)
    yield _operator_is_reached(settings) or _check("operator", lambda: _operator(services))
    if store.verdict == GOOD:
        if any(watch.options.get("fetch") == BROWSER for watch in services.store.watches()):
            yield _check("browser", lambda: _browser(services))
        yield _clock(services)


def _check(name: str, question: Callable[[], str]) -> Check:
    try:
        return Check(name, GOOD, question())
    except CoatCheckError as error:
        return Check(name, BAD, str(error))


def _store(services: Services) -> str:
    services.store.check()
    watches = len(services.store.watches())
    return f"{services.settings.store} can be read and written; watches in it: {watches}"


def _site(settings: Settings) -> Check:
    """Whether the public address works in texts and for the providers who call back."""
    place = urlsplit(settings.site)
    texts = "sms" in settings.channels
    if not settings.public_url:
        advice = "set COATCHECK_PUBLIC_URL to the address at which the internet reaches this site"
        return Check("site", BAD if texts else GOOD, f"{settings.site}; {advice}" if texts else settings.site)
    if place.scheme != "https" and place.hostname not in ("localhost", "127.0.0.1"):
        return Check("site", BAD, f"{settings.site} is not encrypted: put a proxy with a certificate before it")
    if place.scheme == "https" and not settings.trusted_proxies:  # we speak no TLS ourselves: somebody before us does
        counted = f"all visitors count as one, who may sign up {settings.signups_per_address} times an hour"
        advice = f"{counted}: set COATCHECK_TRUSTED_PROXIES=1 for the proxy that has the certificate"
        return Check("site", BAD, advice)
    if texts and len(settings.site) > LONGEST_SITE:
        advice = f"{settings.site} is long for texts ({len(settings.site)} characters)"
        return Check(
            "site", BAD, f"{advice}: a name of {LONGEST_SITE} or less, https:// included, leaves room for the rest"
        )
    return Check("site", GOOD, settings.site)


def _visitors(services: Services) -> Check:
    """Whether the proxies before the site name its visitors, asked through them as a visitor who lies about its address."""
    from coatcheck.ports import Request, fetch_one
    from signup_web.site.visitors_address import HEADER, NOBODY, Known

    site, proxies = services.settings.site, services.settings.trusted_proxies
    request = Request(url=f"{site}/livez", headers={"X-Forwarded-For": NOBODY}, allow_private=True)
    answer = fetch_one(services.fetcher, request, SECONDS)
    if isinstance(answer, LookFailed):
        return Check("visitors", OPEN, f"whether the proxy names them can be seen when the site is up: {answer}")
    known = answer.headers.get(HEADER.lower(), "")
    says: dict[str, str] = {
        Known.NAMED: "",
        Known.UNNAMED: "the proxy names no visitor, so all of them count as one: have it add X-Forwarded-For (docs/running.md)",
        Known.MADE_UP: f"whoever sends an X-Forwarded-For is believed, and passes every limit: have each of the {proxies} "
        "trusted proxies add the address that it sees (docs/running.md), or set COATCHECK_TRUSTED_PROXIES to those that do",
        Known.PROXY: f"there are more proxies before the site than {proxies}, and visitors count as the one before: "
        "set COATCHECK_TRUSTED_PROXIES to all of them",
    }
    if known not in says:
        return Check("visitors", OPEN, f"{site}/livez answers {answer.status}, and not as this version does")
    return Check("visitors", BAD if says[known] else GOOD, says[known] or "the proxy names them")


def _countries(codes: Collection[str]) -> Check:
    """Whether the countries that are served exist; a number of one that does not can never sign up."""
    from coatcheck.people.phone import is_country

    strange = [code for code in codes if not is_country(code)]
    if strange:
        advice = "write ISO codes like US,GB in COATCHECK_COUNTRIES"
        return Check("countries", BAD, f"there is no country {', '.join(strange)}: {advice}")
    return Check("countries", GOOD, f"numbers of {', '.join(codes) or 'every country'} may sign up")


def _operator_is_reached(settings: Settings) -> Check | None:
    """None unless people are told by other ways, and the operator is still told by what is printed."""
    if settings.operator_address.channel != "console" or "console" in settings.channels:
        return None
    advice = f"set COATCHECK_OPERATOR to a way that reaches you, like {settings.channels[0]}:ADDRESS"
    return Check("operator", BAD, f"trouble is printed where CoatCheck runs, and told to nobody: {advice}")


def _operator(services: Services) -> str:
    to = services.settings.operator_address
    address = services.channel(to.channel).normalize(to.address)
    return f"is told by {to.channel} at {mask(address)}"


def _browser(services: Services) -> str:
    """Try the browser that draws pages; on one machine only, where it has to be here."""
    if services.settings.renderer:
        return f"pages are drawn by {services.settings.renderer}"
    from coatcheck.browser.machine import Machine
    from coatcheck.fetch.introduction import introduction

    with closing(Machine(services.settings, services.clock, introduction(services.settings))) as machine:
        return machine.check()


def _clock(services: Services) -> Check:
    """Compare the clock with what servers say: those that are watched, until one answers."""
    from coatcheck.ports import Request, fetch_one

    for watch in services.store.watches()[:3]:
        request = Request(url=watch.url, allow_private=watch.allow_private)
        answer = fetch_one(services.fetcher, request, SECONDS)
        theirs = None if isinstance(answer, LookFailed) else _moment(answer.headers.get("date", ""))
        if theirs:
            return _compared(theirs, services.clock.now(), urlsplit(watch.url).hostname or "")
    return Check("clock", OPEN, "no watched shop told the time, so it could not be compared")


def _moment(date: str) -> datetime | None:
    """Read the moment in a `Date` header; None where it is none."""
    try:
        return parsedate_to_datetime(date).astimezone(UTC)
    except ValueError:
        return None


def _compared(theirs: datetime, ours: datetime, host: str) -> Check:
    wrong = (ours - theirs).total_seconds()
    if abs(wrong) <= SKEW:
        return Check("clock", GOOD, f"agrees with {host}")
    return Check("clock", BAD, f"differs by {wrong:.0f} s from {host}: let this machine set its clock by NTP")
