"""Fill pretix's database: an event with a shirt in three sizes of which one can be had, one with a single ticket, and a key to the API."""

import json
from datetime import timedelta

import django

django.setup()

from django.utils.timezone import now  # noqa: E402
from django_scopes import scopes_disabled  # noqa: E402
from pretix.base.models import Event, Organizer  # noqa: E402


def event(slug: str, name: str) -> Event:
    """An event whose tickets are on sale."""
    made = hall.events.create(
        name=name,
        slug=slug,
        currency="EUR",
        date_from=now() + timedelta(days=60),
        presale_start=now() - timedelta(days=3),
        live=True,
        plugins="pretix.plugins.banktransfer",
    )
    made.settings.set("payment_banktransfer__enabled", True)
    return made


with scopes_disabled():
    hall = Organizer.objects.create(name="Hall", slug="hall")
    team = hall.teams.create(
        name="Keepers", all_events=True, all_event_permissions=True, all_organizer_permissions=True
    )
    quotas = {}
    concert = event("concert", "Concert")
    shirt = concert.items.create(name="Shirt", default_price=20, active=True)
    for size, count in (("S", 0), ("M", 3), ("L", 0)):
        variation = shirt.variations.create(value=size)
        quota = concert.quotas.create(name=f"Shirt {size}", size=count)
        quota.items.add(shirt)
        quota.variations.add(variation)
        quotas[size] = f"concert/quotas/{quota.id}"
    gala = event("gala", "Gala")
    quota = gala.quotas.create(name="Entry", size=0)
    quota.items.add(gala.items.create(name="Entry", default_price=30, active=True, admission=True))
    quotas["Entry"] = f"gala/quotas/{quota.id}"
    hall_concerts = hall.events.create(
        name="Concerts", slug="concerts", currency="EUR", date_from=now() + timedelta(days=30), live=True,
        has_subevents=True, plugins="pretix.plugins.banktransfer",
    )  # fmt: skip
    hall_concerts.settings.set("payment_banktransfer__enabled", True)
    seat = hall_concerts.items.create(name="Seat", default_price=25, active=True, admission=True)
    dates = {}
    for name, days in (("First", 30), ("Second", 37)):
        date = hall_concerts.subevents.create(
            name=name, active=True, date_from=now() + timedelta(days=days), presale_start=now() - timedelta(days=3)
        )
        quota = hall_concerts.quotas.create(name=name, size=0, subevent=date)
        quota.items.add(seat)
        quotas[name] = f"concerts/quotas/{quota.id}"
        dates[name] = date.pk
    hall_concerts.settings.set("show_quota_left", True)
    print(json.dumps({"dates": dates, "token": team.tokens.create(name="keeper").token, "quotas": quotas}))
