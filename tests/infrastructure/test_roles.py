"""Nobody may do more than they use."""

import re

from console.cloud.permissions import APIS, MAKES
from tests.google_calls import CALLS
from tests.infrastructure.terraforming import TERRAFORM, VARIABLES, Plan, plan

PRIMITIVE = {"roles/owner", "roles/editor", "roles/viewer"}
OPTIONAL_APIS = {"iap", "billingbudgets"}


def caller(member: str) -> str:
    """Who a member of a grant is, as the table of calls names it."""
    name, _, place = member.partition(":")[2].partition("@")
    if place.startswith("coatcheck-test.iam."):
        return name.removeprefix("coatcheck-")
    return "admins" if member.startswith("user:") else place.partition(".")[0].removeprefix("gcp-sa-")


def test_each_account_has_the_roles_that_its_calls_take_and_no_other(cloud: Plan) -> None:
    granted: dict[str, set[str]] = {}
    for each in cloud.document["planned_values"]["root_module"]["resources"]:
        if "_iam_" in each["type"]:
            granted.setdefault(caller(each["values"]["member"]), set()).add(each["values"]["role"])
    taken: dict[str, set[str]] = {}
    for call in CALLS:
        for who in call.callers:
            taken.setdefault(who, set()).add(call.role)
    for person in ("operator", "operator's shell"):
        assert taken.pop(person) == {"roles/owner"}  # Terraform gives people nothing
    assert granted == taken


def test_the_apis_that_are_called_are_turned_on_and_no_other(cloud: Plan) -> None:
    turned_on = {each["service"].removesuffix(".googleapis.com") for each in cloud.all("google_project_service")}
    assert turned_on == {*APIS, *OPTIONAL_APIS}


def test_it_is_known_what_each_kind_of_thing_takes_to_be_made() -> None:
    kinds = {
        kind
        for path in TERRAFORM.glob("*.tf")
        for kind in re.findall(r'^resource "(\w+)"', path.read_text(), re.MULTILINE)
    }
    assert kinds == set(MAKES)


def test_only_what_has_no_smaller_place_is_granted_for_the_project(cloud: Plan) -> None:
    for each in cloud.all("google_project_iam_member", "database"):
        assert each["role"] == "roles/datastore.user"
        assert each["condition"][0]["expression"] == 'resource.name == "projects/coatcheck-test/databases/(default)"'
    builder = {each["role"] for each in cloud.all("google_project_iam_member", "builder")}
    assert builder == {"roles/logging.logWriter", "roles/logging.viewer", "roles/ondemandscanning.admin"}
    assert len(cloud.all("google_project_iam_member")) == len(cloud.services) + 3


def test_the_renderer_may_do_nothing_and_only_those_who_look_at_pages_may_call_it(cloud: Plan) -> None:
    everything = cloud.document["planned_values"]["root_module"]["resources"]
    account = "coatcheck-renderer@"
    assert cloud.renderer["template"][0]["service_account"].startswith(account)
    members = {each["values"]["member"] for each in everything if "_iam_" in each["type"]}
    assert not [member for member in members if account in member]
    may_call = cloud.by_key("google_cloud_run_v2_service_iam_member", "renderer")
    assert set(may_call) == {"poller", "signup-web", "admin"}
    assert {each["role"] for each in may_call.values()} == {"roles/run.invoker"}
    assert not cloud.renderer["invoker_iam_disabled"]
    named = cloud.environment("renderer")["COATCHECK_RENDERER_CALLERS"].split(",")
    assert {f"serviceAccount:{each}" for each in named} == {each["member"] for each in may_call.values()}


def test_nobody_has_a_primitive_role(cloud: Plan) -> None:
    everything = cloud.document["planned_values"]["root_module"]["resources"]
    assert not {each["values"].get("role") for each in everything} & PRIMITIVE


def test_the_pusher_may_push_to_the_two_services_that_are_pushed_to(cloud: Plan) -> None:
    assert set(cloud.by_key("google_cloud_run_v2_service_iam_member", "pusher")) == {"poller", "notifier"}


def test_only_where_cloud_run_asks_who_calls_is_its_word_taken_for_a_signature(cloud: Plan) -> None:
    trusting = {name for name in cloud.services if cloud.environment(name).get("COATCHECK_PUSH_TRUST") == "platform"}
    assert trusting == {"poller", "notifier"}
    for name in trusting:
        assert cloud.services[name]["ingress"] == "INGRESS_TRAFFIC_INTERNAL_ONLY"
        assert not cloud.services[name]["invoker_iam_disabled"]


def test_nothing_is_granted_to_everybody_and_the_site_alone_asks_nobody(cloud: Plan) -> None:
    everything = cloud.document["planned_values"]["root_module"]["resources"]
    assert not {each["values"].get("member") for each in everything} & {"allUsers", "allAuthenticatedUsers"}
    assert [name for name, each in cloud.services.items() if each["invoker_iam_disabled"]] == ["signup-web"]


def test_while_a_restored_database_is_used_the_services_may_use_both_and_no_other() -> None:
    restored = plan(variables=VARIABLES | {"database": "coatcheck", "restored_database": "restored-20261128-1015"})
    for each in restored.all("google_project_iam_member", "database"):
        assert each["condition"][0]["expression"] == (
            'resource.name == "projects/coatcheck-test/databases/coatcheck"'
            ' || resource.name == "projects/coatcheck-test/databases/restored-20261128-1015"'
        )
    for service in restored.services:
        store = restored.environment(service)["COATCHECK_STORE"]
        assert store == "firestore://coatcheck-test/restored-20261128-1015"
    fields = restored.all("google_firestore_field")
    expiring = {
        name: {each["collection"] for each in fields if each["ttl_config"] and each["database"] == name}
        for name in ("coatcheck", "restored-20261128-1015")
    }
    assert expiring["restored-20261128-1015"] == expiring["coatcheck"] != set()
    backed_up = {each["database"] for each in restored.all("google_firestore_backup_schedule")}
    assert backed_up == {"coatcheck", "restored-20261128-1015"}


def test_a_service_may_read_exactly_the_secrets_in_its_environment(cloud: Plan) -> None:
    readable = cloud.by_key("google_secret_manager_secret_iam_member", "reader")
    for service in cloud.services:
        used = {value for value in cloud.environment(service).values() if value in secret_ids(cloud)}
        allowed = {
            each["secret_id"].rsplit("/", 1)[-1] for key, each in readable.items() if key.startswith(f"{service}/")
        }
        assert used == allowed, service


def secret_ids(cloud: Plan) -> set[str]:
    return {each["secret_id"] for each in cloud.all("google_secret_manager_secret")}
