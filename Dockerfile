# One image for the three services; each is given its own command (terraform/run.tf). Without one it is the site.

FROM python:3.11-slim-bookworm AS build
WORKDIR /source
RUN python -m venv --without-pip /app
COPY requirements.lock ./
RUN python -m pip --python /app/bin/python install --no-cache-dir --require-hashes --only-binary :all: --requirement requirements.lock
COPY . .
# The lock holds hatchling, too, for this step alone.
RUN python -m pip --python /app/bin/python install --no-cache-dir --no-deps --no-build-isolation . \
    && python -m pip --python /app/bin/python uninstall --yes hatchling editables pathspec pluggy trove-classifiers

FROM python:3.11-slim-bookworm
# The base comes without compiled bytecode, and the account below may not write any: every start would compile it again.
RUN rm -rf /usr/local/lib/python3.11/site-packages/* /usr/local/lib/python3.11/ensurepip /usr/local/bin/pip* \
    && python -m compileall -q -j 0 /usr/local/lib/python3.11
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH
USER 65532:65532
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f\"http://127.0.0.1:{os.environ.get('PORT', 8080)}/healthz\", timeout=4)"]
CMD ["gunicorn", "--config", "python:coatcheck.process.server", "signup_web.app:create_app()"]
