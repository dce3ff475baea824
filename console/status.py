import click


@click.command(short_help="How it goes: looks, deliveries, trouble.")
def status() -> None:
    """Check."""
