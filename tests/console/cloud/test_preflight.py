"""`coatcheck preflight` finds what a first apply would fail at. Google's own `gcloud` asks a stand-in for Google's APIs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from console.cli import main
from console.cloud.gcloud import Gcloud
from console.cloud.permissions import APIS, needed
from console.cloud.preflight import Obstacle, Preflight, Untold
from console.cloud.variables import Intended, read_variables
from tests.fakes.google_apis import Refusal
from tests.fakes.projects import Project

OFF = Refusal(
    403,
    "Cloud Run Admin API has not been used in project 1 before or it is disabled.",
    ({"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "SERVICE_DISABLED", "domain": "googleapis.com"},),
)
INTENDED = Intended(project_id="coats-1", operator="sms:+14155550100", operator_email="ann@example.org")


def asking(folder: Path, **intended: object) -> Preflight:
    """The checks for a deployment that asks for this beside what has to be asked for."""
    fields = {name: getattr(INTENDED, name) for name in Intended.__struct_fields__} | intended
    return Preflight(Intended(**fields), Gcloud(), folder)


def write_variables(folder: Path, text: str) -> Path:
    file = folder / "terraform.tfvars"
    file.write_text(text)
    return file


def test_a_fresh_project_has_nothing_in_the_way(project: Project, tmp_path: Path) -> None:
    file = write_variables(
        tmp_path, 'project_id = "coats-1"\noperator="sms:+14155550100"\noperator_email = "ann@example.org"\n'
    )
    (tmp_path / "remote_state_override.tf").write_text("")
    ran = CliRunner().invoke(main, ["preflight", "--variables", str(file)])
    marks = [line.split()[0] for line in ran.output.splitlines()[:-1]]
    assert (ran.exit_code, set(marks), len(marks)) == (0, {"ok"}, 16), ran.output
    assert ran.output.endswith("Nothing stands in the way.\n")


def test_without_a_login_nothing_more_is_asked(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLOUDSDK_AUTH_ACCESS_TOKEN_FILE")
    told = list(asking(tmp_path).run())
    assert [each.mark for each in told] == ["ok", "!!", "??"]
    assert "gcloud auth login" in told[1].text
    assert project.google.asked == []


def test_a_project_that_is_not_there_or_is_going_is_said(project: Project, tmp_path: Path) -> None:
    with pytest.raises(Obstacle, match=r"gcloud projects create elsewhere-2"):
        asking(tmp_path, project_id="elsewhere-2").project()
    going = {"projectId": "coats-1", "lifecycleState": "DELETE_REQUESTED"}
    project.put("cloudresourcemanager", "v1/projects/coats-1", going)
    with pytest.raises(Obstacle, match=r"gcloud projects undelete coats-1"):
        asking(tmp_path).project()


def test_a_project_that_nobody_pays_for_is_said(project: Project, tmp_path: Path) -> None:
    project.put("cloudbilling", "v1/projects/coats-1/billingInfo", {"billingEnabled": False})
    with pytest.raises(Obstacle, match="gcloud billing projects link coats-1"):
        asking(tmp_path).billing()


def test_the_command_that_turns_missing_apis_on_is_printed(project: Project, tmp_path: Path) -> None:
    project.enabled(*[api for api in APIS if api not in ("run", "firestore")])
    command = r"gcloud services enable firestore.googleapis.com run.googleapis.com --project=coats-1"
    with pytest.raises(Obstacle, match=command):
        asking(tmp_path).apis()


def test_while_an_api_is_off_what_it_would_tell_is_not_known(project: Project, tmp_path: Path) -> None:
    project.put("run", "v1/projects/coats-1/locations", OFF)
    with pytest.raises(Untold, match=r"once run\.googleapis\.com is on"):
        asking(tmp_path).region()


def test_each_right_that_is_missing_is_named(project: Project, tmp_path: Path) -> None:
    project.allowed([each for each in needed() if not each.endswith("setIamPolicy")])
    with pytest.raises(Obstacle, match=r"You may not artifactregistry\.repositories\.setIamPolicy, .*Owner"):
        asking(tmp_path).rights()


def test_a_region_that_lacks_something_is_named(project: Project, tmp_path: Path) -> None:
    project.locations("cloudscheduler", "v1", "us-central1")
    with pytest.raises(Obstacle, match="Cloud Scheduler can't be had in europe-west3"):
        asking(tmp_path, region="europe-west3").region()
    with pytest.raises(Obstacle, match="Cloud Run and Cloud Scheduler and Artifact Registry"):
        asking(tmp_path, region="mars1").region()


def test_a_location_that_firestore_does_not_have_is_named(project: Project, tmp_path: Path) -> None:
    asking(tmp_path, firestore_location="nam5").location()
    with pytest.raises(Obstacle, match="eur3, europe-west1"):
        asking(tmp_path, firestore_location="eu1").location()


DATABASE = {"name": "projects/coats-1/databases/(default)", "type": "FIRESTORE_NATIVE", "locationId": "nam5"}


def test_somebody_elses_database_is_seen_and_both_ways_are_told(project: Project, tmp_path: Path) -> None:
    project.databases(DATABASE)
    with pytest.raises(Obstacle) as raised:
        asking(tmp_path).database()
    assert 'database = "coatcheck"' in str(raised.value)
    assert 'firestore_location = "nam5"' in str(raised.value)
    asking(tmp_path, database="coatcheck").database()


def test_a_database_in_datastore_mode_can_not_be_taken_over(project: Project, tmp_path: Path) -> None:
    project.databases(DATABASE | {"type": "DATASTORE_MODE"})
    with pytest.raises(Obstacle, match="Datastore mode") as raised:
        asking(tmp_path).database()
    assert "import" not in str(raised.value)


def test_a_domain_is_proven_and_can_be_mapped(project: Project, tmp_path: Path) -> None:
    with pytest.raises(Obstacle, match=r"gcloud domains verify coats\.example\.org"):
        asking(tmp_path, domain="coats.example.org").domain()
    project.domains("example.org")
    asking(tmp_path, domain="coats.example.org").domain()
    with pytest.raises(Obstacle, match="maps no domains in europe-west3"):
        asking(tmp_path, domain="coats.example.org", region="europe-west3").domain()


def test_identity_aware_proxy_needs_an_organization(project: Project, tmp_path: Path) -> None:
    preflight = asking(tmp_path, admins=("ann@example.org",))
    preflight.project()
    with pytest.raises(Obstacle, match="admin_token"):
        preflight.admin()
    project.organized()
    preflight.project()
    preflight.admin()


RULES: dict[str, tuple[str, list[dict[str, object]]]] = {
    "run.managed.requireInvokerIam is enforced": ("run_managed_requireInvokerIam", [{"enforce": True}]),
    "gcp.resourceLocations does not allow us-central1": (
        "gcp_resourceLocations",
        [{"values": {"allowedValues": ["in:eu-locations"]}}],
    ),
    "run.allowedIngress does not allow all": ("run_allowedIngress", [{"values": {"allowedValues": ["is:internal"]}}]),
    "gcp.restrictServiceUsage does not allow pubsub.googleapis.com": (
        "gcp_restrictServiceUsage",
        [{"values": {"deniedValues": ["pubsub.googleapis.com"]}}],
    ),
}


@pytest.mark.parametrize("sentence", RULES)
def test_a_rule_of_the_organizations_that_forbids_a_part_is_named(
    project: Project, tmp_path: Path, sentence: str
) -> None:
    constraint, rules = RULES[sentence]
    project.organized(**{constraint: rules})
    preflight = asking(tmp_path)
    preflight.project()
    with pytest.raises(Obstacle, match=sentence):
        preflight.rules()


def test_rules_that_allow_all_of_it_are_none(project: Project, tmp_path: Path) -> None:
    preflight = asking(tmp_path)
    preflight.project()
    preflight.rules()
    assert "orgpolicy.projects.policies.getEffectivePolicy" not in project.google.asked
    project.organized(gcp_resourceLocations=[{"values": {"allowedValues": ["in:us-locations"]}}])
    preflight.project()
    preflight.rules()


MISSING: dict[str, Callable[[Preflight], None]] = {"secret_key": Preflight.secrets, "on this machine": Preflight.state}


@pytest.mark.parametrize("words", MISSING)
def test_secrets_and_state_are_thought_of(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.delenv("TF_VAR_secrets")
    with pytest.raises((Obstacle, Untold), match=words):
        MISSING[words](asking(tmp_path))


def test_variables_are_read_as_terraform_reads_them(tmp_path: Path) -> None:
    file = write_variables(
        tmp_path,
        """
# region = "us-east1"
project_id = "coats-1"
region     = "europe-west1" # near
admins     = ["ann@example.org",
  "bob@example.org"]
settings = {
  twilio_from = "+14155550142"
}
""",
    )
    assert read_variables(file) == Intended(
        project_id="coats-1", region="europe-west1", admins=("ann@example.org", "bob@example.org")
    )


def test_variables_that_are_not_there_are_asked_for(tmp_path: Path) -> None:
    ran = CliRunner().invoke(main, ["preflight", "--variables", str(tmp_path / "terraform.tfvars")])
    assert (ran.exit_code, "docs/deploy.md" in ran.output) == (2, True)
