import click


@click.command(short_help="Check settings, store, channels and clock; say what to do.")
def doctor() -> None:
    """Check."""
