"""An answer in JSON that nobody explained: showing what it may mean, and asking which of it is true."""

import shlex
from collections.abc import Mapping

import click

from coatcheck.bootstrap import Services
from coatcheck.errors import Invalid
from coatcheck.watching.discovery import Finding
from console.output import plain
from console.preview import find, show_product

ASKED = "Which of these is true? Its number; Enter for none"
INSTEAD = "Watch one of these instead? Its number; Enter to have the page drawn at each look"
DATA = "The answer is data. By its shape, it may mean:"
BEHIND = "The page's own script asks the shop for the stock. What the shop answers can be watched instead, without a browser:"


def show_proposals(finding: Finding) -> None:
    """Print what the answer may mean, or what is behind a drawn page, each with the options that would read it; nothing where there is no proposal."""
    if not finding.proposals:
        return
    click.echo(BEHIND if finding.was_drawn else DATA)
    for number, proposal in enumerate(finding.proposals, start=1):
        click.echo(f"\n{number}. {plain(as_typed(proposal.source, proposal.options))}")
        for product in proposal.look.observation.products if proposal.look.observation else ():
            show_product(product, proposal.source)


def chosen(services: Services, finding: Finding, yes: bool) -> Finding:
    """Ask which proposal is true, and return what is seen by it; the finding as it is where there is none, or none is true.

    `yes`: nobody can be asked. A page that can be read is watched then as it was found; for any other it raises `Invalid`, with
    the options to name: what an answer means is never guessed.
    """
    if not finding.proposals or (yes and finding.source):
        return finding
    if yes:
        options = " or ".join(as_typed(each.source, each.options) for each in finding.proposals)
        raise Invalid(
            f"Nobody said what the data at {finding.url} means. If what `watch test` shows is true: {options}"
        )
    show_proposals(finding)
    numbers = click.Choice(["", *(str(number) for number in range(1, len(finding.proposals) + 1))])
    picked = click.prompt(
        INSTEAD if finding.source else ASKED, type=numbers, default="", show_default=False, show_choices=False
    )
    if not picked:
        return finding
    proposal = finding.proposals[int(picked) - 1]
    return find(services, finding.url, proposal.source, proposal.options)


def as_typed(source: str, options: Mapping[str, str]) -> str:
    """Write how something is read as the words that a command takes."""
    words = (f"--option {shlex.quote(f'{name}={text}')}" for name, text in options.items())
    return " ".join((f"--source {source}", *words))
