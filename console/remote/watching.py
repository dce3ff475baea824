"""What is watched on a server, and how it goes there."""

from datetime import UTC, datetime, timedelta
from typing import Any

import click
from msgspec import convert

from coatcheck.model import Change, State, Watch
from coatcheck.people.teams import FIRST
from coatcheck.watching.status import Report
from console.moving import confirm, say_moved
from console.output import plain
from console.remote.server import Server, segment
from console.showing import show_changes, show_watch
from console.status import show_report
from console.watch import show_watches


def status(server: Server, as_json: bool) -> None:
    show_report(convert(server.get("/status"), Report), as_json)


def list_watches(server: Server, as_json: bool) -> None:
    known = [_read(each) for each in server.all("/watches")]
    show_watches([watch for watch, _ in known], {watch.id: state for watch, state in known if state.version}, as_json)


def show(server: Server, watch: str, as_json: bool) -> None:
    found, state = _read(server.get(_path(watch)))
    show_watch(found, state, server.url, as_json)


def history(server: Server, watch: str, days: int, as_json: bool) -> None:
    since = (datetime.now(UTC) - timedelta(days=days)).isoformat()
    _, known = _read(server.get(_path(watch)))
    changes = [convert(each, Change) for each in server.all(f"{_path(watch)}/history", since=since)]
    show_changes(changes, known, as_json)


def tag(server: Server, watch: str, words: tuple[str, ...]) -> None:
    changed = server.patch(_path(watch), {"tags": list(words)})
    click.echo(plain(f"{changed['slug']} has the tags: {', '.join(changed['tags']) or 'none'}."))


def look(server: Server, watch: str) -> None:
    click.echo(f"{server.post(f'{_path(watch)}/look')['slug']} is looked at with the next tick.")


def pause(server: Server, watch: str) -> None:
    slug = server.patch(_path(watch), {"active": False})["slug"]
    click.echo(f"{slug} is paused. Go on with `coatcheck watch resume {slug}`.")


def resume(server: Server, watch: str) -> None:
    changed = server.patch(_path(watch), {"active": True})
    click.echo(f"{changed['slug']} is looked at every {changed['interval']} s, from the next tick on.")


def move(server: Server, watch: str, team: str, yes: bool) -> None:
    name = team or FIRST.name
    confirm(watch, name, yes)
    say_moved(server.post(f"{_path(watch)}/move", {"team": team})["title"], name)


def remove(server: Server, watch: str, yes: bool) -> None:
    found, waiting = server.get(_path(watch)), server.get(f"{_path(watch)}/waiting")["total"]
    if not yes:
        click.confirm(plain(f"Remove {found['title']}? {waiting} subscriptions wait for it."), abort=True)
    server.delete(_path(watch))
    click.echo(plain(f"{found['title']} is not watched any more."))


def _path(watch: str) -> str:
    return f"/watches/{segment(watch)}"


def _read(said: dict[str, Any]) -> tuple[Watch, State]:
    """Read a watch and what is known of it. What the server does not tell is as if it were not there."""
    variants = [{**each, "showings": ()} for each in said["variants"]]
    version = int(said["checked_at"] is not None)
    return convert(said, Watch), convert(
        {**said, "watch_id": said["id"], "version": version, "variants": variants}, State
    )
