"""`coatcheck cloud`, `coatcheck deploy-check` and `coatcheck cost`."""

from datetime import datetime
from pathlib import Path

import click

from coatcheck.errors import CoatCheckError, Invalid
from console.operator import Operator, pass_operator


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
    from tempfile import TemporaryDirectory

    from coatcheck.process.log import set_up
    from console.cloud.emulated import emulated_cloud
    from console.demo.phone import Phone
    from console.demo.run import wait
    from console.demo.shop import Shop
    from console.demo.story import play
    from console.demo.world import texting
    from console.up import on_signals

    set_up("plain", "WARNING")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="coatcheck-", ignore_cleanup_errors=True)))
        shop, phone = stack.enter_context(closing(Shop())), stack.enter_context(closing(Phone()))
        click.echo("\n  Starting the emulators, the three services and what pushes to them ...")
        started = stack.enter_context(emulated_cloud(folder, texting(phone), tick_seconds=1))
        phone.webhook = f"{started.url}/sms/inbound"
        stopped = on_signals()
        for name, process in started.processes.items():
            click.echo(f"  {name:<10}  {process.url}")
        click.echo(f"  Logs        {folder}")
        play(shop, phone, started)
        if not once:
            wait(stopped)


@click.command(short_help="Check what a deployment needs, before anything is made.")
@click.option(
    "--variables",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("terraform/terraform.tfvars"),
    show_default=True,
    help="What Terraform is given.",
)
def preflight(variables: Path) -> None:
    """Ask gcloud whether a first `terraform apply` would go through: login, project, billing, APIs, rights, rules, regions and names.

    Nothing is made. `!!` stands in the way, with what to do; `??` can't be told yet.
    """
    from console.cloud.finding import show
    from console.cloud.gcloud import Gcloud
    from console.cloud.preflight import Preflight
    from console.cloud.variables import read_variables

    if obstacles := show(Preflight(read_variables(variables), Gcloud(), variables.parent).run()):
        raise CoatCheckError(f"{obstacles} of these stand in the way.")
    click.echo("Nothing stands in the way.")


@click.command("deploy-check", short_help="Check a deployment by using every part of it.")
@pass_operator
def deploy_check(operator: Operator) -> None:
    """Check the deployment that the settings name, by using every part of it, and say how to mend what is missing.

    It publishes a tick too many and an empty batch, which do no harm. On emulators, services and grants are left out.
    """
    from console.cloud.deploy_check import findings
    from console.cloud.deployed import Deployed
    from console.cloud.emulators import in_use
    from console.cloud.finding import show
    from console.cloud.google import open_google

    settings = operator.settings
    deployed = Deployed(settings.bus.partition("://")[2], settings.region, open_google())
    if troubles := show(findings(operator.services, deployed, in_use())):
        raise CoatCheckError(f"{troubles} of these need mending.")
    click.echo("Everything that was asked for is there.")


