"""The parts of the documentation that are printed from the code.

python -m tests.documentation    writes them anew
"""

import ast
import re
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from coatcheck.channels import CHANNELS
from coatcheck.config import rows
from coatcheck.sources import SOURCES
from console.cli import main
from console.cloud.permissions import MAKES
from signup_web.api.table import ROUTES
from tests import longest_texts
from tests.contract.plugin_interface import PUBLIC, described
from tests.google_calls import CALLS
from tests.places import ROOT

DOCS = ROOT / "docs"
WIDTH = 100
PACKAGES = ("coatcheck", "poller", "notifier", "signup_web", "renderer", "console")


def settings_table() -> str:
    """Every setting: its variable, default and meaning."""
    lines = ["| Variable | Default | What it is |", "| --- | --- | --- |"]
    for row in rows():
        default = f"`{shown}`" if (shown := row.shown(row.default)) else ""
        lines.append(f"| `{row.variable}` | {default} | {_cell(row.help)}{' (secret)' if row.secret else ''} |")
    return "\n".join(lines)


def commands_text() -> str:
    """Every command with its help."""
    return "\n\n".join(_helps(main, None, "coatcheck"))


def _helps(command: click.Command, parent: click.Context | None, name: str) -> list[str]:
    context = click.Context(
        command, info_name=name, parent=parent, terminal_width=WIDTH, max_content_width=WIDTH, **_settings(command)
    )
    texts = [f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```"]
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            texts += _helps(found, context, child) if found else []
    return texts


def _settings(command: click.Command) -> dict[str, Any]:
    return {name: value for name, value in command.context_settings.items() if name == "help_option_names"}


def calls_table() -> str:
    """Every call to a Google API: who makes it, what it takes, what gives it."""
    lines = ["| Who | Call | Permissions | Role |", "| --- | --- | --- | --- |"]
    for call in CALLS:
        permissions = ", ".join(f"`{permission}`" for permission in call.permissions)
        lines.append(f"| {', '.join(call.callers)} | `{call.method}` | {permissions} | `{call.role}` |")
    return "\n".join(lines)


def makes_table() -> str:
    """What Terraform takes to make each kind of thing."""
    lines = ["| What | Permissions |", "| --- | --- |"]
    for kind, permissions in MAKES.items():
        lines.append(f"| `{kind}` | {', '.join(f'`{permission}`' for permission in permissions)} |")
    return "\n".join(lines)


def routes_table() -> str:
    """Every route of the API, with the scope that it takes."""
    lines = ["| Ask | What it does | Scope |", "| --- | --- | --- |"]
    for route in ROUTES:
        lines.append(
            f"| `{route.method} {route.path}` | {_cell(route.summary)} | `{route.scope}`{', first team' if route.deployment else ''} |"
        )
    return "\n".join(lines)


def modules() -> list[Path]:
    """Every module of the product, folder by folder."""
    found = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if path.name != "__init__.py")
    return sorted(found, key=lambda path: (PACKAGES.index(path.relative_to(ROOT).parts[0]), path.parent, path.name))


def modules_list() -> str:
    """Every module with the first line of what it says of itself, under its folder's.

    The rows of CHANNELS and SOURCES have pages of their own: whoever adds one has enough to do.
    """
    parts: list[str] = []
    rows = {place.partition(":")[0] for place in (*CHANNELS.values(), *SOURCES.values())}
    listed = [path for path in modules() if ".".join(path.relative_to(ROOT).with_suffix("").parts) not in rows]
    for folder, inside in groupby(listed, lambda path: path.parent):
        parts += [
            f"## {folder.relative_to(ROOT)}/",
            "",
            _first_line(folder / "__init__.py"),
            "",
            "| | |",
            "| --- | --- |",
        ]
        parts += [f"| `{path.name}` | {_cell(_first_line(path))} |" for path in inside] + [""]
    return "\n".join(parts).rstrip()


def public_names() -> str:
    """Every name that plugins may build on, by module, with the first line of what it says of itself."""
    parts: list[str] = []
    for module, names in PUBLIC.items():
        parts += [f"### `{module}`", "", "| Name | What it is |", "| --- | --- |"]
        parts += [f"| `{name}` | {_cell(described(module, name))} |" for name in names] + [""]
    return "\n".join(parts).rstrip()


def _first_line(path: Path) -> str:
    return (ast.get_docstring(ast.parse(path.read_text())) or "").partition("\n")[0]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


PRINTED = {
    "settings.md": {"settings": settings_table},
    "commands.md": {"commands": commands_text},
    "api.md": {"routes": routes_table},
    "modules.md": {"modules": modules_list},
    "plugins.md": {"names": public_names},
    "texts.md": {"texts": longest_texts.table},
    "permissions.md": {"calls": calls_table, "makes": makes_table},
}


def printed(page: str) -> str:
    """The page with its printed parts as the code has them now."""
    text = (DOCS / page).read_text()
    for name, part in PRINTED[page].items():
        mark = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        body = part().replace("\\", r"\\")
        text = mark.sub(rf"\1\n{body}\n\n\2", text)
    return text


if __name__ == "__main__":
    for name in PRINTED:
        (DOCS / name).write_text(printed(name))
