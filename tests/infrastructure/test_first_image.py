"""The first image is built again while a grant is on its way, and given up at once where something else is wrong."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.places import ROOT

# What `gcloud builds submit` says: https://cloud.google.com/build/docs/troubleshooting
SOURCE = (
    "ERROR: (gcloud.builds.submit) INVALID_ARGUMENT: could not resolve source: googleapi: Error 403: "
    "coatcheck-builder@p.iam.gserviceaccount.com does not have storage.objects.get access to the Google Cloud Storage object."
)
PUSH = 'denied: Permission "artifactregistry.repositories.uploadArtifacts" denied on resource "projects/p"'
CALLER = "ERROR: (gcloud.builds.submit) PERMISSION_DENIED: The caller does not have permission"
BROKEN = "ERROR: build step 0 failed: step exited with non-zero status: 1"


class Build:
    """A `gcloud` that fails with these words, one after another, and then works."""

    def __init__(self, folder: Path, *failures: str) -> None:
        self.folder = folder
        for number, words in enumerate(failures, start=1):
            (folder / f"failure-{number}").write_text(words)
        (folder / "gcloud").write_text(
            f"""#!/usr/bin/env bash
echo "$@" >>{folder}/calls
number=$(wc -l <{folder}/calls)
[ -f {folder}/failure-$number ] || exit 0
cat {folder}/failure-$number >&2
exit 1
"""
        )
        (folder / "gcloud").chmod(0o755)

    def run(self) -> "subprocess.CompletedProcess[str]":
        environment = os.environ | {"PATH": f"{self.folder}:{os.environ['PATH']}", "FIRST_IMAGE_PAUSE": "0"}
        command = [str(ROOT / "terraform" / "first-image"), "--project=p", "--substitutions=_DEPLOY=no"]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    @property
    def calls(self) -> list[str]:
        return (self.folder / "calls").read_text().splitlines()


@pytest.mark.parametrize("words", [SOURCE, PUSH, CALLER])
def test_what_was_refused_is_tried_again(tmp_path: Path, words: str) -> None:
    build = Build(tmp_path, words, words)
    assert build.run().returncode == 0
    assert build.calls == ["builds submit --quiet --project=p --substitutions=_DEPLOY=no"] * 3


def test_a_build_that_fails_by_itself_is_not_repeated(tmp_path: Path) -> None:
    build = Build(tmp_path, BROKEN)
    done = build.run()
    assert (done.returncode, len(build.calls)) == (1, 1)
    assert BROKEN in done.stdout
    assert "Apply again when it is mended" in done.stderr


def test_what_stays_refused_is_given_up_in_the_end(tmp_path: Path) -> None:
    build = Build(tmp_path, *[CALLER] * 20)
    done = build.run()
    assert (done.returncode, len(build.calls)) == (1, 8)
    assert "still refused" in done.stderr
