"""gunicorn whose processes look at the notice board every two seconds in place of every 45, so that a test need not wait for a minute."""

from coatcheck.store.firestore import operations, watches

operations.STALE = watches.STALE = 2.0  # type: ignore[attr-defined]

if __name__ == "__main__":
    from gunicorn.app.wsgiapp import run

    run()
