"""What a check of a deployment found, and how it is printed."""

from collections.abc import Iterable

import click

from coatcheck.model import Frozen

GOOD, BAD, OPEN = "ok", "!!", "??"


class Finding(Frozen, frozen=True):
    """What one check found. `mark`: all is well, something has to be mended, or nobody can tell yet."""

    mark: str
    name: str
    text: str = ""


def show(findings: Iterable[Finding]) -> int:
    """Print each as soon as it is there, with what is to be done; how many have to be mended."""
    bad = 0
    for found in findings:
        bad += found.mark == BAD
        click.echo(f"  {found.mark}  {found.name}")
        if found.text:
            click.echo(f"      {found.text}")
    return bad
