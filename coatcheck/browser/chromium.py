"""Which Chromium is driven, and what it is told: nothing is loaded that no reader reads, and nothing passes our proxy by."""

import os
import shutil
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from coatcheck.errors import Unreachable

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
INSTALL = "`apt-get install chromium libatomic1`, or `playwright install chromium`"
NONE = f"No Chromium is found on this machine to draw the page: {INSTALL}; or give its path in COATCHECK_BROWSER."
NO_PLAYWRIGHT = "Drawing pages needs the library playwright: `pip install 'coatcheck[browser]'`."
NO_SANDBOX = (
    "without its sandbox: this system gives it no user namespaces (in a container: allow the system calls clone and unshare;"
    " Debian: sysctl kernel.unprivileged_userns_clone=1)"
)
NOT_STARTED = "The browser did not start: what it printed says why."
DRIVER_NOT_STARTED = (
    "The browser's driver did not start ({}): `apt-get install libatomic1` brings what it needs on Debian 12."
)
NOWHERE = "http://127.0.0.1:1"  # a proxy that is not there: for what belongs to no look

# The last list of features counts, so Playwright's is repeated as far as pages would notice. SpareRenderer...: an empty process is kept ready for
# the next look, 40 MB that a look hardly gains from. https://chromium.googlesource.com/chromium/src/+/HEAD/content/public/common/content_features.cc
WITHOUT = (
    *("SpareRendererForSitePerProcess", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "PaintHolding"),
    *("DestroyProfileOnBrowserClose", "AvoidUnnecessaryBeforeUnloadCheckSync", "ThirdPartyStoragePartitioning"),
    *("MediaRouter", "Translate", "OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch"),
)
# The network's process has no sandbox on Linux, so nothing is lost where it is the browser's own.
WITH = ("NetworkServiceInProcess2", "CDPScreenshotNewSurface", "SkipListAccountsWithoutGaiaCookies")
# https://peter.sh/experiments/chromium-command-line-switches/
ARGUMENTS = (
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # names are resolved by our proxy alone
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--blink-settings=imagesEnabled=false",
    "--disable-remote-fonts",
    "--autoplay-policy=user-gesture-required",
    "--mute-audio",
    "--disable-gpu",
    "--disable-software-rasterizer",  # nobody needs WebGL to read a shop's words
    "--disable-3d-apis",
    f"--disable-features={','.join(WITHOUT)}",
    f"--enable-features={','.join(WITH)}",
    "--disable-dev-shm-usage",  # 64 MB in containers
    "--renderer-process-limit=4",
    "--js-flags=--max-old-space-size=256",
)
# Loaded by a media element or an old <img> all the same; by address, as their kind is known only afterwards.
FILES = ("mp4", "webm", "m3u8", "mp3", "woff2", "woff", "ttf", "pdf", "zip")
NOT_LOADED = ("*/favicon.ico", *(f"*.{kind}{rest}" for kind in FILES for rest in ("", "?*")))
# A user namespace in which root is somebody else: Chromium refuses its sandbox to root, and has it there.
AS_NOBODY = ("unshare", "--user", "--map-user=65534", "--map-group=65534")
DRY_RUN_SECONDS = 5.0


def is_address(browser: str) -> bool:
    """Return whether the setting names a browser that runs elsewhere, by its DevTools address."""
    return browser.startswith(("ws://", "wss://", "http://", "https://"))


def find(browser: str) -> str:
    """Return the path of the Chromium to start: the one that the setting names, else one that is installed.

    Raises `Unreachable` where there is none, with the command that installs it.
    """
    if browser:
        if path := shutil.which(browser):
            return path
        raise Unreachable(
            f"COATCHECK_BROWSER names {browser}, which is no program here. Leave it empty, or: {INSTALL}."
        )
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if not Path(path).exists():
        raise Unreachable(NONE)
    return path


@cache
def sandbox() -> tuple[str, ...] | None:
    """Return the command in front of that of the drawing process with which Chromium has its sandbox here; None where it can have none."""
    if os.geteuid() != 0:
        return () if _succeeds("unshare", "--user", "true") else None
    return AS_NOBODY if _succeeds(*AS_NOBODY, "unshare", "--user", "true") else None


def why_not_started() -> str:
    """Say why no browser started: Playwright's driver, a Node.js of its own, needs a library that Chromium does without on some systems."""
    package = find_spec("playwright")
    bundled = Path(package.origin).parent / "driver" / "node" if package and package.origin else "node"
    driver = os.environ.get("PLAYWRIGHT_NODEJS_PATH", bundled)
    try:
        done = subprocess.run(
            [driver, "--version"], capture_output=True, text=True, timeout=DRY_RUN_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return DRIVER_NOT_STARTED.format(error)
    return DRIVER_NOT_STARTED.format(done.stderr.strip()[-200:]) if done.returncode else NOT_STARTED


def _succeeds(*command: str) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, timeout=DRY_RUN_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
