"""`coatcheck twilio connect`: Twilio sends what people text to our site, without a click in its console."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click

from coatcheck.config import Settings
from coatcheck.errors import CoatCheckError, Invalid
from coatcheck.model import Frozen
from console.operator import Operator, pass_operator

SERVICES = 50  # Messaging Services that are looked through for a number
NUMBERS = 400  # the most that one of them holds

Change = Callable[..., object]


class NotConnected(CoatCheckError):
    """Twilio refused, or has no such thing; the text says which."""


class Webhook(Frozen, frozen=True):
    """Where a number or a Messaging Service sends what comes in, and where it should."""

    of: str
    now: dict[str, object]
    wanted: dict[str, object]

    @property
    def differences(self) -> Iterator[tuple[str, object, object]]:
        """Yield each field that is another than it should be: its name, what it is, what it should be."""
        for name, value in self.wanted.items():
            if self.now[name] != value:
                yield name, self.now[name], value


@click.group(short_help="Twilio's side of texts.")
def twilio() -> None:
    """Twilio's side of texts."""


@twilio.command()
@click.option("--yes", is_flag=True, help="Change it without asking.")
@pass_operator
def connect(operator: Operator, yes: bool) -> None:
    """Let Twilio send what people text to this site: set the webhook of the number, or of its Messaging Service.

    What would change is shown first. Where nothing would, nothing is written.
    """
    settings = operator.settings
    if not settings.public_url.startswith("https://"):
        raise Invalid("Set COATCHECK_PUBLIC_URL to the site's https:// address: Twilio has to reach it.")
    with _asking(settings) as client:
        webhook, change = _webhook(client, settings)
        differences = list(webhook.differences)
        click.echo(webhook.of)
        for name, now, wanted in differences:
            click.echo(f"  {name}: {_shown(now)} -> {_shown(wanted)}")
        if not differences:
            click.echo("  sends what comes in to this site already. Nothing was changed.")
            return
        if not yes and not click.confirm("Change this?"):
            click.echo("Nothing was changed.")
            return
        change(**{name: wanted for name, _, wanted in differences})
        click.echo("Changed. Text HELP to the number: the answer comes from this site.")


def _webhook(client: Any, settings: Settings) -> tuple[Webhook, Change]:
    """Find the webhook that counts, and how to change it."""
    if settings.twilio_messaging_service_sid:
        return _of_service(client, settings, settings.twilio_messaging_service_sid)
    if not settings.twilio_from:
        raise Invalid("Set COATCHECK_TWILIO_FROM or COATCHECK_TWILIO_MESSAGING_SERVICE_SID.")
    numbers = client.incoming_phone_numbers.list(phone_number=settings.twilio_from, limit=1)
    if not numbers:
        raise NotConnected(f"The account {settings.twilio_account_sid} has no number {settings.twilio_from}.")
    (number,) = numbers
    if service := _service_with(client, number.sid):
        return _of_service(client, settings, service)
    wanted = {"sms_url": _inbound(settings), "sms_method": "POST", "sms_application_sid": ""}
    return _compared(f"The number {settings.twilio_from} ({number.sid})", number, wanted), number.update


def _of_service(client: Any, settings: Settings, sid: str) -> tuple[Webhook, Change]:
    service = client.messaging.v1.services(sid).fetch()
    wanted = {
        "inbound_request_url": _inbound(settings),
        "inbound_method": "POST",
        "use_inbound_webhook_on_number": False,
    }
    return _compared(f"The Messaging Service {service.friendly_name} ({sid})", service, wanted), service.update


def _service_with(client: Any, number: str) -> str:
    """Find the Messaging Service that takes in what is texted to a number, "" for none: then the number's own webhook does not count."""
    for service in client.messaging.v1.services.stream(limit=SERVICES):
        if service.use_inbound_webhook_on_number:
            continue
        if any(each.sid == number for each in service.phone_numbers.stream(limit=NUMBERS)):
            return str(service.sid)
    return ""


def _compared(of: str, found: Any, wanted: Mapping[str, object]) -> Webhook:
    now = {name: getattr(found, name) if getattr(found, name) is not None else "" for name in wanted}
    return Webhook(of, now, dict(wanted))


def _inbound(settings: Settings) -> str:
    return f"{settings.site}/sms/inbound"


def _shown(value: object) -> str:
    return "nothing" if value == "" else str(value)


@contextmanager
def _asking(settings: Settings) -> Iterator[Any]:
    """Lend a client of Twilio's; what it refuses becomes a sentence."""
    from requests import RequestException
    from twilio.base.exceptions import TwilioException

    from coatcheck.channels.session import why
    from coatcheck.channels.twilio_client import open_client

    if not settings.twilio_account_sid or not settings.twilio_auth_token:
        raise Invalid("Set COATCHECK_TWILIO_ACCOUNT_SID and COATCHECK_TWILIO_AUTH_TOKEN.")
    try:
        yield open_client(settings)
    except RequestException as error:
        raise NotConnected(f"Twilio does not answer: {why(error)}.") from error
    except TwilioException as error:  # of a list that can't be had it says the status in another place
        status = getattr(error, "status", 0) or getattr(error.args[-1], "status_code", 0)
        if status == 401:
            raise NotConnected("Twilio does not know the account with this token.") from error
        raise NotConnected(f"Twilio refuses ({status}): {getattr(error, 'msg', error)}") from error
