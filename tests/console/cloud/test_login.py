"""Where nobody is logged in to Google, a command that works on the cloud says so, in a sentence."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from console.cli import main

CLOUD = """
COATCHECK_STORE=firestore://project
COATCHECK_BUS=pubsub://project
COATCHECK_SECRET_KEY=a secret key of the tests, long enough
COATCHECK_CHANNELS=console
COATCHECK_PUBLIC_URL=https://coats.example
"""


@pytest.mark.parametrize("command", ["doctor", "status", "send-test console ann", "dead-letters replay --all"])
def test_without_a_login_each_command_says_how_to_log_in(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("FIRESTORE_EMULATOR_HOST", "PUBSUB_EMULATOR_HOST", "GOOGLE_APPLICATION_CREDENTIALS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path))
    monkeypatch.setenv("NO_GCE_CHECK", "true")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cloud.env").write_text(CLOUD)
    ran = CliRunner().invoke(main, ["--env-file", "cloud.env", *command.split()])
    assert (ran.exit_code, type(ran.exception)) == (1, SystemExit), ran.output
    assert "Nobody is logged in to Google here: run `gcloud auth application-default login`." in ran.output
