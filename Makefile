# Samspil. `make demo` to try it, `make test` to test it; both install what they need into .venv first.

PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do command -v $$name && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
WORKERS ?= 2
unexport PYTHONDONTWRITEBYTECODE  # where it is set, each of the many processes that tests start compiles all of Samspil anew

.DEFAULT_GOAL := help
.PHONY: help install demo run test check mutants soak bench term pictures migration translations constraints clean

help: ## This list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/.installed ## Try Samspil in the browser, with an invented course
	@$(BIN)/samspil demo $(ARGS)

install: $(VENV)/.installed ## Put the command samspil into .venv/bin

run: $(VENV)/.installed ## Run Samspil with the settings in .env
	@$(BIN)/samspil run

test: $(VENV)/.installed-dev ## Every test (ARGS="-k word" for some of them)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

check: $(VENV)/.installed-dev ## Style, types, import rules, translations, texts, migrations
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m tests.checks.translations
	@$(BIN)/python -m tests.checks.texts
	@$(BIN)/python -m tests.checks.migrations

mutants: $(VENV)/.installed-dev ## Put known bugs into a copy: is each found by a test? (ARGS="lease" for some)
	@$(BIN)/python -m tests.mutants $(ARGS)

soak: $(VENV)/.installed-dev ## The proofs in their long sizes (hours; ARGS="simulation" for one)
	@$(BIN)/python -m tests.soak $(ARGS)

bench: $(VENV)/.installed-dev ## Measure (ARGS="slack load" for some figures)
	@$(BIN)/python -m benchmarks $(ARGS)

term: $(VENV)/.installed-dev ## Play 500 teams through ten weeks, and measure (ARGS="--teams 20 --planted 0" for a look)
	@$(BIN)/python -m benchmarks.term $(ARGS)

pictures: $(VENV)/.installed-dev ## Take the pictures in docs/pictures again
	@SAMSPIL_PICTURES=1 $(BIN)/python -m pytest -q tests/e2e -k picture

migration: $(VENV)/.installed-dev ## Write the next migration: NAME="add rooms"
	@$(BIN)/python -m storage.migrations.generate "$(NAME)"

translations: $(VENV)/.installed-dev ## Put new texts into en.po (empty), take unused ones out
	@$(BIN)/python -m tests.checks.translations --update

constraints: $(VENV)/.installed-dev ## Upgrade everything and write constraints.txt again
	@$(BIN)/python -m pip install --quiet --upgrade --upgrade-strategy eager --editable '.[dev]'
	@$(BIN)/python -m pip freeze --exclude-editable > constraints.txt

clean: ## Away with .venv and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# ---- installing happens once, and again when the dependencies change

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Samspil needs Python 3.11 or newer, and finds none here."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Samspil needs Python 3.11 or newer; $(PYTHON) is older. Name another: make PYTHON=…"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing into $(VENV) …"
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing into $(VENV), with what the tests need …"
	@$(INSTALL) --editable '.[dev]'
	@touch $@ $(VENV)/.installed
