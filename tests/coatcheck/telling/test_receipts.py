"""What Twilio says of our texts afterwards: late, twice, and in any order. Ids are those of the fault matrix (docs/faults.md)."""

import pytest
from msgspec.structs import replace

from coatcheck.errors import StoreUnavailable
from coatcheck.model import ChannelAddress, DeliveryState, Status
from coatcheck.ports.messages import DeliveryBatch
from coatcheck.telling import switches
from tests import examples
from tests.fakes.ports import NOON, Failing
from tests.signup_web.visiting import Site


def sent(site: Site, **fields: object) -> str:
    """A delivery that was handed to Twilio, to somebody who signed up."""
    site.join()
    about = examples.delivery(site.person().id, channel="sms", code="abc2345")
    pending = site.store.put_delivery(about)
    fields = {"state": DeliveryState.SENT, "provider_id": "SM9", "provider_status": "queued", "next_at": None, **fields}
    return site.store.put_delivery(replace(pending, **fields)).id


def status(site: Site, delivery: str, said: str, code: str = "", sid: str = "SM9") -> DeliveryState:
    answer = site.webhook("/sms/status", {"MessageStatus": said, "MessageSid": sid, "ErrorCode": code}, d=delivery)
    assert answer.status_code == 204
    return site.store.delivery(delivery).state


def test_r3_statuses_only_rise_whatever_order_they_come_in(site: Site) -> None:
    delivery = sent(site)
    assert status(site, delivery, "sent") is DeliveryState.SENT
    status(site, delivery, "sending")
    assert site.store.delivery(delivery).provider_status == "sent"
    assert status(site, delivery, "delivered") is DeliveryState.DELIVERED
    for late in ("queued", "sending", "sent", "delivered", "undelivered", "failed"):
        assert status(site, delivery, late) is DeliveryState.DELIVERED


def test_r3_a_status_before_our_own_record_proves_that_it_was_sent(site: Site) -> None:
    delivery = sent(site, state=DeliveryState.SENDING, provider_id=None, provider_status=None, owner="me")
    assert status(site, delivery, "sent") is DeliveryState.SENT
    assert site.store.delivery(delivery).provider_id == "SM9"
    assert site.store.delivery(delivery).next_at is None


@pytest.mark.parametrize("state", [DeliveryState.PENDING, DeliveryState.UNSURE])
def test_r3_news_of_a_text_that_was_heard_of_before_prove_that_it_need_not_be_sent(
    site: Site, state: DeliveryState
) -> None:
    delivery = sent(site, state=state, provider_status="sent", next_at=NOON)
    assert status(site, delivery, "sent") is DeliveryState.SENT


def test_r3_a_status_of_a_delivery_nobody_knows_is_passed_over(site: Site) -> None:
    assert site.webhook("/sms/status", {"MessageStatus": "sent", "MessageSid": "SM9"}, d="gone").status_code == 204


@pytest.mark.parametrize("code", ["9" * 5000, "\u00b2", "-1", "30003x"])
def test_a_code_that_is_none_proves_nothing(site: Site, code: str) -> None:
    delivery = sent(site)
    assert status(site, delivery, "undelivered", code=code) is DeliveryState.UNDELIVERED


def test_a_text_that_was_not_delivered_goes_out_the_second_way_once(site: Site) -> None:
    delivery = sent(site)
    person = site.person()
    site.store.put_subscriber(replace(person, fallback=ChannelAddress("email", "ann@example.org")))
    status(site, delivery, "undelivered", "30003")
    status(site, delivery, "undelivered", "30003")
    second = site.store.delivery(f"{delivery}.email")
    assert (second.channel, second.state) == ("email", DeliveryState.PENDING)
    assert [m for m in site.line.messages if isinstance(m, DeliveryBatch)] == [DeliveryBatch(ids=(second.id,))]


