"""Tickets in a chat with the bot: what there is, by name; an alert for whoever writes, a group too; and who may make one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from coatcheck.channels.telegram import SECRET_HEADER
from coatcheck.model import ChannelAddress, Frequency, Status, Subscriber
from coatcheck.people.links import subscriber_id
from signup_web.texting.bots import listen
from tests.e2e.ticketing import FILM, GROUP, IMAX, Box, box_office

ANN = "4242"
ALERT = f"/alert {FILM}; bombay; palladium + INVS; 2026-11-21; english; 3D imax"


class Chat:
    """A box office with a bot, and those who write to it."""

    def __init__(self, box: Box) -> None:
        self.box, self.updates = box, 0
        listen(box.services, "telegram")

    def write(self, text: str, chat: str = ANN, kind: str = "") -> str:
        """Somebody writes there; what the bot answers."""
        self.updates += 1
        where = {"id": int(chat), "type": kind or ("private" if chat.isdecimal() else "supergroup")}
        message = {"message_id": self.updates, "chat": where, "text": text}
        answer = self.box.site.post(
            "/telegram/inbound",
            json={"update_id": self.updates, "message": message},
            headers={SECRET_HEADER: self.box.telegram.webhook["secret_token"]},
        )
        assert answer.status_code == 200
        return str(answer.get_json()["text"]) if answer.is_json else ""

    def person(self, chat: str = ANN) -> Subscriber:
        found = self.box.store.subscriber(subscriber_id(self.box.services.secret_key, ChannelAddress("telegram", chat)))
        assert found
        return found


@contextmanager
def chatting(folder: Path, **settings: Any) -> Iterator[Chat]:
    with box_office(folder, **{"suggestions": "approval", "previews_per_address": 100, **settings}) as box:
        yield Chat(box)


@pytest.fixture
def chat(tmp_path: Path) -> Iterator[Chat]:
    with chatting(tmp_path) as chat:
        yield chat


def test_regions_theatres_and_movies_are_found_by_name(chat: Chat) -> None:
    assert chat.write("/regions bom") == "Mumbai (MUMBAI)"
    assert chat.write("/regions@fake_bot mumbay").endswith("Did you mean Mumbai (MUMBAI)?")
    assert chat.write("/theatres bombay vashi") == "INOX: Raghuleela Mall, Vashi (INVS)"
    assert chat.write("/theatres national capital region") == "PVR: Select City Walk, Delhi (PVSL)"
    assert chat.write("/movies MUMBAI") == f"{FILM}: English 2D, English IMAX 3D, Hindi 2D"
    assert "Write the region's name" in chat.write("/movies")
    assert "There is no region 'atlantis'" in chat.write("/theatres atlantis")


def test_an_alert_of_a_group_waits_for_the_operator_and_is_told_there(chat: Chat) -> None:
    box = chat.box
    said = chat.write(ALERT, GROUP)
    read = "PVR: Palladium, Lower Parel, INOX: Raghuleela Mall, Vashi not open."
    assert said.startswith(f"{FILM}, Sat 21 Nov. We read: {read}\nIs that right? /yes:")
    assert box.services.inbox.waiting() == []
    assert chat.write("/status", GROUP) != "", "nothing waits before it is answered"
    said = chat.write("/yes@fake_bot", GROUP)
    assert said == f"{FILM}: whoever runs this site decides whether it is watched; you hear of it once."
    assert "Nothing waits for that answer" in chat.write("/yes", GROUP)
    assert chat.write("/status", GROUP) == f"Waits for whoever runs this site to decide: {FILM}."
    (suggestion,) = box.services.inbox.waiting()
    box.services.inbox.accept(suggestion.id)
    assert "is watched now" in box.in_group()[0]
    assert "/m/" not in box.in_group()[0], "in a group everybody could follow the link to one's own page"
    box.pass_time(2)
    box.shop.open(IMAX[0], "INVS", "2026-11-21T18:15", "54452")
    box.pass_time()
    told = box.in_group()[-1]
    assert FILM in told
    assert "INOX: Raghuleela Mall, Vashi" in told
    assert "INOX" in chat.write("/status", GROUP)
    assert "no more messages" in chat.write("/stop", GROUP)
    assert chat.person(GROUP).status is Status.OPTED_OUT
    assert chat.write(ALERT, GROUP) == "", "after a stop there is silence"


def test_where_it_is_open_to_all_an_alert_is_watched_at_once(tmp_path: Path) -> None:
    with chatting(tmp_path, suggestions="open") as chat:
        assert "Is that right?" in chat.write(ALERT)
        assert chat.box.store.watches() == []
        assert "we tell you as each theatre opens. https://coats.example/p/" in chat.write("Yes!")
        (watch,) = chat.box.store.watches()
        assert (watch.listed, watch.options["venues"]) == (False, "PVPH,INVS")
        assert [each.watch_id for each in chat.box.store.subscriptions_of(chat.person().id)] == [watch.id]


def test_where_nothing_can_be_suggested_groups_are_the_operators_and_commands_are_words(tmp_path: Path) -> None:
    with chatting(tmp_path, suggestions="closed") as chat:
        assert chat.write(ALERT, GROUP) == chat.write("/stop", GROUP) == "", "groups are the operator's"
        assert "We read" not in chat.write(ALERT)
        assert chat.box.store.watches() == []


def test_a_film_that_is_watched_and_listed_is_joined(chat: Chat) -> None:
    assert "We read" in chat.write(ALERT)
    chat.write("/yes")
    (suggestion,) = chat.box.services.inbox.waiting()
    watch_id = chat.box.services.inbox.accept(suggestion.id)[0].watch_id
    assert "Is that right?" in chat.write(ALERT, "4343")
    assert f"You are on the list for {FILM}. https://coats.example/p/" in chat.write("yes", "4343")
    assert [each.watch_id for each in chat.box.store.subscriptions_of(chat.person("4343").id)] == [watch_id]
    assert chat.box.services.inbox.waiting() == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("/alert", "/alert MOVIE; REGION; THEATRE + THEATRE; WHEN"),
        (f"/alert {FILM}; mumbai; palladium", "/alert MOVIE; REGION;"),
        ("/alert long tied; mumbai; palladium; 2026-11-21", f"Did you mean {FILM}?"),
        (f"/alert {FILM}; mumbay; palladium; 2026-11-21", "Did you mean Mumbai (MUMBAI)?"),
        (f"/alert {FILM}; mumbai; paladium; 2026-11-21", "Did you mean PVR: Palladium, Lower Parel (PVPH)?"),
        (f"/alert {FILM}; mumbai; palladium; someday", "like 2026-11-21"),
        (f"/alert {FILM}; mumbai; palladium; fri after dinner", "as 18:00"),
        (f"/alert {FILM}; mumbai; palladium; monkey", "'monkey' is no day"),
        (f"/alert {FILM}; mumbai; palladium; 2020-01-01", "We can't tell"),
        (f"/alert {'x' * 4000}; a; b; c", "/alert MOVIE; REGION;"),
    ],
)
def test_what_is_wrong_with_an_alert_is_said(chat: Chat, text: str, says: str) -> None:
    assert says in chat.write(text)
    assert chat.box.services.inbox.waiting() == []


def test_a_films_name_about_stopping_stops_nobody(chat: Chat) -> None:
    chat.box.shop.movie("Stop Texting Me", ("ET00000077", "English", "2D"))
    assert "We read" in chat.write("/alert Stop Texting Me\nmumbai\nPVPH\n2026-11-21")
    assert "decides" in chat.write("/yes")
    assert chat.person().status is Status.ACTIVE


def test_in_a_group_only_commands_of_ours_are_heard(chat: Chat) -> None:
    for text in ("hello", "/join", "/reset", "M", "/weather mumbai", "stop"):
        assert chat.write(text, GROUP) == ""
    assert chat.write(ALERT, GROUP, "channel") == ""
    assert (
        chat.box.store.subscriber(subscriber_id(chat.box.services.secret_key, ChannelAddress("telegram", GROUP)))
        is None
    )


def test_one_chat_asks_so_often_and_suggests_so_much(tmp_path: Path) -> None:
    with chatting(tmp_path, previews_per_address=3, suggestions_per_person=1) as chat:
        assert "We read" in chat.write(ALERT)
        assert "decides" in chat.write("/yes")
        assert "as much as one person can" in chat.write(ALERT.replace("2026-11-21", "2026-11-22"))
        assert chat.write("/regions mumbai") == "Mumbai (MUMBAI)"
        assert "Too many pages were looked at" in chat.write("/regions mumbai")
        assert chat.write("/regions mumbai", "4343") == "Mumbai (MUMBAI)"
        for _ in range(10):
            last = chat.write("/regions mumbai")
        assert last == "", "more than ten messages in an hour are not answered"


def test_a_ticket_site_that_gives_no_answer_is_no_empty_list(chat: Chat) -> None:
    chat.box.shop.fault = "html"
    assert "no proper answer just now" in chat.write("/movies mumbai")


def test_days_hours_and_several_days_are_taken_and_said_back_before_anything_is_made(tmp_path: Path) -> None:
    with chatting(tmp_path, suggestions="open") as chat:
        told = {
            "Fri-Sun after 18:00": "Fri 20 Nov, Sat 21 Nov, Sun 22 Nov, after 18:00.",
            "2026-11-23 + 2026-11-21 until 22": "Sat 21 Nov, Mon 23 Nov, before 22:00.",
            "2026-11-23/2026-11-27, wed, fri from 9.30": "Wed 25 Nov, Fri 27 Nov, after 9.30.",
            "tomorrow and mon - tue": "None of the weekdays",
            "today": "Fri 20 Nov.",
        }
        for when, said in told.items():
            assert said in chat.write(f"/alert {FILM}; mumbai; palladium; {when}"), when
            assert chat.box.store.watches() == []
        assert chat.write("/no") == "Forgotten."
        assert "Nothing waits" in chat.write("/yes"), "what was asked before the last question is forgotten, too"
        chat.write(f"/alert {FILM}; mumbai; palladium; Fri-Sun after 18:00")
        assert "we tell you" in chat.write("/each")
        (watch,) = chat.box.store.watches()
        assert (watch.options["days"], watch.options["after"]) == ("fri-sun", "18:00")
        (joined,) = chat.box.store.subscriptions_of(chat.person().id)
        assert joined.frequency is Frequency.EVERY
        for text in ("yes", "no"):
            assert "Forgotten" not in chat.write(text, "4343"), "whoever was asked nothing says it of something else"
