"""The code and the deployment agree: whatever one of them names, the other knows."""

import base64
import importlib
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from coatcheck import config
from coatcheck.bootstrap import Services
from coatcheck.ports import time_budgets
from coatcheck.ports.messages import Envelope, Tick, decode
from coatcheck.ports.stored_values import by_provider
from coatcheck.process import server
from coatcheck.process.environment import PREFIX
from coatcheck.telling.switches import TEXTS_ALERT
from coatcheck.truth.health import alert_key
from console.cloud import cost
from console.cloud.topology import ATTEMPTS
from notifier.record import PROMISED
from tests.infrastructure.agreement import CODE, disagreements
from tests.infrastructure.terraforming import EVERYTHING, TERRAFORM, Plan, copied, plan
from tests.places import ROOT

SERVICES = ("poller", "notifier", "signup-web", "admin")


def test_nothing_is_missing_and_nothing_is_unused(cloud: Plan) -> None:
    assert disagreements(cloud) == []


def test_a_name_that_changes_in_terraform_alone_is_noticed(tmp_path: Path) -> None:
    copy = copied(tmp_path)
    renamed = (
        ("pubsub.tf", r"\brestocks( += \[)", r"returns\1"),
        ("iam.tf", '"restocks"', '"returns"'),
        ("run.tf", r"\bpush_audience( +=)", r"push_hearers\1"),
        ("firestore.indexes.json", '"shard"', '"slice"'),
    )
    for name, before, after in renamed:
        text, times = re.subn(before, after, (copy / name).read_text())
        assert times, f"there is no {before} in {name}"
        (copy / name).write_text(text)
    found = disagreements(plan(copy, EVERYTHING))
    assert "topic restocks: the code needs it, Terraform does not make it" in found
    assert "topic returns: Terraform makes it, no code needs it" in found
    assert "subscription restocks-notifier: the code needs it, Terraform does not make it" in found
    assert "variable COATCHECK_PUSH_AUDIENCE: the code needs it, Terraform does not make it" in found
    assert "variable COATCHECK_PUSH_HEARERS: Terraform makes it, no code needs it" in found
    assert "index of deliveries.shard: the code needs it, Terraform does not make it" in found
    assert "index of deliveries.slice: Terraform makes it, no code needs it" in found


def test_a_name_that_changes_in_the_code_alone_is_noticed(cloud: Plan) -> None:
    settings = tuple("tint" if name == "brand" else name for name in CODE.settings)
    topics = tuple("looks" if name == "polls" else name for name in CODE.topics)
    first, *others = (each for each in CODE.collections if each.expires)
    collections = (structs.replace(first, name="alterations"), *others)
    found = disagreements(cloud, structs.replace(CODE, settings=settings, topics=topics, collections=collections))
    assert "variable COATCHECK_TINT: the code needs it, Terraform does not make it" in found
    assert "topic polls: Terraform makes it, no code needs it" in found
    assert "time to live alterations.expires_at: the code needs it, Terraform does not make it" in found


def test_a_path_that_no_service_answers_is_noticed(cloud: Plan) -> None:
    first, *others = CODE.subscriptions
    moved = (structs.replace(first, path="/elsewhere"), *others)
    assert len(disagreements(cloud, structs.replace(CODE, subscriptions=moved))) == 1


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_can_read_the_settings_that_it_is_given(cloud: Plan, service: str) -> None:
    given = cloud.environment(service)
    secrets = {f"{PREFIX}{row.name.upper()}" for row in config.rows() if row.secret}
    values = {name: "a secret of more than 32 characters" if name in secrets else text for name, text in given.items()}
    settings = config.parse(values)
    assert settings.store == "firestore://coatcheck-test"
    assert settings.site == "https://coats.example.org"


