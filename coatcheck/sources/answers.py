"""What every source asks first of an answer: did the shop really show us something, and is it what it should be?"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
import re2
from msgspec.structs import replace

from coatcheck.errors import Blocked, Gone, Unreachable, Unreadable
from coatcheck.model import Observation, Product
from coatcheck.ports import Answer
from coatcheck.sources.caps import require_decodable, require_few_variants
from coatcheck.sources.html.language.page_names import is_in_front
from coatcheck.sources.markets import require_same_market
from coatcheck.truth.drift import fingerprint as fingerprint
from coatcheck.truth.health import LONGEST_WAIT

T = TypeVar("T")

ASK_LESS = "Look less often, or ask the shop to let us in."
HEAD = 32_768  # bytes in which a page says what it is

# 430 is Shopify's "too many requests" for bots, https://community.shopify.dev/t/http-430-response/
BLOCKING = frozenset({401, 403, 407, 429, 430, 451})

# Only what a challenge page has and an ordinary shop page has not: "recaptcha" or "challenge-platform" are on both.
# In either case, like a title's words.
CHALLENGES = (
    *(b"_cf_chl_opt", b"cf-browser-verification", b"cf-error-details"),  # Cloudflare
    *(b"geo.captcha-delivery.com", b'id="px-captcha', b"incapsula incident id", b"/errors/validatecaptcha"),
    *(b'action="/password"', b"action='/password'"),  # Shopify, before a shop is opened
)
# The same of challenge pages that are always small. No shop's page pays for looking for them, and some hold these as well.
SMALL = 16_384  # bytes
SMALL_CHALLENGES = (
    *(
        b'id="sec-if-cpt-container',
        b"ct.captcha-delivery.com/c.js",
        b'src="https://datadome.co/captcha/',
    ),  # Akamai, DataDome
    *(b"_incapsula_resource", b"kpsdk", b"/ips.js?"),  # Imperva, Kasada
    *(
        b"awswafcookiedomainlist",
        b".awswaf.com/",
        b"sucuri_cloudproxy_js",
        b"queue-it.net",
        b"__cfwaitingroom",
    ),  # AWS, Sucuri, queues
)
BEGINS_LIKE_HTML = re.compile(rb"[\xef\xbb\xbf \t\r\n]{0,255}<")
BEGINS_LIKE_JSON = re.compile(rb"[ \t\r\n\v\f]*+[{\[]")
TITLE = re.compile(rb"<title>\s*([^<]{0,200})")
# There are books named "Just a Moment" and chairs for waiting rooms: such words must be the whole title.
CHALLENGE_TITLE = re.compile(
    b"|".join(
        (
            rb"just a moment(?:\.\.\.|\xe2\x80\xa6)",  # Just a moment... (Cloudflare)
            rb"attention required! \|",  # Attention Required! | Cloudflare
            rb"access to this page has been denied",  # Access to this page has been denied (PerimeterX)
            rb"pardon our interruption",  # Pardon Our Interruption (Imperva)
            rb"please verify.{0,40}(?:human|robot)",  # Please verify that you are not a robot
            rb"verify you are human|human verification",  # Human Verification (AWS WAF)
            rb"queue-it",  # Queue-it: please wait
            rb"you are (?:now )?in (?:the )?(?:line|queue)",  # You are now in line
            rb"(?:just a moment|access denied|robot check|security check|captcha)\s*$",  # Access Denied (Akamai)
            rb"are you (?:a )?(?:robot|human)\??\s*$",  # Are you a robot?
            rb"(?:robot or human|bot or not)\??\s*$",  # Robot or human?
            rb"(?:one moment, please\.*|ddos-guard|waiting room)\s*$",  # One moment, please...
        )
    )
)
LOGIN_TITLE = re.compile(rb"(?:please )?(?:log ?in|sign ?in|anmelden|connexion|se connecter|iniciar sesi|accedi)\b")
_OPTIONS = re2.Options()
_OPTIONS.case_sensitive = False
_OPTIONS.never_capture = True
PASSWORD_FIELD = re2.compile(rb"<input[^>]*type=[\"']?password", _OPTIONS)
CLOSED_PATHS = re.compile(
    r"/(?:password|challenge|throttle/queue|login|signin|sign-in|account/login|customer/account/login)/?$"
)


def require_ok(answer: Answer) -> None:
    """Return if the shop showed us a page of its own; else raise `Gone`, `Blocked`, `Unreachable` or `Unreadable`.

    A challenge, login, password or queue page counts as `Blocked` whatever its status is.
    """
    closed, status = is_closed(answer), answer.status
    if 200 <= status < 300 and answer.body.strip() and not closed:
        require_same_market(answer)
        if answer.unfinished:
            raise Unreadable(answer.unfinished)
        return
    said, wait = _phrase(status), retry_after(answer)
    if closed:
        raise Blocked(f"The shop answered with a challenge, login or queue page ({said}). {ASK_LESS}", wait)
    if 200 <= status < 300:
        raise Unreadable(f"The shop's answer is empty ({said}). Open the page in a browser and see.")
    if status in (404, 410):
        raise Gone(f"The shop says that there is no such page ({said}). Check the address, or remove the watch.")
    if status in BLOCKING:
        raise Blocked(f"The shop would not show us the page ({said}). {ASK_LESS}", wait)
    if status >= 500 or 300 <= status < 400 or status in (402, 408, 425):
        raise Unreachable(f"The shop answered with an error ({said}). It is asked again.", wait)
    raise Unreadable(f"The shop did not understand the request ({said}). Check the address and the options.")


def is_closed(answer: Answer) -> bool:
    """Return whether this is a page in front of the shop: a captcha, a log-in, a password, a queue."""
    if answer.url != answer.request.url and _is_sent_away(answer):
        return True
    if not looks_like_html(answer.body):
        return False
    head = answer.body[:HEAD]
    if _challenges(len(answer.body) > SMALL).search(head):
        return True
    title = TITLE.search(head.lower())
    if title is None:
        return False
    if CHALLENGE_TITLE.match(title[1]):
        return True
    if is_in_front(title[1].decode(errors="replace")) and b"application/ld+json" not in answer.body:
        return True
    return bool(LOGIN_TITLE.match(title[1]) and PASSWORD_FIELD.search(answer.body))


@cache
def _challenges(large: bool) -> Any:
    """Make a pattern for all marks of a challenge: one pass in place of one for each."""
    marks = CHALLENGES if large else CHALLENGES + SMALL_CHALLENGES
    return re2.compile(b"|".join(re.escape(mark) for mark in marks), _OPTIONS)


def _is_sent_away(answer: Answer) -> bool:
    asked, came = urlsplit(answer.request.url), urlsplit(answer.url)
    moved = (asked.netloc, asked.path) != (came.netloc, came.path)
    return moved and bool(CLOSED_PATHS.search(came.path) or came.netloc.endswith("queue-it.net"))


def looks_like_html(body: bytes) -> bool:
    """Return whether these bytes begin like a page, whatever their content type claims."""
    return BEGINS_LIKE_HTML.match(body) is not None


def is_json(body: bytes) -> bool:
    """Return whether these bytes are JSON, whatever their content type claims. Raises `Unreadable` where it is too much of it."""
    if not BEGINS_LIKE_JSON.match(body):
        return False
    require_decodable(body)
    try:
        return msgspec.json.decode(body) is not None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def retry_after(answer: Answer) -> float | None:
    """Return the seconds the shop asked us to wait, at most an hour; None where it did not say, or said nonsense.

    https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
    """
    text = answer.headers.get("retry-after", "").strip()
    try:
        seconds = float(text) if text.lstrip("-").isdecimal() else _until(text, answer.ended_at)
    except (ValueError, TypeError, OverflowError):
        return None
    return min(seconds, LONGEST_WAIT) if seconds >= 0 else None


def _until(text: str, now: datetime) -> float:
    moment = parsedate_to_datetime(text)
    return ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now).total_seconds()


def _phrase(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def decode(body: bytes, kind: type[T], what: str = "the answer") -> T:
    """Read JSON as this type. Raises `Unreadable` naming the field that is not as it should be.

    Strict as JSON is: half an answer, NaN, a trailing comma or absurd nesting are refused.
    """
    return decode_with(msgspec.json.Decoder(kind), body, what)


def decode_with(decoder: msgspec.json.Decoder[T], body: bytes, what: str = "the answer") -> T:
    """Do as `decode` does, with a decoder that was made before."""
    if looks_like_html(body):
        raise Unreadable(f"Expected JSON, but {what} is a web page.")
    require_decodable(body)
    try:
        return decoder.decode(_as_utf8(body))
    except msgspec.ValidationError as error:
        raise Unreadable(f"{what.capitalize()} has another shape than expected: {error}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(f"{what.capitalize()} is not JSON, or not all of it: {error}.") from error
    except RecursionError as error:
        raise Unreadable(f"{what.capitalize()} is nested too deep to be an answer of a shop.") from error


def _as_utf8(body: bytes) -> bytes:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16").encode()
    return body.removeprefix(b"\xef\xbb\xbf")


def is_live(answer: Answer) -> bool:
    """Return whether the shop just gave this answer and can be asked for more; a saved file can't."""
    return answer.request.url.startswith(("http://", "https://"))


