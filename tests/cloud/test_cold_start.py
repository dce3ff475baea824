"""A service imports what it needs to start, and nothing else: cold starts are what people wait for."""

import pytest

from benchmarks.cold_start import fresh, start

HEAVY = frozenset({"babel", "extruct", "lxml", "phonenumbers", "pycurl", "rich", "selectolax", "twilio", "waitress"})
NEEDED = {"poller": set[str](), "notifier": set[str](), "signup_web": {"babel"}}  # the site writes times and numbers


def imported(code: str) -> set[str]:
    """The packages that a fresh process holds after this."""
    return set(fresh(f"{code}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})").split())


@pytest.mark.parametrize("service", NEEDED)
def test_a_starting_service_imports_no_library_that_it_may_not_need(service: str) -> None:
    assert imported(start(service)) & HEAVY == NEEDED[service]


@pytest.mark.parametrize("service", NEEDED)
def test_a_service_is_made_without_the_code_of_another(service: str) -> None:
    assert imported(start(service)) & {"poller", "notifier", "signup_web", "console"} == {service}


def test_one_machine_starts_without_googles_clients() -> None:
    code = "import os; os.environ['COATCHECK_STORE'] = 'sqlite:///:memory:'; import console.up, console.pipeline"
    assert imported(code) & {"google", "grpc"} == set()
