"""What docs/api.md tells one to type is typed."""

import os
import re
import shutil
import subprocess
from contextlib import closing

import pytest

from coatcheck.model import Scope
from coatcheck.people import api_keys
from coatcheck.people.api_keys import MEANINGS
from console.serving import Server
from tests.documentation import DOCS
from tests.signup_web.visiting import Site

PAGE = (DOCS / "api.md").read_text()


def test_the_example_does_what_it_says(site: Site) -> None:
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    _, token = api_keys.make(site.store, "desk", "ann", [Scope.WATCHES], site.clock.now())
    (example,) = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    with closing(Server(site.app)) as server:
        typed = example.replace("http://127.0.0.1:8080", server.url)
        done = subprocess.run(
            ["sh", "-ec", typed], env={**os.environ, "COATCHECK_TOKEN": token}, capture_output=True, text=True
        )
    assert done.returncode == 0, done.stdout + done.stderr
    watch = site.store.watch("jacket")
    assert (watch.interval, watch.tags) == (30, ("coats",))


def test_every_scope_is_described_as_it_is_everywhere() -> None:
    assert [scope for scope, means in MEANINGS.items() if f"| `{scope}` | {means} |" not in PAGE] == []


def test_the_form_by_which_keys_are_found_is_that_of_keys(site: Site) -> None:
    (form,) = re.findall(r"`(cc_\[.*?)`", PAGE)
    _, token = api_keys.make(site.store, "desk", "ann", [Scope.READ], site.clock.now())
    assert re.fullmatch(form, token)
