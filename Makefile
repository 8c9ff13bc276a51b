# Everything runs from .venv; nothing is installed outside this directory.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
CATALOGUES := $(wildcard locales/*/LC_MESSAGES/messages.po)
EXTRACT := $(BIN)/pybabel -q extract -F babel.cfg -k lazy_gettext --no-location --sort-output --no-wrap \
	--project=wengang-assistant -o build/messages.pot assistant templates
UPDATE := $(BIN)/pybabel -q update -i build/messages.pot -d locales --no-wrap --no-fuzzy-matching \
	--ignore-obsolete --ignore-pot-creation-date

COMPILE := $(BIN)/pip-compile --allow-unsafe --generate-hashes --no-emit-find-links --no-emit-index-url \
	--no-emit-trusted-host --strip-extras

.PHONY: setup run test check bench chat-report tour lock translations

setup: .venv/installed $(CATALOGUES:.po=.mo)

.venv/installed: requirements/dev.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

%.mo: %.po | .venv/installed
	$(BIN)/pybabel -q compile -f -i $< -o $@

run: setup
	PORT=$(PORT) $(BIN)/assistant serve

# The browser tests use the system's Chromium, or the one that CHROME_PATH names.
test: setup
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	# Its cache keeps a module that became a package as it was, and then finds imports that are not there.
	$(BIN)/lint-imports --no-cache
	mkdir -p build && $(EXTRACT) && $(UPDATE) --check
	$(BIN)/assistant policies check
	$(BIN)/assistant flows check

# Each benchmark is a program of its own: minutes of full load have no place among the tests.
bench: setup
	set -e; for name in screening deciding pages importing sending understanding talking; do $(BIN)/python -m tests.benchmarks.$$name; done

# How well the corpus of utterances is understood, on the half that may be looked at and on the other.
chat-report: setup
	$(BIN)/python -m tests.utterances.report

# The README's pictures, taken anew: the demonstration on a database of its own, in the system's Chromium.
tour: setup
	$(BIN)/python -m tests.tour

# Collect the texts to translate, keep the translations there are, and compile them.
translations: .venv/installed
	mkdir -p build && $(EXTRACT) && $(UPDATE)
	$(MAKE) setup

lock:
	$(COMPILE) --extra=dev --output-file=requirements/dev.lock pyproject.toml
	$(COMPILE) --extra=spark --constraint=requirements/dev.lock --output-file=requirements/spark.lock pyproject.toml
