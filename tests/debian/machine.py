"""A Debian that has nothing yet, to do on it what the documentation says: made by debootstrap, with this machine's way to the registries."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from tests.image.building import checkout, of_this_machine
from tests.places import ROOT

HERE = Path(__file__).parent
USER = "visitor"
AUTHORITIES = "etc/ssl/certs/ca-certificates.crt"
PATIENCE = 900.0  # seconds for one script, where nothing else is said
SHOWN = 6000  # characters of what failed


def obstacle() -> str:
    """Why none can be made on this machine; "" where one can."""
    lacking = [name for name in ("debootstrap", "unshare", "chroot") if shutil.which(name) is None]
    if lacking:
        return f"No Debian is made: {', '.join(lacking)} missing."
    return "No Debian is made: only root can." if os.geteuid() else ""


class Debian:
    """One machine, and its only user's home with a fresh checkout in it."""

    def __init__(self, suite: str, root: Path) -> None:
        """Make it in this folder: half a minute."""
        self._root = root
        packages = "--include=ca-certificates,adduser"
        _done(["debootstrap", "--variant=minbase", packages, suite, root, *_mirror()])
        _done(["chroot", root, "useradd", "--create-home", "--shell", "/bin/bash", USER])
        self._reach_registries()
        self.home = root / "home" / USER
        checkout(self.home / "coatcheck")
        _done(["chroot", root, "chown", "--recursive", USER, f"/home/{USER}"])

    def root_does(self, script: str) -> str:
        """What the script prints that root runs. Fails with its last words where it fails."""
        return self._run("root", f"export DEBIAN_FRONTEND=noninteractive; {script}")

    def does(self, script: str, seconds: float = PATIENCE) -> str:
        """What the script prints that the user runs, beginning in the checkout; likewise."""
        return self._run(USER, f"cd coatcheck && {script}", seconds)

    def _run(self, user: str, script: str, seconds: float = PATIENCE) -> str:
        return _done([HERE / "enter", self._root, user, f"set -e; {script}"], seconds)

    def _reach_registries(self) -> None:
        """Tell pip and uv where this machine finds packages, and whom it trusts."""
        shutil.copy("/etc/resolv.conf", self._root / "etc/resolv.conf")
        if Path("/", AUTHORITIES).exists():
            shutil.copy(Path("/", AUTHORITIES), self._root / AUTHORITIES)
        told = of_this_machine()
        (self._root / "etc/pip.conf").write_text(
            "\n".join(["[global]", *(f"{name} = {value}" for name, value in told.items())])
        )
        if "index-url" in told:
            (self._root / "etc/uv").mkdir()
            (self._root / "etc/uv/uv.toml").write_text(f'index-url = "{told["index-url"]}"\n')
        # uv brings its own list of authorities, and no setting in a file names another.
        with (self._root / "etc/environment").open("a") as environment:
            environment.write(f"SSL_CERT_FILE=/{AUTHORITIES}\n")


def _mirror() -> list[str]:
    """Where this machine finds Debian, where it says so; else debootstrap's own."""
    listed = Path("/etc/apt/sources.list.d/debian.sources")
    found = re.search(r"^URIs: *(\S+/debian)/?$", listed.read_text() if listed.exists() else "", re.MULTILINE)
    return [found[1]] if found else []


def _done(command: list[str | Path], seconds: float = PATIENCE) -> str:
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=seconds, check=False
    )
    assert done.returncode == 0, f"{command[-1]}: {done.stdout[-SHOWN:]}"
    return done.stdout
