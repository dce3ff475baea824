"""Agents on real HTTP and a real file: whatever they, the server or a thief do, nothing is lost and nothing false."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
import requests
from msgspec.structs import replace

from coatcheck.model import Health, LookFrom
from coatcheck.watching import agents
from coatcheck.watching.agent_messages import MOST_PACKED, MOST_UNPACKED, Told, pack
from coatcheck.watching.reading_process import Failure
from coatcheck.watching.status import report
from poller.agent import Turned, pair
from tests.e2e.agency import Agency, said
from tests.fakes.bookmyshow import BookMyShow
from tests.fakes.ports import HandClock


@pytest.fixture
def agency(tmp_path: Path) -> Iterator[Agency]:
    with closing(Agency(tmp_path)) as agency:
        yield agency


def test_what_an_agent_sees_is_judged_told_and_shown_and_nobody_else_asks_the_shop(agency: Agency) -> None:
    home = agency.agent()
    home.look()
    assert agency.told() == []  # the first look is a baseline
    home.look(M=True)
    assert agency.told() == [["M"]]
    agency.shop.put("L", True)
    agency.tick(3)  # the server's own poller
    assert agency.in_stock() == {"S": False, "M": True, "L": False, "XL": False}
    found = report(agency.services.store, agency.clock.now())
    (shown,) = found.agents
    (sight,) = shown.sights.values()
    assert (shown.name, sight.in_stock, sight.listed) == ("home", 1, 4)
    assert found.watches[0].checked_at == sight.at == agency.clock.now() - timedelta(minutes=3)


def test_a_watch_is_leased_to_one_agent_in_each_interval_and_waits_where_the_shop_refuses(agency: Agency) -> None:
    home, office = agency.agent("home"), agency.agent("office")
    agency.wait(minutes=1)
    assert [len(home.server.work().aims), len(office.server.work().aims), len(home.server.work().aims)] == [1, 0, 0]
    agency.shop.answers = "error"
    home.look()
    home.look()
    home.look()
    assert agency.state.health is Health.UNREACHABLE
    agency.wait(seconds=60)
    assert agency.state.retry_at > agency.clock.now()
    assert home.server.work().aims == ()  # backs off, like every look


def test_a_look_at_a_watch_that_an_agent_was_not_given_is_refused_and_counted(agency: Agency) -> None:
    home, office = agency.agent("home"), agency.agent("office")
    home.look(M=False)
    agency.shop.put("M", True)
    agency.wait(seconds=30)
    assert [("not given this watch" in office.refused(office.made())) for _ in range(2)] == [True, True]
    assert agency.told() == []
    counted = {agent.name: agent.refused for agent in report(agency.services.store, agency.clock.now()).agents}
    assert counted == {"home": 0, "office": 2}
    assert home.refused(home.made()) == "", "what was given to it not long ago it may still tell of"
    assert agency.told() == [["M"]]
    agency.wait(minutes=16)
    assert "not given this watch" in home.refused(home.made()), "a lease does not last"


def test_a_watch_that_waits_for_a_shop_that_refused_its_agent_is_not_taken_for_unheard(agency: Agency) -> None:
    home = agency.agent()
    home.look()
    agency.shop.answers = "error"
    for _ in range(40):
        agency.tick()
        home.work()
    assert agency.state.failures > 4
    assert "No agent" not in agency.state.reason


def test_what_came_back_while_nobody_looked_is_news_after_an_hour_and_a_baseline_after_seven(agency: Agency) -> None:
    home = agency.agent()
    home.look()
    agency.wait(hours=1)
    home.look(M=True)
    assert agency.told() == [["M"]]
    since = agency.clock.now()
    agency.wait(hours=7)
    home.look(L=True)
    assert agency.told() == []
    assert agency.in_stock()["L"] is True
    (change,) = agency.services.store.changes("jacket", since + timedelta(seconds=1))
    assert change.unseen_since == since  # history says that nobody looked


def test_A2_while_no_agent_is_heard_nobody_knows_and_after_it_nothing_is_lost(agency: Agency) -> None:
    home = agency.agent()
    home.look(S=True)
    home.look()
    agency.told()
    agency.shop.put("M", True)
    agency.tick(60)
    assert agency.state.health is Health.UNREACHABLE
    assert "No agent looks at it" in agency.state.reason
    assert agency.in_stock()["M"] is False  # as it was proven
    assert [alert.key for alert in agency.services.store.alerts()] == ["watch:jacket"]
    assert agency.told() == []
    home.look()
    assert agency.told() == [["M"]]
    assert agency.state.failures == 0
    assert agency.services.store.alerts() == []


def test_where_a_watch_says_so_the_server_looks_itself_while_no_agent_is_heard(tmp_path: Path) -> None:
    with closing(Agency(tmp_path, look_from=LookFrom.AGENT_OR_HERE)) as agency:
        home = agency.agent()
        home.look()
        agency.shop.put("M", True)
        agency.tick(4)
        assert agency.told() == []  # an agent was heard just now
        agency.tick(4)
        assert agency.told() == [["M"]]
        home.look(S=True)
        assert agency.told() == [["S"]]


def test_A1_a_server_that_was_away_is_asked_again_and_told_what_it_did_not_hear(agency: Agency) -> None:
    home = agency.agent()
    home.look()
    agency.wait(seconds=30)
    agency.shop.put("M", True)
    home._unsent["jacket"] = home.made()  # the server was killed before it answered
    agency.shop.put("M", False)
    agency.stop()
    assert home.work() == 5
    assert home.work() == 10  # longer each time
    agency.start()
    home.work()
    assert agency.told() == [["M"]]
    home.work()
    assert agency.told() == []  # once


def test_A1_a_server_that_dies_between_noting_a_look_and_judging_it_loses_nothing(
    agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = agency.agent()
    home.look()
    agency.shop.put("M", True)
    with monkeypatch.context() as dying:
        dying.setattr("coatcheck.watching.agent_looks.record_look", lambda *arguments: 1 / 0)
        agency.wait(minutes=1)
        home.work()
    assert agency.told() == []
    agency.shop.put("M", False)  # gone again: only the agent has the proof
    agency.wait(seconds=5)
    home.work()
    assert agency.told() == [["M"]]


def test_A3_A4_forged_replayed_reordered_stale_and_future_looks_are_each_refused_with_a_sentence(
    agency: Agency,
) -> None:
    home, other = agency.agent("home"), agency.agent("other")
    home.look()
    agency.wait(minutes=1)
    agency.shop.put("M", True)
    early = home.made()
    agency.wait(seconds=10)
    agency.shop.put("M", False)
    late = home.made()

    body, number = pack(early), agency.services.store.agent(home.key.id).sequence + 1
    for secret in ("whsec_" + "A" * 32, other.key.secret):
        assert home.raw(body, f"look.{number}", secret=secret) == (403, "The signature is not this agent's.")
    assert home.raw(body, f"work.{number}")[0] == 403  # signed for something else
    assert "future" in home.raw(body, f"look.{number}", at=agency.clock.now().timestamp() + 301)[1]
    assert "more than 5 minutes old" in home.raw(body, f"look.{number}", at=agency.clock.now().timestamp() - 301)[1]
    assert "future" in home.refused(replace(early, ended_at=agency.clock.now() + timedelta(minutes=6)))
    assert "too old" in home.refused(replace(early, ended_at=agency.clock.now() - timedelta(minutes=6)))
    assert home.refused(late, number + 1) == ""
    for other_number in (number, number + 1):  # an earlier one that comes late, and the same again
        assert f"Look {other_number} of this agent, or a later one" in home.refused(early, other_number)
    assert "A later look" in home.refused(early, number + 2)  # an older look under a new number
    assert agency.told() == []
    assert agency.in_stock()["M"] is False


def test_what_is_no_look_or_too_large_or_not_this_agents_work_is_refused(agency: Agency) -> None:
    home = agency.agent()
    home.look()
    looked = home.made()
    bomb = pack(replace(looked, answers=(replace(looked.answers[0], body=bytes(MOST_UNPACKED)),)))
    assert home.raw(b"{}", "look.9") == (422, "This is not a look: its body is not packed with gzip.")
    assert home.raw(pack(looked)[:-9], "look.9")[0] == 422
    assert home.raw(bomb, "look.9")[0] == 413
    assert home.raw(pack(looked), "look.nine") == (422, "The look has no number.")
    answer = requests.post(f"{agency.url}/agents/{home.key.id}/looks", bytes(MOST_PACKED + 2), timeout=10)
    assert answer.status_code == 413
    for path in (f"{home.key.id}/work", "pair"):  # which bring less than a look
        answer = requests.post(f"{agency.url}/agents/{path}", bytes(MOST_PACKED), timeout=10)
        assert (answer.status_code, answer.text) == (413, "The message is too large: 64 KiB at the most.\n")
    assert "No agent has to look" in home.refused(replace(looked, watch_id="parka"))
    watch = agency.services.store.watch("jacket")
    agency.services.store.put_watch(replace(watch, look_from=LookFrom.HERE))
    assert "No agent has to look" in home.refused(looked)


def test_a_page_of_a_megabyte_gets_through(agency: Agency) -> None:
    home = agency.agent()
    home.look()
    agency.wait(minutes=1)
    looked = home.made()
    page = Random(1).randbytes(1_000_000)  # nothing to pack
    assert home.refused(replace(looked, answers=(replace(looked.answers[0], body=page),))) == ""
    assert agency.state.health is Health.UNREADABLE


def test_tickets_are_looked_at_by_an_agent_with_all_the_questions_that_takes(tmp_path: Path) -> None:
    office, alert = BookMyShow(), {"terms": "accepted", "region": "MUMBAI", "venues": "PVPH", "date": "2026-03-04"}
    office.movie("Star Harbour", ("ET00000011", "English", "2D"))
    with office.serve() as url:
        wanted = {"url": f"{url}/", "source": "bookmyshow", "options": {**alert, "title": "Star Harbour"}}
        with closing(Agency(tmp_path, **wanted)) as agency:
            home = agency.agent()
            home.look()
            assert agency.state.health is Health.HEALTHY, agency.state.reason
            office.open("ET00000011", "PVPH", "2026-03-04T19:00", "501")
            for fault in ("403", "html", "truncated", ""):
                office.fault = fault
                assert agency.told() == []
                agency.wait(hours=1)
                home.work()
            ((opened,),) = agency.told()
            assert "Palladium" in opened
            (message,) = agency.messages
            assert [showing.start_date for showing in message.event.variants[0].showings] == ["2026-03-04T19:00"]
            calls, office.calls = office.calls, []
            agency.tick(2)
            assert (len(calls) > 4, office.calls) == (True, [])


def test_an_answer_to_another_question_proves_nothing(agency: Agency) -> None:
    home = agency.agent()
    home.look()
    agency.shop.put("M", True)
    agency.wait(minutes=1)
    looked = home.made()
    for other in ({"url": "https://shop.example/products/other.js"}, {"headers": {"Cookie": "region=elsewhere"}}):
        asked = replace(looked.answers[0].request, **other)
        assert home.refused(replace(looked, answers=(replace(looked.answers[0], request=asked),))) == ""
        assert agency.told() == []
        assert agency.state.health is Health.UNREADABLE


def test_A5_a_code_pairs_one_agent_once_and_only_for_a_while(agency: Agency) -> None:
    code = agency.code("home")
    thief = pair(agency.url, code)
    assert "used already" in said(lambda: pair(agency.url, code))
    assert "revoke home" in said(lambda: pair(agency.url, code))
    store, now = agency.services.store, agency.clock.now()
    agents.revoke(store, agents.find_agent(store, "home", now), now)
    stolen = agency.agent("third")
    stolen.server.key = thief
    assert "revoked" in said(stolen.work)
    assert "no pairing code" in said(lambda: pair(agency.url, "a guess"))
    old = agency.code("late")
    agency.wait(minutes=16)
    assert "run out" in said(lambda: pair(agency.url, old))


def test_a_revoked_agent_is_told_so_and_stops(agency: Agency) -> None:
    home = agency.agent()
    home.look()
    looked, store = home.made(), agency.services.store
    agents.revoke(store, store.agent(home.key.id), agency.clock.now())
    assert "revoked" in home.refused(looked, 99)
    with pytest.raises(Turned, match="revoked"):
        home.work()


def test_an_agent_whose_clock_is_wrong_is_refused_and_works_when_it_is_set_right(
    agency: Agency, caplog: pytest.LogCaptureFixture
) -> None:
    home = agency.agent()
    home.server._clock = HandClock(agency.clock.now() + timedelta(minutes=10))
    assert home.work() == 5
    assert "set the agent's clock" in caplog.text
    home.server._clock = agency.clock
    home.look()
    assert agency.state.version == 1


def test_a_message_that_asks_for_work_is_answered_once(agency: Agency) -> None:
    home = agency.agent()
    assert home.raw(b"", "work.one", path="work")[0] == 200
    assert home.raw(b"", "work.one", path="work") == (409, "This message came before: each is taken once.")


def test_A6_two_agents_that_disagree_tell_nobody_until_they_agree(tmp_path: Path) -> None:
    with closing(Agency(tmp_path, agree=2)) as agency:
        home, office = agency.agent("home"), agency.agent("office")
        for each in (home, office, home):
            each.look()
        assert agency.in_stock() == dict.fromkeys(["S", "M", "L", "XL"], False)
        home.look(M=True)  # the shop shows it to one of them
        agency.shop.put("M", False)
        agency.wait(seconds=1)
        office.work()
        assert agency.told() == []
        assert agency.in_stock()["M"] is False
        home.look(M=True)
        assert agency.told() == []
        office.look()
        assert agency.told() == [["M"]]
        home.look(M=False)
        assert agency.in_stock()["M"] is True  # gone is told by two, as well
        assert agency.told() == []


def test_an_agent_that_is_refused_beside_one_that_sees_is_only_noted(agency: Agency) -> None:
    home, office = agency.agent("home"), agency.agent("office")
    home.look()
    agency.wait(minutes=1)
    blocked = Told("jacket", agency.clock.now(), failure=Failure("Blocked", "403"))
    assert "not given this watch" in office.refused(blocked)
    assert len(office.server.work().aims) == 1
    assert office.refused(blocked) == ""
    assert agency.state.health is Health.HEALTHY
    shown = agency.services.store.agent(office.key.id).sights["jacket"]
    assert (shown.health, shown.reason) == (Health.BLOCKED, "403")
