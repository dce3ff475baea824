"""The emulators are found where the Google Cloud SDK is, wherever that was put."""

from pathlib import Path

import pytest

from console.cloud.emulators import FIRESTORE, PUBSUB, command


@pytest.fixture
def sdk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An SDK with both emulators, and nothing else on this machine but Java."""
    for name in (
        "cloud-firestore-emulator/cloud-firestore-emulator",
        "pubsub-emulator/lib/cloud-pubsub-emulator-1-all",
    ):
        jar = tmp_path / "google-cloud-sdk" / "platform" / f"{name}.jar"
        jar.parent.mkdir(parents=True)
        jar.touch()
    for program in ("google-cloud-sdk/bin/gcloud", "bin/java"):
        (tmp_path / program).parent.mkdir()
        (tmp_path / program).touch(0o755)
    monkeypatch.delenv("CLOUDSDK_ROOT", raising=False)
    return tmp_path / "google-cloud-sdk"


def test_around_the_command_gcloud(sdk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{sdk}/bin:{sdk.parent}/bin")
    assert str(sdk / "platform/cloud-firestore-emulator/cloud-firestore-emulator.jar") in command(FIRESTORE)
    assert str(sdk / "platform/pubsub-emulator/lib/cloud-pubsub-emulator-1-all.jar") in command(PUBSUB)


def test_around_the_command_that_a_link_leads_to(sdk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (sdk.parent / "bin" / "gcloud").symlink_to(sdk / "bin" / "gcloud")
    monkeypatch.setenv("PATH", f"{sdk.parent}/bin")
    assert any(part.startswith(str(sdk)) for part in command(FIRESTORE))


def test_where_it_is_said_to_be_whatever_gcloud_there_is(sdk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{sdk.parent}/bin")
    monkeypatch.setenv("CLOUDSDK_ROOT", str(sdk))
    assert any(part.startswith(str(sdk)) for part in command(FIRESTORE))
