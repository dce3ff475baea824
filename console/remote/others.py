"""What visitors suggest, what was given up, log levels and keys, on a server."""

from datetime import UTC, datetime

import click
from msgspec import convert

from coatcheck.model import ApiKey, DeadLetter, Suggestion
from coatcheck.watching.log_levels import LogLevel
from console.dead_letters import show_letters
from console.key import show_keys, show_made
from console.log_level import asked, show_levels
from console.output import plain, print_json
from console.remote.server import Server, segment
from console.suggestions import show_suggestions

# Stays on the server, and no table shows it: who suggested something, what a letter holds, by what a key is known.
KEPT_THERE = {"subscriber_id": "", "body": "", "hash": ""}


def list_suggestions(server: Server, as_json: bool) -> None:
    found = server.get("/suggestions")["items"]
    if as_json:
        print_json(found)
        return
    waiting = [convert({**each, **KEPT_THERE, "expires_at": each["created_at"]}, Suggestion) for each in found]
    show_suggestions(waiting, datetime.now(UTC), as_json=False)


def accept(server: Server, suggestion: str, unlisted: bool) -> None:
    said = server.post(f"/suggestions/{segment(suggestion)}/accept", {"listed": not unlisted})
    name = said["suggestion"]["title"] or said["suggestion"]["url"]
    click.echo(plain(f"{name} is watched now. {said['told']}"))


def decline(server: Server, suggestion: str, because: str) -> None:
    said = server.post(f"/suggestions/{segment(suggestion)}/decline", {"sentence": because})
    name = said["suggestion"]["title"] or said["suggestion"]["url"]
    click.echo(plain(f"{name} was declined. {said['told']}"))


def list_letters(server: Server, as_json: bool) -> None:
    found = list(server.all("/dead-letters"))
    if as_json:
        print_json(found)
        return
    show_letters([convert({**each, **KEPT_THERE}, DeadLetter) for each in found], datetime.now(UTC), as_json=False)


def replay(server: Server, ids: tuple[str, ...], every: bool) -> None:
    if bool(ids) == every:
        raise click.UsageError("Name the letters by their ids, or say --all.")
    wanted = [each["id"] for each in server.all("/dead-letters")] if every else list(ids)
    for letter_id in wanted:
        server.post(f"/dead-letters/{segment(letter_id)}/replay")
    click.echo(f"{len(wanted)} dead letters were sent on their way again.")


def log_level(server: Server, words: tuple[str, ...], seconds: int) -> None:
    name, level = asked(words)
    said = server.put("/log-levels", {"logger": name, "level": level, "seconds": seconds})
    show_levels([convert(each, LogLevel) for each in said["items"]], as_json=False)


def log_levels(server: Server, as_json: bool) -> None:
    show_levels([convert(each, LogLevel) for each in server.get("/log-levels")["items"]], as_json)


def add_key(server: Server, name: str, scopes: tuple[str, ...], days: int, owner: str) -> None:
    made = server.post("/keys", {"name": name, "scopes": scopes, "days": days, "owner": owner})
    show_made(_key(made["key"]), made["token"], server.url)


def list_keys(server: Server, as_json: bool) -> None:
    found = server.get("/keys")["items"]
    working = {each["id"] for each in found if each["works"]}
    show_keys([_key(each) for each in found], working, datetime.now(UTC), as_json)


def take_over_key(server: Server, name: str) -> None:
    taken = server.post(f"/keys/{segment(_named_key(server, name).id)}/take-over")
    click.echo(plain(f"{taken['name']} is yours now."))


def end_key(server: Server, name: str) -> None:
    ended = _named_key(server, name)
    server.delete(f"/keys/{segment(ended.id)}")
    click.echo(plain(f"{ended.name} is ended."))


def _named_key(server: Server, name: str) -> ApiKey:
    from coatcheck.people.api_keys import named

    return named([_key(each) for each in server.get("/keys")["items"]], name)


def _key(said: dict[str, object]) -> ApiKey:
    return convert({**said, **KEPT_THERE}, ApiKey)
