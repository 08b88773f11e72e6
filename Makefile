# Every way of running the portal. `make` alone lists them. Python 3.11 to 3.14, Debian or Ubuntu (others: see `make setup`).
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
BIN := .venv/bin
PORT ?= 8000
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/django.po)

.PHONY: help setup demo production-like test faults check format messages lock bench pictures clean

help: ## list what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: var/.messages ## make .venv, install what is locked, compile the 19 catalogues
	@:

demo: setup ## run the whole portal with invented people: make demo PORT=8000, Ctrl-C ends it
	@$(call replace_by,DJANGO_SETTINGS_MODULE=wow.settings.demo DEMO_PORT=$(PORT) $(BIN)/python manage.py rundemo)

production-like: PORT := 8443
production-like: setup ## run docker-compose.yml's commands without Docker: PORT=8443, its own PostgreSQL and Redis
	@.ci/system test
	@$(call replace_by,PORT=$(PORT) $(BIN)/python -m tests.production)

test: setup ## run all tests (CI=true: a missing browser or PostgreSQL is a failure)
	@.ci/system test
	@$(BIN)/pytest -n 4 --dist loadgroup # most of it waits: two workers a core

faults: setup ## kill, freeze, race and cut off everything at full size; writes docs/reliability.md (most of an hour)
	@.ci/system test
	@WOW_FAULTS_SIZE=full $(BIN)/python -m tests.faults.report forget
	@WOW_FAULTS_SIZE=full $(BIN)/pytest tests/faults -n 2 --dist loadfile
	@WOW_FAULTS_SIZE=full $(BIN)/python -m tests.faults.report

check: setup ## style, types, arrows between the parts, migrations, catalogues
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy .
	@$(BIN)/lint-imports
	@DJANGO_SETTINGS_MODULE=wow.settings.test $(BIN)/python manage.py makemigrations --check --dry-run
	@DJANGO_SETTINGS_MODULE=wow.settings.test $(BIN)/python manage.py messages --check

format: setup ## let ruff lay out the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

messages: setup ## bring the catalogues up to date with the code; begin another language: make messages START=so
	@$(BIN)/python manage.py messages $(if $(START),--start $(START))

lock: setup ## resolve pyproject.toml into requirements.txt with hashes, one answer for Python 3.11 to 3.14
	@$(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes --fork-strategy fewest --all-extras \
		--python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header --output-file requirements.txt

bench: setup ## measure our pages beside bare Django in one run and write docs/performance.md
	@$(BIN)/python -m benchmarks.bench
	@$(BIN)/python -m benchmarks.papers
	@$(BIN)/python -m benchmarks.matching

pictures: setup ## photograph the demo's pages for the README (needs Chromium)
	@.ci/system test
	@DJANGO_SETTINGS_MODULE=wow.settings.demo $(BIN)/python manage.py photograph

clean: ## remove .venv and everything in var/ (the demo's and the developer's database too)
	@rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find locale -name '*.mo' -delete

# make would answer Ctrl-C with an error of its own; the demo's end is no error.
replace_by = exec env $(1)

var/.system: .ci/system
	@.ci/system demo
	@mkdir -p var && touch $@

.venv/.installed: requirements.txt | var/.system
	@.ci/venv
	@touch $@

var/.messages: .venv/.installed $(CATALOGUES)
	@mkdir -p var
	@for catalogue in $(CATALOGUES); do msgfmt --check-format --output-file="$${catalogue%.po}.mo" "$$catalogue"; done
	@touch $@
