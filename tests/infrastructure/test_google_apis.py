"""The stand-in for Google's APIs refuses what Google's published forms don't have."""

from collections.abc import Iterator
from contextlib import closing

import pytest
import requests

from tests.fakes.google_apis import GoogleApis, Refusal

SERVICES = "v2/projects/p/locations/us-central1/services"


@pytest.fixture
def google() -> Iterator[GoogleApis]:
    with closing(GoogleApis("run.v2", "pubsub.v1")) as google:
        google.put("run", SERVICES, {"services": [{"name": "poller"}]})
        google.put("pubsub", "v1/projects/p/topics/ticks:publish", {"messageIds": ["1"]}, "POST")
        yield google


def test_what_fits_is_answered(google: GoogleApis) -> None:
    assert requests.get(f"{google.url}/run/{SERVICES}", timeout=5).json() == {"services": [{"name": "poller"}]}
    message = {"messages": [{"data": "e30=", "attributes": {"type": "Tick"}}]}
    assert requests.post(f"{google.url}/pubsub/v1/projects/p/topics/ticks:publish", json=message, timeout=5).ok
    assert google.asked == ["run.projects.locations.services.list", "pubsub.projects.topics.publish"]
    assert google.refused == []


@pytest.mark.parametrize(
    ("verb", "path", "body", "code"),
    [
        ("GET", "run/v2/projects/p/locations/-/services", None, 400),  # no wildcard here
        ("GET", "run/v2/projects/p/locations/mars1/services", None, 403),  # no such region
        ("GET", f"run/{SERVICES}?region=us-central1", None, 400),  # no such parameter
        ("GET", "run/v2/projects/p/regions/us-central1/services", None, 404),  # no such address
        ("PUT", f"run/{SERVICES}/poller", {}, 404),  # no such verb
        ("GET", "pubsub/v2/projects/p/topics/ticks", None, 404),  # no such version
        ("GET", "run/v1/projects/p/topics/ticks", None, 404),  # another API's
        ("POST", "pubsub/v1/projects/p/topics/ticks:publish", {"messages": [{"body": "e30="}]}, 400),  # no such field
        ("POST", "pubsub/v1/projects/p/topics/ticks:publish", {"messages": [{"data": 7}]}, 400),  # of no such kind
    ],
)
def test_what_google_does_not_have_is_refused(
    google: GoogleApis, verb: str, path: str, body: object, code: int
) -> None:
    assert requests.request(verb, f"{google.url}/{path}", json=body, timeout=5).status_code == code
    assert len(google.refused) == 1


def test_what_is_not_there_is_said_in_googles_way(google: GoogleApis) -> None:
    google.put("run", f"{SERVICES}/notifier", Refusal(403, "Permission denied", ({"reason": "SERVICE_DISABLED"},)))
    gone, disabled = (requests.get(f"{google.url}/run/{SERVICES}/{name}", timeout=5) for name in ("x", "notifier"))
    assert (gone.status_code, gone.json()["error"]["status"]) == (404, "NOT_FOUND")
    assert (disabled.status_code, disabled.json()["error"]["details"]) == (403, [{"reason": "SERVICE_DISABLED"}])


@pytest.mark.parametrize(
    "answer",
    [{"services": [{"url": "https://x"}]}, {"services": {}}, {"services": [{"ingress": "INGRESS_NONE_AT_ALL"}]}],
)
def test_an_answer_that_google_would_never_give_can_not_be_put_in(
    google: GoogleApis, answer: dict[str, object]
) -> None:
    with pytest.raises(ValueError, match="never answers so"):
        google.put("run", SERVICES, answer)
