"""The API before a program that reads its OpenAPI document, and asks all that it allows, all that it does not, and one thing after another.

Nothing breaks, nothing is answered that is not in the document, and no door opens without a key.
"""

from contextlib import closing
from pathlib import Path

from coatcheck.config import Limits
from coatcheck.model import Scope
from coatcheck.people import api_keys
from console.demo.shop import Shop
from console.serving import Server
from signup_web.security import MAXIMUM_BODY
from tests import examples
from tests.counterparts.installed import installed, run
from tests.fakes.ports import NOON
from tests.signup_web.visiting import Site

HERE = Path(__file__).parent
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "ignored_auth",
    "unsupported_method",
    "use_after_free",
    "ensure_resource_availability",
)
# The key that it asks with is among those that it would end.
LEFT_OUT = ("end_key",)


def test_nothing_breaks_and_nothing_is_answered_that_is_not_described(shop: Shop, tmp_path: Path) -> None:
    host = shop.page().split("/")[2]
    site = Site(tmp_path, allow_hosts=(host,), api_requests_per_minute=1_000_000, public_url="")
    site.services.limits = Limits(admin_tries_per_hour=1_000_000)  # it sends a thousand wrong keys, to be told so
    site.watch()
    site.store.bury(examples.letter())
    site.store.open_alert(examples.alert(opened_at=NOON))
    _, token = api_keys.make(site.store, "schemathesis", "ann", [Scope.ADMIN], site.clock.now())
    program = installed("schemathesis", "schemathesis")
    with closing(Server(site.app, body_limit=lambda path: MAXIMUM_BODY)) as server:
        run(
            [
                program,
                *("--config-file", HERE / "schemathesis.toml"),
                *("run", f"{server.url}/api/v1/openapi.json", "--url", f"{server.url}/api/v1"),
                *("--header", f"Authorization: Bearer {token}"),
                *("--checks", ",".join(CHECKS), "--max-examples", "15", "--seed", "1", "--workers", "2"),
                *(part for name in LEFT_OUT for part in ("--exclude-operation-id", name)),
            ],
            tmp_path,
            {"SHOP_PAGE": shop.page(), "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE)},
        )
    assert api_keys.known(site.store, token, site.clock.now(), ())
