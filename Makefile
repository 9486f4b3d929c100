# `make run` and `make test` need nothing but Python 3.11 or newer: all else is fetched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test docs install clean \
  bench-crawl bench-groups bench-index bench-normalize bench-recrawl bench-relevance bench-search

run: install
	@$(BIN)/openings up

test: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

# Each prints what it measures. Options: make bench-search ARGS='--size 100000'
bench-crawl bench-groups bench-index bench-normalize bench-recrawl bench-relevance bench-search: install
	$(BIN)/python -m benchmarks.$(@:bench-%=%) $(ARGS)

docs: install
	$(BIN)/python -m openings.docs

install: $(VENV)/installed

# Anew when a dependency changes. The constraints name the versions that were tested.
$(VENV)/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "Cannot make a virtual environment: install the package python3-venv"; exit 1; }
	@echo "Installing into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --constraint constraints.txt --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
