"""A shop made of EverShop, on a PostgreSQL of its own, in which its stock is changed."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import chown
from tempfile import TemporaryDirectory

import pytest

from console.serving import free_port
from tests.counterparts.desk import ANN, BEN, Desk
from tests.counterparts.installed import FOLDER, answers, installed, run, running
from tests.counterparts.shop_story import told_once_each, watching
from tests.places import missing

BUILDING = 1800.0  # seconds; EverShop compiles its pages once, which takes a busy machine its time
# A demo product of EverShop's own, in three colours with a page each
VASES = {"White": "VASE-004-WHT", "Black": "VASE-004-BLK", "Yellow": "VASE-004-YEL"}


class Postgres:
    """A database of its own, while it runs."""

    def __init__(self, programs: Path, folder: Path, port: int) -> None:
        self._programs, self.folder, self.port = programs, folder, port

    def command(self, program: str, *words: str | Path) -> list[str | Path]:
        """A program of PostgreSQL's, which never runs as root."""
        other = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        return [*other, self._programs / program, *words]

    def ask(self, sql: str, database: str = "postgres") -> None:
        told = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql]
        run(self.command("psql", *told, database), self.folder)

    def is_ready(self) -> bool:
        ready = self.command("pg_isready", "-h", "127.0.0.1", "-p", str(self.port))
        return subprocess.run(ready, cwd=self.folder, capture_output=True).returncode == 0


@contextmanager
def postgres() -> Iterator[Postgres]:
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
    if programs is None:
        missing("there is no PostgreSQL: install Debian's postgresql")
    with TemporaryDirectory(prefix="coatcheck-") as name:
        folder, port = Path(name), free_port()
        database = Postgres(programs, folder, port)
        if os.getuid() == 0:
            chown(folder, "postgres")
        run(database.command("initdb", "-D", folder / "data", "-A", "trust", "-U", "postgres"), folder)
        where: list[str | Path] = [
            "-D",
            folder / "data",
            "-p",
            str(port),
            "-k",
            folder,
            "-c",
            "listen_addresses=127.0.0.1",
        ]
        with running(database.command("postgres", *where, "-c", "fsync=off"), database.is_ready, folder):
            database.ask("CREATE DATABASE shop")
            yield database


class EverShop:
    """The shop while it runs."""

    def __init__(self, url: str, database: Postgres) -> None:
        self.url, self._database = url, database

    def page(self, colour: str) -> str:
        name = "green" if colour == "Yellow" else colour.lower()
        return f"{self.url}/accessories/modern-ceramic-vase-{name}"

    def put(self, size: str, count: int) -> None:
        """Have so many vases of a colour."""
        self._database.ask(
            f"UPDATE product_inventory SET qty = {count} WHERE product_inventory_product_id ="
            f" (SELECT product_id FROM product WHERE sku = '{VASES[size]}')",
            "shop",
        )


@pytest.fixture(scope="module")
def shop() -> Iterator[EverShop]:
    node, folder, port = installed("evershop", "node"), FOLDER / "evershop", free_port()
    command: Sequence[str | Path] = [node, folder / "node_modules/.bin/evershop"]
    with postgres() as database:
        variables = {
            "PATH": f"{node.parent}:{os.environ['PATH']}",
            "PORT": str(port),
            "DB_HOST": "127.0.0.1",
            "DB_PORT": str(database.port),
            "DB_NAME": "shop",
            "DB_USER": "postgres",
            "DB_PASSWORD": "trusted",
            "DB_SSLMODE": "disable",
        }
        built = folder / "node_modules" / ".built"  # goes with what it was built of
        if not built.exists():
            run([*command, "build"], folder, variables, BUILDING)
            built.touch()
        url = f"http://127.0.0.1:{port}"
        with running([*command, "start"], lambda: answers(url), folder, variables):
            run([*command, "seed", "--all"], folder, variables)
            yield EverShop(url, database)


@pytest.mark.parametrize(("source", "options"), [("", {}), ("page", {"fetch": "browser"})], ids=["sent", "drawn"])
def test_each_colour_is_told_once(source: str, options: dict[str, str], shop: EverShop, tmp_path: Path) -> None:
    for colour, count in (("White", 0), ("Black", 0), ("Yellow", 3)):
        shop.put(colour, count)
    with watching(tmp_path) as watched:
        add = watched.product.watch
        places = {colour: (add(shop.page(colour), f"Vase {colour}", source, options), "") for colour in VASES}
        at_hand = {"Yellow": places.pop("Yellow")}
        told_once_each(watched, shop, sold_out=places, at_hand=at_hand)


def test_from_no_that_is_wrong_to_a_text(shop: EverShop, desk: Desk) -> None:
    shop.put("White", 0)
    desk.look_at(shop.page("White"))
    desk.fill({"Title": "Vase", "Look every": "5"})
    desk.answer("No", "Save and watch")
    desk.says("What tells the stock?")
    desk.point_at("Sold out")
    desk.says("We read: sold out. Is that what the page shows you?")
    desk.fill({"Title": "Vase", "Look every": "5"})
    desk.answer("Yes", "Save and watch")
    desk.product.wait_for(("vase", ""), False)
    desk.sign_up("vase", ANN)
    shop.put("White", 2)
    desk.page.goto(desk.question())
    desk.says("selected-text: Add to cart")
    desk.press("It is back: tell them")
    desk.wait_for_alert(ANN, "Vase")
    shop.put("White", 0)
    desk.product.wait_for(("vase", ""), False)
    desk.sign_up("vase", BEN)
    shop.put("White", 2)
    desk.wait_for_alert(BEN, "Vase")
    desk.question()


def test_from_no_that_is_wrong_to_a_text_at_a_terminal(shop: EverShop, desk: Desk) -> None:
    shop.put("Black", 0)
    add = ("watch", "add", shop.page("Black"), "--title", "Vase", "--every", "5s")
    number = desk.number(desk.product.run(*add, typed="no\n", exit_code=1), "Sold out")
    assert "We read: sold out." in desk.product.run(*add, typed=f"no\n{number}\n\n\nyes\ny\n")
    desk.product.wait_for(("vase", ""), False)
    desk.sign_up("vase", ANN)
    shop.put("Black", 2)
    assert "selected-text: Add to cart" in desk.asked_at_the_terminal("vase", "yes")
    desk.wait_for_alert(ANN, "Vase")
    shop.put("Black", 0)
    desk.product.wait_for(("vase", ""), False)
    desk.sign_up("vase", BEN)
    shop.put("Black", 3)
    desk.wait_for_alert(BEN, "Vase")
    desk.question()
