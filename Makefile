# The house's commands.  Each target does its own set-up: on a machine with make and Python 3.11 or newer, `make demo` and
# `make test` are enough.  Stamps in .make/ remember what was done, so a second run starts at once.
# Options: PYTHON=/path/to/python chooses the interpreter, ARGS="..." is handed to pytest or to the command.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?=
ARGS ?=
# Tests start hundreds of processes, and several collect all tests: each would compile every module again.
unexport PYTHONDONTWRITEBYTECODE
VENV := .venv
BIN := $(VENV)/bin
ROOMS := ontology loaders graph api cli
# Three processes, as one or the other often waits for a server.  A module's tests are in one of them; what needs Neo4j is all in one, so
# that one server is enough, and so is what needs Chromium.
PARALLEL := --numprocesses=3 --dist=loadgroup
# A data folder waits for the disk 64 times when it is published; where memory serves as a disk the suite writes there.
TEST_FILES := $(shell [ -d /dev/shm ] && [ $$(df --output=avail /dev/shm | tail -1) -gt 4000000 ] && mkdir -p /dev/shm/ownership-tests && echo TMPDIR=/dev/shm/ownership-tests)
COVERAGE := $(addprefix --cov=,$(ROOMS)) --cov-branch --cov-report=term:skip-covered

# Java and Maven are needed for the local Neo4j only: not with a server of one's own, not without Neo4j.
ifneq ($(findstring --without-neo4j,$(ARGS))$(OWNERSHIP_TEST_NEO4J_URI),)
TEST_SETUP := .make/dev .make/browser
else
TEST_SETUP := .make/dev .make/browser .make/neo4j
endif

.PHONY: help demo serve check lint types imports drift docs format test test-fast test-slow test-soak test-engine test-spark test-neo4j-latest cover bench lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' Makefile

demo: .make/runtime ## load the example and print who controls the company in it
	@$(BIN)/ownership demo $(ARGS)

serve: .make/runtime ## API, pages and SPARQL on http://127.0.0.1:8000
	@$(BIN)/ownership serve $(ARGS)

check: lint types imports drift ## everything that needs no test run: ruff (rules and format), mypy --strict, import direction, docs drift

lint: .make/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: .make/dev ## bring every file into the one style
	$(BIN)/ruff check --select I --fix .
	$(BIN)/ruff format .

types: .make/dev
	$(BIN)/mypy
	$(BIN)/mypy tools bench

imports: .make/dev
	$(BIN)/lint-imports

drift: .make/dev
	$(BIN)/python -m pytest tests/docs -q

docs: .make/dev ## write the generated reference pages again
	$(BIN)/python -m tools.errors_reference > .make/errors.md
	mv .make/errors.md docs/reference/errors.md
	$(BIN)/python -m tools.settings_reference > .make/settings.md
	mv .make/settings.md docs/reference/settings.md
	$(BIN)/python -m tools.agents_reference > .make/agents.md
	mv .make/agents.md docs/reference/agents.md
	$(BIN)/python -m tools.openapi_examples > .make/openapi_examples.json
	mv .make/openapi_examples.json api/openapi_examples.json
	$(BIN)/python tools/vocabulary_reference.py

test: $(TEST_SETUP) ## the whole suite but the long-running tests, with Neo4j and Chromium; ends with what was skipped and why
	$(TEST_FILES) $(BIN)/python -m pytest -m "not slow" $(PARALLEL) $(ARGS)

test-fast: .make/dev ## for the inner loop, within two minutes: no Neo4j, no browser, nothing thorough
	$(TEST_FILES) $(BIN)/python -m pytest -m "not slow and not thorough and not neo4j and not browser" $(PARALLEL) $(ARGS)

cover: $(TEST_SETUP) ## the whole suite with branch coverage (code that runs in child processes is not counted)
	$(BIN)/python -m pytest -m "not slow" $(COVERAGE) $(ARGS)

test-slow: $(TEST_SETUP) .make/spark ## the long-running tests
	$(BIN)/python -m pytest -m slow $(ARGS)

test-soak: .make/dev ## many clients for minutes while generations are published; OWNERSHIP_TEST_SOAK_SECONDS says for how long
	$(TEST_FILES) $(BIN)/python -m pytest -s tests/api/test_soak.py $(ARGS)

test-engine: .make/dev ## the engine against its references over a million nodes of random networks; two processes, about half an hour
	$(BIN)/python -m tests.reference.run --nodes 1000000 $(ARGS)

test-spark: .make/spark ## a cluster of Spark against the engine, with worker processes of its own; needs Java 17
	$(BIN)/python -m pytest tests/graph/spark $(ARGS)

test-neo4j-latest: .make/dev .make/browser ## the Neo4j tests against the newest calendar release; needs a JDK 21 or 25 and Maven
	$(BIN)/python -m pytest -m neo4j --neo4j-profile latest $(ARGS)

bench: .make/dev ## every measured figure, each beside a peer in the same run; ARGS="--size small" is quick and changes no document
	$(BIN)/python -m bench $(ARGS)

lock: .make/dev ## write constraints.txt from what is installed
	{ sed '/^#/!d' constraints.txt; $(BIN)/python -m pip freeze --all --exclude pip --exclude-editable | LC_ALL=C sort -f; } > .make/constraints.txt
	mv .make/constraints.txt constraints.txt

clean: ## remove the environment, stamps and caches; data/ stays
	rm -rf $(VENV) .make .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage build dist *.egg-info

# Set-up.  The development install contains the runtime one.

.make/runtime: pyproject.toml constraints.txt tools/setup_venv.sh tools/find_python.sh
	@mkdir -p .make
	@PYTHON="$(PYTHON)" tools/setup_venv.sh $(VENV) .
	@touch $@

.make/dev: pyproject.toml constraints.txt tools/setup_venv.sh tools/find_python.sh
	@mkdir -p .make
	@PYTHON="$(PYTHON)" tools/setup_venv.sh $(VENV) ".[dev]"
	@touch .make/runtime $@

.make/spark: .make/dev
	@PYTHON="$(PYTHON)" tools/setup_venv.sh $(VENV) ".[dev,spark]"
	@touch $@

.make/browser: tools/setup_tests.sh
	@mkdir -p .make
	@tools/setup_tests.sh browser
	@touch $@

.make/neo4j: tools/setup_tests.sh tests/neo4j_server/pom.xml | .make/dev
	@mkdir -p .make
	@tools/setup_tests.sh neo4j $(BIN)/python
	@touch $@
