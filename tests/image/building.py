"""The image, built from this checkout by buildah, and what it is made of. Where no registry of images is reached, on a stand-in for its base."""

import functools
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.places import ROOT

HERE = Path(__file__).parent
NAME = "localhost/coatcheck-test"
RENDERER = "localhost/coatcheck-renderer-test"
PRODUCT = ("coatcheck", "console", "notifier", "poller", "renderer", "signup_web")
SETTINGS = {"index-url", "cert", "trusted-host"}  # of this machine's pip, which a build on it needs, too


class NotBuilt(Exception):
    """The Dockerfile could not be carried out; the text is the end of what was said."""


def obstacle() -> str:
    """Why no image can be built on this machine; "" where one can."""
    lacking = [name for name in ("buildah", "debootstrap", "unshare") if shutil.which(name) is None]
    if lacking:
        return f"No image is built: {', '.join(lacking)} missing."
    return "No image is built: only root can mount one." if os.geteuid() else ""


@functools.cache
def base() -> str:
    """The base that the Dockerfile names, or BASE; a stand-in is made where it is not here yet."""
    named = re.search(r"^ARG BASE=(\S+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert named, "The Dockerfile names its base by ARG BASE."
    name = os.environ.get("BASE", named[1])
    if subprocess.run(
        ["buildah", "inspect", "--type", "image", f"docker.io/library/{name}"], capture_output=True, check=False
    ).returncode:
        subprocess.run([HERE / "make_base", name], check=True, stdout=sys.stderr)
    return name


def checkout(place: Path) -> Path:
    """A copy of what is, or is about to be, committed: nothing else can get into the image."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, place / name)
    return place


def build(context: Path, name: str = NAME, target: str = "") -> "Image":
    """Carry out the Dockerfile of this folder, to this target or to its end. Raises `NotBuilt`."""
    settings = context.parent / "pip.conf"
    settings.write_text("\n".join(["[global]", *(f"{name} = {value}" for name, value in of_this_machine().items())]))
    mounted = [
        f"--volume={file}:{where}:ro"
        for file, where in ((settings, "/etc/pip.conf"), ("/etc/resolv.conf", "/etc/resolv.conf"))
    ]
    kind = ["--isolation=chroot", "--network=host", "--format=docker", "--pull-never", "--layers", "--force-rm"]
    done = subprocess.run(
        [
            "buildah",
            "build",
            *kind,
            *mounted,
            f"--build-arg=BASE={base()}",
            *([f"--target={target}"] if target else []),
            f"--tag={name}",
            ".",
        ],
        cwd=context,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotBuilt(done.stdout[-3000:])
    return Image(name)


def of_this_machine() -> dict[str, str]:
    """Where this machine's pip finds its index, and whom it trusts, by the names in its configuration."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], check=True, capture_output=True, text=True
    ).stdout
    told = dict(
        re.findall(r"^(?::env:\.|global\.)([\w-]+)='(.*)'$", listed, re.MULTILINE)
    )  # :env:.cert='/etc/ssl/cert.pem'
    return {name: value for name, value in told.items() if name in SETTINGS}


def tidy() -> None:
    """Remove what builds left behind for later ones: it would grow by the size of an image each time."""
    _buildah("rmi", "--prune", "--force")


class Image:
    """A built image, by its name."""

    def __init__(self, name: str) -> None:
        self.name = name
        told = _buildah("inspect", "--type", "image", name)
        self.config: dict[str, Any] = json.loads(told)["Docker"]["config"]

    @property
    def added(self) -> int:
        """How many bytes it adds to its base."""
        return _size(self.name) - _size(f"docker.io/library/{base()}")

    @contextmanager
    def mounted(self) -> Iterator["Files"]:
        """Its files, until the block ends."""
        container = _buildah("from", "--pull-never", self.name)
        try:
            yield Files(Path(_buildah("mount", container)), self.config)
        finally:
            _buildah("rm", container)


class Files:
    """An image's files where they can be read and run."""

    def __init__(self, root: Path, config: dict[str, Any]) -> None:
        self.root = root
        self.config = config
        (self.site_packages,) = (root / "app/lib").glob("python3.*/site-packages")

    def launcher(self, *command: str, volume: Path | None = None) -> tuple[str, ...]:
        """What starts a command of it as its user, with nothing but a volume to write to."""
        where = (
            str(self.root),
            self.config["User"],
            self.config["WorkingDir"],
            str(volume or ""),
            " ".join(self.config["Env"]),
        )
        return (str(HERE / "run_read_only"), *where, *command)

    def run(self, *command: str, **variables: str) -> str:
        """What a command of it says. Raises `CalledProcessError` where that fails."""
        environment = {**os.environ, **variables}
        done = subprocess.run(
            self.launcher(*command),
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return done.stdout

    def check_health(self, **variables: str) -> str:
        """Do what the image says of how to see whether it is well. Raises `CalledProcessError` where it is not."""
        kind, *command = self.config["Healthcheck"]["Test"]
        assert kind == "CMD"
        return self.run(*command, **variables)

    def made_of(self) -> dict[str, int]:
        """The bytes of each of its packages, and what they have in common."""
        sizes = {
            each.name: _bytes(each, lambda path: path.suffix != ".pyc")
            for each in self.site_packages.iterdir()
            if each.is_dir()
        }
        return sizes | {"compiled bytecode": _bytes(self.root / "app", lambda path: path.suffix == ".pyc")}


def faults(image: Image) -> list[str]:
    """What is wrong with an image, a sentence each: it runs as somebody, holds the whole product, and starts without compiling."""
    found = [] if re.fullmatch(r"[1-9]\d*:[1-9]\d*", image.config["User"]) else ["It runs as root."]
    with image.mounted() as files:
        for part in PRODUCT:
            wanted = [
                path.relative_to(ROOT)
                for path in (ROOT / part).rglob("*")
                if path.is_file() and "__pycache__" not in path.parts
            ]
            found += [f"It lacks {path}." for path in wanted if not (files.site_packages / path).is_file()]
            found += [
                f"It has {path} uncompiled."
                for path in wanted
                if path.suffix == ".py" and not _compiled(files.site_packages / path)
            ]
    return found


def _compiled(path: Path) -> bool:
    return any(path.parent.glob(f"__pycache__/{path.stem}.*.pyc"))


def _bytes(folder: Path, counts: Callable[[Path], bool]) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and counts(path))


def _size(name: str) -> int:
    """The bytes of all of an image's layers, unpacked."""
    (found,) = json.loads(_buildah("images", "--json", name))
    number, unit = re.fullmatch(r"([\d.]+) (\w+)", found["size"]).groups()
    return int(float(number) * {"KB": 1e3, "MB": 1e6, "GB": 1e9}[unit])


def _buildah(*arguments: str) -> str:
    return subprocess.run(["buildah", *arguments], check=True, capture_output=True, text=True).stdout.strip()