@click.command(short_help="Make a database from a backup, and read it.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option(
    "--at",
    type=click.DateTime(["%Y-%m-%dT%H:%M"]),
    help="As of this minute of the last seven days, UTC; else from the newest backup.",
)
@click.option("--keep", is_flag=True, help="Keep it, for the services to use.")
@click.option(
    "--stops-from",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With FILE: the database used until now, whose stopped and erased people are taken over.",
)
@pass_operator
def restore(operator: Operator, file: Path | None, at: datetime | None, keep: bool, stops_from: Path | None) -> None:
    """Make a database from a backup, and read all that is in it.

    On one machine: from FILE, which `coatcheck backup` wrote, where COATCHECK_STORE says, while nothing runs. A database that is there
    is never written over. Messages are held until you release them, and API keys are ended.

    On Google Cloud, without FILE: from the newest backup, beside the one in use, and delete it again: a drill.
    Nothing that is in use is touched. With --keep it stays, and what to write for Terraform is printed, so that the
    services use it. A restore takes minutes to hours and is charged by its size.
    """
    from contextlib import closing

    from coatcheck.store import is_file, open_store
    from coatcheck.store.firestore import FirestoreStore
    from console.cloud.google import open_google
    from console.cloud.restore import Restoring, contents
    from console.cloud.restore import restore as make
    from console.restoring import restore_file

    if file and (at or keep):
        raise Invalid("--at and --keep are for Firestore: leave them out with a FILE.")
    if file:
        restore_file(operator, file, stops_from)
        return
    if stops_from:
        raise Invalid("--stops-from is for a FILE of one machine: name the backup, too.")
    if is_file(operator.settings.store) or not isinstance(store := operator.services.store, FirestoreStore):
        raise Invalid("Name the FILE that `coatcheck backup` wrote, or set COATCHECK_STORE to firestore://PROJECT.")
    project, database = store.place
    restoring = Restoring(open_google(), operator.services.clock, project, database)
    click.echo("Restoring ...")
    name = make(restoring, at)
    try:
        with closing(open_store(f"firestore://{project}/{name}")) as made:
            restored, now = contents(made), contents(store)
        click.echo(f"{'':<24}{'restored':>20}{'in use':>20}")
        for row, was, is_now in restored.beside(now):
            click.echo(f"{row:<24}{was:>20}{is_now:>20}")
    finally:
        if not keep:
            restoring.remove(name)
    if not keep:
        click.echo(f"It could be restored. {name} was deleted again.")
        return
    restoring.protect(name)
    click.echo(f"{name} stays. For the services to use it, write this into terraform.tfvars and apply:\n")
    click.echo(f'restored_database = "{name}"')


@click.command(short_help="What a deployment costs a month.")
@click.option("--watches", type=click.IntRange(min=0), default=100, show_default=True, help="Watches.")
@click.option("--every", type=click.IntRange(5, 86_400), default=60, show_default=True, help="Seconds between looks.")
@click.option(
    "--subscribers", type=click.IntRange(min=0), default=50, show_default=True, help="People told of each restock."
)
@click.option(
    "--restocks-per-day",
    "restocks",
    type=click.FloatRange(min=0),
    default=5,
    show_default=True,
    help="Restocks of all watches.",
)
@click.option(
    "--visits-per-day", "visits", type=click.FloatRange(min=0), default=100, show_default=True, help="Pages looked at."
)
@click.option("--builds", type=click.FloatRange(min=0), default=4, show_default=True, help="Releases a month.")
@click.option(
    "--drawn",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Of the watches, those with fetch=browser.",
)
@click.option("--region", default="us-central1", show_default=True, help="Where Cloud Run is.")
@click.option("--location", default="", help="Where the database is; else in the region.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def cost(region: str, location: str, as_json: bool, **load: float) -> None:
    """Print what such a deployment costs a month on Google Cloud, line by line, beside what is free.

    Operations are counted, not guessed. Traffic and the texts themselves are not in it.
    """
    import msgspec

    from console.cloud.cost import CONDITIONS, Load, alert_conditions, bill, texts
    from console.cloud.prices import AS_OF, FIRESTORE

    wanted = msgspec.convert(load, Load)
    lines = bill(wanted, region, location)
    total = sum(line.dollars for line in lines)
    if as_json:
        found = {"as_of": AS_OF, "currency": "USD", "month": total, "texts": texts(wanted), "lines": lines}
        click.echo(msgspec.json.encode(found).decode())
        return
    click.echo(f"{'a month':>24}{'free':>18}{'USD':>9}")
    for line in lines:
        click.echo(f"{line.amount:>24,.0f}{line.free:>18,.0f}{line.dollars:>9.2f}  {line.name}")
    click.echo(f"{total:>51.2f}  in all; prices of {AS_OF}")
    for source in sorted({line.source for line in lines}):
        click.echo(f"    {source}")
    if (location or region) not in FIRESTORE:
        click.echo(f"The database's prices in {location or region} are not known here; the dearest were taken.")
    click.echo(f"The texts ({texts(wanted):,.0f} a month) are the provider's to charge, and traffic comes on top.")
    click.echo(
        f"Google has announced a charge for alerts: {CONDITIONS} conditions would be {alert_conditions():.2f} USD more."
    )
