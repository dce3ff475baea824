"""`coatcheck subscribe`, `send-test`, `person` and `people`: the operator acts for somebody, or takes everybody along."""

from datetime import UTC, datetime
from pathlib import Path

import click

from coatcheck.errors import Invalid, SendFailed
from coatcheck.model import ChannelAddress, Consent, ConsentKind, Frequency
from coatcheck.process.log import mask
from console.finding import find_watch
from console.operator import Operator, any_team, pass_operator
from console.output import plain, print_json


def _address(operator: Operator, channel: str, address: str) -> ChannelAddress:
    return ChannelAddress(channel=channel, address=operator.services.channel(channel).normalize(address))


@click.command(short_help="Sign somebody up who asked for it.")
@click.argument("watch")
@click.argument("channel")
@click.argument("address")
@click.option("--size", "sizes", multiple=True, help="A size they want; without any: whichever comes back.")
@click.option("--every", is_flag=True, help="Tell them at every restock, not once; of an event of new showings, too.")
@click.option("--any-hour", is_flag=True, help="Tell them at night, too.")
@any_team
@pass_operator
def subscribe(
    operator: Operator, watch: str, channel: str, address: str, sizes: tuple[str, ...], every: bool, any_hour: bool
) -> None:
    """Sign somebody up who asked for it: WATCH is an id or slug, CHANNEL and ADDRESS like sms +14155550100.

    You vouch for their consent, and the ledger says so. Who said STOP has to come back by their own word.
    """
    from coatcheck.telling.variant_names import labels
    from coatcheck.watching.states import state_of
    from coatcheck.watching.vouching import sign_up

    services, frequency = operator.services, Frequency.EVERY if every else Frequency.ONCE
    found, to = find_watch(services.store, watch), _address(operator, channel, address)
    consent = Consent(at=services.clock.now(), kind=ConsentKind.OPT_IN, method="console")
    joined = sign_up(services.deployment.store, services.secret_key, found, to, consent, sizes, frequency, any_hour)
    wanted = ", ".join(labels(state_of(services.store, found.id), joined.wants))
    click.echo(f"{mask(to.address)} will be told of {found.title or found.url}: {wanted}.")


@click.command("send-test", short_help="Send one message now, and show what the provider says.")
@click.argument("channel")
@click.argument("address")
@pass_operator
def send_test(operator: Operator, channel: str, address: str) -> None:
    """Send one message now, and show what the provider says.

    CHANNEL and ADDRESS like sms +14155550100. Exits 1 where the provider did not take it.
    """
    from coatcheck.telling.trial import refusal, send_now, trial_note

    services, note = operator.services, trial_note(operator.settings.brand)
    try:
        said = send_now(services.deployment.store, services.secret_key, services.channel(channel), address, note)
    except SendFailed as error:
        raise click.ClickException(plain(refusal(error))) from error
    click.echo(plain(said))


@click.group(short_help="What is kept about somebody: export it, erase it.")
def person() -> None:
    """What is kept about somebody: export it, erase it."""


@person.command()
@click.argument("channel")
@click.argument("address")
@any_team
@pass_operator
def export(operator: Operator, channel: str, address: str) -> None:
    """Print everything kept about whoever is reached there, first way or second, as a JSON list of people."""
    from coatcheck.people.membership import everybody_at
    from coatcheck.people.personal_data import export_person

    services = operator.services
    there = everybody_at(services.store, services.secret_key, _address(operator, channel, address))
    if not there:
        raise Invalid(f"Nothing is kept about {mask(address)}.")
    print_json([export_person(services.store, person.id) for person in there])


@person.command()
@click.argument("channel")
@click.argument("address")
@click.option("--yes", is_flag=True, help="Don't ask first.")
@pass_operator
def erase(operator: Operator, channel: str, address: str, yes: bool) -> None:
    """Delete everything kept about whoever is reached there. Of a STOP, a hash stays, so that it is honoured.

    Where it is somebody's second way, that way is deleted, and the person stays.
    """
    from coatcheck.people.personal_data import erase_address

    services, to = operator.services, _address(operator, channel, address)
    if not yes:
        click.confirm(f"Delete everything kept about {mask(address)}?", abort=True)
    if not erase_address(services.store, services.secret_key, to):
        raise Invalid(f"Nothing is kept about {mask(address)}.")
    click.echo(f"Everything kept about {mask(address)} is deleted, at {datetime.now(UTC):%Y-%m-%d %H:%M} UTC.")


@click.group(short_help="Everybody: export them in one file.")
def people() -> None:
    """Everybody: export them in one file."""


@people.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@any_team
@pass_operator
def export_everybody(operator: Operator, file: Path) -> None:
    """Write everybody into FILE: how they are reached, what they agreed to and when, what they wait for.

    A name that ends in .jsonl makes a line of JSON for each person, one in .csv a row for each thing that somebody wants, safe to open in a spreadsheet.
    It is readable by you alone, and nothing is written over. Whoever was erased is not in it.
    """
    from coatcheck.watching.everybody import Everybody
    from coatcheck.watching.people_file import write

    show_written(file, write(Everybody(operator.services.store), file))


def show_written(file: Path, number: int) -> None:
    """Say how many people are in the file."""
    click.echo(f"{file}: {number:,} {'person' if number == 1 else 'people'}. Keep it as you keep their numbers.")
