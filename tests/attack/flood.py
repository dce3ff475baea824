"""Floods the operator: one shop refuses sixty watches for a minute, then takes them again. Also looks for secrets in the log of all details.

python -m tests.attack.flood     from the project's folder; three minutes, nothing leaves this machine
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from coatcheck.model import Watch
from coatcheck.store import open_store
from coatcheck.telling import switches
from coatcheck.watching.catalogue import add_watch
from console.demo.phone import Phone
from console.demo.world import environment
from console.demo.visitor import sign_up
from console.serving import free_port
from tests.attack.findings import Findings

WATCHES, TEXTS_PER_DAY = 60, 10
OPERATOR, ANN = "+14155550199", "+14155552671"
SECRETS = {
    "COATCHECK_SECRET_KEY": "secret-key-that-must-not-be-logged-0123456789",
    "COATCHECK_ADMIN_TOKEN": "admin-token-must-not-be-logged",
}
COAT = {
    "id": 1,
    "title": "Coat",
    "handle": "h",
    "variants": [{"id": 1, "title": "M", "available": False}, {"id": 2, "title": "L", "available": False}],
}


class Shop(ThreadingHTTPServer):
    """A Shopify shop that may refuse everybody."""

    daemon_threads, request_queue_size = True, 256

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.refuses = False
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Answers(BaseHTTPRequestHandler):
    server: Shop

    def do_GET(self) -> None:
        body = b"" if self.server.refuses else json.dumps(COAT).encode()
        self.send_response(403 if self.server.refuses else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None: ...


def main() -> None:
    folder, shop, port, findings = Path(tempfile.mkdtemp()), Shop(), free_port(), Findings()
    phone = Phone(f"http://127.0.0.1:{port}/sms/inbound")
    settings = {
        **environment(phone, folder / "coatcheck.db", port),
        **SECRETS,
        "COATCHECK_OPERATOR": f"sms:{OPERATOR}",
        "COATCHECK_TEXTS_PER_DAY": str(TEXTS_PER_DAY),
        "COATCHECK_LOG_LEVEL": "DEBUG",
        "COATCHECK_LOG_FORMAT": "json",
    }
    store, now = open_store(f"sqlite:///{folder / 'coatcheck.db'}"), datetime.now(UTC)
    for number in range(WATCHES):
        url = f"http://127.0.0.1:{shop.server_port}/products/c{number}"
        coat = Watch("", url, "shopify", now, now, f"Coat {number}", f"c{number}", interval=5, allow_private=True)
        add_watch(store, coat)
    with (folder / "log").open("wb") as log:
        command = [sys.executable, "-c", "from console.cli import main; main()", "up"]
        process = subprocess.Popen(command, env=os.environ | settings, stdout=log, stderr=subprocess.STDOUT)

    def told() -> list[str]:
        return [text.body for text in phone.texts(OPERATOR) if not text.mine]

    try:
        time.sleep(9)
        code = sign_up(f"http://127.0.0.1:{port}/p/c1", ("1",), phone, ANN).body[:6]
        shop.refuses = True
        time.sleep(60)
        findings.expect("one shop that refuses sixty watches is one text", len(told()) == 1, told()[:2])
        shop.refuses = False
        time.sleep(90)
        findings.expect("and its end is one more", len(told()) == 2, told()[:3])
        counted = TEXTS_PER_DAY - switches.texts_left(store, TEXTS_PER_DAY, datetime.now(UTC))
        findings.expect("both are counted, beside the code and what followed it", counted >= 3, counted)
    finally:
        process.terminate()
        process.wait(20)
    written = (folder / "log").read_text(errors="replace")
    secrets = {
        **SECRETS,
        "Twilio's token": phone.token,
        "a number": ANN[1:],
        "the operator's": OPERATOR[1:],
        "a code": code,
    }
    for name, secret in secrets.items():
        findings.expect(f"the log does not hold {name}", secret not in written)
    findings.end()


if __name__ == "__main__":
    main()