@pytest.mark.parametrize("service", SERVICES)
def test_secrets_come_from_secret_manager_and_only_they(cloud: Plan, service: str) -> None:
    for name, value in cloud.environment(service).items():
        row = next(row for row in config.rows() if name == PREFIX + row.name.upper())
        assert value.startswith("coatcheck-") == row.secret or row.name in {"push_audience", "push_service_account"}, (
            name
        )


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_starts_an_app_that_exists(cloud: Plan, service: str) -> None:
    container = cloud.services[service]["template"][0]["containers"][0]
    assert container["command"] == ["gunicorn"]
    assert container["args"][:2] == ["--config", "python:coatcheck.process.server"]
    module, _, call = container["args"][2].partition(":")
    assert call == "create_app()"
    assert callable(importlib.import_module(module).create_app)


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_is_there_when_its_process_answers_whatever_the_store_does(
    cloud: Plan, service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    container = cloud.services[service]["template"][0]["containers"][0]
    module = importlib.import_module(container["args"][2].partition(":")[0])
    services = Services(config.Settings(secret_key="x" * 32))
    client = module.create_app(services).test_client()
    monkeypatch.setattr(Services, "store", property(lambda _: pytest.fail("the store was asked")))
    assert client.get(container["startup_probe"][0]["http_get"][0]["path"]).status_code == 200


def test_the_renderer_can_read_its_settings_and_knows_who_may_call(cloud: Plan) -> None:
    settings = config.parse(cloud.environment("renderer"))
    assert settings.renderer == cloud.environment("poller")["COATCHECK_RENDERER"]
    assert cloud.renderer["custom_audiences"] == [settings.renderer]
    assert settings.push_trust == "platform"
    assert (settings.store, settings.bus) == (config.Settings().store, "local")  # it is told of neither
    assert "COATCHECK_RENDERER" not in cloud.environment("notifier")


def test_the_renderer_draws_no_more_pages_at_once_than_it_is_given_and_others_order_no_more(cloud: Plan) -> None:
    template = cloud.renderer["template"][0]
    given = config.parse(cloud.environment("renderer")).browser_concurrency
    assert 1 <= template["max_instance_request_concurrency"] == given == cost.DRAWN_AT_ONCE <= 4
    assert template["containers"][0]["resources"][0]["limits"]["memory"] == f"{cost.RENDERER_MEMORY:.0f}Gi"
    ordered = config.parse(cloud.environment("poller") | {"COATCHECK_PUSH_AUDIENCE": ""}).browser_concurrency
    assert ordered == given * template["scaling"][0]["max_instance_count"]


def test_the_renderer_starts_an_app_that_exists_and_is_there_when_it_has_drawn_a_page(cloud: Plan) -> None:
    from renderer.app import create_app

    container = cloud.renderer["template"][0]["containers"][0]
    assert container["args"] == ["--config", "python:coatcheck.process.server", "renderer.app:create_app()"]
    routes = create_app(config.parse(cloud.environment("renderer"))).url_map.bind("renderer")
    assert routes.test(container["startup_probe"][0]["http_get"][0]["path"], method="GET")
    assert cloud.renderer["template"][0]["timeout"] == f"{time_budgets.REQUEST:.0f}s"


def test_there_is_no_renderer_where_nobody_asked_for_one() -> None:
    without = plan()
    assert without.by_key("google_cloud_run_v2_service", "renderer") == {}
    assert not [name for service in without.services for name in without.environment(service) if "RENDERER" in name]
    assert "renderer" not in {each["account_id"] for each in without.all("google_service_account")}


def test_all_that_is_asked_goes_out_from_one_address_where_that_is_wanted(cloud: Plan) -> None:
    def ways(planned: Plan) -> list[list[dict[str, Any]]]:
        return [each["template"][0]["vpc_access"] for each in (*planned.services.values(), planned.renderer)]

    fixed = plan(variables=EVERYTHING | {"static_egress": "true"})
    assert ways(cloud) == [[]] * len(ways(cloud))
    assert cloud.all("google_compute_address") == []
    assert [way[0]["egress"] for way in ways(fixed)] == ["ALL_TRAFFIC"] * len(ways(cloud))
    assert len(fixed.all("google_compute_address")) == 1
    (nat,) = fixed.all("google_compute_router_nat")
    assert nat["nat_ip_allocate_option"] == "MANUAL_ONLY"
    (subnetwork,) = fixed.all("google_compute_subnetwork")
    assert subnetwork["private_ip_google_access"]
    assert "compute.googleapis.com" in {each["service"] for each in fixed.all("google_project_service")}


def test_spans_go_to_cloud_trace_where_that_is_wanted(cloud: Plan) -> None:
    traced = plan(variables=EVERYTHING | {"traces": "true"})
    for service in SERVICES:
        assert "COATCHECK_TRACES" not in cloud.environment(service)
        assert traced.environment(service)["COATCHECK_TRACES"] == "https://telemetry.googleapis.com/v1/traces"
    writers = traced.by_key("google_project_iam_member", "traces")
    assert set(writers) == set(SERVICES)
    assert {each["role"] for each in writers.values()} == {"roles/telemetry.tracesWriter"}
    assert "telemetry.googleapis.com" in {each["service"] for each in traced.all("google_project_service")}


def test_what_lasts_how_long_is_as_in_the_code(cloud: Plan) -> None:
    for service in cloud.services.values():
        template = service["template"][0]
        assert template["timeout"] == f"{time_budgets.REQUEST:.0f}s"
        assert template["max_instance_request_concurrency"] == server.THREADS
    for subscription in cloud.all("google_pubsub_subscription"):
        assert subscription["ack_deadline_seconds"] == time_budgets.ACK
    for subscription in cloud.all("google_pubsub_subscription", "push"):
        assert subscription["dead_letter_policy"][0]["max_delivery_attempts"] == ATTEMPTS


def test_what_is_billed_beside_the_services_is_what_terraform_makes(cloud: Plan) -> None:
    checks = cloud.by_key("google_monitoring_uptime_check_config", "check")
    assert checks["site"]["period"] == f"{cost.SITE_CHECK}s"
    assert checks["status"]["period"] == f"{cost.STATUS_CHECK}s"
    assert {len(each["selected_regions"]) for each in checks.values()} == {cost.PLACES}
    policies = cloud.all("google_monitoring_alert_policy")
    conditions = [condition for each in policies for condition in each["conditions"]]
    assert len([each for each in conditions if not each["condition_matched_log"]]) == cost.CONDITIONS
    (backups,) = cloud.all("google_firestore_backup_schedule")
    assert backups["retention"] == f"{cost.BACKUPS * 86_400}s"
    (registry,) = cloud.all("google_artifact_registry_repository")
    kept = [policy["most_recent_versions"] for policy in registry["cleanup_policies"] if policy["action"] == "KEEP"]
    assert kept[0][0]["keep_count"] == cost.IMAGES
    assert len(cloud.all("google_cloud_scheduler_job")) == 1
    for service in cloud.services.values():
        assert (
            service["template"][0]["containers"][0]["resources"][0]["limits"]["memory"] == f"{cost.MEMORY * 1024:.0f}Mi"
        )


def test_the_build_is_given_what_it_knows_and_no_more(cloud: Plan) -> None:
    declared = set(re.findall(r"^  (_[A-Z_]+):", (ROOT / "cloudbuild.yaml").read_text(), re.MULTILINE))
    given = set(re.findall(r"(?<=[=,\"])(_[A-Z_]+)=", (TERRAFORM / "registry.tf").read_text()))
    given |= set(re.findall(r"(?<=[=,\"])(_[A-Z_]+)=", (TERRAFORM / "renderer.tf").read_text()))
    given |= set(re.findall(r"(_[A-Z_]+)=", cloud.document["planned_values"]["outputs"]["build"]["value"]))
    assert {"_REGION", "_VERSION", "_DEPLOY", "_BASE", "_SERVICES", "_IMAGES"} == given
    assert given <= declared


def test_the_schedulers_message_is_a_tick(cloud: Plan) -> None:
    target = cloud.all("google_cloud_scheduler_job")[0]["pubsub_target"][0]
    taken = datetime(2026, 1, 5, 12, 0, 7, tzinfo=UTC)
    sent = Envelope(base64.b64decode(target["data"]), target["attributes"], published_at=taken)
    assert decode(sent) == Tick(slot=taken.replace(second=0))


def test_each_line_of_the_log_that_is_waited_for_is_written_somewhere(cloud: Plan) -> None:
    sources = "".join(
        path.read_text()
        for part in ("coatcheck", "poller", "notifier", "signup_web", "renderer")
        for path in (ROOT / part).rglob("*.py")
    )
    alerts = [
        each["conditions"][0]["condition_matched_log"][0]["filter"]
        for each in cloud.all("google_monitoring_alert_policy", "logged")
    ]
    filters = [each["filter"] for each in cloud.all("google_logging_metric")] + alerts
    words = {text for filter in filters for text in re.findall(r'jsonPayload\.message=~?"\^?([^"]+)"', filter)}
    assert len(filters) >= len(words) > 5
    assert [text for text in words if f'"{text}' not in sources] == []


def test_the_alerts_that_are_waited_for_have_the_codes_keys(cloud: Plan) -> None:
    policies = cloud.by_key("google_monitoring_alert_policy", "logged")
    keys = {
        name: re.findall(
            r'jsonPayload\.alert=~?"\^?([^"]+)"', each["conditions"][0]["condition_matched_log"][0]["filter"]
        )
        for name, each in policies.items()
    }
    waited_for = {name: found for name, found in keys.items() if found}
    assert waited_for == {"texts-per-day": [TEXTS_ALERT], "watch": [alert_key("")], "stopped": [by_provider("")]}


def test_what_is_promised_of_how_soon_people_are_told_is_what_the_code_measures(cloud: Plan) -> None:
    (objective,), (metric,) = cloud.all("google_monitoring_slo"), cloud.all("google_logging_metric", "told")
    (cut,) = objective["request_based_sli"][0]["distribution_cut"]
    assert cut["range"][0]["max"] == PROMISED
    assert PROMISED in metric["bucket_options"][0]["explicit_buckets"][0]["bounds"]  # else its share is guessed
    assert f"logging.googleapis.com/user/{metric['name']}" in cut["distribution_filter"]
    assert metric["value_extractor"] == "EXTRACT(jsonPayload.seconds)"
    for policy in cloud.all("google_monitoring_alert_policy", "burning"):
        filters = [each["condition_threshold"][0]["filter"] for each in policy["conditions"]]
        assert policy["combiner"] == "AND"
        assert len(filters) == 2
        assert all(each.startswith("select_slo_burn_rate(") for each in filters)


def test_the_addresses_that_are_called_from_outside_are_pages_of_the_site(cloud: Plan) -> None:
    from coatcheck.config import Settings
    from signup_web.app import create_app

    settings = Settings(secret_key="x" * 32, store="sqlite:///:memory:")
    routes = create_app(Services(settings)).url_map.bind("coats.example.org")
    webhook = cloud.document["planned_values"]["outputs"]["twilio_webhook"]["value"]
    assert routes.test(webhook.removeprefix("https://coats.example.org"), method="POST")
    for check in cloud.all("google_monitoring_uptime_check_config"):
        assert routes.test(check["http_check"][0]["path"], method="GET")


def test_the_command_works_with_the_settings_that_are_put_out(cloud: Plan, tmp_path: Path) -> None:
    file = tmp_path / "cloud.env"
    file.write_text(cloud.document["planned_values"]["outputs"]["environment"]["value"])
    settings = config.read_settings({}, file)
    assert settings.bus == "pubsub://coatcheck-test"
    assert settings.email_from == "CoatCheck <news@example.org>"
    assert (settings.push_audience, settings.secret_key) == ("https://push.coatcheck.invalid", "")
