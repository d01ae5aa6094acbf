# partnerbook. `make` alone lists what there is to make. Only Python 3.11 or newer is needed beforehand.
#   make run                        the interface, on a sample workbook
#   make run ARGS=my.program.toml   anything else that the command takes
#   make test ARGS="-k recent"      some of the tests

SAMPLE ?= sample_programs/sound.program.toml
PY := .venv/bin/python
JOBS ?= auto
ARGS ?=

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup run test lint format types walls docs docs-check check bench clean

help: ## what there is to make
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

# Each stamp is newer than pyproject.toml when its half of the environment is up to date.
.venv/.made-run: pyproject.toml .ci/make-venv
	@sh .ci/make-venv
	@echo "Installing partnerbook into .venv (once) ..." >&2
	@$(PY) -m pip install --quiet --editable .
	@touch $@

.venv/.made-dev: .venv/.made-run
	@echo "Installing the tools for tests into .venv (once) ..." >&2
	@$(PY) -m pip install --quiet --upgrade 'pip>=25.1'
	@$(PY) -m pip install --quiet --group dev
	@touch $@

setup: .venv/.made-dev ## the private environment with everything for development

run: .venv/.made-run ## open the interface
	@.venv/bin/partnerbook $(if $(ARGS),$(ARGS),$(SAMPLE))

test: .venv/.made-dev ## run the tests
	@$(PY) -m pytest -n $(JOBS) $(ARGS)

lint: .venv/.made-dev ## formatting and lint
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .

format: .venv/.made-dev ## format the code and mend what lint can mend
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

types: .venv/.made-dev ## mypy, strict
	@$(PY) -m mypy

walls: .venv/.made-dev ## who may import whom
	@.venv/bin/lint-imports

docs: .venv/.made-dev ## write the generated documentation again
	@$(PY) .ci/docs.py

docs-check: .venv/.made-dev ## whether the generated documentation is up to date
	@$(PY) .ci/docs.py --check

check: ## everything that must hold before a commit lands
	@.ci/run

bench: .venv/.made-dev ## measure speed against a bare Textual app
	@$(PY) -m benchmarks $(ARGS)

clean: ## remove the environment and everything that was made
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache snapshot_report.html
	@find src tests .ci benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
