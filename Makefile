# Two commands: `make run` and `make test`. Both set up what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCE ?= ../shared/data
PORT ?= 8050
MINUTES ?= 10

.PHONY: run test quick fuzz bench build check lint format browser clean

run: $(VENV)/run.stamp
	@echo "Techniek Dichtbij: http://127.0.0.1:$(PORT)"
	@TECHNIEK_PORT=$(PORT) $(BIN)/python app.py

test: $(VENV)/dev.stamp browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest -n 2 --dist worksteal --ignore tests/browser
	$(BIN)/python -m pytest tests/browser

# What can be known within a minute: style, types, and the tests that take no seconds each.
quick: lint
	$(BIN)/python -m pytest -n 2 --dist worksteal --ignore tests/browser -m "not slow"

# Other examples every time, for as long as asked: make fuzz MINUTES=30
fuzz: $(VENV)/dev.stamp
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES)

bench: $(VENV)/dev.stamp browser
	$(BIN)/python -m tests.bench

build: $(VENV)/run.stamp
	$(BIN)/python -m geodata build --source $(SOURCE)

check: $(VENV)/run.stamp
	$(BIN)/python -m geodata check

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# A Chromium that is there is used; else the system's own package, or Playwright's copy.
browser: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.browser.install

$(VENV)/run.stamp: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis
