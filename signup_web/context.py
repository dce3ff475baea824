"""What the routes of one app share."""

from datetime import datetime, timedelta
from functools import cache
from typing import cast

from flask import Flask, current_app, g

from coatcheck import sources
from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from coatcheck.ports import Store
from coatcheck.watching.agent_looks import AgentLooks
from coatcheck.watching.promise.reading import Figures
from coatcheck.watching.promise.report import Promise
from coatcheck.watching.states import States
from coatcheck.watching.status import Report, public, report
from signup_web.product.facts import FactsCache
from signup_web.product.fresh import Fresh
from signup_web.product.pictures import Pictures
from signup_web.sharing.restocks import Restocks
from signup_web.site.kept_pages import KeptPages

COUNTED = timedelta(minutes=5)  # for which the promise's figures are not read again: they are counted once an hour
STATUS = timedelta(minutes=1)  # for which the public status is not read again: monitors may ask as often as they like


def bind(app: Flask, services: Services) -> None:
    """Give the app its services."""
    app.extensions["services"] = services

    @cache
    def states() -> States:
        return States(services.store)

    @cache
    def looks() -> AgentLooks:
        return AgentLooks(services.store, services.bus, services.clock, sources.load, services.settings)

    app.extensions["states"] = states
    app.extensions["agent_looks"] = looks
    app.extensions["facts"] = FactsCache(lambda: services.store, states, services.clock)
    app.extensions["kept_pages"] = KeptPages(services.clock)
    app.extensions["restocks"] = Restocks()
    app.extensions["status"] = Fresh(
        lambda _: {None: public(report(services.store, services.clock.now(), states()))}, STATUS, services.clock
    )
    figures = Figures()
    app.extensions["promise"] = Fresh(
        lambda _: {None: figures.read(services.store, services.clock.now())}, COUNTED, services.clock
    )
    app.extensions["pictures"] = Pictures(lambda: services.public_fetcher, services.clock)


def agent_looks() -> AgentLooks:
    """Return what takes agents' looks in this process."""
    return cast(AgentLooks, current_app.extensions["agent_looks"]())


def services() -> Services:
    """Return what this request works with: one team's part on the operator's pages and in the API, else the whole deployment."""
    found: Services | None = g.get("services")
    return found or deployment()


def deployment() -> Services:
    """Return the services over everything, for what has to know all users and who may see what."""
    return cast(Services, current_app.extensions["services"])


def work_for(team: str | None) -> None:
    """Have the rest of this request see and change the part of this team alone; of None the whole deployment."""
    whole = deployment()
    g.services = whole if team is None else whole.of_team(team)


def facts() -> FactsCache:
    return cast(FactsCache, current_app.extensions["facts"])


def kept_pages() -> KeptPages:
    return cast(KeptPages, current_app.extensions["kept_pages"])


def restocks() -> Restocks:
    """Return what this process knows of what came back."""
    return cast(Restocks, current_app.extensions["restocks"])


def pictures() -> Pictures:
    """Return what this process remembers of products' pictures."""
    return cast(Pictures, current_app.extensions["pictures"])


def states() -> States:
    """Return what this process remembers of the watches' states."""
    return cast(States, current_app.extensions["states"]())


def status() -> Report:
    """Return what everybody may see of how all is doing, up to a minute old."""
    return cast(Fresh[None, Report], current_app.extensions["status"])([None])[None]


def promise() -> Promise:
    """Return what is promised and what came of it, up to five minutes old."""
    return cast(Fresh[None, Promise], current_app.extensions["promise"])([None])[None]


def settings() -> Settings:
    return services().settings


def store() -> Store:
    return services().store


def now() -> datetime:
    return services().clock.now()
