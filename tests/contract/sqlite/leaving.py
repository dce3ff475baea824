"""Writes the file that this version leaves as SQL, for later versions to open: `python -m tests.contract.sqlite.leaving`.

Done once for each schema, before the commit that brings the next one.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from coatcheck.ports.stored_values import SECRET_KEY
from coatcheck.store.sqlite.database import APPLICATION, MIGRATIONS
from tests import examples
from tests.stores import open_sqlite


def fill(path: Path) -> None:
    """Make a database with something of each kind."""
    with closing(open_sqlite(path)) as store:
        for name in ("jacket", "parka"):
            store.add_watch(examples.watch(name))
        for name in ("ann", "bob"):
            store.put_subscriber(examples.subscriber(name))
        store.put_subscription(examples.subscription())
        store.put_subscription(examples.subscription("bob", "parka"))
        store.put_subscription(examples.subscription("bob", armed=("S", "M")))
        store.put_confirmation(examples.confirmation())
        store.commit_verdict("b1", examples.verdict())
        store.put_delivery(examples.delivery())
        store.put_value(SECRET_KEY, "the-secret-key-of-a-test-and-of-nothing-else")
        store.bury(examples.letter())
        store.put_suggestion(examples.suggestion())
        store.put_user(examples.user())
        store.put_team(examples.team())
        store.put_invitation(examples.invitation())
        store.put_operator_session(examples.operator_session())


def dump(path: Path) -> str:
    """Return the statements that make the file."""
    with closing(sqlite3.connect(path)) as made:
        head = (f"PRAGMA application_id = {APPLICATION};", f"PRAGMA user_version = {len(MIGRATIONS)};")
        return "\n".join([*head, *made.iterdump(), ""])


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        fill(Path(folder, "left.db"))
        Path(__file__).with_name(f"schema_{len(MIGRATIONS)}.sql").write_text(dump(Path(folder, "left.db")))
