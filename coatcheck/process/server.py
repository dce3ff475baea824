"""How gunicorn serves each of the services: gunicorn --config python:coatcheck.process.server poller.app:create_app()

https://gunicorn.org/reference/settings/
"""

import os

THREADS = 16  # requests at once; Cloud Run sends an instance no more than that
GRACEFUL = 8  # seconds; Cloud Run kills 10 seconds after SIGTERM: https://cloud.google.com/run/docs/container-contract

bind = f"{os.environ.get('COATCHECK_HOST', '0.0.0.0')}:{os.environ.get('PORT', '8080')}"
workers = 1  # an instance has one CPU, and memory for what one process remembers
worker_class = "gthread"
threads = THREADS
timeout = 0  # handlers end themselves; gunicorn's own timeout does not end a thread
graceful_timeout = GRACEFUL
keepalive = 75  # longer than a proxy keeps a connection, so that none is closed under a request
preload_app = False  # Google's clients hang in a child that was forked after their first call
control_socket_disable = True
accesslog = None  # Cloud Run writes a line for each request already
loglevel = "warning"
