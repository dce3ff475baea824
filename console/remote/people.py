"""Acting for somebody on a server."""

from datetime import UTC, datetime

import click

from coatcheck.errors import Invalid
from coatcheck.process.log import mask
from console.output import plain, print_json
from console.remote.server import Server, segment


def subscribe(
    server: Server, watch: str, channel: str, address: str, sizes: tuple[str, ...], every: bool, any_hour: bool
) -> None:
    wish = {"watch": watch, "sizes": sizes, "every": every, "any_hour": any_hour}
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
