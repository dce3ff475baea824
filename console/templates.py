"""`coatcheck templates`: the operator's own words for messages, at their longest."""

import click

from console.operator import Operator, pass_operator
from console.output import json_option, plain, print_json


@click.command("templates", short_help="Show your own words for messages at their longest, with the segments of texts.")
@json_option
@pass_operator
def templates(operator: Operator, as_json: bool) -> None:
    """Show what the templates in COATCHECK_TEMPLATES say with the longest values that there are, and how many segments a text of it takes.

    Exits 2 where one can't be used. docs/channels.md lists the events, and what a template may say.
    """
    from coatcheck import channels
    from coatcheck.telling.texts import segments

    texts = [name for name in operator.settings.channels if channels.is_text(name)]
    found = operator.services.templates.preview(texts)
    if as_json:
        print_json([{"template": name, "says": words, "segments": segments(words)} for name, words in found.items()])
        return
    for name, words in found.items():
        long = f" ({segments(words)} segments)" if name.endswith("text") else ""
        click.echo(f"{name}{long}:")
        for line in words.splitlines():
            click.echo(f"  {plain(line)}")
    if not found:
        click.echo(
            "There are no templates: messages have our own words. COATCHECK_TEMPLATES names the folder for yours."
        )
