# One door for every chore. Each target sets up what it needs under .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ONCE ?=
SEEDS ?= 300

.PHONY: demo test lint bench simulate lock clean

$(VENV)/.runtime: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what CoatCheck needs ..."
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.development: $(VENV)/.runtime requirements-dev.lock
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	@touch $@

demo: $(VENV)/.runtime
	@$(BIN)/coatcheck demo $(if $(ONCE),--once)

test: $(VENV)/.development
	@$(BIN)/python -m pytest

lint: $(VENV)/.development
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports

bench: $(VENV)/.development
	@$(BIN)/python -m benchmarks

simulate: $(VENV)/.development
	@$(BIN)/python -m tests.simulation --seeds $(SEEDS)

# Needs uv on the PATH. The lock files pin versions and hashes, and name no download host.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --group build pyproject.toml --output-file requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --constraint requirements.lock --group dev pyproject.toml --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
