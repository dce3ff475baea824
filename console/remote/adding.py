"""Looking at a page from a server, and watching it there."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from coatcheck.errors import Invalid
from coatcheck.model import Answer
from console.agreeing import asked
from console.output import plain, print_json, print_table
from console.preview import BUYABLE
from console.remote.server import Server
from console.testing import PROVED_NOTHING

Options = Sequence[tuple[str, str]]


def test(
    server: Server,
    target: str,
    source: str | None,
    page_url: str | None,
    options: Options,
    picture: Path | None,
    as_json: bool,
) -> None:
    """Show what the server sees at an address."""
    if "://" not in target or page_url or picture:
        raise Invalid("A server looks at addresses alone: leave files and pictures out, or --server.")
    seen = _look(server, target, source, options)
    if as_json:
        print_json(seen)
    else:
        _show(seen)
    if not seen["proves"]:
        sys.exit(PROVED_NOTHING)


def add(
    server: Server,
    url: str,
    source: str | None,
    interval: int,
    options: Options,
    title: str | None,
    words: tuple[str, ...],
    zone: str | None,
    advance: bool,
    unlisted: bool,
    anyway: bool,
    yes: bool,
) -> None:
    """Look first, agree, then have it watched."""
    seen = _look(server, url, source, options)
    _show(seen)
    if seen["lacks"] and not anyway:
        raise Invalid(f"{seen['lacks']} With --anyway it is watched all the same.")
    answer = Answer.NOT_ASKED if yes or not seen["proves"] else asked(seen["read"])
    if answer is Answer.NO:
        raise Invalid(
            "Name what tells its stock by options, or point at it on the server's admin page: nothing is watched."
        )
    if not yes:
        click.confirm(f"Watch this every {interval} s?", default=True, abort=True)
    wish: dict[str, Any] = {
        "url": url,
        "options": dict(options),
        "interval": interval,
        "title": title or "",
        "tags": words,
        "advance": advance,
        "listed": not unlisted,
        "anyway": anyway,
        "agree": answer,
        "read": seen["read"],
        **({"source": source} if source else {}),
        **({"zone": zone} if zone else {}),
    }
    added = server.post("/watches", wish)
    click.echo(plain(f"{added['title']} is watched every {added['interval']} s: {added['page']}"))


def _look(server: Server, url: str, source: str | None, options: Options) -> Any:
    return server.post("/previews", {"url": url, "source": source, "options": dict(options)})


def _show(seen: Any) -> None:
    """Print what was seen, for each variant, and why."""
    if seen["reason"] or seen["source"] is None:
        click.echo(plain(f"{seen['health']}: this look proves nothing about stock. {seen['reason'] or ''}"))
    else:
        click.echo(plain(f"{seen['title'] or seen['url']} (read as {seen['source']})"))
        rows = [_row(each) for each in seen["variants"]]
        print_table(("Id", "Variant", "State", "Buyable", "Price", "Because"), rows, "It has no variants.")
    for each in seen["proposals"]:
        options = " ".join(f"--option {name}={value}" for name, value in each["options"].items())
        click.echo(plain(f"It may mean: {each['read']}. Read so by --source {each['source']} {options}"))


def _row(seen: Any) -> tuple[str, ...]:
    because = "; ".join(f"{each['name']} says {each['says']!r}" for each in seen["witnesses"])
    price = " ".join(filter(None, (seen["price"], seen["currency"])))
    return (seen["id"], seen["title"], seen["availability"], BUYABLE[seen["buyable"]], price, because)
