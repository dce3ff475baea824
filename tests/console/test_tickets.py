"""Finding regions, theatres and movies at a terminal, and making an alert of their names."""

from collections.abc import Iterator

import pytest

from tests.console.terminal import Terminal
from tests.e2e.ticketing import FILM, HINDI, IMAX, PLAIN
from tests.fakes.bookmyshow import BookMyShow

LATER = "2096-11-21"


@pytest.fixture
def shop() -> BookMyShow:
    shop = BookMyShow()
    shop.movie(FILM, PLAIN, IMAX, HINDI)
    shop.movie("Star Harbour", ("ET00000001", "English", "2D"))
    return shop


@pytest.fixture
def office(terminal: Terminal, shop: BookMyShow) -> Iterator[Terminal]:
    """A terminal from which movies may be searched."""
    with shop.serve() as url:
        terminal.environment["COATCHECK_TICKETS_SITE"] = url
        yield terminal


def test_names_are_listed_with_their_codes(office: Terminal) -> None:
    assert office.json("tickets", "regions", "bombay") == [{"code": "MUMBAI", "name": "Mumbai", "also": ["Bombay"]}]
    vashi = {"code": "INVS", "name": "INOX: Raghuleela Mall, Vashi", "also": []}
    assert office.json("tickets", "theatres", "Mumbai", "vashi") == [vashi]
    listed = office.json("tickets", "movies", "delhi", "tide")
    assert [(film["title"], len(film["versions"])) for film in listed] == [(FILM, 3)]
    shown = office.run("tickets", "movies", "MUMBAI").stdout
    assert "ET00000012" in shown
    assert "IMAX 3D" in shown


def test_a_name_that_nothing_has_is_answered_with_the_nearest(office: Terminal) -> None:
    assert "Did you mean Mumbai (MUMBAI)?" in office.run("tickets", "regions", "mumbay").stderr
    refused = office.run("tickets", "theatres", "mumbay")
    assert (refused.exit_code, "Did you mean Mumbai (MUMBAI)?" in refused.stderr) == (2, True)


def alert(office: Terminal, *words: str, movie: str = "long tide", input: str = "yes\ny\n") -> tuple[int, str]:
    said = office.run("tickets", "alert", movie, "--region", "bombay", "--date", LATER, *words, input=input)
    return said.exit_code, said.output


def test_an_alert_is_made_of_names_shown_agreed_to_and_seen_opening(office: Terminal, shop: BookMyShow) -> None:
    words = ["--theatre", "palladium", "--theatre", "INVS", "--language", "english", "--format", "3D imax"]
    code, said = alert(office, *words)
    assert (code, "We read: PVR: Palladium, Lower Parel, INOX: Raghuleela Mall, Vashi not open." in said) == (0, True)
    (watch,) = office.json("watch", "list")
    assert watch["options"] == {
        "terms": "accepted",
        "region": "MUMBAI",
        "venues": "PVPH,INVS",
        "title": FILM,
        "language": "English",
        "format": "IMAX 3D",
        "date": LATER,
    }
    assert (watch["title"], watch["source"], watch["zone"]) == (FILM, "bookmyshow", "Asia/Kolkata")
    shop.open(IMAX[0], "INVS", f"{LATER}T18:00", "1")
    office.look()
    states = office.json("watch", "list")[0]["state"]["variants"]
    assert {each["title"]: each["in_stock"] for each in states} == {
        "PVR: Palladium, Lower Parel": False,
        "INOX: Raghuleela Mall, Vashi": True,
    }
    again, said = alert(office, *words)
    assert (again, "This page is watched already" in said) == (2, True)


@pytest.mark.parametrize(
    ("movie", "words", "says"),
    [
        (
            "long tied",
            ["--theatre", "PVPH"],
            "There is no movie 'long tied'. Did you mean Star Harbour: The Long Tide?",
        ),
        (FILM, ["--theatre", "paladium"], "Did you mean PVR: Palladium, Lower Parel (PVPH)?"),
        (FILM, ["--theatre", "PVSL"], "There is no theatre 'PVSL'"),
        (FILM, ["--theatre", "PVPH", "--language", "Tamil"], "There are: English, Hindi."),
        (FILM, ["--theatre", "PVPH", "--language", "Hindi", "--format", "IMAX 3D"], "It is in: English 2D, English"),
        (FILM, ["--theatre", "PVPH", "--days", "funday"], "fri-sun or mon,wed"),
    ],
)
def test_a_wrong_name_says_which_there_are(office: Terminal, movie: str, words: list[str], says: str) -> None:
    code, said = alert(office, *words, movie=movie)
    assert (code, says in said) == (2, True), said
    assert office.json("watch", "list") == []


def test_a_movie_that_is_still_to_be_listed_is_taken_at_its_word(office: Terminal, shop: BookMyShow) -> None:
    code, said = alert(office, "--theatre", "PVPH", "--coming", "--yes", movie="Harbour")
    assert code == 0, said
    (watch,) = office.json("watch", "list")
    assert watch["options"]["title"] == "Harbour", "and for none of those whose titles only have the word"
    shop.movie("Harbour", ("ET00000077", "English", "2D"))
    shop.open("ET00000077", "PVPH", f"{LATER}T09:30", "7")
    office.look()
    assert [each["in_stock"] for each in office.json("watch", "list")[0]["state"]["variants"]] == [True]


def test_a_wrong_code_in_a_watch_says_which_is_meant(office: Terminal) -> None:
    site = office.environment["COATCHECK_TICKETS_SITE"]
    given = {"terms": "accepted", "region": "MUMBAI", "venues": "PVHP", "title": FILM, "date": LATER}
    options = [word for name, text in given.items() for word in ("--option", f"{name}={text}")]
    said = office.run("watch", "test", f"{site}/", "--source", "bookmyshow", *options).output
    assert "there is no PVHP in this region. Did you mean PVR: Palladium, Lower Parel (PVPH)?" in said


def test_nothing_is_asked_before_the_site_is_named(terminal: Terminal) -> None:
    refused = terminal.run("tickets", "regions")
    assert (refused.exit_code, "COATCHECK_TICKETS_SITE" in refused.stderr) == (2, True)


def test_a_page_in_place_of_the_list_is_no_empty_list(office: Terminal, shop: BookMyShow) -> None:
    shop.fault = "html"
    refused = office.run("tickets", "regions")
    assert (refused.exit_code, "in place of its data" in refused.stderr) == (1, True)


def test_an_alert_can_be_left_to_agents_at_once_by_codes_where_the_site_refuses_this_server(
    office: Terminal, shop: BookMyShow
) -> None:
    office.environment["COATCHECK_ALLOW_HOSTS"] = "127.0.0.1"
    code, said = alert(office, "--theatre", "palladium", "--agent", input="")
    assert code == 0, said
    assert not any(call.startswith("DAY") for call in shop.calls), "it was looked at from here"
    shop.fault = "403"
    words = ("--region", "MUMBAI", "--date", LATER, "--theatre", "INVS", "--agent", "--unlisted")
    refused = office.run("tickets", "alert", FILM, *words)
    assert (refused.exit_code, "taken for codes" in refused.stderr) == (0, True)
    by_name, by_code = office.json("watch", "list")
    assert [(each["look_from"], each["zone"], each["listed"]) for each in (by_name, by_code)] == [
        ("agent", "Asia/Kolkata", True),
        ("agent", "Asia/Kolkata", False),
    ]
    assert (by_code["options"]["region"], by_code["options"]["venues"]) == ("MUMBAI", "INVS")
    assert office.run("tickets", "alert", FILM, *words[:-2]).exit_code == 1, "without agents it is refused"
