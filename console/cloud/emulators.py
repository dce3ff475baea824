"""Google's emulators of Firestore and Pub/Sub, as processes of our own on free ports of the loopback interface.

They hold everything in memory. https://cloud.google.com/sdk/gcloud/reference/beta/emulators
"""

import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from coatcheck.errors import Invalid
from coatcheck.model import Frozen
from console.serving import free_port

READY_SECONDS = 60.0
STOP_SECONDS = 10.0
MEMORY = 512  # megabytes of each


class Emulator(Frozen, frozen=True):
    """One of the emulators: the variable by which clients find it, and where its program is installed."""

    name: str
    variable: str
    in_sdk: str  # below the Google Cloud SDK's `platform`
    in_cache: str  # where the Firebase tools put the same program
    arguments: tuple[str, ...] = ()
    # Method, path and body: the first one takes seconds on a busy machine
    first_call: tuple[str, str, str] = ("GET", "", "")


FIRESTORE = Emulator(
    name="Firestore",
    variable="FIRESTORE_EMULATOR_HOST",
    in_sdk="cloud-firestore-emulator/cloud-firestore-emulator.jar",
    in_cache="cloud-firestore-emulator-*.jar",
    arguments=("com.google.cloud.datastore.emulator.firestore.CloudFirestore", "start"),
    first_call=(
        "POST",
        "v1/projects/first/databases/(default)/documents:commit",
        '{"writes": [{"update": {"name": "projects/first/databases/(default)/documents/first/call"}}]}',
    ),
)
PUBSUB = Emulator(
    name="Pub/Sub",
    variable="PUBSUB_EMULATOR_HOST",
    in_sdk="pubsub-emulator/lib/cloud-pubsub-emulator-*-all.jar",
    in_cache="pubsub-emulator-*/pubsub-emulator/lib/cloud-pubsub-emulator-*-all.jar",
)


def command(emulator: Emulator, memory: int = MEMORY, works_long: bool = False) -> list[str]:
    """Say how to start it with so many megabytes; one that works long is compiled with more care, and has them at once. Raises `Invalid` naming what to install.

    The programs are started directly, because Google's wrapper scripts leave them running when they are stopped.
    """
    java = shutil.which("java")
    sdk = _sdk() / "platform"
    cache = Path.home() / ".cache/firebase/emulators"
    jars = [*sorted(sdk.glob(emulator.in_sdk), reverse=True), *sorted(cache.glob(emulator.in_cache), reverse=True)]
    if java is None or not jars:
        raise Invalid(
            f"The {emulator.name} emulator is missing: install Java 17 or newer and the Google Cloud SDK with its emulators "
            "(google-cloud-cli-firestore-emulator and google-cloud-cli-pubsub-emulator), or name its directory in CLOUDSDK_ROOT."
        )
    # Most live for minutes: the thorough compiler would cost more than it saves.
    pace = [f"-Xms{memory}m", "-XX:+UseParallelGC"] if works_long else ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    machine = [f"-Xmx{memory}m", *pace, "-Duser.language=en"]
    if emulator.arguments:
        return [java, *machine, "-cp", str(jars[0]), *emulator.arguments]
    return [java, *machine, "-jar", str(jars[0])]


def _sdk() -> Path:
    """Where the Google Cloud SDK is: as CLOUDSDK_ROOT says, else around the command `gcloud`."""
    gcloud = Path(shutil.which("gcloud") or "/usr/lib/google-cloud-sdk/bin/gcloud")
    return Path(os.environ.get("CLOUDSDK_ROOT") or gcloud.resolve().parents[1])


def in_use() -> bool:
    """Return whether the clients of this process talk to emulators."""
    return FIRESTORE.variable in os.environ or PUBSUB.variable in os.environ


class Running(NamedTuple):
    """An emulator's process and its address, host:port."""

    process: "subprocess.Popen[bytes]"
    address: str


@contextmanager
def running(emulator: Emulator, log: Path, memory: int = MEMORY, works_long: bool = False) -> Iterator[Running]:
    """Run the emulator, ready, until the block ends; see `command`. Raises `Invalid` where it is not installed or does not start."""
    port = free_port()
    arguments = [*command(emulator, memory, works_long), "--host=127.0.0.1", f"--port={port}"]
    with log.open("wb") as output:
        process = subprocess.Popen(arguments, stdout=output, stderr=output, start_new_session=True)
    try:
        _wait_until_ready(emulator, process, f"http://127.0.0.1:{port}/", log)
        yield Running(process, f"127.0.0.1:{port}")
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def both(directory: Path, memory: int = MEMORY, works_long: bool = False) -> Iterator[tuple[Running, Running]]:
    """Run Firestore's and Pub/Sub's emulators, and send every client of this process to them meanwhile.

    Firestore's has so many megabytes, and may have to work long: see `command`.
    """
    with ExitStack() as stack:
        logs = {each: directory / f"{each.variable}.log" for each in (FIRESTORE, PUBSUB)}
        started = [
            stack.enter_context(running(FIRESTORE, logs[FIRESTORE], memory, works_long)),
            stack.enter_context(running(PUBSUB, logs[PUBSUB])),
        ]
        before = {each.variable: os.environ.get(each.variable) for each in (FIRESTORE, PUBSUB)}
        for each, emulator in zip((FIRESTORE, PUBSUB), started, strict=True):
            os.environ[each.variable] = emulator.address
        try:
            yield started[0], started[1]
        finally:
            for variable, value in before.items():
                os.environ.pop(variable) if value is None else os.environ.update({variable: value})


def _wait_until_ready(emulator: Emulator, process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    method, path, body = emulator.first_call
    headers = {"Authorization": "Bearer owner", "Content-Type": "application/json"}
    first_call = urllib.request.Request(url + path, body.encode() or None, headers, method=method)
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(first_call, timeout=READY_SECONDS):
                return
        except OSError:
            time.sleep(0.05)
    raise Invalid(f"The {emulator.name} emulator did not start: {log.read_text(errors='replace')[-2000:]}")
