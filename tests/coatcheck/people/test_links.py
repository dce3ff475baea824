"""Links that only we can make, and that end."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from itsdangerous import URLSafeSerializer, URLSafeTimedSerializer

from coatcheck.errors import Invalid
from coatcheck.model import ChannelAddress
from coatcheck.people import links
from coatcheck.people.links import (
    code_hash,
    manage_token,
    read_manage_token,
    read_unsubscribe_token,
    subscriber_id,
    unsubscribe_url,
)

KEY = "k" * 32
OTHER = "o" * 32
ANN = ChannelAddress(channel="sms", address="+14155550100")


def signed_at(moment: float, monkeypatch: pytest.MonkeyPatch) -> str:
    """A token as it was made then."""
    with monkeypatch.context() as then:
        then.setattr("itsdangerous.timed.time.time", lambda: moment)
        return manage_token(KEY, "ann", 1)


def test_a_token_names_the_subscriber_and_the_counter_of_links() -> None:
    assert read_manage_token(KEY, manage_token(KEY, "ann", 3)) == ("ann", 3)


FORGED: dict[str, Callable[[], str]] = {
    "nothing": lambda: "",
    "nonsense": lambda: "nonsense",
    "cut off": lambda: manage_token(KEY, "ann", 3)[:-1],
    "longer": lambda: manage_token(KEY, "ann", 3) + "A",
    "another key": lambda: manage_token(OTHER, "ann", 3),
    "another use": lambda: URLSafeTimedSerializer(KEY, salt="confirm").dumps(["ann", 3]),
    "one part": lambda: URLSafeTimedSerializer(KEY, salt=links.MANAGE).dumps(["ann"]),
    "no number": lambda: URLSafeTimedSerializer(KEY, salt=links.MANAGE).dumps(["ann", "many"]),
    "no list": lambda: URLSafeTimedSerializer(KEY, salt=links.MANAGE).dumps(7),
}


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_or_foreign_token_is_refused(forged: str) -> None:
    with pytest.raises(Invalid, match="not one of ours"):
        read_manage_token(KEY, FORGED[forged]())


def test_a_token_ends_after_thirty_days(monkeypatch: pytest.MonkeyPatch) -> None:
    token, days = signed_at(1_700_000_000, monkeypatch), timedelta(days=links.MANAGE_DAYS).total_seconds()
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: 1_700_000_000 + days)
    assert read_manage_token(KEY, token) == ("ann", 1)
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: 1_700_000_000 + days + 1)
    with pytest.raises(Invalid, match="Ask for a new one"):
        read_manage_token(KEY, token)


def test_a_subscribers_id_depends_on_channel_address_and_key_and_shows_none_of_them() -> None:
    ids = {
        subscriber_id(KEY, ANN),
        subscriber_id(OTHER, ANN),
        subscriber_id(KEY, ChannelAddress(channel="whatsapp", address=ANN.address)),
        subscriber_id(KEY, ChannelAddress(channel="sms", address="+14155550101")),
    }
    assert len(ids) == 4
    assert subscriber_id(KEY, ANN) == subscriber_id(KEY, ANN)
    assert not any("5550100" in one for one in ids)


def test_the_same_code_is_kept_differently_for_each_sign_up() -> None:
    hashes = {code_hash(KEY, "t1", "123456"), code_hash(KEY, "t2", "123456"), code_hash(OTHER, "t1", "123456")}
    assert len(hashes) == 3
    assert code_hash(KEY, "t1", "123456") == code_hash(KEY, "t1", "123456")


def test_a_link_that_stops_everything_names_the_subscriber_and_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    site, path, token = unsubscribe_url("https://coats.example", KEY, "ann").rpartition("/u/")
    assert (site, path) == ("https://coats.example", "/u/")
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: 9_000_000_000)
    assert read_unsubscribe_token(KEY, token) == "ann"


@pytest.mark.parametrize("token", ["", "nonsense", URLSafeSerializer(KEY, salt="manage").dumps("ann")])
def test_a_forged_link_stops_nobody(token: str) -> None:
    with pytest.raises(Invalid, match="not one of ours"):
        read_unsubscribe_token(KEY, token)
