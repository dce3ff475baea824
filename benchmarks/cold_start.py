"""Cold start: a fresh process until its app is made, beside the bare import of the Google clients it needs and Flask.

python -m benchmarks.cold_start
"""

import os
import subprocess
import sys
from statistics import median

ROUNDS = 7
CLIENTS = "import flask, google.cloud.firestore, google.pubsub_v1"
SITE_CLIENTS = "import flask, google.cloud.firestore"
SERVICES = {"poller": CLIENTS, "notifier": CLIENTS, "signup_web": SITE_CLIENTS}
ENVIRONMENT = {
    "COATCHECK_STORE": "firestore://project",
    "COATCHECK_BUS": "pubsub://project",
    "COATCHECK_SECRET_KEY": "0123456789" * 4,
    "FIRESTORE_EMULATOR_HOST": "127.0.0.1:1",
    "PUBSUB_EMULATOR_HOST": "127.0.0.1:1",
}


def fresh(code: str) -> str:
    """What a fresh process prints when it runs this."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env={**os.environ, **ENVIRONMENT}, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def seconds(code: str) -> float:
    """Seconds that this takes in a fresh process, without starting Python."""
    return float(fresh(f"import time\nbegan = time.perf_counter()\n{code}\nprint(time.perf_counter() - began)"))


def start(service: str) -> str:
    """The code that makes a service's app."""
    return f"from {service}.app import create_app; app = create_app()"


def main() -> None:
    print(f"{'':<14}{'app, s':>8}{'clients and Flask, s':>22}{'ratio':>8}   medians of {ROUNDS}, taken in turn")
    for service, clients in SERVICES.items():
        rounds = [(seconds(start(service)), seconds(clients)) for _ in range(ROUNDS)]
        app, bare = median(ours for ours, _ in rounds), median(theirs for _, theirs in rounds)
        print(f"{service:<14}{app:>8.2f}{bare:>22.2f}{app / bare:>8.2f}")


if __name__ == "__main__":
    main()
