# One image. By itself it runs everything on one machine (docs/running.md); in the cloud each of three services gives it a command of its own (terraform/run.tf).
# The target `renderer` is another one, with Chromium, for the service that draws pages (terraform/renderer.tf).

# A tag, so that a build takes the last mends of Debian and Python. Debian 13 and Python 3.13 get security updates until 2028 and 2029, Debian 12 only
# those of its long-term support. Terraform's variable base_image may name a digest, where builds have to be the same.
ARG BASE=python:3.13-slim-trixie

# checkov:skip=CKV_DOCKER_7:the argument names the tag
FROM ${BASE} AS build
WORKDIR /source
COPY requirements-build.lock requirements.lock requirements-traces.lock ./
RUN python -m venv --without-pip /app \
    && python -m pip install --no-cache-dir --require-hashes --only-binary :all: --requirement requirements-build.lock
# Built packages only: nothing of others runs while it is installed.
RUN python -m pip --python /app/bin/python install --no-cache-dir --no-compile --require-hashes --only-binary :all: --requirement requirements.lock \
    && python -m pip --python /app/bin/python install --no-cache-dir --no-compile --require-hashes --only-binary :all: --requirement requirements-traces.lock
COPY . .
RUN python -m pip wheel --no-cache-dir --no-build-isolation --no-deps --wheel-dir /wheels . \
    && python -m pip --python /app/bin/python install --no-cache-dir --no-compile --no-deps /wheels/*.whl
# What no code of ours asks for: whose numbers are where and with which carrier, a slanted font, what paints programs' text, every language that we don't speak, every service of Twilio's but the one for texts, and its asynchronous client's libraries. Where one of these is not found, the build ends.
RUN rm -r /app/lib/python3.*/site-packages/phonenumbers/geodata /app/lib/python3.*/site-packages/phonenumbers/carrierdata /app/lib/python3.*/site-packages/fontpkg_noto_sans/files/NotoSans-Italic* /app/lib/python3.*/site-packages/pygments \
    && rm -r /app/lib/python3.*/site-packages/aiohttp /app/lib/python3.*/site-packages/multidict /app/lib/python3.*/site-packages/yarl /app/lib/python3.*/site-packages/frozenlist /app/lib/python3.*/site-packages/propcache \
    && find /app/lib/python3.*/site-packages/babel/locale-data -regextype posix-extended -name '*.dat' ! -regex '.*/(root|en.*|ar|de|es|fr|hi|ja|pt)\.dat' -delete \
    && find /app/lib/python3.*/site-packages/twilio/rest -mindepth 1 -maxdepth 1 -type d ! -name api ! -name messaging -exec rm -r {} +
# Nobody may write bytecode later, so every start would compile it again; and no date of a file can make it stale.
RUN /app/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash /app/lib

FROM ${BASE} AS runtime
# The base comes without compiled bytecode, too; and what could install something more has no business here.
RUN stdlib=$(python -c "import sysconfig; print(sysconfig.get_path('stdlib'))") \
    && python -m pip uninstall --quiet --root-user-action=ignore --yes pip setuptools wheel \
    && rm -r "$stdlib/ensurepip" \
    && python -m compileall -q -j 0 --invalidation-mode unchecked-hash -x '/(idlelib|lib2to3|pydoc_data|test|tkinter|turtledemo)/' "$stdlib" \
    && install --directory --owner 65532 --group 65532 /data
ENV PATH=/app/bin:$PATH COATCHECK_HOST=0.0.0.0
WORKDIR /data
EXPOSE 8080

FROM build AS renderer-build
RUN python -m pip --python /app/bin/python install --no-cache-dir --no-compile --require-hashes --only-binary :all: --requirement requirements-browser.lock \
    && /app/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash /app/lib/python3.*/site-packages/playwright

FROM runtime AS renderer
# Of the base's Debian, which gets Chromium's mends within days.
# hadolint ignore=DL3008
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium-headless-shell fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*
COPY --from=renderer-build /app /app
USER 65532:65532
HEALTHCHECK --interval=30s --timeout=20s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f\"http://127.0.0.1:{os.environ.get('PORT', 8080)}/healthz\", timeout=19)"]
CMD ["gunicorn", "--config", "python:coatcheck.process.server", "renderer.app:create_app()"]

# The last one: what is built where no target is named.
FROM runtime AS coatcheck
COPY --from=build /app /app
USER 65532:65532
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f\"http://127.0.0.1:{os.environ.get('PORT') or os.environ.get('COATCHECK_PORT', 8080)}/healthz\", timeout=4)"]
CMD ["coatcheck", "up"]
