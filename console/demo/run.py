"""`coatcheck demo`."""

import click


@click.command(short_help="See everything at work: a fake shop, a fake phone, a real text.")
@click.option("--once", is_flag=True, help="End after the first text; exit 0 only if it arrived.")
def demo(once: bool) -> None:
    """See everything at work on loopback."""
