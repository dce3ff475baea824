"""Passkeys: a device makes one and signs in with it; whatever else a browser sends is refused in one sentence."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coatcheck.config import Settings
from coatcheck.errors import Invalid
from coatcheck.model import Role, User
from coatcheck.people import passkey_ceremonies, passkeys
from coatcheck.people.passkeys import Ceremony
from coatcheck.ports import Store
from tests.fakes.authenticator import Authenticator, from_text, to_text
from tests.fakes.ports import NOON

HERE = passkeys.relying_party(Settings(public_url="https://coats.example", brand="Coats"))
SECRET = b"0123456789abcdef0123456789abcdef"
ANN = User("ann-1", "Ann", "ann@example.org", {"": Role.OWNER}, NOON)

Options = dict[str, Any]


def to_add(user: User = ANN) -> Options:
    options: Options = json.loads(passkey_ceremonies.options_to_add(HERE, user, SECRET))
    return options


def to_sign_in() -> Options:
    options: Options = json.loads(passkey_ceremonies.options_to_sign_in(HERE, SECRET))
    return options


def with_passkey(device: Authenticator, user: User = ANN, name: str = "laptop") -> User:
    return passkey_ceremonies.add(HERE, user, SECRET, device.create(to_add(user)), name, NOON)


def signed_in(device: Authenticator, user: User) -> User:
    return passkey_ceremonies.sign_in(HERE, user, SECRET, device.get(to_sign_in()), NOON)


def test_a_passkey_signs_in_whom_it_was_made_for_and_its_counter_is_kept() -> None:
    device = Authenticator(HERE.origin)
    user = with_passkey(device)
    assert passkey_ceremonies.whose(device.get(to_sign_in())) == ANN.id
    (used,) = signed_in(device, user).passkeys
    assert (used.name, used.sign_count, used.made_at, used.used_at) == ("laptop", 2, NOON, NOON)
    device.count = 1  # as a copy made before would have it
    with pytest.raises(Invalid, match="does not prove"):
        signed_in(device, msgspec.structs.replace(user, passkeys=(used,)))


def test_a_passkey_that_counts_nothing_signs_in_again_and_again() -> None:
    device = Authenticator(HERE.origin)
    device.counts = False
    assert signed_in(device, signed_in(device, with_passkey(device))).passkeys[0].sign_count == 0


def test_a_browser_is_asked_for_one_that_needs_no_name_and_knows_who_holds_it() -> None:
    asked = to_add(with_passkey(Authenticator(HERE.origin)))
    assert asked["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    assert (asked["rp"], asked["timeout"], len(asked["excludeCredentials"])) == (
        {"id": "coats.example", "name": "Coats"},
        300_000,
        1,
    )
    assert to_sign_in() == {
        "challenge": to_text(SECRET),
        "rpId": "coats.example",
        "timeout": 300_000,
        "allowCredentials": [],
        "userVerification": "required",
    }


@pytest.mark.parametrize(
    ("site", "origin"),
    [
        ("https://coats.example", "https://coats.example"),
        ("https://Coats.Example:443/", "https://coats.example"),
        ("https://coats.example:8443", "https://coats.example:8443"),
        ("https://mäntel.example", "https://xn--mntel-gra.example"),
        ("https://straße.example", "https://xn--strae-oqa.example"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://coats.example", None),
        ("http://127.0.0.1:8080", None),
        ("https://192.0.2.1", None),
        ("https://[2001:db8::1]", None),
        ("https://[2001:db8", None),
        ("https://coats.example:port", None),
        ("https://" + "a" * 64, None),
    ],
)
def test_passkeys_need_https_and_a_name(site: str, origin: str | None) -> None:
    party = passkeys.relying_party(Settings(public_url=site))
    assert (party and party.origin) == origin
    assert (
        passkeys.relying_party(
            Settings(public_url=site, iap_audience="/projects/1/apps/x", iap_admins=("a@b.example",))
        )
        is None
    )


def test_a_challenge_is_taken_once_in_five_minutes_for_what_it_was_made_for(store: Store) -> None:
    asked = msgspec.to_builtins(passkeys.challenge(Ceremony.ADD, NOON, "ann-1"))
    late = NOON + passkeys.LASTS
    for kept, ceremony, now, user in (
        (None, Ceremony.ADD, NOON, "ann-1"),
        ("x", Ceremony.ADD, NOON, "ann-1"),
        ({}, Ceremony.ADD, NOON, "ann-1"),
        (asked, Ceremony.SIGN_IN, NOON, "ann-1"),
        (asked, Ceremony.ADD, NOON, "bob-1"),
        (asked, Ceremony.ADD, late, "ann-1"),
    ):
        with pytest.raises(Invalid, match="within the last five minutes"):
            passkeys.use_up(store, kept, ceremony, now, user)
    in_time = late - timedelta(seconds=1)
    assert len(passkeys.use_up(store, asked, Ceremony.ADD, in_time, "ann-1")) == 32
    for again in (in_time, NOON):
        with pytest.raises(Invalid, match="within the last five minutes"):
            passkeys.use_up(store, asked, Ceremony.ADD, again, "ann-1")


def test_a_passkey_has_a_name_and_there_are_ten_of_a_user_at_the_most() -> None:
    first, user = Authenticator(HERE.origin), ANN
    for name in ("", " \n\x00", "x" * 61):
        with pytest.raises(Invalid, match="1 to 60 characters"):
            with_passkey(first, name=name)
    user = with_passkey(first, name="  my \n phone\x00 ")
    with pytest.raises(Invalid, match="have this passkey already"):
        with_passkey(first, user)
    for _ in range(9):
        user = with_passkey(Authenticator(HERE.origin), user)
    with pytest.raises(Invalid, match="10 passkeys already"):
        with_passkey(Authenticator(HERE.origin), user)
    first_id = to_text(first.id)
    assert user.passkeys[0].name == "my phone"
    user = passkeys.rename(user, first_id, "tablet")
    assert [each.name for each in user.passkeys] == ["tablet", *["laptop"] * 9]
    user = passkeys.remove(user, first_id)
    assert [each.name for each in user.passkeys] == ["laptop"] * 9
    with pytest.raises(Invalid, match="no such passkey"):
        passkeys.rename(user, first_id, "tablet")
    with pytest.raises(Invalid, match="no such passkey"):
        passkeys.remove(user, first_id)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.binary(max_size=40).map(to_text),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def refusal(attempt: Callable[[], object]) -> str:
    """What somebody is told; "" where what they sent is believed."""
    try:
        attempt()
    except Invalid as refused:
        return str(refused)
    return ""


FIELDS = ("id", "rawId", "type", "response", "clientDataJSON", "attestationObject", "authenticatorData", "signature")
BYTES = st.tuples(st.integers(0, 999), st.binary(max_size=4), st.integers(0, 4))  # where, what, in place of how many


@given(st.sampled_from((*FIELDS, "userHandle")), ANYTHING | BYTES)
def test_whatever_a_browser_sends_it_is_proven_or_refused(name: str, change: object) -> None:
    device = Authenticator(HERE.origin)
    made, user = device.create(to_add()), with_passkey(device)
    used = device.get(to_sign_in())

    def broken(answer: str) -> str:
        """One field is another, or a few bytes of it are."""
        parts = json.loads(answer)
        holder = parts if name in parts else parts["response"]
        if isinstance(change, tuple):
            value, (place, put, cut) = holder.get(name, ""), change
            known = from_text(value) if isinstance(value, str) else b""
            at = place % (len(known) + 1)
            holder[name] = to_text(known[:at] + put + known[at + cut :])
        else:
            holder[name] = change
        return json.dumps(parts)

    tries: tuple[Callable[[], object], ...] = (
        lambda: passkey_ceremonies.add(HERE, ANN, SECRET, broken(made), "laptop", NOON),
        lambda: passkey_ceremonies.sign_in(HERE, user, SECRET, broken(used), NOON),
        lambda: passkey_ceremonies.whose(broken(used)),
        lambda: passkey_ceremonies.whose(str(change)),
    )
    for attempt in tries:
        assert refusal(attempt) in ("", passkey_ceremonies.UNPROVEN, passkey_ceremonies.UNKNOWN)
