"""The table of settings.

Each field of `Settings` is the variable COATCHECK_<FIELD IN CAPITALS>; its comment line in the documentation is the
description given here. `PORT`, which Cloud Run sets, counts as COATCHECK_PORT. Names that begin with
COATCHECK_PLUGIN_ belong to installed plugins and are handed to them untouched.
"""

import os
from datetime import UTC, datetime, time
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from coatcheck.config.on_call import ALL, is_within, told, window
from coatcheck.model import ChannelAddress, Frozen, Trouble
from coatcheck.model.host_names import bracketed
from coatcheck.process.environment import PREFIX

PLUGIN = "PLUGIN_"
Country = Annotated[str, Meta(pattern="^[A-Z]{2}$")]  # https://www.iso.org/iso-3166-country-codes.html
# A page of these may hold ours: https://shop.example, https://*.shop.example:8443; on one's own machine without https
Site = Annotated[str, Meta(pattern=r"^(https://(\*\.)?[a-z0-9.-]+|http://(localhost|127\.0\.0\.1))(:\d{1,5})?$")]
LONGEST = 36_500  # days, hours or minutes: what is longer is a mistake
MANY = 1_000_000  # so are more pieces
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # all of a machine's addresses, and the one that it calls itself by


def _row(help: str, secret: bool = False, **bounds: Any) -> Meta:
    return Meta(description=help, extra={"secret": secret}, **bounds)


