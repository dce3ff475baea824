"""A deployment comes into being by one apply, stays as it is, and goes without a trace."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from coatcheck.channels import CHANNELS
from tests.infrastructure.conftest import Deployment
from tests.infrastructure.terraforming import (
    EVERY_SECRET,
    EVERYTHING,
    SECRETS,
    TERRAFORM,
    VARIABLES,
    Plan,
    copied,
    plan,
    require,
    run,
)

# Nobody reads what is printed; apprise is not in the image; the canary is switched on by its own setting.
NOT_CHOSEN = ("console", "apprise", "canary")
IN_THE_CLOUD = [name for name in CHANNELS if name not in NOT_CHOSEN]


def test_the_files_are_formatted() -> None:
    require()
    done = subprocess.run(
        ["terraform", "fmt", "-check", "-recursive", str(TERRAFORM)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_configuration_is_valid() -> None:
    ran = run("validate")
    assert ran.code == 0, ran.said


def test_one_apply_makes_it_and_a_second_plan_is_empty(cloud: Plan) -> None:
    assert len(cloud.services) == 4
    assert cloud.changes == []


def test_no_secret_is_in_the_state_or_the_plan(deployment: Deployment) -> None:
    kept = deployment.state.read_text() + deployment.plan_file.read_text()
    assert [name for name, value in EVERY_SECRET.items() if value in kept] == []


def test_a_destroy_that_is_refused_destroys_nothing(deployment: Deployment, tmp_path: Path) -> None:
    state = tmp_path / "state"
    shutil.copy(deployment.state, state)
    protected = EVERYTHING | {"deletion_protection": "true"}
    assert run("apply", "--state", str(state), variables=protected).code == 0
    made = addresses(state)
    ran = run("destroy", "--state", str(state), variables=protected)
    assert ran.code != 0
    assert "CoatCheck is protected, and nothing was destroyed." in ran.said
    assert addresses(state) == made


def test_the_protection_depends_on_everything() -> None:
    pattern = re.compile(r'^resource "(\w+)" "(\w+)"', re.MULTILINE)
    made = {".".join(found) for path in TERRAFORM.glob("*.tf") for found in pattern.findall(path.read_text())}
    depends_on = (TERRAFORM / "protection.tf").read_text().partition("depends_on = [")[2]
    assert made - {"terraform_data.protection"} == set(re.findall(r"[\w.]+(?=,)", depends_on))


def test_destroy_leaves_nothing(deployment: Deployment, tmp_path: Path) -> None:
    state = tmp_path / "state"
    shutil.copy(deployment.state, state)
    ran = run("destroy", "--state", str(state), variables=EVERYTHING)
    assert ran.code == 0, ran.said
    assert json.loads(state.read_text())["resources"] == []


def addresses(state: Path) -> set[str]:
    """What is there, as a state knows it."""
    return {
        f"{each['type']}.{each['name']}[{instance.get('index_key', '')}]"
        for each in json.loads(state.read_text())["resources"]
        for instance in each["instances"]
        if each["mode"] == "managed"
    }


@pytest.mark.parametrize("secrets", [{}, {"secret_key": SECRETS["secret_key"]}])
def test_without_its_secrets_nothing_is_made_and_a_sentence_says_which(tmp_path: Path, secrets: dict[str, str]) -> None:
    state = tmp_path / "state"
    ran = run("apply", "--state", str(state), variables=VARIABLES | {"secrets": secrets})
    assert ran.code != 0
    assert "twilio_auth_token" in ran.said
    assert not state.exists() or addresses(state) == set()


def test_a_secret_is_changed_with_its_value_only_and_its_older_version_stays(
    deployment: Deployment, tmp_path: Path
) -> None:
    state = tmp_path / "state"
    shutil.copy(deployment.state, state)
    raised = EVERYTHING | {"secret_versions": {"twilio_auth_token": 2}}
    without = {name: value for name, value in raised.items() if name != "secrets"}
    refused = run("plan", "--state", str(state), variables=without)
    assert "The secret twilio_auth_token is to be written, and the variable secrets has no value for it" in refused.said
    changed = plan(variables=raised, state=state)
    versions = changed.by_key("google_secret_manager_secret_version", "setting").values()
    assert {each["deletion_policy"] for each in versions} == {"ABANDON"}
    assert 'google_secret_manager_secret_version.setting["twilio_auth_token"]' in changed.changes


def test_its_own_rules_hold() -> None:
    ran = run("test")
    assert ran.code == 0, ran.said


def test_a_channel_of_ones_own_can_be_switched_on() -> None:
    given = VARIABLES | {"channels": ["sms", "pigeon"], "more_channels": ["pigeon"]}
    assert "pigeon" in json.dumps(plan(variables=given).all("google_cloud_run_v2_service"))


def test_variables_that_make_no_sense_are_refused_with_a_sentence_each() -> None:
    wrong = VARIABLES | {
        "project_id": "My Project",
        "region": "us-central1-a",
        "channels": ["pigeon"],
        "operator": "+14155550100",
        "operator_email": "ann",
        "more_secrets": [""],
        "domain": "https://example.org/",
        "image": "coatcheck:latest",
        "billing_account": "mine",
        "build_region": "europe",
        "database": "My Database",
        "base_image": "python:3.13-slim-trixie",
        "instances": {"poller": {"min": 3, "max": 1}},
    }
    said = run("plan", variables=wrong).said
    for sentence in (
        "Write a project id: 6 to 30 lower-case letters",
        "Write a region like us-central1 or europe-west1",
        f'Write channels as some of {", ".join(IN_THE_CLOUD)}, like ["sms", "email"].',
        "Write operator as CHANNEL:ADDRESS, like sms:+14155550100",
        "Write an email address, like ann@example.org.",
        "Write more_secrets as some of admin_token, twilio_other_auth_token; an empty name is none.",
        "Write a domain like coats.example.org, without https://",
        "Write an image by its digest, like us-central1-docker.pkg.dev",
        "Write an image by its digest, like python",
        "Write a name of 4 to 63 lower-case letters",
        "Write a billing account like 01AB23-45CD67-89EF01",
        "Write instances like {poller = {min = 1, max = 4}}",
    ):
        assert sentence in said, (sentence, said)


@pytest.mark.parametrize(
    ("given", "builds_in"),
    [
        ({"region": "us-east1"}, "us-central1"),
        ({"region": "europe-west3"}, "europe-west1"),
        ({"region": "europe-west3", "build_region": "europe-west3"}, "europe-west3"),
    ],
)
def test_builds_are_made_where_a_new_project_may_build(given: dict[str, str], builds_in: str) -> None:
    ran = run("apply", variables=VARIABLES | given)
    assert f"--region='{builds_in}'" in ran.said
    assert f"_REGION='{given['region']}'" in ran.said


def test_the_state_can_be_kept_in_a_bucket(tmp_path: Path) -> None:
    copy = copied(tmp_path)
    shutil.copy(copy / "remote_state.tf.example", copy / "remote_state_override.tf")
    assert run("validate", folder=copy).code == 0


def test_a_restored_database_has_another_name_than_the_one_it_replaces() -> None:
    said = run("plan", variables=VARIABLES | {"database": "coatcheck", "restored_database": "coatcheck"}).said
    assert "Write the name that `coatcheck restore` printed" in said


def test_settings_and_secrets_that_can_not_be_used_are_refused_by_their_names() -> None:
    wrong = {"settings": {"colour": "blue"}, "secrets": {"secret_key": "x" * 40, "twilio_auth_token": ""}}
    said = run("plan", variables=VARIABLES | wrong).said
    assert "and not colour. Secrets go into the variable secrets." in said
    assert "Texts need settings.twilio_account_sid" in said
    assert "needs a value for each of secret_key, twilio_auth_token; none may be empty." in said