def test_a_number_that_the_network_refuses_for_good_is_marked(site: Site) -> None:
    status(site, sent(site), "undelivered", "30006")
    assert site.person().status is Status.UNREACHABLE


def test_s3_networks_that_filter_our_texts_hold_the_wave(site: Site) -> None:
    status(site, sent(site), "undelivered", "30034")
    assert switches.stopped(site.store, "sms") == "the networks refuse our texts (30034)"
    assert [alert.key for alert in site.store.alerts()] == ["turned-away:sms"]


def test_s3_what_the_networks_filtered_is_held_and_late_news_of_it_is_no_news(site: Site) -> None:
    delivery = sent(site)
    assert status(site, delivery, "undelivered", "30034") is DeliveryState.HELD
    for late in ("sent", "undelivered"):
        assert status(site, delivery, late, "30034") is DeliveryState.HELD
    assert status(site, delivery, "sent", sid="SM10") is DeliveryState.SENT


def test_s3_only_a_text_delivered_after_the_refusal_ends_it(site: Site) -> None:
    first, before = sent(site), examples.delivery(site.person().id, id="jacket-2.ann", channel="sms", code="abc2346")
    earlier = site.store.put_delivery(replace(before, state=DeliveryState.SENT, sent_at=NOON, next_at=None)).id
    site.wait(seconds=1)
    status(site, first, "undelivered", "30007")
    switches.accepted(site.store, "sms", site.clock.now())
    status(site, earlier, "delivered", sid="SM8")
    assert switches.stopped(site.store, "sms") == "the networks refuse our texts (30007)"
    site.wait(minutes=5)
    status(site, first, "delivered", sid="SM10")
    assert switches.stopped(site.store, "sms") is None
    assert [alert for alert in site.store.alerts() if not alert.closed_at] == []


def test_s3_a_filtered_text_that_arrived_after_all_is_delivered_and_proves_nothing_of_others(site: Site) -> None:
    delivery = sent(site)
    status(site, delivery, "undelivered", "30034")
    site.wait(seconds=1)
    assert status(site, delivery, "delivered") is DeliveryState.DELIVERED
    assert switches.stopped(site.store, "sms") == "the networks refuse our texts (30034)"


def test_of_whose_text_nobody_can_tell_they_wait_for_the_next_restock(site: Site) -> None:
    event = examples.event(watch_id="jacket", variants=("M",))
    delivery = sent(site, event=event)
    site.told()
    assert status(site, delivery, "undelivered", "30008") is DeliveryState.UNDELIVERED
    assert site.wants() == {"jacket": ("M",)}
    site.told()
    status(site, delivery, "undelivered", "30008")
    assert site.wants() == {"jacket": ()}


def test_a_text_that_surely_nobody_got_is_to_be_sent_again(site: Site) -> None:
    delivery = sent(site, event=examples.event(at=NOON))
    assert status(site, delivery, "undelivered", "30003") is DeliveryState.PENDING
    assert site.store.delivery(delivery).lost == ("SM9",)


def test_a_callback_that_was_cut_short_does_the_rest_when_it_comes_again(site: Site) -> None:
    delivery = sent(site)
    site.store.put_subscriber(replace(site.person(), fallback=ChannelAddress("email", "ann@example.org")))
    site.services.store = Failing(site.store, "put_delivery", StoreUnavailable("gone"), after=True)
    form = {"MessageStatus": "undelivered", "MessageSid": "SM9", "ErrorCode": "30003"}
    assert site.webhook("/sms/status", form, d=delivery).status_code == 503
    assert status(site, delivery, "undelivered", "30003") is DeliveryState.UNDELIVERED
    assert site.store.delivery(f"{delivery}.email")


def test_a_stop_that_the_network_tells_of_is_recorded(site: Site) -> None:
    delivery = sent(site)
    site.wait(seconds=1)
    status(site, delivery, "failed", "21610")
    assert site.person().status is Status.OPTED_OUT
