"""terraform/cloud-env writes a file that the settings can be read from, whatever a secret is made of, and that nobody else can read."""

import os
import subprocess
from pathlib import Path

import pytest

from coatcheck.config import read_settings
from tests.places import ROOT

OUTPUTS = {
    "environment": "COATCHECK_STORE=firestore://coats-1\nCOATCHECK_EMAIL_FROM=CoatCheck <news@example.org>\n",
    "secrets": "coatcheck-secret-key coatcheck-smtp-url",
    "project": "coats-1",
}
SECRETS = {
    "coatcheck-secret-key": "0123456789+/=" * 4,
    "coatcheck-smtp-url": 'smtp://ann:it\'s $HOME #1 "x"@mail.example:587',
}


def program(folder: Path, name: str, answers: dict[str, str], argument: str) -> None:
    """A program that prints a file by the name it finds in its arguments."""
    for key, text in answers.items():
        (folder / f"{name}-{key}").write_text(text)
    (folder / name).write_text(f'#!/usr/bin/env bash\n{argument}\ncat "{folder}/{name}-$key"\n')
    (folder / name).chmod(0o755)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout with the script alone, and stand-ins for the two programs that it asks."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "terraform").mkdir()
    script = tmp_path / "terraform" / "cloud-env"
    script.write_bytes((ROOT / "terraform" / "cloud-env").read_bytes())
    script.chmod(0o755)
    program(tmp_path / "bin", "terraform", OUTPUTS, "key=$3")
    program(
        tmp_path / "bin",
        "gcloud",
        SECRETS,
        'for each in "$@"; do case $each in --secret=*) key=${each#--secret=};; esac; done',
    )
    return tmp_path


def run(folder: Path) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
    script = str(folder / "terraform" / "cloud-env")
    return subprocess.run([script], env=environment, capture_output=True, text=True, check=False)


def test_the_settings_can_be_read_from_it_and_by_nobody_else(folder: Path) -> None:
    done = run(folder)
    assert done.returncode == 0, done.stderr
    file = folder / "cloud.env"
    settings = read_settings({}, file)
    assert settings.secret_key == SECRETS["coatcheck-secret-key"]
    assert settings.smtp_url == SECRETS["coatcheck-smtp-url"]
    assert settings.email_from == "CoatCheck <news@example.org>"
    assert file.stat().st_mode & 0o077 == 0


def test_where_a_secret_may_not_be_read_the_old_file_stays(folder: Path) -> None:
    (folder / "cloud.env").write_text("COATCHECK_STORE=old\n")
    (folder / "bin" / "gcloud").write_text("#!/bin/sh\nexit 1\n")
    assert run(folder).returncode != 0
    assert (folder / "cloud.env").read_text() == "COATCHECK_STORE=old\n"
    assert not (folder / "cloud.env.new").exists()
