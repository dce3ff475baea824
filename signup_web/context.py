"""What the routes of one app share."""

from datetime import datetime
from typing import cast

from flask import Flask, current_app

from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from coatcheck.ports import Store
from signup_web.product.facts import FactsCache


def bind(app: Flask, services: Services) -> None:
    """Give the app its services."""
    app.extensions["services"] = services
    app.extensions["facts"] = FactsCache(lambda: services.store, services.clock)


def services() -> Services:
    return cast(Services, current_app.extensions["services"])


def facts() -> FactsCache:
    return cast(FactsCache, current_app.extensions["facts"])


def settings() -> Settings:
    return services().settings


def store() -> Store:
    return services().store


def now() -> datetime:
    return services().clock.now()
