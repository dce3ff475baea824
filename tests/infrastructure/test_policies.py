"""What others know to be wrong with a deployment is not in this one; each exception says why, in place."""

import re
import subprocess
from pathlib import Path

from tests.infrastructure.conftest import Deployment
from tests.infrastructure.terraforming import TERRAFORM
from tests.places import ROOT, missing

CHECKERS = ROOT / ".venv" / "infrastructure" / "bin"

KUBERNETES = "deploy/kubernetes.yaml"
# What whoever runs the cluster decides: the image's name and digest, where secrets lie, and who may talk to whom in it. A limit on
# processors would make looks late that are made in no time.
NOT_OURS = ("CKV_K8S_14", "CKV_K8S_43", "CKV_K8S_35", "CKV2_K8S_6", "CKV_K8S_11")


def check(name: str, *arguments: str | Path) -> None:
    """Run a checker that `make infrastructure` installs, and pass on what it says where it finds anything."""
    if not (CHECKERS / name).exists():
        missing(f"{name} is not installed: run make infrastructure")
    done = subprocess.run([CHECKERS / name, *arguments], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_checkov_finds_nothing(deployment: Deployment) -> None:
    kinds = ("--framework", "terraform_plan", "dockerfile", "kubernetes")
    source = ("--repo-root-for-plan-enrichment", TERRAFORM)  # where the exceptions stand
    check(
        "checkov",
        "--file",
        deployment.plan_file,
        "Dockerfile",
        KUBERNETES,
        *source,
        *("--skip-check", ",".join(NOT_OURS)),
        "--compact",
        "--quiet",
        "--skip-download",
        *kinds,
    )


def test_hadolint_finds_nothing_in_the_dockerfile() -> None:
    check("hadolint", "Dockerfile")


def test_cloud_build_understands_the_build() -> None:
    check("check-jsonschema", "--builtin-schema", "vendor.cloudbuild", "cloudbuild.yaml")


def test_docker_compose_understands_the_one_machine() -> None:
    check("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml", "deploy/caddy.yaml")


def test_the_hosted_runs_and_the_issue_forms_are_well_formed() -> None:
    forms = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
    check("check-jsonschema", "--builtin-schema", "vendor.github-issue-forms", *forms)
    runs = sorted((ROOT / ".github" / "workflows").glob("*.yaml"))
    check("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *runs)
    check("check-jsonschema", "--builtin-schema", "custom.github-workflows-require-timeout", *runs)


def test_nobody_else_can_change_what_the_hosted_runs_do() -> None:
    """Each action of others is named by its hash, no key of ours is left behind, and nothing that a stranger wrote gets into a script."""
    check("zizmor", "--offline", "--quiet", "--min-severity", "medium", ".github/workflows")


def test_each_exception_has_a_reason() -> None:
    skips = [
        line for path in TERRAFORM.glob("*.tf") for line in path.read_text().splitlines() if "checkov:skip" in line
    ]
    assert skips
    assert [line for line in skips if not re.search(r"checkov:skip=CKV\w+:\w.{20,}", line)] == []
