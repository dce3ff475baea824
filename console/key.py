"""`coatcheck key`: the keys by which programs use the API."""

from collections.abc import Container
from datetime import datetime

import click

from coatcheck.model import ApiKey, Scope
from coatcheck.people import api_keys
from coatcheck.people.operators import OPERATOR, user_ids
from console.operator import Operator, any_team, one_team, pass_operator
from console.output import ago, json_option, plain, print_json, print_table


@click.group(short_help="The API's keys: add, list, take over, end.")
def key() -> None:
    """The keys by which programs use the API: add, list, take-over, end."""


@key.command()
@click.argument("name")
@click.option(
    "--may",
    "scopes",
    type=click.Choice([scope.value for scope in Scope]),
    multiple=True,
    default=[Scope.READ.value],
    show_default=True,
    help="What it may do beside reading; several times for several.",
)
@click.option(
    "--days", type=int, default=api_keys.USUAL_DAYS, show_default=True, help="After how many days it runs out."
)
@click.option("--owner", default="operator", show_default=True, help="Who uses it.")
@one_team
@pass_operator
def add(operator: Operator, name: str, scopes: tuple[str, ...], days: int, owner: str) -> None:
    """Make a key, and print it: this once. docs/api.md says what each may do."""
    services = operator.services
    made, token = api_keys.make(services.store, name, owner, map(Scope, scopes), services.clock.now(), days)
    show_made(made, token, operator.settings.site)


def show_made(key: ApiKey, token: str, site: str) -> None:
    """Print what the key's user has to send, and nothing else where a program reads it."""
    click.echo(plain(f"{key.name} may use {site}/api/v1 until {key.expires_at:%Y-%m-%d}:"), err=True)
    click.echo(token)


@key.command("list")
@json_option
@any_team
@pass_operator
def list_keys(operator: Operator, as_json: bool) -> None:
    """List keys, what each may do, and when it was last used."""
    keys, now = operator.services.store.api_keys(), operator.services.clock.now()
    trusted = user_ids(operator.settings.iap_admins)
    working = {each.id for each in keys if api_keys.works(operator.deployment.store, each, now, trusted)}
    show_keys(keys, working, now, as_json)


def show_keys(keys: list[ApiKey], working: Container[str], now: datetime, as_json: bool) -> None:
    """Print these, without what is kept of their secrets. `working`: ids of those that open something."""
    if as_json:
        shown = ("id", "name", "owner", "scopes", "created_at", "expires_at", "used_at", "team", "made_by")
        print_json([{**{name: getattr(each, name) for name in shown}, "works": each.id in working} for each in keys])
        return
    rows, several = [], any(each.team for each in keys)
    for each in keys:
        stops = "has run out" if api_keys.has_run_out(each, now) else "has stopped"
        until = f"{each.expires_at:%Y-%m-%d}" if each.id in working else stops
        used = f"{ago(each.used_at, now)} ago" if each.used_at else "never"
        rows.append((each.name, each.owner, ", ".join(each.scopes), until, used, *([each.team] if several else [])))
    columns = ("Key", "Owner", "May", "Until", "Used", *(["Team"] if several else []))
    print_table(columns, rows, "There are no keys: `coatcheck key add NAME` makes one.")


@key.command("take-over")
@click.argument("name")
@any_team
@pass_operator
def take_over(operator: Operator, name: str) -> None:
    """Let a key go on that stopped when whoever made it was no owner any more. NAME is its name or its id."""
    store = operator.services.store
    taken = api_keys.take_over(
        store, api_keys.named(store.api_keys(), name).id, OPERATOR, operator.services.clock.now()
    )
    click.echo(plain(f"{taken.name} is yours now."))


@key.command()
@click.argument("name")
@any_team
@pass_operator
def end(operator: Operator, name: str) -> None:
    """End a key, at once. NAME is its name or its id."""
    ended = api_keys.end(operator.services.store, name)
    click.echo(plain(f"{ended.name} is ended."))
