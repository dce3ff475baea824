"""Acting for somebody on a server."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from msgspec import convert

from coatcheck.errors import Invalid
from coatcheck.model import Frequency, Subscriber
from coatcheck.process.log import mask
from coatcheck.telling.timeline import Line
from coatcheck.watching.everybody import Entry
from coatcheck.watching.people_file import write
from console.output import plain, print_json
from console.people import show_written
from console.remote.server import Server, segment
from console.why import show_timeline


def subscribe(
    server: Server, watch: str, channel: str, address: str, sizes: tuple[str, ...], every: bool, any_hour: bool
) -> None:
    wish = {
        "watch": watch,
        "sizes": sizes,
        "frequency": Frequency.EVERY if every else Frequency.ONCE,
        "any_hour": any_hour,
    }
    joined = server.post("/subscriptions", {**wish, "channel": channel, "address": address})
    found = server.get(f"/watches/{segment(joined['watch_id'])}")
    names = {each["id"]: each["title"] for each in found["variants"]}
    wanted = ", ".join(names.get(each, "any size" if each == "*" else each) for each in joined["wants"])
    click.echo(plain(f"{mask(address)} will be told of {found['title']}: {wanted}."))


def send_test(server: Server, channel: str, address: str) -> None:
    click.echo(plain(server.post("/tests", {"channel": channel, "address": address})["said"]))


def export(server: Server, channel: str, address: str) -> None:
    there = server.post("/people/find", {"channel": channel, "address": address})["items"]
    if not there:
        raise Invalid(f"Nothing is kept about {mask(address)}.")
    print_json(there)


def erase(server: Server, channel: str, address: str, yes: bool) -> None:
    if not yes:
        click.confirm(f"Delete everything kept about {mask(address)}?", abort=True)
    server.post("/people/erase", {"channel": channel, "address": address})
    click.echo(f"Everything kept about {mask(address)} is deleted, at {datetime.now(UTC):%Y-%m-%d %H:%M} UTC.")


def export_everybody(server: Server, file: Path) -> None:
    show_written(file, write((convert(each, Entry) for each in server.all("/people")), file))


def why(server: Server, address: str, watch: str | None, as_json: bool) -> None:
    only = server.get(f"/watches/{segment(watch)}")["id"] if watch else None
    there = server.post("/people/find", {"address": address})["items"]
    told = [
        (person, each)
        for person in there
        for each in server.get(f"/people/{segment(person['id'])}/timeline")["items"]
        if only in (None, each["watch_id"])
    ]
    if not told:
        raise Invalid(f"{mask(address)} waits for nothing{' of that' if watch and there else ''}.")
    if as_json:
        print_json([{"watch": each["slug"] or each["watch_id"], "lines": each["lines"]} for _, each in told])
        return
    for person, each in told:
        lines = convert(each["lines"], list[Line])
        show_timeline(convert(person, Subscriber), each["title"], ZoneInfo(each["zone"]), lines)
