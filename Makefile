# The commands of this project; `make` alone lists them.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
# The theme announces its own successor at every start.
export NO_MKDOCS_2_WARNING := 1
export SITE_URL HELP_LOCALE

.PHONY: help setup serve build test check fix clean
help:
	@echo "make serve   preview with live reload (HELP_LOCALE=ar: one Locale; PORT=8001: another port)"
	@echo "make test    every test, browser tests included"
	@echo "make build   the static site in site/ (SITE_URL=https://…/ sets its public address)"
	@echo "make check   all that must be true before a change is merged"
	@echo "make fix     mends what can be mended without a decision"
	@echo "make setup   only what the others do first; make clean undoes it"

setup: .venv/site.stamp

.venv/site.stamp: requirements.txt pyproject.toml scripts/setup.py
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed. Install it, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) scripts/setup.py site

.venv/tests.stamp: .venv/site.stamp requirements-dev.txt
	@$(BIN)/python scripts/setup.py tests

serve: setup
	@$(BIN)/python scripts/serve.py $(PORT)

build: setup
	@$(BIN)/mkdocs build --clean

test: .venv/tests.stamp
	@CHROME_PATH="$$($(BIN)/python scripts/chromium.py)" && export CHROME_PATH && \
	$(BIN)/python -m pytest -n 2 --dist loadgroup

# Dictionaries are large and only a check reads them; without them it says that spelling was not checked.
.venv/spelling.stamp: .venv/tests.stamp requirements-spelling.txt
	@$(BIN)/python scripts/setup.py spelling || echo "Spelling will not be checked." >&2

check: .venv/spelling.stamp
	$(BIN)/ruff format --check scripts tests benchmarks
	$(BIN)/ruff check scripts tests benchmarks
	$(BIN)/mypy
	$(MAKE) test
	$(BIN)/mkdocs build --clean --strict
	$(BIN)/helpdesk check
	$(BIN)/helpdesk links --built site

fix: .venv/tests.stamp
	$(BIN)/ruff format scripts tests benchmarks
	$(BIN)/ruff check --fix scripts tests benchmarks
	$(BIN)/helpdesk links fix

clean:
	rm -rf .venv site .cache
