"""What docs/api.md says of limits, held against `coatcheck up`: keys that are guessed, run out or of another scope, bodies of 10 MB, a thousand requests at once.

python -m tests.attack.api_limits     from the project's folder; half a minute, nothing leaves this machine
"""

import asyncio
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import requests
from msgspec.structs import replace

from coatcheck.model import Scope
from coatcheck.people import api_keys
from coatcheck.store import open_store
from console.serving import free_port
from tests.attack.findings import Findings
from tests.counterparts.installed import answers
from tests.waiting import until

AT_ONCE = 1000
LARGE, PART = 10 * 1024 * 1024, 65_536  # bytes
PER_MINUTE = 600


def main() -> None:
    folder, port, findings = Path(tempfile.mkdtemp()), free_port(), Findings()
    base, file = f"http://127.0.0.1:{port}", f"sqlite:///{folder / 'coatcheck.db'}"
    store, now = open_store(file), datetime.now(UTC)
    tokens = {scope: api_keys.make(store, scope, "attack", [scope], now)[1] for scope in Scope}
    old, run_out = api_keys.make(store, "old", "attack", [Scope.ADMIN], now, days=1)
    store.put_api_key(replace(old, expires_at=now - timedelta(seconds=1)))
    settings = {"COATCHECK_STORE": file, "COATCHECK_PORT": str(port)}
    with (folder / "log").open("wb") as log:
        command = [sys.executable, "-c", "from console.cli import main; main()", "up"]
        process = subprocess.Popen(command, env=os.environ | settings, stdout=log, stderr=subprocess.STDOUT)

    def ask(token: str, method: str = "GET", path: str = "/status", **what: object) -> requests.Response:
        headers = {"Authorization": f"Bearer {token}", **what.pop("headers", {})}
        return requests.request(method, f"{base}/api/v1{path}", headers=headers, timeout=30, **what)

    try:
        until(lambda: answers(f"{base}/livez"), 30, "up")
        seen = ask(run_out).status_code
        findings.expect("a key that has run out is 401", seen == 401, seen)
        seen = [
            ask(tokens[Scope.READ], "DELETE", "/keys/x").status_code,
            ask(tokens[Scope.ADMIN], "DELETE", "/keys/x").status_code,
        ]
        findings.expect("a key of another scope is 403", seen == [403, 404], seen)
        guesses = Counter(ask(f"cc_{secrets.token_hex(6)}_{secrets.token_hex(32)}").status_code for _ in range(200))
        findings.expect(
            "of two hundred guesses nine are 401 and the others 429", guesses == {401: 9, 429: 191}, dict(guesses)
        )
        seen = ask(tokens[Scope.READ]).status_code
        findings.expect("a right key is let in from there", seen == 200, seen)

        for how, body in (
            ("with its length", lambda: b" " * LARGE),
            ("in parts", lambda: (b" " * PART for _ in range(LARGE // PART))),
        ):
            for who, token in (("a key", tokens[Scope.ADMIN]), ("no key", "")):
                began = time.monotonic()
                try:
                    said: object = ask(
                        token, "POST", "/keys", data=body(), headers={"Content-Type": "application/json"}
                    ).status_code
                except requests.ConnectionError:
                    said = "hung up"  # while it was sending: the answer came before it read
                took = time.monotonic() - began
                findings.expect(f"10 MB {how} by {who} are refused", said in (413, "hung up"), f"{said}, {took:.2f} s")

        began = time.monotonic()
        at_once = asyncio.run(crowd(port, tokens[Scope.WATCHES]))
        took = time.monotonic() - began
        # A minute that turns meanwhile begins the count anew.
        holds = set(at_once) <= {200, 429} and at_once[200] >= PER_MINUTE
        findings.expect(
            "of a thousand at once 600 are answered, the others told to wait", holds, f"{dict(at_once)}, {took:.1f} s"
        )
        seen = ask(tokens[Scope.PEOPLE]).status_code
        findings.expect("another key is answered meanwhile", seen == 200, seen)
        seen = requests.get(f"{base}/livez", timeout=5).status_code
        findings.expect("and so is everybody else", seen == 200, seen)
    finally:
        process.terminate()
        process.wait(20)
    written = (folder / "log").read_text(errors="replace")
    findings.expect("no key is in the log", not any(token.rpartition("_")[2] in written for token in tokens.values()))
    findings.expect(
        "nothing broke",
        "Traceback" not in written and "A page broke" not in written,
        written[-300:] if "Traceback" in written else "",
    )
    findings.end()


async def crowd(port: int, token: str) -> Counter[int]:
    """Ask a thousand times at once; how often each status was answered."""
    asked = f"GET /api/v1/watches HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n".encode()

    async def one() -> int:
        reading, writing = await asyncio.open_connection("127.0.0.1", port)
        writing.write(asked)
        status = int((await reading.read()).split()[1])
        writing.close()
        return status

    return Counter(await asyncio.gather(*(one() for _ in range(AT_ONCE))))


if __name__ == "__main__":
    main()