class Settings(Frozen, frozen=True):
    # Where things are kept, and who carries messages
    store: Annotated[str, _row("Where everything is kept: sqlite:///FILE or firestore://PROJECT[/DATABASE]")] = (
        "sqlite:///coatcheck.db"
    )
    bus: Annotated[str, _row("What carries messages: local, or pubsub://PROJECT")] = "local"
    host: Annotated[str, _row("The address the site listens on")] = "127.0.0.1"
    port: Annotated[int, _row("The port the site listens on", ge=1, le=65535)] = 8080
    public_url: Annotated[str, _row("The address people and providers reach the site at; empty: http://HOST:PORT")] = ""
    brand: Annotated[str, _row("The name on pages and at the head of every text", min_length=1, max_length=20)] = (
        "CoatCheck"
    )
    language: Annotated[
        Literal["en", "de", "es", "fr", "pt", "ja", "hi", "ar"],
        _row("The language of the site and its messages for whoever asked for none"),
    ] = "en"
    secret_key: Annotated[
        str, _row("Signs links and hashes ids, 32 characters or more; empty: made once and kept in the store", True)
    ] = ""
    log_format: Annotated[Literal["auto", "json", "plain"], _row("json, plain, or auto: plain on a terminal")] = "auto"
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], _row("The least level that is logged")] = "INFO"
    traces: Annotated[
        str,
        _row(
            "Where traces are sent, by OpenTelemetry's OTLP over HTTP: http://localhost:4318/v1/traces, https://telemetry.googleapis.com/v1/traces; empty: nowhere"
        ),
    ] = ""

    # The clock and history
    tick_seconds: Annotated[int, _row("Seconds between two ticks of the clock on one machine", ge=1, le=60)] = 5
    history_days: Annotated[int, _row("Days for which changes of stock are kept", ge=1, le=LONGEST)] = 400
    snapshot_days: Annotated[int, _row("Days for which per-minute snapshots are kept", ge=1, le=LONGEST)] = 7
    baseline_after_hours: Annotated[
        float,
        _row("After a gap this long without any look, the next look is a new baseline; 0: never", ge=0, le=LONGEST),
    ] = 6

    canary: Annotated[
        bool,
        _row(
            "Whether a page of our own that comes back once an hour is watched and told to nobody, so that a miss is noticed"
        ),
    ] = False

    notice: Annotated[
        str, _row("Words of yours at the head of every page; empty: none", min_length=0, max_length=300)
    ] = ""

    # Keeping it running, on one machine
    backups: Annotated[str, _row("A folder for a backup of the SQLite file each day; empty: none is made")] = ""
    backups_kept: Annotated[int, _row("Daily backups that are kept", ge=1, le=LONGEST)] = 7
    ping_url: Annotated[
        str,
        _row("An address that is called each minute while looks are made, as healthchecks.io has; empty: none", True),
    ] = ""

    # Looking at shops
    user_agent: Annotated[str, _row("How we introduce ourselves to shops; empty: CoatCheck and the site's address")] = (
        ""
    )
    allow_hosts: Annotated[
        tuple[str, ...], _row("Hosts on private networks that may be fetched, host or host:port, with commas")
    ] = ()
    fetch_seconds: Annotated[float, _row("Seconds a shop's answer may take in all", gt=0, le=45)] = 20
    fetch_concurrency: Annotated[int, _row("Requests under way at once", ge=1, le=2000)] = 500
    host_concurrency: Annotated[int, _row("Requests under way at once to one host", ge=1, le=2000)] = 6
    host_pause: Annotated[float, _row("Seconds between two requests to one host", ge=0, le=60)] = 0
    browser: Annotated[
        str,
        _row(
            "The Chromium that draws pages: its path, or the DevTools address (ws:// or http://) of one that runs on this machine; empty: found by itself"
        ),
    ] = ""
    browser_concurrency: Annotated[
        int, _row("Pages drawn at once; 0: as many as the machine has processors", ge=0, le=32)
    ] = 0
    renderer: Annotated[
        str,
        _row("The address of the service that draws pages, also the audience of our tokens; empty: this machine does"),
    ] = ""
    renderer_callers: Annotated[
        tuple[str, ...],
        _row("Accounts that this renderer draws pages for, email addresses with commas; empty: for none"),
    ] = ()
    tickets_site: Annotated[
        str,
        _row(
            "Where movies are searched for alerts: https://in.bookmyshow.com, once you have read and accepted its terms; empty: nowhere"
        ),
    ] = ""

    # Telling people
    channels: Annotated[tuple[str, ...], _row("The channels that may be used, with commas")] = ("console",)
    operator: Annotated[str, _row("Who hears of trouble, CHANNEL:ADDRESS")] = "console:operator"
    operators: Annotated[
        tuple[str, ...],
        _row("More who hear of trouble, KIND=CHANNEL:ADDRESS with commas: shops, messages, suggestions, service, all"),
    ] = ()
    remind_hours: Annotated[
        float, _row("Hours after which trouble that lasts is told again, and again; 0: never", ge=0, le=LONGEST)
    ] = 0
    maintenance: Annotated[
        tuple[str, ...],
        _row("When trouble is told to nobody, by UTC: 02:00-04:00 each day, sun 22:00-02:00; with commas"),
    ] = ()
    senders: Annotated[
        int,
        _row(
            "Messages handed to providers at once, per process; a quarter as many more go to the servers that people name, of notifications in browsers and of webhooks",
            ge=1,
            le=256,
        ),
    ] = 32
    send_rate: Annotated[
        float, _row("Texts a second the sender's number may send, for forecasts (1: a US long code)", gt=0, le=10_000)
    ] = 1
    templates: Annotated[str, _row("The folder with your own words for messages; empty: ours")] = ""
    stale_minutes: Annotated[float, _row("Minutes after which an alert is no news any more", gt=0, le=LONGEST)] = 60
    wave_factor: Annotated[
        float,
        _row("Where a shop says how many pieces came back: people told for each piece; 0: everybody", ge=0, le=10_000),
    ] = 0
    quiet_from: Annotated[str, _row("Start of the quiet hours, by the subscriber's own clock")] = "21:00"
    quiet_until: Annotated[str, _row("End of the quiet hours; the same as their start: there are none")] = "08:00"

    # Texts by Twilio
    twilio_account_sid: Annotated[str, _row("Twilio's account SID (AC...)")] = ""
    twilio_auth_token: Annotated[str, _row("Twilio's auth token; also checks the signature of its webhooks", True)] = ""
    twilio_other_auth_token: Annotated[
        str, _row("While the auth token is changed: the other one, whose signatures count too", True)
    ] = ""
    twilio_from: Annotated[str, _row("The number that texts are sent from, +14155550100")] = ""
    twilio_messaging_service_sid: Annotated[str, _row("A Messaging Service (MG...) in place of a number")] = ""
    twilio_senders: Annotated[
        tuple[str, ...],
        _row(
            "Several numbers or Messaging Services that alerts are sent from, each with the texts a second it may send: +14155550100=1,MG...=100; long lists are then handed out at that pace"
        ),
    ] = ()
    twilio_api_url: Annotated[str, _row("Twilio's address; another one for a stand-in")] = "https://api.twilio.com"

    whatsapp_from: Annotated[str, _row("The number that WhatsApp messages are sent from, +14155550100")] = ""
    whatsapp_template: Annotated[
        str, _row("The approved template (HX...) of WhatsApp messages, with the message as {{1}}")
    ] = ""

    # Email, chats, webhooks
    smtp_url: Annotated[
        str, _row("smtp://USER:PASSWORD@HOST:587 (STARTTLS), smtps://...:465, or smtp+plain://", True)
    ] = ""
    email_from: Annotated[str, _row("The sender of emails, NAME <ADDRESS> or ADDRESS")] = ""
    telegram_token: Annotated[str, _row("The Telegram bot's token", True)] = ""
    telegram_api_url: Annotated[str, _row("Telegram's address; another one for a stand-in")] = (
        "https://api.telegram.org"
    )
    telegram_pin: Annotated[bool, _row("Pin alerts in Telegram groups")] = False
    discord_api_url: Annotated[str, _row("Discord's address; another one for a stand-in")] = "https://discord.com"
    slack_api_url: Annotated[str, _row("Where Slack's webhooks are; another one for a server that takes the same")] = (
        "https://hooks.slack.com"
    )
    ntfy_url: Annotated[str, _row("The ntfy server")] = "https://ntfy.sh"
    ntfy_token: Annotated[
        str, _row("An access token of the ntfy server, tk_...; empty: everybody may publish", True)
    ] = ""
    webhook_secret: Annotated[str, _row("Signs the webhooks we send (HMAC-SHA256)", True)] = ""
    webpush_service_url: Annotated[
        str, _row("A push service that may be on a private network, for a stand-in; empty: public ones alone")
    ] = ""

    # Products on other people's pages
    embed_sites: Annotated[
        tuple[Site, ...],
        _row("Sites whose pages may show products and their sign-up in a frame, https://HOST with commas; empty: none"),
    ] = ()

    # Signing up
    countries: Annotated[tuple[Country, ...], _row("Countries whose numbers may sign up, ISO codes with commas")] = (
        "US",
        "CA",
    )
    codes_per_hour: Annotated[int, _row("Sign-up codes to one number in an hour", ge=0, le=MANY)] = 3
    codes_per_day: Annotated[int, _row("Sign-up codes to one number in a day", ge=0, le=MANY)] = 6
    signups_per_address: Annotated[int, _row("Sign-ups from one internet address in an hour", ge=0, le=MANY)] = 5
    signups_per_network: Annotated[
        int,
        _row("Sign-ups from one network in an hour: addresses that share an IPv4 /24 or an IPv6 /48", ge=0, le=MANY),
    ] = 25
    codes_per_prefix: Annotated[int, _row("Sign-up codes to neighbouring numbers in ten minutes", ge=0, le=MANY)] = 20
    texts_per_day: Annotated[
        int, _row("Texts in a day; above it alerts wait, above half of it sign-up closes", ge=0, le=MANY)
    ] = 2000

    # What visitors suggest
    suggestions: Annotated[
        Literal["closed", "approval", "open"],
        _row("Whether visitors may suggest what to watch: closed, approval (you decide on each), or open"),
    ] = "closed"
    suggestions_per_person: Annotated[int, _row("Suggestions of one person in a day", ge=0, le=MANY)] = 3
    suggestions_waiting: Annotated[
        int, _row("Suggestions that may wait for you at once; where they are open, those of a day", ge=1, le=1000)
    ] = 50
    previews_per_address: Annotated[
        int, _row("Pages looked at for suggestions in an hour, for one internet address", ge=0, le=MANY)
    ] = 10
    previews_per_hour: Annotated[int, _row("Pages looked at for suggestions in an hour, in all", ge=0, le=MANY)] = 200

    # Locks
    admin_token: Annotated[str, _row("The key to /admin; empty: links by `coatcheck admin-link` alone", True)] = ""
    iap_audience: Annotated[str, _row("Audience of Identity-Aware Proxy's tokens; set: /admin takes these")] = ""
    iap_admins: Annotated[tuple[str, ...], _row("Email addresses that may use /admin behind IAP, with commas")] = ()
    api_requests_per_minute: Annotated[
        int, _row("Requests to the API that one key may make in a minute, per process", ge=1, le=MANY)
    ] = 600
    trusted_proxies: Annotated[int, _row("Proxies between the internet and the site (Cloud Run: 1)", ge=0, le=10)] = 0

    # Google Cloud
    region: Annotated[str, _row("The region that Cloud Run's services are in, for deploy-check")] = ""
    push_audience: Annotated[
        str, _row("Audience that Pub/Sub's push tokens must carry; empty: every push is refused")
    ] = ""
    push_service_account: Annotated[str, _row("Email that Pub/Sub's push tokens must carry")] = ""
    push_trust: Annotated[
        Literal["signature", "platform"],
        _row(
            "signature, or platform where Cloud Run checks callers first: a token may then come without its signature"
        ),
    ] = "signature"
    push_certificates_url: Annotated[
        str, _row("Where the keys that sign push tokens are published; another for a stand-in")
    ] = "https://www.googleapis.com/oauth2/v1/certs"

    plugins: Annotated[dict[str, str], _row("Settings of installed plugins: every COATCHECK_PLUGIN_<NAME>", True)] = {}

    @property
    def site(self) -> str:
        """The public address, without a slash at the end."""
        host = "localhost" if self.host in EVERYWHERE else self.host  # people can't call the address for all addresses
        return (self.public_url or f"http://{bracketed(host)}:{self.port}").rstrip("/")

    @property
    def pages_at_once(self) -> int:
        """How many pages are drawn at once."""
        return self.browser_concurrency or os.cpu_count() or 1

    @property
    def operator_address(self) -> ChannelAddress:
        channel, _, address = self.operator.partition(":")
        return ChannelAddress(channel=channel, address=address)

    def told_of(self, trouble: Trouble) -> list[ChannelAddress]:
        """List who hears of this kind of trouble beside the operator."""
        found = [told(text) for text in self.operators]
        return [to for kind, to in found if kind in (trouble, ALL)]

    @property
    def all_told(self) -> list[ChannelAddress]:
        """List who hears of some kind of trouble beside the operator."""
        return [told(text)[1] for text in self.operators]

    def in_maintenance(self, now: datetime) -> bool:
        """Return whether it is a time at which trouble is told to nobody."""
        return any(is_within(*window(text), now.astimezone(UTC)) for text in self.maintenance)

    @property
    def quiet_hours(self) -> tuple[time, time]:
        return time.fromisoformat(self.quiet_from), time.fromisoformat(self.quiet_until)

    @property
    def has_quiet_hours(self) -> bool:
        start, end = self.quiet_hours
        return start != end

    def __repr__(self) -> str:
        shown = (f"{row.name}={row.shown(getattr(self, row.name))}" for row in rows())
        return f"Settings({', '.join(shown)})"


