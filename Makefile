# Two commands: `make run` and `make test`. Both set up what they need.

PYTHON ?= python3
VENV := .venv
AUDIT := .venv-audit
BIN := $(VENV)/bin
SOURCE ?= ../shared/data
PORT ?= 8050
MINUTES ?= 10
UPGRADE ?=
LINTERS := lint-python lint-imports lint-types lint-scripts
BIOME := $(BIN)/node node_modules/@biomejs/biome/bin/biome
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r
LOCK := UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --no-config --universal \
	--python-version 3.11 --generate-hashes $(UPGRADE)

# What was compiled once is kept, whatever the machine says: tests start Python many times.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test quick fuzz bench bench-reliability build check lint format lock \
	browser wheel audit sbom clean

run: $(VENV)/run.stamp
	@echo "Techniek Dichtbij: http://127.0.0.1:$(PORT)"
	@TECHNIEK_PORT=$(PORT) $(BIN)/python app.py

# Everything: the rules of the house, and all tests in one run, so that no worker waits for another;
# they look at the list of packages too.
test: lint browser sbom
	$(BIN)/python -m pytest -n 2 --dist worksteal

# What can be known within a minute: style, types, and the tests that take least; beside each other,
# because of the linters one takes as long as all the rest.
quick: $(VENV)/dev.stamp
	@$(MAKE) --no-print-directory -j 3 test-least $(LINTERS)

.PHONY: test-least
test-least:
	$(BIN)/python -m pytest -n 2 --dist worksteal --ignore tests/browser -m "not slow"

# Other examples every time, for as long as asked: make fuzz MINUTES=30
fuzz: $(VENV)/dev.stamp
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES)

bench: $(VENV)/dev.stamp browser
	$(BIN)/python -m tests.bench

# The reliability table of it alone, in full: two hundred people for ten minutes, 20,000 answers.
bench-reliability: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.bench.reliability --minutes $(MINUTES)

build: $(VENV)/build.stamp
	$(BIN)/python -m geodata build --source $(SOURCE)

check: $(VENV)/run.stamp
	$(BIN)/python -m geodata check

# Spelling of the code, what may import what, types, scripts and style: beside each other, because
# types take as long as all the rest.
# What one says is not mixed with what another does, where make can keep it apart.
APART := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)
.PHONY: $(LINTERS)

lint: $(VENV)/dev.stamp
	@$(MAKE) --no-print-directory -j 2 $(APART) $(LINTERS)

lint-python:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

lint-imports:
	$(BIN)/lint-imports --no-logo

lint-types:
	$(BIN)/mypy

lint-scripts:
	$(BIOME) ci --error-on-warnings

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIOME) check --write

# Every package with its version and hashes, those that packages need in their turn too. What stands
# in the .in files is chosen by hand; `make lock UPGRADE=--upgrade` takes newer ones of the rest.
lock: $(VENV)/dev.stamp
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-build.in -c requirements.txt -o requirements-build.txt
	$(LOCK) requirements-dev.in -c requirements-build.txt -o requirements-dev.txt
	$(LOCK) requirements-audit.in -o requirements-audit.txt
	PATH="$(CURDIR)/$(BIN):$$PATH" npm install --package-lock-only

# What is known to be wrong with the packages of a server, as the database of PyPI has it; where that
# cannot be reached, it says so, and looks whether what is installed is as the list with hashes says.
# And a list of all of them with their hashes, for who keeps such lists (CycloneDX). Both look from an
# environment of their own.
audit: $(VENV)/run.stamp
	-@$(MAKE) --no-print-directory $(AUDIT)/stamp
	@$(BIN)/python tools/audit.py $(AUDIT)/bin/pip-audit

sbom: dist/sbom.json

dist/sbom.json: requirements.txt $(AUDIT)/stamp
	@mkdir -p dist
	$(AUDIT)/bin/cyclonedx-py requirements --output-reproducible -o $@ requirements.txt

# The package, with its tables inside; tried outside of these sources, with what is installed here.
wheel: $(VENV)/run.stamp
	rm -rf dist
	$(BIN)/python tools/package.py build dist
	$(BIN)/python tools/package.py try dist/*.whl

# A Chromium that is there is used; else the system's own package, or Playwright's copy.
browser: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.support.install

$(VENV)/run.stamp: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) requirements.txt
	@touch $@

# What makes tables: a web server does without.
$(VENV)/build.stamp: requirements-build.txt $(VENV)/run.stamp
	$(INSTALL) requirements-build.txt
	@touch $@

$(AUDIT)/stamp: requirements-audit.txt
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt package-lock.json $(VENV)/run.stamp
	$(INSTALL) requirements-dev.txt
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci
	@touch $@

clean:
	rm -rf $(VENV) $(AUDIT) node_modules .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
