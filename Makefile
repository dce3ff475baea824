# One door for every chore. Each target sets up what it needs under .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ONCE ?=
SEEDS ?= 300
EXAMPLES ?= 1000
WORKERS := $(shell n=$$(getconf _NPROCESSORS_ONLN); [ "$$n" -lt 4 ] && echo "$$n" || echo 4)
# Of all tests many wait for a process, a browser or an emulator: two for each core.
MANY := $(shell n=$$(getconf _NPROCESSORS_ONLN); [ "$$n" -lt 2 ] && echo 2 || echo 4)

# Of .venv, or of another environment as the second argument of `install`.
PIP = $(or $(2),$(BIN))/python -m pip install --quiet --quiet --disable-pip-version-check --no-compile --require-virtualenv
UV = $(BIN)/uv pip install --quiet --python $(or $(2),$(BIN))/python
# uv does in seconds what takes pip half a minute. pip does it where uv can't: with an index, say, that only pip was told of.
install = @{ [ -x $(BIN)/uv ] && $(UV) $(1) 2>$(VENV)/uv.log; } || $(PIP) $(1)

# What is tested or measured against: a folder each, with what it is made of in lock files.
COUNTERPARTS := $(patsubst tests/counterparts/%/requirements.in,%,$(wildcard tests/counterparts/*/requirements.in))

.PHONY: install demo package docs quick test explore counterparts pictures image debian lint infrastructure bench simulate lock clean

install: $(VENV)/.runtime
	@echo "The command is $(BIN)/coatcheck."

demo: $(VENV)/.runtime
	@$(BIN)/coatcheck demo $(if $(ONCE),--once)

# dist/: the wheel and the sdist, as a release has them. The same commit makes the same bytes.
package: $(VENV)/.runtime
	@rm -rf dist && $(BIN)/python -m hatchling build --directory dist

# site/: README.md and docs/ as pages with a search. A dead link or anchor, a missing picture and a page outside the navigation fail it.
# LINKS=1 asks other people's sites, too, whether what we link to is there.
SITE := $(VENV)/docs/bin/python -m sphinx --quiet --fail-on-warning --conf-dir docs --doctree-dir $(VENV)/docs/read
docs: $(VENV)/.docs
	@rm -rf site && $(SITE) --builder html . site
	$(if $(LINKS),@$(SITE) --builder linkcheck . $(VENV)/docs/links)
	@echo "The documentation is site/index.html."

# What needs no emulator, no browser and no process of its own: under a minute on two idle cores.
QUICK := tests/coatcheck tests/poller tests/notifier tests/signup_web tests/contract tests/docs
quick: lint
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal -k "not (firestore or pubsub or large or test_work)" $(QUICK)

# The lint takes one core for a while, beside the tests.
test: $(VENV)/.development $(if $(filter true,$(CI)),infrastructure)
	@$(MAKE) --silent lint & lint=$$!; \
	$(BIN)/python -m pytest --numprocesses $(MANY) --dist worksteal --ignore tests/image; tests=$$?; \
	wait $$lint && exit $$tests

# Needs root, buildah and debootstrap; says so where they are missing.
image: $(VENV)/.development
	@$(BIN)/python -m pytest tests/image

# The documentation's commands on a fresh Debian 12 and 13, every test among them. Needs root and debootstrap; says so where they are missing.
debian: $(VENV)/.development
	@$(BIN)/python -m pytest tests/debian

# Against real shops, mail servers and readers, installed first. What can't be installed is left out, but not with CI=true.
counterparts: $(VENV)/.development
	@for made in $(COUNTERPARTS:%=$(VENV)/counterparts/%/.installed) $(VENV)/.docs; do \
		$(MAKE) --silent $$made || { [ "$$CI" != true ] && \
			echo "make counterparts: $$made can't be installed here: its tests are left out."; } || exit 1; \
	done
	@$(BIN)/python -m pytest tests/counterparts --numprocesses 2 --dist loadfile

# Every public page as pictures to be looked at, in the folder pictures; DOCS=1 makes those of the documentation anew.
pictures: $(VENV)/.development
	@$(BIN)/python -m tests.pictures $(if $(DOCS),--docs)

lint: $(VENV)/.development
	@$(BIN)/ruff format --quiet --check . || { echo "make lint: run .venv/bin/ruff format"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

infrastructure: $(VENV)/.infrastructure

bench: $(VENV)/.development
	@$(BIN)/python -m benchmarks

# The tests of properties, with examples that nobody tried yet: `make explore EXAMPLES=20000`, at night.
explore: $(VENV)/.development
	@EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest -m hypothesis --hypothesis-profile=explore --numprocesses $(WORKERS) --ignore tests/image

simulate: $(VENV)/.development
	@$(BIN)/python -m tests.simulation --seeds $(SEEDS)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "CoatCheck needs Python 3.11 or newer: make PYTHON=python3.12")'
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.runtime: requirements.lock requirements-build.lock requirements-uv.lock pyproject.toml | $(BIN)/python
	@echo "Installing what CoatCheck needs ..."
	@$(PIP) --require-hashes --requirement requirements-uv.lock 2>$(VENV)/uv.log || true
	$(call install,--require-hashes --requirement requirements.lock --requirement requirements-build.lock)
	$(call install,--no-deps --no-build-isolation --editable .)
	@touch $@

$(VENV)/.development: $(VENV)/.runtime requirements-dev.lock
	@echo "Installing what the tests need ..."
	$(call install,--require-hashes --requirement requirements-dev.lock)
	@touch $@

# An environment of its own: checkov alone brings ninety packages.
$(VENV)/.infrastructure: requirements-infrastructure.lock | $(VENV)/.runtime
	@echo "Installing what checks the deployment ..."
	@$(PYTHON) -m venv $(VENV)/infrastructure
	$(call install,--require-hashes --requirement $<,$(VENV)/infrastructure/bin)
	@touch $@

# Likewise: what makes a site of the documentation.
$(VENV)/.docs: requirements-docs.lock | $(VENV)/.runtime
	@echo "Installing what the documentation is made with ..."
	@$(PYTHON) -m venv $(VENV)/docs
	$(call install,--require-hashes --requirement $<,$(VENV)/docs/bin)
	@touch $@

# An environment of its own for each, too: a shop brings a hundred packages.
.SECONDEXPANSION:
$(VENV)/counterparts/%/.installed: $$(wildcard tests/counterparts/%/*lock*) | $(VENV)/.development
	@echo Installing $$(cat tests/counterparts/$*/requirements.in; sed -n 's/^    "\(.*\)": .*/\1/p' tests/counterparts/$*/package.json 2>/dev/null) into $(@D) ...
	@rm -f $@ && $(PYTHON) -m venv $(@D)
	$(call install,--require-hashes --requirement tests/counterparts/$*/requirements.lock,$(@D)/bin)
	@if [ -f tests/counterparts/$*/package-lock.json ]; then \
		cp tests/counterparts/$*/package*.json $(@D) && cd $(@D) && PATH="$$PWD/bin:$$PATH" npm ci --silent --ignore-scripts --no-audit --no-fund; \
	fi
	@touch $@

# Needs uv on the PATH, and npm for counterparts that are made of npm's packages. The lock files pin versions and hashes, and name no download host.
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
lock:
	$(COMPILE) pyproject.toml --output-file requirements.lock
	$(COMPILE) --constraint requirements.lock --group dev pyproject.toml --output-file requirements-dev.lock
	$(COMPILE) --constraint requirements-dev.lock --extra traces pyproject.toml --output-file requirements-traces.lock
	$(COMPILE) --constraint requirements-dev.lock --extra browser pyproject.toml --output-file requirements-browser.lock
	$(COMPILE) --constraint requirements-dev.lock --group build --output-file requirements-build.lock
	$(COMPILE) --group installer --output-file requirements-uv.lock
	$(COMPILE) --group infrastructure --output-file requirements-infrastructure.lock
	$(COMPILE) --group docs --output-file requirements-docs.lock
	@for name in $(COUNTERPARTS); do echo "$$name" && cd $(CURDIR)/tests/counterparts/$$name && \
		$(COMPILE) requirements.in --output-file requirements.lock || exit 1; \
		[ ! -f package.json ] || { npm install --silent --package-lock-only && sed -i '/^ *"resolved": /d' package-lock.json; } || exit 1; \
	done

clean:
	rm -rf $(VENV) site .pytest_cache .mypy_cache .ruff_cache .hypothesis
