"""A deployment comes into being by one apply, stays as it is, and goes without a trace."""

import json
import shutil
import subprocess
from pathlib import Path

from tests.infrastructure.conftest import Deployment
from tests.infrastructure.terraforming import EVERY_SECRET, EVERYTHING, TERRAFORM, VARIABLES, Plan, require, run


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


def test_destroy_leaves_nothing(deployment: Deployment, tmp_path: Path) -> None:
    state = tmp_path / "state"
    shutil.copy(deployment.state, state)
    ran = run("destroy", "--state", str(state), variables=EVERYTHING)
    assert ran.code == 0, ran.said
    assert json.loads(state.read_text())["resources"] == []


def test_its_own_rules_hold() -> None:
    ran = run("test")
    assert ran.code == 0, ran.said


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
        "instances": {"poller": {"min": 3, "max": 1}},
    }
    said = run("plan", variables=wrong).said
    for sentence in (
        "Write a project id: 6 to 30 lower-case letters",
        "Write a region like us-central1 or europe-west1",
        'Write channels as some of sms, email, telegram, webhook, like ["sms", "email"].',
        "Write operator as CHANNEL:ADDRESS, like sms:+14155550100",
        "Write an email address, like ann@example.org.",
        "Write more_secrets as some of admin_token, twilio_other_auth_token; an empty name is none.",
        "Write a domain like coats.example.org, without https://",
        "Write an image by its digest",
        "Write a billing account like 01AB23-45CD67-89EF01",
        "Write instances like {poller = {min = 1, max = 4}}",
    ):
        assert sentence in said, (sentence, said)


def test_settings_and_secrets_that_can_not_be_used_are_refused_by_their_names() -> None:
    wrong = {"settings": {"colour": "blue"}, "secrets": {"secret_key": "x" * 40, "twilio_auth_token": ""}}
    said = run("plan", variables=VARIABLES | wrong).said
    assert "and not colour. Secrets go into the variable secrets." in said
    assert "Texts need settings.twilio_account_sid" in said
    assert "needs a value for each of secret_key, twilio_auth_token; none may be empty." in said