def observe(products: Iterable[Product], shape: str) -> Observation:
    """Make an observation of these products. Raises `Unreadable` where there are none, or where an id stands for two things.

    What is listed twice, word for word (a page boundary that moved), counts once.
    """
    listed: list[Product] = []
    known: set[str] = set()
    same: dict[tuple[str, ...], Product] = {}  # by the ids of the variants, which two products never share
    for product in products:
        if not product.variants:
            raise Unreadable(f"`variants` of {product.title or product.id!r} is an empty list.")
        ids = tuple([variant.id for variant in product.variants])
        if same.get(ids) == product:
            continue
        same[ids] = product
        listed.append(_without_repeats(product, known))
        require_few_variants(len(known))
    if not listed:
        raise Unreadable("The answer lists no products: that does not mean that they are sold out.")
    return Observation(products=tuple(listed), shape=shape)


def _without_repeats(product: Product, known: set[str]) -> Product:
    """Return the product with each variant once; the ids of all are added to the known ones of the products before."""
    ids = {variant.id for variant in product.variants}
    if len(ids) == len(product.variants) and known.isdisjoint(ids):
        known |= ids
        return product
    variants = {variant.id: variant for variant in product.variants}
    different = {variant.id for variant in product.variants if variant != variants[variant.id]}
    if repeated := different | (known & ids):
        raise Unreadable(f"Two variants have the id {min(repeated)!r}.")
    known |= ids
    return replace(product, variants=tuple(variants.values()))
