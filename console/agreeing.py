"""Agreeing with the operator on what a page says, before it is watched; where it was misread, they point at what tells the stock."""

import click

from coatcheck.bootstrap import Services
from coatcheck.errors import Invalid
from coatcheck.model import Answer
from coatcheck.watching.discovery import Finding
from console.output import plain, print_table

ABLE = (Answer.YES, Answer.NO, Answer.CANT_TELL)


def agree(services: Services, finding: Finding, yes: bool, anyway: bool) -> tuple[Finding, Answer]:
    """Show what is seen and ask whether it is true, again after each lesson; return the last finding with the answer.

    `yes`: nobody can be asked. Raises `Invalid` where a page tells no stock or could never be back then, and is not wanted `anyway`.
    """
    from console.preview import show

    while True:
        show(finding)
        answer = _ask(finding, yes, anyway)
        if answer is not Answer.NO:
            return finding, answer
        finding = _taught(services, finding)


def _ask(finding: Finding, yes: bool, anyway: bool) -> Answer:
    """Whether what was read is true; NO as well for a page that is to be taught, as it tells no stock or could never be back."""
    from coatcheck.watching.adding import lacking
    from coatcheck.watching.agreement import in_words
    from coatcheck.watching.discovery import proves

    lacks = lacking(finding)
    if lacks and not anyway:
        return _mind(lacks, yes)
    if yes or not proves(finding.look):
        return Answer.NOT_ASKED
    return asked(in_words(finding.look))


def asked(read: str) -> Answer:
    """Ask whether what was read, in words, is what the page shows."""
    click.echo(f"We read: {plain(read)}.")
    return Answer(click.prompt("Is that what the page shows you? (yes, no, can't tell)", value_proc=_answer))


def _answer(typed: str) -> Answer:
    """The answer that was typed, or its beginning."""
    said = typed.strip().lower().replace("’", "'")
    found = [each for each in ABLE if said and each.startswith(said)]
    if not found:
        raise click.BadParameter("answer yes, no or can't tell.")
    return found[0]


def _mind(lacks: str, yes: bool) -> Answer:
    """Ask whether a page that lacks something is to be taught, or wanted all the same; raise `Invalid` where nobody can be asked."""
    if yes:
        raise Invalid(f"{lacks} With --anyway it is watched all the same.")
    click.echo(lacks)
    if click.confirm("Point at what tells its stock?", default=True):
        return Answer.NO
    click.confirm("Watch it all the same?", default=False, abort=True)
    return Answer.NOT_ASKED


def _taught(services: Services, finding: Finding) -> Finding:
    """What is seen by the statement that the operator points at."""
    from coatcheck.ports import Target
    from coatcheck.sources.drawn import of_drawing
    from coatcheck.watching.guessing import SOURCE as DATA
    from coatcheck.watching.teaching import BY_OPTIONS, SOURCE, offered
    from console.preview import find
    from console.proposing import as_typed

    if finding.source == DATA:
        raise Invalid(f"{BY_OPTIONS} They are: {as_typed(finding.source, finding.options)}")

    target = Target(finding.url, finding.options, finding.allow_private)
    found = offered(target, services.fetcher)
    rows = [
        (str(number), each.words, str(each.reading), each.around or each.place, each.left_out)
        for number, each in enumerate(found, start=1)
    ]
    print_table(("No.", "Words", "Read as", "Stands in", "Left out because"), rows, "The page has no words on stock.")
    picked = click.prompt("Which one tells the stock? Its number, or a CSS selector of your own").strip()
    known = picked.isdecimal() and 0 < int(picked) <= len(found)
    options = of_drawing(finding.options)
    options["selector"] = found[int(picked) - 1].selector if known else picked
    for name, meaning in (("in_stock", "in stock"), ("out_of_stock", "sold out")):
        asked = f"Words there that mean {meaning} (several parted by |; Enter: as they are read)"
        if words := click.prompt(asked, default="", show_default=False).strip():
            options[name] = words
    return find(services, finding.url, SOURCE, options)
