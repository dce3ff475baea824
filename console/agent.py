"""`coatcheck agent`: looks from this connection, for a server elsewhere."""

from contextlib import closing
from pathlib import Path

import click
from msgspec.structs import replace

from coatcheck.errors import Invalid
from console.operator import Operator, pass_operator

KEY = Path(click.get_app_dir("coatcheck")) / "agent.json"


@click.command(short_help="Look from this connection, for a server elsewhere.")
@click.option("--server", default="", help="The server's address; not needed again once it is paired.")
@click.option("--pair", "code", default="", help="The code that `coatcheck agents pair` printed there; it works once.")
@click.option(
    "--key",
    "file",
    type=click.Path(path_type=Path),
    default=KEY,
    help="Where this agent's key is kept.",
    show_default="agent.json beside this user's settings",
)
@pass_operator
def agent(operator: Operator, server: str, code: str, file: Path) -> None:
    """Look from this connection at what a server has marked for it, and send it the shops' answers.

    It only calls out: nothing has to reach this machine. Shops are asked as politely as by `coatcheck up`, by the same settings.
    Stops at Ctrl-C or SIGTERM.
    """
    from coatcheck import sources
    from coatcheck.bootstrap import SystemClock
    from coatcheck.browser import open_fetcher
    from coatcheck.process.log import set_up
    from console.up import on_signals
    from poller.agent import Agent, Server, keep, kept, pair

    settings = operator.settings
    set_up(settings.log_format, settings.log_level)
    if code:
        if not server:
            raise Invalid("Say which server the code is for: --server URL.")
        keep(pair(server, code), file)
    key = kept(file)
    if server and server.rstrip("/") != key.server:
        raise Invalid(f"This agent is paired with {key.server}. Pair it with {server}, or name another file (--key).")
    stopped, clock = on_signals(), SystemClock()
    click.echo(f"{key.name} looks for {key.server}. Stop it with Ctrl-C.")
    with closing(open_fetcher(replace(settings, public_url=key.server), clock)) as fetcher:
        working = Agent(Server(key, clock), fetcher, clock, sources.load)
        while not stopped.wait(working.work()):
            pass
