"""Where settings come from: the environment's COATCHECK_ variables, over those of a `.env` file."""

import os
from collections.abc import Mapping
from pathlib import Path

from coatcheck.errors import Invalid

PREFIX = "COATCHECK_"
OF_THE_COMMAND = {f"{PREFIX}SERVER", f"{PREFIX}TOKEN"}  # say where the command works; no service has them


def read_env(environ: Mapping[str, str] | None = None, env_file: Path | None = None) -> dict[str, str]:
    """Read the COATCHECK_ variables of the environment, over those of the file (default: ./.env, if it is there).

    Raises `Invalid` where a file was named that is not there, or where a line of it can't be read.
    """
    environ = os.environ if environ is None else environ
    path = env_file or Path(".env")
    if env_file and not path.is_file():
        raise Invalid(f"There is no settings file {path}.")
    merged = {**(_read_file(path) if path.is_file() else {}), **environ}
    found = {
        name: value or "" for name, value in merged.items() if name.startswith(PREFIX) and name not in OF_THE_COMMAND
    }
    if "PORT" in environ:
        found.setdefault(f"{PREFIX}PORT", environ["PORT"])
    return found


def _read_file(path: Path) -> dict[str, str | None]:
    from dotenv import dotenv_values
    from dotenv.parser import parse_stream

    try:
        with path.open(encoding="utf-8") as file:
            faults = [binding.original.line for binding in parse_stream(file) if binding.error]
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(f"The settings file {path} can't be read: {error}") from error
    if faults:
        raise Invalid(f"{path}, line {faults[0]}: this is no setting; write NAME=VALUE.")
    return dotenv_values(path)
