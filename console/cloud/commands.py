"""`coatcheck cloud`, `coatcheck deploy-check` and `coatcheck cost`."""

import click

from coatcheck.errors import Invalid


@click.group(short_help="The three services of the cloud, on this machine.")
def cloud() -> None:
    """The three services as they run on Google Cloud."""


@cloud.command()
@click.option("--emulators", is_flag=True, help="On Google's emulators, which have to be installed.")
@click.option("--once", is_flag=True, help="End after the first text; exit 0 only if it arrived.")
def up(emulators: bool, once: bool) -> None:
    """Run the three services as processes of their own, pushed to as in production, between a fake shop and a fake phone.

    Nothing is kept afterwards. In Google's cloud itself Terraform starts them: see docs/deploy.md.
    """
    if not emulators:
        raise Invalid(
            "Only the emulators can be started from here: say --emulators. For the real cloud see docs/deploy.md."
        )
    from contextlib import ExitStack, closing
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from coatcheck.log import set_up
    from console.cloud.emulated import emulated_cloud
    from console.demo import run
    from console.demo.phone import Phone
    from console.demo.shop import Shop
    from console.up import on_signals

    set_up("plain", "WARNING")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="coatcheck-", ignore_cleanup_errors=True)))
        shop, phone = stack.enter_context(closing(Shop())), stack.enter_context(closing(Phone()))
        click.echo("\n  Starting the emulators, the three services and what pushes to them ...")
        started = stack.enter_context(emulated_cloud(folder, run.texting(phone), tick_seconds=1))
        phone.webhook = f"{started.url}/sms/inbound"
        stopped = on_signals()
        for name, process in started.processes.items():
            click.echo(f"  {name:<10}  {process.url}")
        click.echo(f"  Logs        {folder}")
        run.play(shop, phone, started)
        if not once:
            run.wait(stopped)