class Row(Frozen, frozen=True):
    """One line of the table."""

    name: str
    help: str
    secret: bool
    default: Any

    @property
    def variable(self) -> str:
        return PREFIX + (f"{PLUGIN}<NAME>" if self.name == "plugins" else self.name.upper())

    def masked(self, value: object) -> object:
        """Return the value with what is secret in it masked."""
        if self.secret and value:
            return "***"
        if self.name == "operator":
            return _without_key(str(value))
        if self.name == "operators" and isinstance(value, tuple):
            return tuple(map(_without_key, value))
        return value

    def shown(self, value: object) -> str:
        """Write the value as one would in a file, "" for none; a secret is masked."""
        value = self.masked(value)
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, tuple):
            return ",".join(value)
        return "" if value == {} else str(value)


def _without_key(told: str) -> str:
    """Write who is told as it may be shown: the address of a webhook is its key."""
    before, is_url, _ = told.partition("://")
    return f"{before}://***" if is_url else told


def rows() -> list[Row]:
    """List the table, in order."""
    table = []
    for field in msgspec.structs.fields(Settings):
        meta = next(part for part in field.type.__metadata__ if isinstance(part, Meta))
        default = {} if field.default is msgspec.NODEFAULT else field.default
        secret = bool((meta.extra or {}).get("secret"))
        table.append(Row(name=field.name, help=meta.description or "", secret=secret, default=default))
    return table
