"""A ticket shop made of pretix: its own settings, without the steps that take minutes and change no page.

As in pretix's own tests, tables are made of the models rather than by years of migrations, and styles are not compiled:
https://github.com/pretix/pretix/blob/master/src/pretix/testutils/settings.py
"""

from pretix.settings import *  # noqa: F403
from pretix.settings import STORAGES


class NoMigrations(dict[str, None]):
    """A map in which Django finds that no app has migrations."""

    def __contains__(self, app: object) -> bool:
        return True

    def __missing__(self, app: str) -> None:
        return None


MIGRATION_MODULES = NoMigrations()
COMPRESS_ENABLED = COMPRESS_OFFLINE = False
COMPRESS_PRECOMPILERS = ()
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
