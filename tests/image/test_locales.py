"""What the image leaves out of the libraries, and must not. Told by the Dockerfile's own command, on a copy: no image has to be built."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import babel

from coatcheck.languages import LANGUAGES
from tests.places import ROOT

TELLS = "import sys; from babel import Locale; from babel.dates import format_timedelta; print(format_timedelta(60, locale=Locale(sys.argv[1])))"


def test_the_image_keeps_how_each_language_writes_times(tmp_path: Path) -> None:
    shutil.copytree(Path(babel.__file__).parent, tmp_path / "babel")
    command = re.search(
        r"find /app/lib/python3\.\*/site-packages/(babel/locale-data .* -delete)", (ROOT / "Dockerfile").read_text()
    )
    assert command
    subprocess.run(f"find {command[1]}", shell=True, cwd=tmp_path, check=True)
    assert len(list((tmp_path / "babel" / "locale-data").glob("*.dat"))) < 200
    for language in LANGUAGES:
        told = subprocess.run(
            [sys.executable, "-c", TELLS, language], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, check=False
        )
        assert told.returncode == 0, language
